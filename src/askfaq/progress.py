"""A progress line for work that takes seconds: on standard error, and only when that is a terminal."""

import time
from collections.abc import Callable

from askfaq.terminal import Terminal

PATIENCE = 1.0  # seconds before a line is worth showing
_BAR = 30
_CLEAR = "\r\x1b[K"


def progress_line(terminal: Terminal, label: str) -> Callable[[int, int], None] | None:
    """What to call with (done, total): the line comes after a second and is gone at the end.

    None where nobody would see it.
    """
    if not terminal.err.is_terminal or terminal.err.plain:
        return None
    start = time.monotonic()
    shown = ""

    def show(done: int, total: int) -> None:
        nonlocal shown
        elapsed = time.monotonic() - start
        line = (
            "" if done >= total or elapsed < PATIENCE else f"{label} {_bar(done, total)} {_left(elapsed, done, total)}"
        )
        if line != shown:
            terminal.stderr.write(_CLEAR + line)
            terminal.stderr.flush()
            shown = line

    return show


def counter(terminal: Terminal, label: str) -> Callable[[int], None] | None:
    """What to call with how many are done, for a stream whose end is not known; 0 takes the line away.

    None where nobody would see it, or where the answers themselves appear.
    """
    if not terminal.err.is_terminal or terminal.err.plain or terminal.out.is_terminal:
        return None
    start = time.monotonic()

    def show(done: int) -> None:
        if time.monotonic() - start >= PATIENCE:
            terminal.stderr.write(f"{_CLEAR}{label} {done}" if done else _CLEAR)
            terminal.stderr.flush()

    return show


def _bar(done: int, total: int) -> str:
    filled = _BAR * done // max(total, 1)
    return f"[{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}"


def _left(elapsed: float, done: int, total: int) -> str:
    if not done:
        return ""
    seconds = round(elapsed * (total - done) / done)
    return f"{seconds // 60} min {seconds % 60} s left" if seconds >= 60 else f"{seconds} s left"
