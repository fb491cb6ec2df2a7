"""The commands, each a few lines over the modules that do the work. The only home of Typer."""

from askfaq.errors import UsageError


def run_command(argv: list[str]) -> int:
    """Run one command line through Typer and return the exit code that the command gives."""
    from typer.exceptions import TyperException

    from askfaq.cli.app import app

    try:
        code = app(argv, prog_name="askfaq", standalone_mode=False)
    except TyperException as error:
        format_message = getattr(error, "format_message", error.__str__)
        raise UsageError(f"{format_message()}{_hint(argv, error)}") from None
    return int(code or 0)


def _hint(argv: list[str], error: Exception) -> str:
    """What to do about it, in the same line."""
    if type(error).__name__ == "NoSuchOption":
        return "; words of a question that begin with a dash go behind --, as in: askfaq -- -my question"
    command = next((word for word in argv if not word.startswith("-")), "")
    from askfaq.cli.app import command_names

    return f"; see: askfaq {command} --help" if command in command_names() else "; see: askfaq --help"
