"""Progress is seen on a terminal after a second, and nowhere else."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from askfaq.commands import check as commands_check
from askfaq.commands.ask import AskOptions, ask_one, ask_stream
from askfaq.commands.check import CheckOptions, check_faq
from askfaq.commands.index import prepare
from askfaq.engine.engine import Engine
from askfaq.terminal import progress
from askfaq.terminal.progress import ProgressLine
from askfaq.terminal.streams import Style, Terminal
from conftest import SAMPLE

SEEN = Style(is_terminal=True, color=True, width=80, height=24, plain=False)
PIPE = SEEN._replace(is_terminal=False)
GONE = "\r\x1b[K"


def terminal(out: Style, err: Style) -> Terminal:
    return Terminal(None, io.StringIO(), io.StringIO(), out, err)


def written(to: Terminal) -> str:
    assert isinstance(to.stderr, io.StringIO)
    return to.stderr.getvalue()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, to be set by the test."""
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_the_line_comes_after_a_second_with_the_time_left_and_goes(clock: list[float]) -> None:
    to = terminal(SEEN, SEEN)
    with ProgressLine(to, "reading") as show:
        show(1, 100)
        assert written(to) == ""
        clock[0] = 10.0
        show(10, 100)
        assert written(to).endswith("10/100 1 min 30 s left")
        show(100, 100)
        assert written(to).endswith(GONE)


def test_the_second_begins_with_the_work(clock: list[float]) -> None:
    to = terminal(SEEN, SEEN)
    line = ProgressLine(to, "reading")
    clock[0] = 60.0  # of a reader who thinks of a question
    with line:
        line(1, 100)
    assert written(to) == ""


def test_a_line_does_not_wrap_even_with_the_ctrl_c_behind_it(clock: list[float]) -> None:
    to = terminal(SEEN, SEEN._replace(width=21))
    with ProgressLine(to, "reading the FAQ") as show:
        clock[0] = 10.0
        show(10, 100)
        assert written(to) == "\r\x1b[Kreading the FAQ [#"


FAQ = str(SAMPLE)
ASKED = ["how do hugs work"]
WORK: dict[str, tuple[Any, str, Callable[[Terminal], int]]] = {
    "check": (commands_check, "check", lambda to: check_faq(CheckOptions(FAQ), to)),
    "index": (Engine, "prepare", lambda to: prepare(FAQ, to)),
    "question": (Engine, "ask_many", lambda to: ask_one(ASKED[0], AskOptions(FAQ), to)),
    "stream": (Engine, "ask_many", lambda to: ask_stream([ASKED], AskOptions(FAQ), to)),
}


@pytest.mark.parametrize("work", WORK)
def test_ctrl_c_takes_the_line_away(work: str, clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(engine: Any, *_: Any, progress: Any = None, **__: Any) -> None:
        clock[0] = 2.0
        (progress or engine._progress)(1, 100)
        raise KeyboardInterrupt

    home, name, run = WORK[work]
    monkeypatch.setattr(home, name, interrupted)
    to = terminal(SEEN, SEEN)
    with pytest.raises(KeyboardInterrupt):
        run(to)
    assert "1/100" in written(to)
    assert written(to).endswith(GONE)


@pytest.mark.parametrize(("out", "shown"), [(PIPE, f"{GONE}questions answered: 1{GONE}"), (SEEN, "")])
def test_a_stream_counts_where_the_answers_do_not_appear(out: Style, shown: str, clock: list[float]) -> None:
    def questions() -> Iterator[list[str]]:
        clock[0] = 2.0
        yield ASKED

    to = terminal(out, SEEN)
    ask_stream(questions(), AskOptions(FAQ, as_json=True), to)
    assert written(to) == shown


@pytest.mark.parametrize("err", [PIPE, SEEN._replace(plain=True)], ids=["piped", "plain"])
def test_nobody_is_shown_what_they_cannot_see(err: Style, clock: list[float]) -> None:
    to = terminal(SEEN, err)
    with ProgressLine(to, "x") as show:
        clock[0] = 2.0
        show(1, 100)
    assert written(to) == ""
