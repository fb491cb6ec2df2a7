"""A page taller than the screen goes through the reader's pager."""

import contextlib
import os
import subprocess


def page(text: str) -> bool:
    """Show the text in $ASKFAQ_PAGER, $PAGER or less; False when that program is not there."""
    command = os.environ.get("ASKFAQ_PAGER") or os.environ.get("PAGER") or "less -FIRX"
    try:
        # the variable holds a command line, as for man and git
        child = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, text=True, encoding="utf-8")
    except OSError:
        return False
    with contextlib.suppress(BrokenPipeError):  # the reader has seen enough
        child.communicate(text + "\n")
    return child.wait() not in (126, 127)
