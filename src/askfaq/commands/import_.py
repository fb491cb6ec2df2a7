"""askfaq import: sources in, a FAQ file out, and a report of what was kept, skipped and changed."""

from typing import NamedTuple

from askfaq import paths
from askfaq.commands.exit_codes import NO, OK
from askfaq.errors import UsageError
from askfaq.faq.document import Document, new_json, open_document, save
from askfaq.faq.edit import Draft, tidied
from askfaq.faq.merge import Merged, merge
from askfaq.formats.decode import LARGEST
from askfaq.formats.imported import Import
from askfaq.formats.records.field_names import BY_NAME, Columns
from askfaq.formats.registry import read_bytes
from askfaq.formats.sources import combined, read_source
from askfaq.output import import_report as drawn
from askfaq.output.json_lines import import_shape, json_line
from askfaq.terminal import stdin
from askfaq.terminal.prompt import agreed
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import one_line


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
    if options.as_json and options.output in (None, "-") and not (options.yes or options.dry_run):
        raise UsageError("import --json needs -o FAQ, --yes or --dry-run: standard output is the report's then")
    topic = tidied(Draft(topic=options.topic)).topic
    result = _read_all(sources, options, terminal)
    if topic:
        entries = tuple(entry._replace(topic=topic) for entry in result.entries)
        result = result._replace(entries=entries)
    path = _target_path(options, terminal, keeps=bool(result.kept))
    target = open_document(path) if path else Document("", None, "", {"entries": []})
    merged = merge(target.data, result.entries, head=dict(result.head), prune=options.prune)
    if not options.as_json:
        _report(result, merged, path, options, terminal)
    written = bool(result.kept) and _write(target, merged, path, options, terminal)
    if options.as_json:
        write_line(terminal.stdout, json_line(import_shape(result, merged, path if written else None)))
    return OK if result.kept else NO


def _write(target: Document, merged: Merged, path: str | None, options: ImportOptions, terminal: Terminal) -> bool:
    """Whether the FAQ was written; what became of it is told, but where the report is JSON."""
    if options.dry_run:
        told, written = "nothing was written: this was a dry run", False
    elif not path:
        terminal.stdout.write(new_json(merged.data))
        terminal.stdout.flush()
        return False
    elif not merged.is_different:
        told, written = f"{one_line(path)}: nothing to change", False
    elif options.output or options.yes or agreed(f"Write this to {one_line(path)}?", terminal):
        save(target, merged.data, merged.removed)
        told, written = f"{one_line(path)}: written", True
    else:
        return False
    if not options.as_json:
        write_line(terminal.stderr, told)
    return written


def _read_all(sources: list[str], options: ImportOptions, terminal: Terminal) -> Import:
    """One import of all the sources. "-" is standard input, once."""
    if sources.count("-") > 1:
        raise UsageError("standard input can be read only once")
    results = []
    level = options.heading_level
    for source in sources:
        if source == "-":
            raw = stdin.read_bytes(terminal.stdin, LARGEST)
            found = read_bytes(
                raw,
                "-",
                format=options.format,
                columns=options.columns,
                heading_level=level,
                among_others=len(sources) > 1,
            )
        else:
            beside = [other for other in sources if other != source]
            found = read_source(
                source, format=options.format, columns=options.columns, heading_level=level, beside=beside
            )
        results.append((source, found))
    return combined(results)


def _target_path(options: ImportOptions, terminal: Terminal, *, keeps: bool) -> str | None:
    """Where to write, or None for standard output."""
    if options.output:
        return None if options.output == "-" else options.output
    if options.yes:
        return paths.user_faq()
    if not terminal.out.is_terminal or options.as_json:
        return None
    if keeps and not (options.dry_run or terminal.is_interactive):
        raise UsageError("nobody can be asked here: give -o FAQ, or --yes for your own FAQ")
    return paths.user_faq()


def _report(result: Import, merged: Merged, path: str | None, options: ImportOptions, terminal: Terminal) -> None:
    """What was read, kept and skipped, and what that changes in the FAQ: a table on a terminal, else lines."""
    if terminal.err.is_terminal and not terminal.err.plain:
        terminal.stderr.write(drawn.preview(result, terminal.err) + "\n")
    else:
        for line in drawn.remark_lines(result):
            terminal.stderr.write(line + "\n")
        for line in drawn.kept_lines(result) if options.dry_run else ():
            terminal.stderr.write(line + "\n")
    if path:
        for line in drawn.change_lines(merged, prune=options.prune):
            terminal.stderr.write(line + "\n")
    write_line(terminal.stderr, drawn.summary(result))
