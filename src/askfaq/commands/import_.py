"""askfaq import: sources in, a FAQ file out, and a report of what was kept, skipped and changed."""

from typing import NamedTuple

from askfaq import paths
from askfaq.commands.exit_codes import NO, OK
from askfaq.errors import UsageError
from askfaq.faq.document import Document, new_json, open_document, save
from askfaq.faq.edit import Draft, tidied
from askfaq.faq.merge import Merged, merge
from askfaq.formats.imported import Import
from askfaq.formats.records.field_names import BY_NAME, Columns
from askfaq.formats.registry import read_bytes
from askfaq.formats.sources.outcome import combined
from askfaq.formats.sources.source import read_source
from askfaq.limits import MAX_IMPORT_BYTES
from askfaq.output import import_report as drawn
from askfaq.output.json_lines import import_shape, json_line
from askfaq.saving import until_undisturbed
from askfaq.terminal import stdin
from askfaq.terminal.prompt import agreed
from askfaq.terminal.streams import Terminal, is_stdout, write_line
from askfaq.text.sanitize import clean, one_line


class ImportOptions(NamedTuple):
    """Where to write, how to read, whether to ask, and what becomes of entries that the source has no longer."""

    output: str | None = None
    format: str | None = None
    topic: str | None = None
    dry_run: bool = False
    yes: bool = False
    columns: Columns = BY_NAME
    heading_level: int | None = None
    prune: bool = False
    as_json: bool = False


def import_sources(sources: list[str], options: ImportOptions, terminal: Terminal) -> int:
    """Read the sources, report, and write. Raises FileError when a source or the FAQ is refused, and
    UsageError; then nothing is written."""
    if options.as_json and is_stdout(options.output or "-") and not (options.yes or options.dry_run):
        raise UsageError("import --json needs -o FAQ, --yes or --dry-run: standard output is the report's then")
    topic = tidied(Draft(topic=options.topic)).topic
    path = _target_path(options, terminal)
    result = _read_all(sources, options, terminal, path)
    if topic:
        entries = tuple(entry._replace(topic=topic) for entry in result.entries)
        result = result._replace(entries=entries)
    if result.kept:
        _refuse_unasked(path, options, terminal)
    target, merged = _merged(path, result, options)
    if not options.as_json:
        _report(result, merged, path, options, terminal)
    written = _write(target, merged, result, options, terminal) if result.kept else None
    if options.as_json:
        write_line(terminal.stdout, json_line(import_shape(result, written or merged, path if written else None)))
    return OK if result.kept else NO


def _merged(path: str | None, result: Import, options: ImportOptions) -> tuple[Document, Merged]:
    """The FAQ that is written to (None: standard output), and what the import makes of it."""
    target = open_document(path) if path else Document("", None, "", {"entries": []})
    return target, merge(target.data, result.entries, head=dict(result.head), prune=options.prune)


def _write(
    target: Document, merged: Merged, result: Import, options: ImportOptions, terminal: Terminal
) -> Merged | None:
    """What the FAQ was made, None where it was not written; what became of it is told, but where the report is JSON."""
    written = None
    if options.dry_run:
        told = "nothing was written: this was a dry run"
    elif not target.path:
        text = new_json(merged.data)
        terminal.stdout.write(clean(text) if terminal.out.is_terminal else text)
        terminal.stdout.flush()
        return None
    elif not merged.is_different:
        told = f"{one_line(target.path)}: nothing to change"
    elif options.output or options.yes or agreed(f"Write this to {one_line(target.path)}?", terminal):
        written = _saved(target, merged, result, options, terminal)
        told = f"{one_line(target.path)}: written"
    else:
        return None
    if not options.as_json:
        write_line(terminal.stderr, told)
    return written


def _saved(target: Document, merged: Merged, result: Import, options: ImportOptions, terminal: Terminal) -> Merged:
    """Write the FAQ, merged again with what another program has written meanwhile. Raises FileError."""
    waiting = [(target, merged)]  # what was shown; anything later is merged anew

    def attempt() -> tuple[Merged, list[str]]:
        now, found = waiting.pop() if waiting else _merged(target.path, result, options)
        return found, save(now, found.data, found.removed)

    written, remarks = until_undisturbed(target.path, attempt)
    if written.changes != merged.changes:
        remarks.append(f"{target.path}: note: another program changed it meanwhile; with that, the import changed:")
        remarks += drawn.change_lines(written, prune=options.prune)
    for remark in remarks if not options.as_json else ():
        write_line(terminal.stderr, one_line(remark))
    return written


def _read_all(sources: list[str], options: ImportOptions, terminal: Terminal, target: str | None) -> Import:
    """One import of all the sources. "-" is standard input, once; in a folder the target is no source."""
    if sources.count("-") > 1:
        raise UsageError("standard input can be read only once")
    results = []
    level = options.heading_level
    for source in sources:
        if source == "-":
            raw = stdin.read_bytes(terminal.stdin, MAX_IMPORT_BYTES)
            found = read_bytes(
                raw,
                "-",
                format=options.format,
                columns=options.columns,
                heading_level=level,
                among_others=len(sources) > 1,
            )
        else:
            found = read_source(
                source,
                format=options.format,
                columns=options.columns,
                heading_level=level,
                beside=[other for other in sources if other != source],
                target=target,
            )
        results.append((source, found))
    return combined(results)


def _target_path(options: ImportOptions, terminal: Terminal) -> str | None:
    """Where to write, or None for standard output."""
    if options.output:
        return None if is_stdout(options.output) else options.output
    if options.yes:
        return paths.user_faq()
    return None if not terminal.out.is_terminal or options.as_json else paths.user_faq()


def _refuse_unasked(path: str | None, options: ImportOptions, terminal: Terminal) -> None:
    """Raises UsageError where a person is to agree and there is none."""
    if path and not (options.output or options.yes or options.dry_run or terminal.is_interactive):
        raise UsageError("nobody can be asked here: give -o FAQ, or --yes for your own FAQ")


def _report(result: Import, merged: Merged, path: str | None, options: ImportOptions, terminal: Terminal) -> None:
    """What was read, kept and skipped, and what that changes in the FAQ: a table on a terminal, else lines."""
    if terminal.err.is_terminal and not terminal.err.plain:
        write_line(terminal.stderr, drawn.preview(result, terminal.err))
    else:
        for line in drawn.remark_lines(result):
            write_line(terminal.stderr, line)
        for line in drawn.kept_lines(result) if options.dry_run else ():
            write_line(terminal.stderr, line)
    if path:
        for line in drawn.change_lines(merged, prune=options.prune):
            write_line(terminal.stderr, line)
    write_line(terminal.stderr, drawn.summary(result))
