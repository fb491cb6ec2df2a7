"""A page taller than the screen goes through the reader's pager."""

import os

from askfaq.terminal.streams import Terminal, write_line

DEFAULT = "less -FIRX"


def page(text: str) -> bool:
    """Show the text in $ASKFAQ_PAGER, $PAGER or less; False when that program is not there, or was killed."""
    import shutil  # most pages fit the screen
    import signal
    import subprocess

    named = (os.environ.get(name, "").strip() for name in ("ASKFAQ_PAGER", "PAGER"))
    command = next(filter(None, named), DEFAULT)
    if (command == DEFAULT or os.name == "nt") and shutil.which(command.split()[0]) is None:
        return False
    handler = signal.signal(signal.SIGINT, lambda *_: None)  # the pager's own: it stops a search, not askfaq
    try:
        # the variable holds a command line, as for man and git
        child = subprocess.Popen(
            command,
            shell=True,
            stdin=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={"LESSCHARSET": "utf-8", **os.environ},
        )
        child.communicate(text + "\n")  # a reader who has seen enough is no fault: communicate says nothing
        code = child.wait()
        killed_by = -code if code < 0 else max(code - 128, 0)  # by itself, or as the shell says it
        return code not in (126, 127) and killed_by in (0, signal.SIGINT)  # Ctrl-C is the reader's own
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, handler)


def show_text(text: str, terminal: Terminal, *, pager: bool) -> None:
    """Write a page, through a pager when it is taller than the screen."""
    is_taller = terminal.out.is_terminal and text.count("\n") + 2 > terminal.out.height
    if not (pager and is_taller and page(text)):
        write_line(terminal.stdout, text)
