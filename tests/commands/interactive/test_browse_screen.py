"""The screen of browse and its keys, on a terminal that is drawn into memory: each step waits for what it is to see."""

import io
from collections.abc import Callable, Iterator, Sequence
from threading import Event
from typing import Any, cast

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from askfaq.commands.interactive.browse.catalogue import Item
from askfaq.commands.interactive.browse.meaning import MeaningSearch
from askfaq.commands.interactive.browse.screen import BrowseScreen
from askfaq.commands.open_faq import OpenFaq
from askfaq.engine.decision import Asker, Progress
from askfaq.errors import AskfaqError
from askfaq.model import Entry, FaqFile, Match, Result
from askfaq.paths import FaqChoice
from askfaq.terminal import clipboard
from askfaq.terminal.streams import Style, Terminal

PATIENCE = 60.0  # seconds: a busy machine is no fault
UP, DOWN, RIGHT, LEFT, PAGE_DOWN, HOME, END = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[6~", "\x1b[H", "\x1b[F"
ESCAPE, ENTER, TAB, F1, BACKSPACE = "\x1b", "\r", "\t", "\x1bOP", "\x7f"
COPY, COPY_COMMAND, OPEN, CTRL_C, CTRL_D = "\x19", "\x14", "\x0f", "\x03", "\x04"

LONG = "\n\n".join(f"Paragraph {number}." for number in range(30))
ENTRIES = (
    Entry("hug", "How long is a hug?", "Three seconds.", (), "Hugs"),
    Entry("long", "Is there more?", LONG, (), "Hugs"),
    Entry("-x", "Where is it from?", "See the **page**.", (), "Pages", "https://example.org/faq"),
)
CONTACT = "Ask at the desk, or write to desk@house.example."
FAQ = FaqFile(ENTRIES, title="House", path="a house.json", contact=CONTACT)


class FakeAsker(Asker):
    """Answers each query with the last entry, when it may."""

    def __init__(self) -> None:
        self.may_answer = Event()
        self.may_answer.set()
        self.asked: list[str] = []

    def prepare(self, progress: Progress | None = None) -> bool:
        if progress:
            progress(1, 2)
        return True

    def ask(self, query: str, **_: Any) -> Result:
        self.asked.append(query)
        assert self.may_answer.wait(PATIENCE)
        return Result(query, "answered", 0.95, "high", (Match(ENTRIES[2], 0.95, "x"),))


class FakeScreen(DummyOutput):
    def __init__(self, rows: int, columns: int) -> None:
        self.size = Size(rows=rows, columns=columns)

    def get_size(self) -> Size:
        return self.size


class Walk:
    """A browse that is led by what it shows."""

    def __init__(self, keyboard: PipeInput, rows: int, columns: int, asker: Asker, *, color: bool) -> None:
        self.keyboard, self.output = keyboard, FakeScreen(rows, columns)
        style = Style(True, color, columns, rows, False)
        terminal = Terminal(None, io.StringIO(), io.StringIO(), style, style)
        choice = FaqChoice(FAQ.path, "--faq")
        faq = OpenFaq((FAQ,), (choice,), asker, cast("Any", None))
        self.screen = BrowseScreen(faq, None, terminal, keyboard=keyboard, screen=self.output)
        self.seen = ""

    def follow(self, *steps: tuple[str, str | Callable[[], None]]) -> Item | None:
        """For each step, what is to be seen before the keys are sent (or the function called); what was taken."""
        waiting = list(steps)

        def next_step(app: Any) -> None:
            if app.is_done:
                return
            if not self.seen:
                app.loop.call_later(PATIENCE, lambda: app.is_running and app.exit(exception=AssertionError(waiting)))
            self.seen = self._text()
            if waiting and waiting[0][0] in self.seen:
                _, act = waiting.pop(0)
                if isinstance(act, str):
                    self.keyboard.send_text(act)
                else:
                    act()
                    app.invalidate()

        self.screen.app.after_render += next_step
        taken = self.screen.run()
        assert not waiting, self.seen
        return taken

    def resize(self, rows: int, columns: int) -> None:
        self.output.size = Size(rows=rows, columns=columns)

    def _text(self) -> str:
        drawn = self.screen.app.renderer.last_rendered_screen
        assert drawn
        rows, columns = self.output.size
        return "\n".join("".join(drawn.data_buffer[y][x].char for x in range(columns)) for y in range(rows))


@pytest.fixture
def asker() -> FakeAsker:
    return FakeAsker()


@pytest.fixture
def browse(asker: FakeAsker) -> Iterator[Callable[..., Walk]]:
    with create_pipe_input() as keyboard:

        def start(rows: int = 24, columns: int = 80, *, color: bool = True) -> Walk:
            return Walk(keyboard, rows, columns, asker, color=color)

        yield start


Browse = Callable[..., Walk]


def test_the_list_stands_beside_the_answer(browse: Browse) -> None:
    walk = browse()
    assert walk.follow(("Three seconds.", ESCAPE)) is None
    assert [line[:41] for line in walk.seen.splitlines()[1:4]] == [
        "Hugs                                 │ Ho",
        "> How long is a hug?                 │ Hu",
        "  Is there more?                     │   ",
    ]


def test_enter_takes_the_selected_entry(browse: Browse) -> None:
    taken = browse().follow(("3 questions", DOWN), ("Paragraph 1.", ENTER))
    assert taken
    assert taken.entry.id == "long"


def test_what_is_typed_is_searched(browse: Browse, asker: FakeAsker) -> None:
    walk = browse()
    taken = walk.follow(("3 questions", "hugs "), ("3 of 3, answered: sure", ENTER))
    assert taken
    assert taken.entry.id == "-x"
    assert asker.asked == ["hugs"]
    assert ">~Where is it from?" in walk.seen


def test_no_key_waits_for_the_engine(browse: Browse, asker: FakeAsker) -> None:
    asker.may_answer.clear()
    try:
        taken = browse().follow(("3 questions", "more"), ("1 of 3, reading…", ENTER))
    finally:
        asker.may_answer.set()
    assert taken
    assert taken.entry.id == "long"


@pytest.mark.parametrize("leave", [ESCAPE, CTRL_D])
def test_leaving_takes_nothing(leave: str, browse: Browse) -> None:
    assert browse().follow(("3 questions", leave)) is None


def test_ctrl_c_is_an_interrupt(browse: Browse) -> None:
    with pytest.raises(KeyboardInterrupt):
        browse().follow(("3 questions", CTRL_C))


def test_when_the_terminal_goes_away_it_ends(browse: Browse) -> None:
    walk = browse()
    assert walk.follow(("3 questions", walk.keyboard.close)) is None


def test_escape_clears_the_search_before_it_leaves(browse: Browse) -> None:
    walk = browse()
    assert walk.follow(("3 questions", "more"), ("Search: more", ESCAPE), ("3 questions", ESCAPE)) is None


def test_with_little_room_the_answer_has_the_screen_for_itself(browse: Browse) -> None:
    walk = browse(20, 40)
    taken = walk.follow(
        ("> How long is a hug?", DOWN),
        ("> Is there more?", ENTER),
        ("Paragraph 1.", LEFT),
        ("> Is there more?", RIGHT),
        ("Paragraph 1.", ESCAPE),
        ("> Is there more?", ENTER),
        ("Enter print", ENTER),
    )
    assert taken
    assert "│" not in walk.seen


@pytest.mark.parametrize(("rows", "columns"), [(20, 40), (24, 80), (50, 200)])
def test_a_long_answer_is_scrolled_to_its_end_and_back(rows: int, columns: int, browse: Browse) -> None:
    browse(rows, columns).follow(
        ("3 questions", f"more{TAB}"),
        ("more lines", PAGE_DOWN),
        ("Paragraph 10.", END),
        ("Paragraph 29.", HOME),
        ("Is there more?", f"{DOWN}{UP}{END}{UP}"),
        ("Paragraph 28.", f"{HOME} "),
        ("Paragraph 10.", CTRL_D),
    )


def test_typing_beside_the_answer_goes_on_with_the_search(browse: Browse) -> None:
    browse(20, 40).follow(("3 questions", f"mor{TAB}"), ("Paragraph 1.", "e"), ("> Is there more?", CTRL_D))


def test_another_size_is_another_layout(browse: Browse) -> None:
    walk = browse(20, 40)
    walk.follow(("> How", lambda: walk.resize(24, 80)), ("│ How", lambda: walk.resize(6, 30)), ("> How", CTRL_D))
    assert "│" not in walk.seen


@pytest.mark.parametrize("key", [F1, "?"])
def test_the_keys_are_told(key: str, browse: Browse) -> None:
    browse(20, 40).follow(("3 questions", key), ("Ctrl-Y     copy the answer", ESCAPE), ("> How", CTRL_D))


def test_a_question_mark_in_a_search_is_one(browse: Browse) -> None:
    browse().follow(("3 questions", "more?"), ("Search: more?", CTRL_D))


def test_where_nothing_is_found_it_is_said_whom_to_ask_in_rows_that_fit(browse: Browse, asker: FakeAsker) -> None:
    asker.may_answer.clear()
    walk = browse(20, 40)
    try:
        walk.follow(("3 questions", "xyzzy"), ("0 of 3", CTRL_D))
    finally:
        asker.may_answer.set()
    nothing, *contact = walk.seen.splitlines()[1:4]
    assert nothing.rstrip() == "No entry has these words."
    assert "".join(contact).rstrip() == CONTACT


def test_a_pasted_text_is_one_line_without_controls(browse: Browse, asker: FakeAsker) -> None:
    pasted = "how\r\nlong\x07 is\x1b[31m it"
    browse().follow(("3 questions", f"\x1b[200~{pasted}\x1b[201~"), ("Search: how long is it", CTRL_D))


def test_the_answer_and_the_command_are_copied(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(clipboard, "copy", lambda text, _: not copied.append(text))
    browse().follow(
        ("3 questions", f"{END}{COPY}"),
        ("copied the answer", COPY_COMMAND),
        ("copied the command", CTRL_D),
    )
    answer, command = copied
    assert answer == "See the **page**."
    assert command.startswith("askfaq show --faq '/")
    assert command.endswith("/a house.json' -- -x")


def test_where_no_clipboard_can_be_reached_that_is_said(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "copy", lambda *_: False)
    browse().follow(("3 questions", COPY), ("no clipboard can be reached", CTRL_D))


def test_the_page_of_an_entry_is_opened(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: not opened.append(address))
    browse().follow(("3 questions", OPEN), ("names no source", f"{END}{OPEN}"), ("opened the source", CTRL_D))
    assert opened == ["https://example.org/faq"]


def styles(walk: Walk) -> set[str]:
    drawn = walk.screen.app.renderer.last_rendered_screen
    assert drawn
    get = walk.screen.app.renderer.style.get_attrs_for_style_str
    rows, columns = walk.output.size
    return {str(get(drawn.data_buffer[y][x].style)) for x in range(columns) for y in range(rows)}


def test_without_colour_every_cell_is_plain(browse: Browse) -> None:
    found: list[set[str]] = []
    walk = browse(color=False)
    walk.follow(("3 questions", "page"), ("answered", lambda: found.append(styles(walk))), (">~", CTRL_D))
    assert len(found[0]) == 1


# ---- the engine in the background
class Told:
    """What the search tells, and when it does."""

    def __init__(self) -> None:
        self.found: list[Result | str] = []
        self.is_there = Event()

    def __call__(self, found: Result | str) -> None:
        self.found.append(found)
        self.is_there.set()


def asked(engine: Asker, *queries: str) -> tuple[Sequence[Result | str], MeaningSearch]:
    told = Told()
    search = MeaningSearch(engine, None, told, pause=0.0)
    for query in queries:
        search.ask(query)
    search.start(lambda *_: None)
    assert told.is_there.wait(PATIENCE)
    return told.found, search


def test_of_several_queries_only_the_newest_is_asked(asker: FakeAsker) -> None:
    asked(asker, "a", "ab", "abc")
    assert asker.asked == ["abc"]


class FailingAsker(FakeAsker):
    def prepare(self, progress: Progress | None = None) -> bool:  # noqa: ARG002 - as it is asked
        raise AskfaqError("house.json: the file has\nchanged")


def test_what_fails_in_the_background_is_said_in_one_line() -> None:
    found, _ = asked(FailingAsker(), "a")
    assert found == ["house.json: the file has changed"]


class SlowAsker(FakeAsker):
    """Makes an index until it is stopped."""

    def __init__(self) -> None:
        super().__init__()
        self.has_begun, self.has_ended = Event(), Event()

    def prepare(self, progress: Progress | None = None) -> bool:
        assert progress
        try:
            while True:
                progress(1, 2)
                self.has_begun.set()
        finally:
            self.has_ended.set()


def test_who_leaves_does_not_wait_for_the_index() -> None:
    engine = SlowAsker()
    search = MeaningSearch(engine, None, lambda _: None)
    search.start(lambda *_: None)
    assert engine.has_begun.wait(PATIENCE)
    search.stop()
    assert engine.has_ended.wait(PATIENCE)
