"""What browse does with an entry beside showing it; each says in a few words what came of it."""

import os
import re
from collections.abc import Iterable

from askfaq.commands.interactive.browse.catalogue import Item
from askfaq.paths import FaqChoice
from askfaq.terminal.editor import open_at
from askfaq.terminal.streams import Terminal
from askfaq.text.sanitize import clean, one_line
from askfaq.text.shell import command_line

_ADDRESS = re.compile(r"https?://[!-~]+")
_LINE_OF_FILE = re.compile(r"(.+):(\d{1,9})", re.DOTALL)


def copy_answer(item: Item, terminal: Terminal) -> str:
    """Put the answer on the clipboard, as it is written."""
    return _copied(clean(item.entry.answer).strip("\n"), "the answer", terminal)


def copy_command(item: Item, choices: Iterable[FaqChoice], terminal: Terminal) -> str:
    """Put the command that shows the entry on the clipboard."""
    return _copied(command_for(item, choices), "the command", terminal)


def command_for(item: Item, choices: Iterable[FaqChoice]) -> str:
    """The command that shows the entry, wherever it is typed: a FAQ is named unless askfaq finds it by itself."""
    (choice,) = (choice for choice in choices if choice.path == item.faq)
    is_named = choice.origin in ("--faq", "ASKFAQ_FILE")
    flag = ["--faq", os.path.abspath(choice.path)] if is_named else []
    own = [*flag, "--", item.entry.id] if item.entry.id.startswith("-") else [item.entry.id, *flag]
    return command_line(["askfaq", "show", *own])


def open_source(item: Item) -> str:
    """Open the page that the entry comes from in the browser, the line of a file in the editor."""
    source = item.entry.source
    if not source:
        return "this entry names no source"
    if _ADDRESS.fullmatch(source):
        import webbrowser

        return "opened the source" if webbrowser.open(source) else f"no browser here; the source is {source}"
    if line := _LINE_OF_FILE.fullmatch(source):
        return _opened_in_editor(line[1], int(line[2]), item.faq)
    return f"the source is {one_line(source)}"


def _opened_in_editor(name: str, line: int, faq: str) -> str:
    """A path that is not absolute is looked for in the current folder, then beside the FAQ."""
    places = (name, os.path.join(os.path.dirname(faq), name))
    path = next((os.path.abspath(place) for place in places if os.path.isfile(place)), None)
    if path is None:
        return f"the source is {one_line(name)}:{line}, which is not here"
    return "" if open_at(path, line) else f"no editor in VISUAL or EDITOR; the source is {one_line(name)}:{line}"


def _copied(text: str, what: str, terminal: Terminal) -> str:
    from askfaq.terminal.clipboard import copy

    return f"copied {what}" if copy(text, terminal) else "no clipboard can be reached from here"
