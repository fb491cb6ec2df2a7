"""askfaq show: entries by their ids."""

from collections.abc import Sequence
from typing import Any

from askfaq import paths
from askfaq.commands.exit_codes import NO, OK
from askfaq.commands.list import BrowseOptions
from askfaq.commands.open_faq import load
from askfaq.model import Entry, FaqFile, joined
from askfaq.terminal.streams import Style, Terminal, write_line
from askfaq.text.sanitize import clean, one_line

Found = tuple[FaqFile, Entry]


def show(ids: list[str], options: BrowseOptions, terminal: Terminal, *, copy: bool = False) -> int:
    """The entries, in the order of their ids, from each FAQ that has one; for each unknown id, the nearest ones."""
    choices = paths.choose_faqs(options.faq)
    files = tuple(map(load, choices))
    known = [(file, {entry.id: entry for entry in file.entries}) for file in files]
    found = {entry_id: [(file, own[entry_id]) for file, own in known if entry_id in own] for entry_id in ids}
    unknown = [entry_id for entry_id in ids if not found[entry_id]]
    shown = [one for entry_id in ids for one in found[entry_id]]
    if options.as_json:
        _print_json(ids, found, files, terminal)
    elif shown:
        _show(shown, files, options, terminal)
    if shown and copy:
        from askfaq.terminal.clipboard import copy_and_say

        copy_and_say(_answers(shown), terminal)
    if unknown:
        _say_unknown(unknown, len(ids), files, "".join(choice.flag for choice in choices), terminal)
    return NO if unknown else OK


def _show(found: list[Found], files: Sequence[FaqFile], options: BrowseOptions, terminal: Terminal) -> None:
    if not terminal.out.shows_pages:
        write_line(terminal.stdout, _colored(_answers(found)) if terminal.out.color else _answers(found))
        _say_twins(found, terminal)
        return
    from askfaq.output import rich_pages
    from askfaq.output.messages import EntryPage, faq_names
    from askfaq.terminal.pager import show_page

    names = faq_names(files)
    pages = [EntryPage(entry, faq=names.get(file.path, "")) for file, entry in found]

    def draw(style: Style) -> str:
        return "\n\n".join(rich_pages.entry_page(page, style) for page in pages)

    show_page(draw, terminal, pager=options.pager)


def _answers(found: list[Found]) -> str:
    return "\n\n".join(clean(entry.answer).strip("\n") for _, entry in found)


def _colored(answers: str) -> str:
    from askfaq.output.plain import colored

    return colored(answers)


def _say_twins(found: list[Found], terminal: Terminal) -> None:
    """Whose the answers are that stand below each other because several FAQs have the id."""
    owners: dict[str, dict[str, None]] = {}
    for file, entry in found:
        owners.setdefault(entry.id, {})[one_line(file.path)] = None
    for entry_id, own in owners.items():
        if len(own) > 1:
            told = f"{entry_id} is an entry of {', '.join(own)}, in this order; --faq PATH shows that of one"
            write_line(terminal.stderr, f"askfaq: {told}")


def _print_json(ids: list[str], found: dict[str, list[Found]], files: Sequence[FaqFile], terminal: Terminal) -> None:
    from askfaq.output.json_lines import entry_shape, json_line

    for entry_id in ids:
        shapes: list[tuple[str | None, dict[str, Any]]] = [(f.path, entry_shape(e, [])) for f, e in found[entry_id]]
        for path, shape in shapes or [(None, entry_shape(None, _nearest(files, entry_id)))]:
            write_line(terminal.stdout, json_line(shape | ({"faq": path} if len(files) > 1 else {})))


def _say_unknown(unknown: list[str], asked: int, files: Sequence[FaqFile], flag: str, terminal: Terminal) -> None:
    from askfaq.output.messages import ask_instead, unknown_id

    for entry_id in unknown:
        told = unknown_id(joined(files), entry_id, _nearest(files, entry_id), flag=flag)
        write_line(terminal.stderr, f"askfaq: {told}")
    if len(unknown) == asked > 1:
        write_line(terminal.stderr, f"askfaq: {ask_instead(['show', *unknown])}")


def _nearest(files: Sequence[FaqFile], entry_id: str) -> list[str]:
    from askfaq.output.messages import nearest_ids

    return nearest_ids(joined(files), entry_id)
