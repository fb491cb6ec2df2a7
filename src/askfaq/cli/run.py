"""One command line through Typer."""

import os

from typer import Exit
from typer.exceptions import TyperException
from typer.main import get_command

from askfaq.cli.app import OF_THE_GROUP, app, arrange, command_of
from askfaq.commands import COMMANDS
from askfaq.commands.command_meant import misspelt
from askfaq.commands.exit_codes import OK
from askfaq.errors import UsageError
from askfaq.terminal.streams import open_terminal
from askfaq.text.fuzzy import nearest, within_slips
from askfaq.text.shell import command_line

_LONG = 8  # characters, dashes included, from which an option may hold two slips


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
        if option := getattr(error, "option_name", "") if type(error).__name__ == "NoSuchOption" else "":
            raise UsageError(_no_such_option(option, name, argv)) from None
        message = getattr(error, "format_message", error.__str__)().rstrip(".")
        raise UsageError(f"{message[:1].lower()}{message[1:]}; see: {_help_of(name)}") from None


def _help_of(command: str) -> str:
    """The help of a command, or that of the group whose option stands in its place."""
    return f"askfaq {command} --help" if command in COMMANDS else "askfaq --help"


def _no_such_option(option: str, command: str, argv: list[str]) -> str:
    """That there is no such option, and what may have been meant: another one, another command, a question."""
    meant = misspelt(argv[0]) if command == "ask" else ""
    if meant in COMMANDS:
        return f"there is no command {argv[0]}; did you mean: {command_line(['askfaq', meant, *argv[1:]])}"
    near = _near(option, _options(command)) if option.startswith("--") else []
    told = f"there is no option {option}; {f'did you mean {near[0]}? ' if near else ''}"
    if command == "ask":
        return f"{told}{'A' if near else 'a'} word of a question goes behind --, as in: askfaq -- {option}"
    return f"{told}{'See' if near else 'see'}: {_help_of(command)}"


def _near(option: str, options: list[str]) -> list[str]:
    """The options that one may be a slip of, or the beginning."""
    slips = within_slips(option, options, 1 if len(option) < _LONG else 2)
    return [name for name, _ in slips] or nearest(option, options, limit=1)


def _options(command: str) -> list[str]:
    """The long options of a command (where there is one), and those that stand alone."""
    params = command_of(command).params if command in COMMANDS else []
    own = [name for option in params for name in option.opts]
    return [name for name in (*own, *OF_THE_GROUP) if name.startswith("--")]
