"""The process's streams, and what each can show: colour, width, a person at the other end."""

import os
import sys
from typing import NamedTuple, TextIO

from askfaq.errors import UsageError

MAX_WIDTH = 100
_UNWRAPPED = 10**6  # columns: off a terminal no line ends but where the text has it
_MOST_DIGITS = 9


class Style(NamedTuple):
    """What one stream can show. `plain` is for screen readers and dumb terminals: labels, no drawing. With `hyperlinks`
    a text can be a link; without, its address is to be read."""

    is_terminal: bool
    color: bool
    width: int
    height: int
    plain: bool
    hyperlinks: bool = False

    @property
    def shows_pages(self) -> bool:
        """Whether a person reads here: at a terminal, or labelled lines; a program gets rows and bare answers."""
        return self.is_terminal or self.plain


class Terminal(NamedTuple):
    """The three streams with what they can show; tests replace it."""

    stdin: TextIO | None
    stdout: TextIO
    stderr: TextIO
    out: Style
    err: Style
    no_input: bool = False

    @property
    def is_interactive(self) -> bool:
        """Whether a person can be asked something and see the question, and may be asked."""
        is_seen = is_terminal(self.stdin) and self.out.is_terminal and self.err.is_terminal
        return is_seen and not self.no_input


def open_terminal(*, color: str = "auto", plain: bool = False, no_input: bool = False) -> Terminal:
    """The process's own streams; with no_input nobody is asked anything.

    Raises UsageError when standard output was closed from the start.
    """
    if sys.stdout is None:
        raise UsageError("standard output is closed: there is nowhere to write the answer")
    stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115 - stays open as the stream it stands for
    if sys.stdin is not None:
        _make_blocking(sys.stdin)
    for stream in (sys.stdout, stderr):
        _make_blocking(stream)
        if (stream.encoding or "").lower().replace("-", "") != "utf8" or stream.errors == "strict":
            _use_utf8(stream)
    out, err = (_style(stream, color, plain) for stream in (sys.stdout, stderr))
    return Terminal(sys.stdin, sys.stdout, stderr, out, err, no_input)


def measured_again(terminal: Terminal) -> Terminal:
    """The terminal as wide and high as it is by now."""
    out, err = _measured(terminal.stdout, terminal.out), _measured(terminal.stderr, terminal.err)
    return terminal._replace(out=out, err=err)


def _measured(stream: TextIO, style: Style) -> Style:
    width, height = _size(stream) if style.is_terminal else (style.width, style.height)
    return style._replace(width=width, height=height)


def _make_blocking(stream: TextIO) -> None:
    """Another program may have made the pipe non-blocking: Python would drop what does not fit in, or is not there,
    at once."""
    try:  # noqa: SIM105 - contextlib takes long to import
        os.set_blocking(stream.fileno(), True)
    except (AttributeError, OSError, ValueError):  # Windows, and streams without a file
        pass


def _use_utf8(stream: TextIO) -> None:
    """A Windows code page cannot print most answers; surrogates cannot be printed at all."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at the other end."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def is_stdout(path: str) -> bool:
    """Whether the name of a file to write to is one that standard output has."""
    return path in ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")


def _style(stream: TextIO, color: str, plain: bool) -> Style:
    tty = is_terminal(stream)
    dumb = os.environ.get("TERM") == "dumb"
    width, height = _size(stream) if tty else (_UNWRAPPED, 0)
    colored = _use_color(color, tty, dumb)
    return Style(tty, colored, width, height, plain or (tty and dumb), colored and _opens_links(tty))


def _opens_links(tty: bool) -> bool:
    if not tty and "FORCE_HYPERLINK" not in os.environ:
        return False
    from askfaq.terminal.hyperlinks import opens_links

    return opens_links(os.environ, is_terminal=tty)


def _use_color(choice: str, tty: bool, dumb: bool) -> bool:
    """The flag beats NO_COLOR, which beats FORCE_COLOR and CLICOLOR_FORCE, which beat the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return tty and not dumb and (sys.platform != "win32" or _windows_understands_colors())


def _windows_understands_colors() -> bool:
    """Switch the console of Windows to escape sequences; an old one has none."""
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - mypy looks at this on other systems
    output, mode, escape_sequences = kernel.GetStdHandle(-11), ctypes.c_ulong(), 4
    return bool(
        kernel.GetConsoleMode(output, ctypes.byref(mode))
        and kernel.SetConsoleMode(output, mode.value | escape_sequences)
    )


def _size(stream: TextIO) -> tuple[int, int]:
    try:
        columns, lines = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        columns, lines = 0, 0
    given = {name: os.environ.get(name, "") for name in ("COLUMNS", "LINES")}
    columns = natural(given["COLUMNS"], columns)
    lines = natural(given["LINES"], lines)
    return max(min(columns or 80, MAX_WIDTH), 10), lines or 24


def natural(text: str, otherwise: int = 0) -> int:
    """The natural number that a text is; the other one for any other text, and for one that nothing could have."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else otherwise


def write_line(stream: TextIO, text: str) -> None:
    """Write the text and a newline, and hand it on at once: a reader may be waiting for it.

    What standard error does not take is not told: what was done is done, and the exit code says so.
    """
    try:
        stream.write(text + "\n")
        stream.flush()
    except OSError:
        if stream is not sys.stderr:
            raise
