"""Asking the person at the terminal: a line, or yes or no."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread, main_thread
from types import FrameType

from askfaq.terminal.streams import Terminal, write_line

_AGAIN = 0.05  # seconds


def load_line_editing() -> None:
    """Let a reader edit the lines that input() reads, where Python can. Nothing is written to a history file."""
    with suppress(ImportError):
        import readline  # noqa: F401 - that it is loaded is enough


def input_line(question: str) -> str:
    """input(), of which Ctrl-C can be relied on. Raises EOFError for Ctrl-D, KeyboardInterrupt for Ctrl-C."""
    with _interrupts_heard():
        return input(question)


@contextmanager
def _interrupts_heard() -> Iterator[None]:
    """Send Ctrl-C again until it is acted on.

    Python's readline waits for keys in C. A signal that comes after the prompt and just before that waiting is noted,
    and acted on with the next key only; where another thread holds the interpreter then, that is every second one.
    """
    if os.name == "nt":
        yield
        return
    is_heard = Event()
    here, wakes = os.pipe()
    os.set_blocking(wakes, False)

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        if not is_heard.is_set():
            is_heard.set()
            raise KeyboardInterrupt

    def send_again() -> None:
        while number := os.read(here, 1):
            while number[0] == signal.SIGINT and not is_heard.wait(_AGAIN):
                signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)

    watcher = Thread(target=send_again, daemon=True)
    before = signal.signal(signal.SIGINT, interrupt), signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    watcher.start()
    try:
        yield
    finally:
        is_heard.set()
        signal.set_wakeup_fd(before[1])
        signal.signal(signal.SIGINT, before[0])
        os.close(wakes)
        watcher.join()
        os.close(here)


def typed_line(question: str, terminal: Terminal) -> str | None:
    """The line that the reader types behind the question, None for Ctrl-D."""
    try:
        return input_line(question)
    except EOFError:  # this and Ctrl-C leave the cursor behind the question
        write_line(terminal.stderr, "")
        return None
    except KeyboardInterrupt:
        write_line(terminal.stderr, "")
        raise


def agrees(question: str) -> bool:
    """Whether the reply is yes; Enter means no. Raises EOFError for Ctrl-D."""
    return input_line(f"{question} [y/N] ").strip().casefold() in ("y", "yes")


def agreed(question: str, terminal: Terminal) -> bool:
    """Whether the person at the terminal agrees to a writing; else it is said that there was none.

    Ctrl-D means no; Ctrl-C too, and is passed on.
    """
    try:
        if agrees(question):
            return True
        write_line(terminal.stderr, "nothing was written")
    except EOFError:  # this and Ctrl-C leave the cursor behind the question
        write_line(terminal.stderr, "\nnothing was written")
    except KeyboardInterrupt:
        write_line(terminal.stderr, "\nnothing was written")
        raise
    return False
