"""The clipboard: which program gets the text, when the terminal is asked instead, and that nothing hangs."""

import base64
import io
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from askfaq.terminal import clipboard
from askfaq.terminal.clipboard import MOST_BYTES, copy
from askfaq.terminal.streams import Style, Terminal

pytestmark = pytest.mark.skipif(os.name == "nt", reason="programs are made of shell scripts")
_TELLING = "SSH_CONNECTION WSL_DISTRO_NAME WAYLAND_DISPLAY DISPLAY TMUX STY TERM".split()


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a display, a multiplexer or a clipboard program."""
    for name in _TELLING:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.fixture
def program(tmp_path: Path) -> Callable[..., Path]:
    """Make a clipboard program; what it was called with is in the file that is given back, what it got beside it."""

    def make(name: str, script: str = "exit 0") -> Path:
        path = tmp_path / "bin" / name
        got = tmp_path / f"{name}.got"
        path.write_text(f'#!/bin/sh\necho "$@" > {got}.args\ncat > {got}\n{script}\n')
        path.chmod(0o755)
        return got

    return make


def a_terminal(*, out: bool = True, err: bool = True) -> Terminal:
    styles = [Style(is_tty, is_tty, 80, 24, False) for is_tty in (out, err)]
    return Terminal(None, io.StringIO(), io.StringIO(), *styles)


def written(terminal: Terminal) -> str:
    assert isinstance(terminal.stdout, io.StringIO)
    assert isinstance(terminal.stderr, io.StringIO)
    return terminal.stdout.getvalue() + terminal.stderr.getvalue()


@pytest.mark.parametrize(
    ("variable", "name", "arguments"),
    [
        ("WAYLAND_DISPLAY", "wl-copy", "--type text/plain"),
        ("DISPLAY", "xclip", "-selection clipboard"),
        ("DISPLAY", "xsel", "--clipboard --input"),
        ("TMUX", "tmux", "load-buffer -w -"),
    ],
)
def test_the_program_of_the_display_gets_the_text(
    variable: str, name: str, arguments: str, program: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "xsel":
        program("xclip", "exit 1")  # the next one is tried
    got, terminal = program(name), a_terminal()
    monkeypatch.setenv(variable, ":0")
    assert copy("Café\n", terminal)
    assert got.read_text() == "Café\n"
    assert Path(f"{got}.args").read_text().split() == arguments.split()
    assert written(terminal) == ""


def test_a_program_without_its_display_is_not_tried(program: Callable[..., Path]) -> None:
    got = [program(name) for name in ("wl-copy", "xclip", "xsel", "tmux", "pbcopy", "clip.exe")]
    assert copy("So.", a_terminal())
    assert not any(path.exists() for path in got)


def test_macos_and_windows_have_their_own(program: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    mac, windows = program("pbcopy"), program("clip.exe")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert copy("Café", a_terminal())
    assert mac.read_bytes().decode() == "Café"
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("WSL_DISTRO_NAME", "Debian")
    assert copy("Café", a_terminal())
    assert windows.read_bytes().decode("utf-16-le") == "Café"


def test_at_the_far_end_of_ssh_the_readers_own_terminal_is_asked(
    program: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    got, terminal = program("pbcopy"), a_terminal()
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    assert copy("So.", terminal)
    assert not got.exists()
    assert "\x1b]52;" in written(terminal)


@pytest.mark.parametrize("script", ["exit 1", "exec sleep 60"])
def test_where_a_program_fails_or_waits_the_terminal_is_asked(
    script: str, program: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    program("wl-copy", script)
    monkeypatch.setattr(clipboard, "PATIENCE", 0.5)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    terminal = a_terminal()
    assert copy("So.", terminal)
    assert written(terminal) == "\x1b]52;c;U28u\a"


def test_a_program_that_stays_in_the_background_is_not_waited_for(
    program: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    got = program("xclip", "sleep 60 &")
    monkeypatch.setattr(clipboard, "PATIENCE", 30)  # were it waited for, the terminal would be asked as well
    monkeypatch.setenv("DISPLAY", ":0")
    terminal = a_terminal()
    assert copy("So.", terminal)
    assert got.read_text() == "So."
    assert written(terminal) == ""


@pytest.mark.parametrize(("out", "err", "asked"), [(True, False, "stdout"), (False, True, "stderr")])
def test_the_stream_that_is_a_terminal_is_written_to(out: bool, err: bool, asked: str) -> None:
    terminal = a_terminal(out=out, err=err)
    assert copy("So.", terminal)
    stream = getattr(terminal, asked)
    assert stream.getvalue() == written(terminal) == "\x1b]52;c;U28u\a"


@pytest.mark.parametrize("term", ["dumb", "linux"])
def test_a_terminal_without_a_clipboard_is_not_asked(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    terminal = a_terminal()
    assert not copy("So.", terminal)
    assert written(terminal) == ""


def test_nothing_is_written_into_pipes_and_files() -> None:
    terminal = a_terminal(out=False, err=False)
    assert not copy("So.", terminal)
    assert written(terminal) == ""


def test_a_text_longer_than_terminals_take_is_not_cut() -> None:
    terminal = a_terminal()
    assert not copy("x" * (MOST_BYTES + 1), terminal)
    assert written(terminal) == ""
    assert copy("x" * MOST_BYTES, terminal)
    assert len(written(terminal)) <= 100_000


def test_multiplexers_hand_it_on(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "x" * 400
    plain = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a"
    monkeypatch.setenv("STY", "1.pts")
    terminal = a_terminal()
    assert copy(text, terminal)
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", written(terminal), re.DOTALL)
    assert "".join(pieces) == plain
    assert all(len(piece) < 256 for piece in pieces)  # what old ones of GNU screen take
    monkeypatch.setenv("PATH", "")  # no tmux that could be told
    monkeypatch.setenv("TMUX", "/tmp/tmux,1,0")
    terminal = a_terminal()
    assert copy(text, terminal)
    assert written(terminal) == f"\x1bPtmux;\x1b{plain}\x1b\\"


def test_no_text_carries_commands_for_what_it_is_pasted_into() -> None:
    terminal = a_terminal()
    assert copy("a\x1b]52;c;eA==\x07b\x1b[201~\x00\u202ec\ud800", terminal)
    assert written(terminal) == f"\x1b]52;c;{base64.b64encode(b'abc').decode()}\a"
