"""askfaq show: one entry."""

from askfaq import paths
from askfaq.commands.exit_codes import NO, OK
from askfaq.commands.list import BrowseOptions
from askfaq.commands.open_faq import load
from askfaq.model import FaqFile
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import clean


def show(entry_id: str, options: BrowseOptions, terminal: Terminal) -> int:
    """One entry; for an unknown id, the nearest ones."""
    choice = paths.choose_faq(options.faq)
    file = load(choice)
    entry = next((e for e in file.entries if e.id == entry_id), None)
    if entry is None:
        return _say_unknown(entry_id, file, choice.flag, options, terminal)
    if options.as_json:
        from askfaq.output.json_lines import entry_shape, json_line

        write_line(terminal.stdout, json_line(entry_shape(entry, [])))
    elif terminal.out.is_terminal:
        from askfaq.output import rich_pages
        from askfaq.output.messages import EntryPage
        from askfaq.terminal.pager import show_text

        show_text(rich_pages.entry_page(EntryPage(entry), terminal.out), terminal, pager=options.pager)
    else:
        write_line(terminal.stdout, clean(entry.answer).strip("\n"))
    return OK


def _say_unknown(entry_id: str, file: FaqFile, flag: str, options: BrowseOptions, terminal: Terminal) -> int:
    from askfaq.output.json_lines import entry_shape, json_line
    from askfaq.output.messages import nearest_ids, unknown_id

    near = nearest_ids(file, entry_id)
    if options.as_json:
        write_line(terminal.stdout, json_line(entry_shape(None, near)))
    write_line(terminal.stderr, f"askfaq: {unknown_id(file, entry_id, near, flag=flag)}")
    return NO
