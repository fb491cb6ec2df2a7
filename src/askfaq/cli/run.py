"""One command line through Typer."""

import os

from typer import Exit
from typer.exceptions import TyperException
from typer.main import get_command

from askfaq.cli.app import app, arrange
from askfaq.commands import COMMANDS
from askfaq.commands.exit_codes import OK
from askfaq.errors import UsageError
from askfaq.terminal.streams import open_terminal


def run_command(argv: list[str]) -> int:
    """Run one command line through Typer and return the exit code that the command gives.

    The command is invoked without Typer's own `main`, which says 1 for a reader that went away.
    """
    if shell := os.environ.get("_ASKFAQ_COMPLETE"):
        from askfaq.cli.completion import print_candidates

        print_candidates(argv, shell)
        return OK
    command, name = get_command(app), arrange(argv)[0]
    open_terminal()  # help, too, needs somewhere to write, in UTF-8
    try:
        with command.make_context("askfaq", argv) as context:
            return int(command.invoke(context) or 0)
    except Exit as stop:
        return stop.exit_code
    except TyperException as error:
        message = getattr(error, "format_message", error.__str__)().rstrip(".")
        hint = _hint(name, error)
        raise UsageError(f"{message[:1].lower()}{message[1:]}; {hint}") from None


def _hint(command: str, error: Exception) -> str:
    """What to do about it, in the same line."""
    if command == "ask" and type(error).__name__ == "NoSuchOption":
        return "words of a question that begin with a dash go behind --, as in: askfaq -- -my question"
    return f"see: askfaq {command} --help" if command in COMMANDS else "see: askfaq --help"
