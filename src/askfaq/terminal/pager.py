"""A page taller than the screen goes through the reader's pager."""

import os
from collections.abc import Callable, Mapping

from askfaq.terminal.streams import Style, Terminal, write_line
from askfaq.text.sanitize import clean

DEFAULT = "less -FIRX"
_NONE = ("", "cat")


def page(text: str) -> bool:
    """Show the text in $ASKFAQ_PAGER, $PAGER or less; False where there is none, or it was killed."""
    import shutil  # most pages fit the screen
    import signal
    import subprocess

    command = _command(os.environ)
    if command in _NONE or ((command == DEFAULT or os.name == "nt") and shutil.which(command.split()[0]) is None):
        return False
    handler = signal.signal(signal.SIGINT, lambda *_: None)  # the pager's own: it stops a search, not askfaq
    try:
        # the variable holds a command line, as for man and git
        child = subprocess.Popen(
            command, shell=True, stdin=subprocess.PIPE, text=True, encoding="utf-8", env=_environment(os.environ)
        )
        child.communicate(text + "\n")  # a reader who has seen enough is no fault: communicate says nothing
        code = child.wait()
        killed_by = -code if code < 0 else max(code - 128, 0)  # by itself, or as the shell says it
        return code not in (126, 127) and killed_by in (0, signal.SIGINT)  # Ctrl-C is the reader's own
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, handler)


def _command(environ: Mapping[str, str]) -> str:
    """As git reads the variables: one that is set counts, and an empty one means no pager."""
    named = (environ[name] for name in ("ASKFAQ_PAGER", "PAGER") if name in environ)
    return next(named, DEFAULT).strip()


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What lets less and lv show colours, as git has it, and options of the reader's own that do not say so."""
    own = environ.get("LESS")
    return {"LESSCHARSET": "utf-8", "LV": "-c", **environ, "LESS": "FRX" if own is None else f"-R {own}"}


def show_page(draw: Callable[[Style], str], terminal: Terminal, *, pager: bool) -> None:
    """Draw a page and write it, through a pager when it is taller than the screen. Pagers know no links."""
    style, text = terminal.out, draw(terminal.out)
    if pager and _is_taller(text, style) and page(draw(style._replace(hyperlinks=False)) if style.hyperlinks else text):
        return
    write_line(terminal.stdout, text)


def show_text(text: str, terminal: Terminal, *, pager: bool) -> None:
    """Write a text, through a pager when it is taller than the screen."""
    show_page(lambda _: text, terminal, pager=pager)


def _is_taller(text: str, style: Style) -> bool:
    """Whether a terminal has too few lines for the text, of which it wraps the long ones, and the shell's prompt."""
    if not style.is_terminal:
        return False
    lines = clean(text).split("\n")
    return sum(max(1, -(-len(line) // style.width)) for line in lines) + 1 > style.height
