"""A page taller than the screen goes through the reader's pager."""

import os
import shutil
import signal
import subprocess

DEFAULT = "less -FIRX"


def page(text: str) -> bool:
    """Show the text in $ASKFAQ_PAGER, $PAGER or less; False when that program is not there."""
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
        return child.wait() not in (126, 127)
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, handler)
