"""askfaq show: one entry."""

from askfaq import paths
from askfaq.commands.exit_codes import NO, OK
from askfaq.commands.list import BrowseOptions
from askfaq.commands.open_faq import load
from askfaq.output import json_lines
from askfaq.output.json_lines import json_line
from askfaq.output.messages import EntryPage, nearest_ids, unknown_id
from askfaq.terminal.pager import show_text
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import clean


def show(entry_id: str, options: BrowseOptions, terminal: Terminal) -> int:
    """One entry; for an unknown id, the nearest ones."""
    choice = paths.choose_faq(options.faq)
    file = load(choice)
    entry = next((e for e in file.entries if e.id == entry_id), None)
    near = [] if entry else nearest_ids(file, entry_id)
    if options.as_json:
        write_line(terminal.stdout, json_line(json_lines.entry_shape(entry, near)))
    elif entry and terminal.out.is_terminal:
        from askfaq.output import rich_pages

        show_text(rich_pages.entry_page(EntryPage(entry), terminal.out), terminal, pager=options.pager)
    elif entry:
        write_line(terminal.stdout, clean(entry.answer).strip("\n"))
    if entry is None:
        write_line(terminal.stderr, f"askfaq: {unknown_id(file, entry_id, near, flag=choice.flag)}")
    return OK if entry else NO
