"""How browse is drawn: the search line, the list and the answer beside it or one at a time, the status, the keys."""

from collections.abc import Callable
from typing import NamedTuple

from prompt_toolkit.application import get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import BufferControl, DynamicContainer, HSplit, Layout, UIContent, UIControl, VSplit, Window
from prompt_toolkit.layout.containers import AnyContainer
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.styles import BaseStyle, DummyStyle
from prompt_toolkit.styles import Style as Colors

from askfaq.commands.interactive.browse.page import apart, columns, padded, rows_of_text
from askfaq.commands.interactive.browse.state import BrowseState, Line

NARROWEST_FOR_TWO = 70  # columns: with fewer, the list and the answer are shown one at a time
_LIST_WIDTH = range(30, 71)
_SEARCH = "Search: "
_NOTHING = "No entry has these words."

Lines = list[StyleAndTextTuples]
Hint = tuple[str, str]

KEYS: tuple[Hint, ...] = (
    ("letters", "search"),
    ("↑ ↓", "move, or scroll the answer"),
    ("PgUp PgDn", "by a screen"),
    ("Home End", "to the first, the last"),
    ("Tab →", "to the answer"),
    ("Esc ←", "back to the list"),
    ("Enter", "leave, with the answer"),
    ("Ctrl-Y", "copy the answer"),
    ("Ctrl-T", "copy the command for it"),
    ("Ctrl-O", "open the source"),
    ("Esc", "clear the search, or leave"),
    ("Ctrl-C", "leave at once"),
    ("~", "found by its meaning"),
)
_KEYS: Hint = ("F1", "keys")
_OF_THE_ANSWER: tuple[Hint, ...] = (("Enter", "print"), ("Esc", "back"), _KEYS, ("↑↓", "scroll"))
_OF_ALL: tuple[Hint, ...] = (("^Y", "copy"), ("^T", "copy command"), ("^O", "source"))


class Panes(NamedTuple):
    """The widths of the list and of the answer; where there is room for one at a time, both have all of it."""

    of_list: int
    of_answer: int
    are_two: bool


def panes(width: int) -> Panes:
    """How the columns of a terminal are shared."""
    if width < NARROWEST_FOR_TWO:
        return Panes(width, width, False)
    of_list = max(_LIST_WIDTH[0], min(width // 2 - 4, _LIST_WIDTH[-1]))
    return Panes(of_list, width - of_list - 3, True)


def colors(use_color: bool) -> BaseStyle:
    """Bold, dim and reverse fit a dark and a light screen; without colour there is nothing but the marks."""
    if not use_color:
        return DummyStyle()
    return Colors.from_dict({"heading": "bold", "chosen": "reverse", "meant": "ansigreen", "quiet": "dim"})


def list_lines(lines: list[Line], width: int, *, is_active: bool) -> Lines:
    """The rows of the list, each as wide as its pane: `>` before the selected one, `~` before what was meant."""
    return [_list_line(line, width, is_active) for line in lines]


def _list_line(line: Line, width: int, is_active: bool) -> StyleAndTextTuples:
    if line.is_heading:
        return [("class:heading", padded(line.text, width))]
    marks = f"{'>' if line.is_selected else ' '}{'~' if line.is_meant else ' '}"
    style = "class:chosen" if line.is_selected and is_active else "class:heading" if line.is_selected else ""
    return [(f"{style} class:meant" if line.is_meant else style, marks), (style, padded(line.text, width - len(marks)))]


def _hints(state: BrowseState, room: Panes) -> tuple[Hint, ...]:
    if state.shows_keys:
        return (("Esc", "back"),)
    if state.is_in_answer:
        return _OF_THE_ANSWER + _OF_ALL
    enter, tab = (("Enter", "print"), (("Tab", "answer"),)) if room.are_two else (("Enter", "answer"), ())
    return (enter, ("Esc", "clear" if state.query else "leave"), _KEYS, *tab, *_OF_ALL)


def hint_line(hints: tuple[Hint, ...], width: int) -> StyleAndTextTuples:
    """As many of the keys as fit, the most important ones first, none split."""
    shown: StyleAndTextTuples = []
    left = width
    for key, does in hints:
        gap = "  " if shown else ""
        left -= columns(gap + key) + 1 + len(does)
        if left < 0:
            break
        shown += [("", gap), ("class:heading", key), ("class:quiet", f" {does}")]
    return shown


def key_lines(width: int) -> Lines:
    """What the keys do."""
    room = max(columns(key) for key, _ in KEYS) + 2
    return [[("class:heading", padded(key, room)), ("", padded(does, width - room))] for key, does in KEYS]


class _Lines(UIControl):
    """Draws the lines that it is given for a width and a height."""

    def __init__(self, lines: Callable[[int, int], Lines]) -> None:
        self._lines = lines

    def create_content(self, width: int, height: int) -> UIContent:
        lines = self._lines(width, height)[:height] or [[]]
        return UIContent(lines.__getitem__, len(lines), show_cursor=False)


def layout(state: BrowseState, query: Buffer, answer: Callable[[int, int], Lines], contacts: tuple[str, ...]) -> Layout:
    """The whole screen; `answer` gives the lines of the answer that are seen, `contacts` say whom to ask instead."""
    nothing = (_NOTHING, *contacts)

    def listed(width: int, height: int) -> Lines:
        lines = list_lines(state.visible(height), width, is_active=not state.is_in_answer)
        return lines or [[("", row)] for text in nothing for row in rows_of_text(apart(text), width)]

    def hints(width: int, _: int) -> Lines:
        return [hint_line(_hints(state, panes(width)), width)]

    def status(width: int, _: int) -> Lines:
        return [[("class:quiet", padded(state.said or state.status(), width))]]

    def shared() -> Panes:
        return panes(get_app().output.get_size().columns)

    list_pane = Window(_Lines(listed), width=lambda: Dimension.exact(shared().of_list))
    answer_pane = Window(_Lines(answer))
    rule = Window(_Lines(lambda _, height: [[("class:quiet", " │ ")]] * height), width=3)
    both = VSplit([list_pane, rule, answer_pane])
    keys = Window(_Lines(lambda width, _: key_lines(width)))

    def body() -> AnyContainer:
        if state.shows_keys:
            return keys
        if shared().are_two:
            return both
        return answer_pane if state.is_in_answer else list_pane

    search = Window(BufferControl(query, input_processors=[BeforeInput(_SEARCH, "class:heading")]), height=1)
    lines = [Window(_Lines(each), height=1) for each in (status, hints)]
    return Layout(HSplit([search, DynamicContainer(body), *lines]), focused_element=search)
