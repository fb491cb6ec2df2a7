"""The line at the prompt for screen readers and for terminals that cannot move their cursor."""

from askfaq.terminal.prompt import input_line, load_line_editing
from askfaq.terminal.streams import Terminal, write_line


class PlainLines:
    """Reads lines line by line; there is no key that copies, but the word does."""

    copy_key = ""

    def __init__(self, terminal: Terminal) -> None:
        load_line_editing()
        self._terminal = terminal

    def line(self) -> str:
        """The next line, as LineReader says."""
        try:
            return input_line("? ")
        except EOFError:  # this and Ctrl-C leave the cursor behind the question
            write_line(self._terminal.stderr, "")
            raise
        except KeyboardInterrupt:
            write_line(self._terminal.stderr, "")
            if _typed():
                return ""
            raise


def _typed() -> str:
    """What stood in the line that Ctrl-C left, where Python can tell."""
    try:
        from readline import get_line_buffer
    except ImportError:
        return ""
    return get_line_buffer()
