"""A progress line for work that takes seconds: on standard error, and only when that is a terminal."""

import time

from askfaq.terminal.streams import Terminal

PATIENCE = 1.0  # seconds before a line is worth showing
_BAR = 30
_CLEAR = "\r\x1b[K"


class ProgressLine:
    """What to call with how much is done, and of how much where that is known, inside a `with`.

    The line comes after a second and is gone when all is done, and where the `with` ends: after Ctrl-C it would stay,
    and the shell's prompt come behind it. Where nobody would see it, nothing is written.
    """

    def __init__(self, terminal: Terminal, label: str) -> None:
        self._stream, self._label = terminal.stderr, label
        self._is_seen = terminal.err.is_terminal and not terminal.err.plain
        self._room = terminal.err.width - 3  # columns: with "^C" behind it; where a line wraps, its first half stays
        self._start = 0.0
        self._shown = ""

    def __enter__(self) -> "ProgressLine":
        self._start = time.monotonic()
        return self

    def __call__(self, done: int, total: int | None = None) -> None:
        elapsed = time.monotonic() - self._start
        if elapsed < PATIENCE or done == total:
            self._show("")
        elif total is None:
            self._show(f"{self._label} {done}")
        else:
            self._show(f"{self._label} {_bar(done, total)} {_left(elapsed, done, total)}")

    def __exit__(self, *_: object) -> None:
        self._show("")

    def _show(self, text: str) -> None:
        line = text[: self._room]
        if self._is_seen and line != self._shown:
            self._stream.write(_CLEAR + line)
            self._stream.flush()
            self._shown = line


def _bar(done: int, total: int) -> str:
    filled = _BAR * done // total
    return f"[{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}"


def _left(elapsed: float, done: int, total: int) -> str:
    if not done:
        return ""
    seconds = round(elapsed * (total - done) / done)
    return f"{seconds // 60} min {seconds % 60} s left" if seconds >= 60 else f"{seconds} s left"
