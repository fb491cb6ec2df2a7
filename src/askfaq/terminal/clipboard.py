"""Text on the clipboard: through the system's own program, else by asking the terminal (OSC 52)."""

import os
import sys
from collections.abc import Iterator
from typing import TextIO

from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import clean

PATIENCE = 3.0  # seconds: a program whose display does not reply waits for ever
MOST_BYTES = 74_994  # in base64 they fill the 100 000 bytes that terminals take as one sequence
_SCREEN_TAKES = 250  # bytes that GNU screen hands on at once
_WITHOUT_CLIPBOARD = ("dumb", "linux")


def copy(text: str, terminal: Terminal) -> bool:
    """Put the text on the clipboard; whether it is there, as far as can be told: no terminal confirms it."""
    safe = clean(text)
    return any(_takes(command, safe) for command in _programs()) or _asked_of_terminal(safe.encode(), terminal)


def copy_and_say(text: str, terminal: Terminal) -> None:
    """Put an answer on the clipboard, and say what came of it."""
    if copy(text, terminal):
        write_line(terminal.stderr, "Copied to the clipboard.")
    else:
        write_line(terminal.stderr, "askfaq: not copied: no clipboard can be reached from here")


def _programs() -> Iterator[list[str]]:
    """The programs that may reach a clipboard from here, likeliest first; at the far end of ssh it is not its own."""
    has = os.environ.get
    if not has("SSH_CONNECTION"):
        if sys.platform == "darwin":
            yield ["env", "LC_CTYPE=UTF-8", "pbcopy"]  # it reads what the locale says
        if sys.platform == "win32" or has("WSL_DISTRO_NAME"):
            yield ["clip.exe"]
    if has("WAYLAND_DISPLAY"):
        yield ["wl-copy", "--type", "text/plain"]
    if has("DISPLAY"):
        yield ["xclip", "-selection", "clipboard"]
        yield ["xsel", "--clipboard", "--input"]
    if has("TMUX"):
        yield ["tmux", "load-buffer", "-w", "-"]  # it knows whether its own terminal has a clipboard


def _takes(command: list[str], text: str) -> bool:
    import subprocess

    try:
        # The program may stay in the background to serve the text: with our streams it would hold up a pipe, and in
        # our session it would end with the next Ctrl-C.
        done = subprocess.run(
            command,
            input=text.encode("utf-16-le" if command == ["clip.exe"] else "utf-8"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            start_new_session=True,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _asked_of_terminal(text: bytes, terminal: Terminal) -> bool:
    stream = _terminal_stream(terminal)
    if stream is None or os.environ.get("TERM") in _WITHOUT_CLIPBOARD or len(text) > MOST_BYTES:
        return False
    stream.write(_sequence(text))
    stream.flush()
    return True


def _terminal_stream(terminal: Terminal) -> TextIO | None:
    if terminal.err.is_terminal:
        return terminal.stderr
    return terminal.stdout if terminal.out.is_terminal else None


def _sequence(text: bytes) -> str:
    """OSC 52, wrapped for the multiplexer that would keep it to itself."""
    from base64 import b64encode

    sequence = f"\x1b]52;c;{b64encode(text).decode()}\a"
    if os.environ.get("TMUX"):
        return f"\x1bPtmux;\x1b{sequence}\x1b\\"
    if os.environ.get("STY"):
        pieces = range(0, len(sequence), _SCREEN_TAKES)
        return "".join(f"\x1bP{sequence[begin : begin + _SCREEN_TAKES]}\x1b\\" for begin in pieces)
    return sequence
