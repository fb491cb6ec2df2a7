"""A progress line for work that takes seconds: on standard error, and only when that is a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from askfaq.terminal import Terminal

_BAR = 30
_CLEAR = "\r\x1b[K"


@contextmanager
def progress_on(terminal: Terminal, label: str) -> Iterator[Callable[[int, int], None] | None]:
    """What to call with (done, total); the line is gone at the end. None where nobody would see it."""
    if not terminal.err.is_terminal or terminal.err.plain:
        yield None
        return
    shown = ""

    def show(done: int, total: int) -> None:
        nonlocal shown
        filled = _BAR * done // max(total, 1)
        line = f"{label} [{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}"
        if line != shown:
            terminal.stderr.write(_CLEAR + line)
            terminal.stderr.flush()
            shown = line

    try:
        yield show
    finally:
        if shown:
            terminal.stderr.write(_CLEAR)
            terminal.stderr.flush()
