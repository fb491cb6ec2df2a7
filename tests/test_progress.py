"""Progress is seen on a terminal after a second, and nowhere else."""

import io
from typing import Any

import pytest

from askfaq import checking, progress
from askfaq.terminal import Style, Terminal

SEEN = Style(is_terminal=True, color=True, width=80, height=24, plain=False)
PIPE = SEEN._replace(is_terminal=False)


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
    show = progress.progress_line(to, "reading")
    assert show
    show(1, 100)
    assert written(to) == ""
    clock[0] = 10.0
    show(10, 100)
    assert written(to).endswith("10/100 1 min 30 s left")
    show(100, 100)
    assert written(to).endswith("\r\x1b[K")


def test_an_interrupted_check_takes_its_line_away(clock: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any, progress: Any, **__: Any) -> None:
        clock[0] = 2.0
        progress(1, 100)
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "check", interrupted)
    to = terminal(SEEN, SEEN)
    with pytest.raises(KeyboardInterrupt):
        checking.check_faq(checking.CheckOptions("faq.json"), to)
    assert "1/100" in written(to)
    assert written(to).endswith("\r\x1b[K")


def test_a_stream_counts_where_the_answers_do_not_appear(clock: list[float]) -> None:
    to = terminal(PIPE, SEEN)
    count = progress.counter(to, "answered:")
    assert count
    clock[0] = 2.0
    count(64)
    assert written(to) == "\r\x1b[Kanswered: 64"
    count(0)
    assert written(to).endswith("\r\x1b[K")


@pytest.mark.parametrize("err", [PIPE, SEEN._replace(plain=True)], ids=["piped", "plain"])
def test_nobody_is_shown_what_they_cannot_see(err: Style) -> None:
    assert progress.progress_line(terminal(SEEN, err), "x") is None
    assert progress.counter(terminal(PIPE, err), "x") is None
    assert progress.counter(terminal(SEEN, SEEN), "x") is None
