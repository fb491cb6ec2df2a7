"""Asking the person at the terminal: a line, or yes or no."""

from askfaq.terminal.streams import Terminal, write_line


def load_line_editing() -> None:
    """Let a reader edit the lines that input() reads, where Python can. Nothing is written to a history file."""
    import contextlib

    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - that it is loaded is enough


def typed_line(question: str, terminal: Terminal) -> str | None:
    """The line that the reader types behind the question, None for Ctrl-D."""
    try:
        return input(question)
    except EOFError:  # this and Ctrl-C leave the cursor behind the question
        write_line(terminal.stderr, "")
        return None
    except KeyboardInterrupt:
        write_line(terminal.stderr, "")
        raise


def agrees(question: str) -> bool:
    """Whether the reply is yes; Enter means no. Raises EOFError for Ctrl-D."""
    return input(f"{question} [y/N] ").strip().casefold() in ("y", "yes")


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
