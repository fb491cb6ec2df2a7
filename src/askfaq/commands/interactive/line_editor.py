"""The line at the prompt where the terminal can move its cursor: edited, recalled, completed while it is typed.

No alternate screen, no mouse, and nothing is asked of the terminal: replies that come late over ssh would be read as
keys. Nothing is written to a history file.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.styles import Style

from askfaq.commands.interactive.completion import Completions
from askfaq.model import Entry
from askfaq.terminal.streams import Terminal
from askfaq.text.sanitize import clean

_MENU_ROWS = 7
_MOST_PASTED = 2_000  # characters: more of them only slows the line down
_STYLE = {
    "completion-menu": "bg:default fg:default",
    "completion-menu.completion": "bg:default fg:default",
    "completion-menu.completion.current": "bg:default fg:default reverse",
    "completion-menu.meta.completion": "bg:default fg:default",
    "completion-menu.meta.completion.current": "bg:default fg:default",
    "scrollbar.background": "bg:default",
    "scrollbar.button": "reverse",
}


class LineEditor:
    """Reads lines, with what they may become in a menu below.

    `copied` is what the key that copies does. `start` is called when the prompt can be seen, with what makes the
    completions: until that is done there are none, and no key waits for them.
    """

    copy_key = "Ctrl-O"

    def __init__(
        self,
        terminal: Terminal,
        entries: Sequence[Entry],
        copied: Callable[[], None],
        start: Callable[[Callable[[], None]], None],
    ) -> None:
        completer = _Completer(entries)
        self._session: PromptSession[str] = PromptSession(
            [("bold", "? ")] if terminal.out.color else "? ",
            completer=completer,
            complete_in_thread=True,
            complete_while_typing=Condition(lambda: bool(get_app().current_buffer.text)),
            history=InMemoryHistory(),
            key_bindings=_keys(copied),
            style=Style.from_dict(_STYLE),
            include_default_pygments_style=False,
            color_depth=None if terminal.out.color else ColorDepth.MONOCHROME,
            enable_suspend=True,
            input=create_input(terminal.stdin),
            output=_output(terminal),
        )
        self._session.app.before_render += lambda _: self._make_room()
        self._session.app.after_render += lambda _: start(completer.prepare)

    def line(self) -> str:
        """The next line, as LineReader says."""
        return self._session.prompt()

    def _make_room(self) -> None:
        """A menu as tall as the terminal lets it be: one that is taller keeps the line from being drawn."""
        rows = self._session.output.get_size().rows
        self._session.reserve_space_for_menu = max(0, min(_MENU_ROWS, rows - 2))


def _output(terminal: Terminal) -> Output:
    output = create_output(terminal.stdout)
    if hasattr(output, "enable_cpr"):
        output.enable_cpr = False
    return output


class _Completer(Completer):
    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._completions: Completions | None = None

    def prepare(self) -> None:
        self._completions = Completions(self._entries)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        text = document.text
        if self._completions and document.is_cursor_at_the_end:
            for line, meaning in self._completions.of(text, wanted=complete_event.completion_requested):
                yield Completion(line, start_position=-len(text), display_meta=meaning)


def _keys(copied: Callable[[], None]) -> KeyBindings:
    keys = KeyBindings()

    @keys.add("c-c")
    @keys.add("<sigint>")
    def _(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.app.exit(result="")
        else:
            event.app.exit(exception=KeyboardInterrupt)

    @keys.add("c-o")
    def _(event: KeyPressEvent) -> None:  # noqa: ARG001 - every key has one
        run_in_terminal(copied)

    @keys.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(pasted(event.data))

    return keys


def pasted(text: str) -> str:
    """Pasted text as part of a line: a question that was broken over lines is one, and nothing in it is a key."""
    return re.sub(r"\s+", " ", clean(text[:_MOST_PASTED]))
