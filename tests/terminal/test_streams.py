"""What a stream can show: colour, width, and whether a person sits at it."""

import io
import os
import sys

import pytest

from askfaq.terminal import streams

# flag, variables, is it a terminal, does it get colour
COLORS = [
    ("auto", {}, True, True),
    ("auto", {}, False, False),
    ("auto", {"TERM": "dumb"}, True, False),
    ("auto", {"NO_COLOR": "1"}, True, False),
    ("auto", {"NO_COLOR": ""}, True, True),
    ("auto", {"FORCE_COLOR": "1"}, False, True),
    ("auto", {"FORCE_COLOR": "0"}, False, False),
    ("auto", {"FORCE_COLOR": ""}, False, False),
    ("auto", {"FORCE_COLOR": "0"}, True, True),
    ("auto", {"CLICOLOR_FORCE": "1"}, False, True),
    ("auto", {"CLICOLOR_FORCE": "0"}, False, False),
    ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
    ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
    ("always", {"NO_COLOR": "1"}, False, True),
    ("always", {"TERM": "dumb"}, True, True),
    ("never", {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}, True, False),
]


class Tty(io.StringIO):
    def __init__(self, is_tty: bool) -> None:
        super().__init__()
        self.is_tty = is_tty

    def isatty(self) -> bool:
        return self.is_tty


@pytest.mark.parametrize(("flag", "variables", "is_tty", "color"), COLORS)
def test_the_order_of_colour_switches(
    flag: str, variables: dict[str, str], is_tty: bool, color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", Tty(is_tty))
    monkeypatch.setattr(sys, "stderr", Tty(not is_tty))
    opened = streams.open_terminal(color=flag)
    assert opened.out.color is color
    assert opened.out.is_terminal is is_tty
    assert opened.err.is_terminal is not is_tty
    if flag == "auto" and not variables:
        assert opened.err.color is not is_tty  # each stream is judged by itself


@pytest.mark.parametrize(
    ("columns", "width"),
    [("40", 40), ("200", 100), ("0", 80), ("", 80), ("-5", 80), ("x", 80), ("1", 10), ("9" * 5000, 80)],
)
def test_columns_are_obeyed_up_to_a_hundred(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys, "stdout", Tty(True))
    assert streams.open_terminal().out.width == width


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_no_stream_of_the_process_is_left_non_blocking(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with open(reading) as stdin, open(writing, "w") as stdout:
        for name, stream in (("stdin", stdin), ("stdout", stdout)):
            os.set_blocking(stream.fileno(), False)
            monkeypatch.setattr(sys, name, stream)
        streams.open_terminal()
        assert os.get_blocking(reading)
        assert os.get_blocking(writing)


def test_a_person_is_asked_only_where_all_three_streams_are_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    for ttys in ((1, 1, 1), (0, 1, 1), (1, 0, 1), (1, 1, 0)):
        for name, is_tty in zip(("stdin", "stdout", "stderr"), ttys, strict=True):
            monkeypatch.setattr(sys, name, Tty(bool(is_tty)))
        assert streams.open_terminal().is_interactive is (ttys == (1, 1, 1))
