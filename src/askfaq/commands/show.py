"""askfaq show: entries by their ids."""

from askfaq import paths
from askfaq.commands.exit_codes import NO, OK
from askfaq.commands.list import BrowseOptions
from askfaq.commands.open_faq import load
from askfaq.model import Entry, FaqFile
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import clean


def show(ids: list[str], options: BrowseOptions, terminal: Terminal) -> int:
    """The entries, in the order of their ids; for each unknown id, the nearest ones."""
    choice = paths.choose_faq(options.faq)
    file = load(choice)
    entries = {entry.id: entry for entry in file.entries}
    found = [entries[entry_id] for entry_id in ids if entry_id in entries]
    unknown = [entry_id for entry_id in ids if entry_id not in entries]
    if options.as_json:
        _print_json(ids, entries, file, terminal)
    elif found:
        _show(found, options, terminal)
    if unknown:
        _say_unknown(unknown, len(ids), file, choice.flag, terminal)
    return NO if unknown else OK


def _show(entries: list[Entry], options: BrowseOptions, terminal: Terminal) -> None:
    if not terminal.out.is_terminal:
        write_line(terminal.stdout, "\n\n".join(clean(entry.answer).strip("\n") for entry in entries))
        return
    from askfaq.output import rich_pages
    from askfaq.output.messages import EntryPage
    from askfaq.terminal.pager import show_text

    pages = (rich_pages.entry_page(EntryPage(entry), terminal.out) for entry in entries)
    show_text("\n\n".join(pages), terminal, pager=options.pager)


def _print_json(ids: list[str], entries: dict[str, Entry], file: FaqFile, terminal: Terminal) -> None:
    from askfaq.output.json_lines import entry_shape, json_line

    for entry_id in ids:
        entry = entries.get(entry_id)
        write_line(terminal.stdout, json_line(entry_shape(entry, [] if entry else _nearest(file, entry_id))))


def _say_unknown(unknown: list[str], asked: int, file: FaqFile, flag: str, terminal: Terminal) -> None:
    from askfaq.output.messages import ask_instead, unknown_id

    for entry_id in unknown:
        write_line(terminal.stderr, f"askfaq: {unknown_id(file, entry_id, _nearest(file, entry_id), flag=flag)}")
    if len(unknown) == asked > 1:
        write_line(terminal.stderr, f"askfaq: {ask_instead(['show', *unknown])}")


def _nearest(file: FaqFile, entry_id: str) -> list[str]:
    from askfaq.output.messages import nearest_ids

    return nearest_ids(file, entry_id)
