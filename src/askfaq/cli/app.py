"""The command line's frame: bare words are a question, options may stand anywhere, and which files are in use."""

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup
from typer.main import get_command

from askfaq.cli.help_page import HelpPage
from askfaq.commands import COMMANDS
from askfaq.commands.completion_script import Shell, install, script
from askfaq.commands.version import version_text
from askfaq.terminal.streams import open_terminal, write_line

# The options of all commands, named here because to build the commands takes long; a test compares.
FLAGS = (
    "--json --plain --no-pager --why --with-question -0 --null --topics --strict --clear --dry-run --prune -y --yes "
    "--tune --raw --answered --no-input --copy"
).split()
WITH_VALUE = (
    "--faq --color --topic -n --top --min-confidence --explain -o --output --format --question --answer --answer-file "
    "--alias --remove-alias --source --id --question-column --answer-column --alias-column --topic-column --id-column "
    "--source-column --heading-level --junit --min-right --max-wrong --cost --cases"
).split()
OF_THE_GROUP = ("-h", "--help", "-V", "--version", "--install-completion", "--show-completion")


def arrange(args: list[str]) -> list[str]:
    """The arguments with the command in front: `ask` unless the first word is a command's name.

    Options that stand before a command's name are moved behind it.
    """
    position = 0
    while position < len(args):
        name = args[position].partition("=")[0]
        if name in FLAGS or (name in WITH_VALUE and "=" in args[position]):
            position += 1
        elif name in WITH_VALUE:
            position += 2
        else:
            break
    if args[position : position + 1] and args[position] in COMMANDS:
        return [args[position], *args[:position], *args[position + 1 :]]
    if args and args[0].partition("=")[0] in OF_THE_GROUP:
        return args
    return ["ask", *args]


class _Command(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        """The help, laid out by HelpPage."""
        ctx.formatter_class = HelpPage
        return super().get_help(ctx)

    def get_short_help_str(self, limit: int = 0) -> str:  # noqa: ARG002 - Typer passes it
        """The whole first sentence: it is wrapped, not cut off."""
        return super().get_short_help_str(1_000)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer passes it
        """The options, then the arguments as they are named here: Typer writes {ID}, and hidden ones too."""
        arguments = [param for param in self.params if isinstance(param, TyperArgument) and not param.hidden]
        return [self.options_metavar or "", *(argument.metavar or "" for argument in arguments)]


def command_of(name: str) -> Any:
    """The Typer command of a name in COMMANDS. To build one takes as long as to run it, so no other is built."""
    alone = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    alone.command(name, cls=_Command)(import_module(f"askfaq.cli.{COMMANDS[name]}").command)
    return get_command(alone)


class _AskByDefault(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        """The help, laid out by HelpPage."""
        ctx.formatter_class = HelpPage
        return super().get_help(ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, arrange(args))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer passes it
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer passes it
        return command_of(cmd_name) if cmd_name in COMMANDS else None


app = typer.Typer(
    cls=_AskByDefault,
    subcommand_metavar="WORDS… | COMMAND …",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[
        bool, typer.Option("--version", "-V", help="Print the version, the FAQ and the cache folder in use.")
    ] = False,
    show_completion: Annotated[
        Shell | None, typer.Option(metavar="SHELL", help="Print the completion script for bash, zsh or fish.")
    ] = None,
    install_completion: Annotated[
        Shell | None, typer.Option(metavar="SHELL", help="Write that script to where the shell looks for it.")
    ] = None,
) -> None:
    """Ask a question, get the one right answer out of an FAQ file, or an honest "I don't know".

    \b
    askfaq how long do hugs last         words that are no command ask
    askfaq "isn't it confidential?"      quote ? ' * ( ) & ; for the shell
    askfaq                               asks you: nothing needs quoting
    echo "how long do hugs last" | askfaq
    askfaq ask - --json < questions.txt  a question a line, JSON a line
    askfaq -- -v what does it do         words that look like options
    askfaq ask --help                    the options of a question

    Exit codes: 0 answered, 1 not answered, 2 an error.
    """
    if version:
        write_line(open_terminal().stdout, version_text())
        raise typer.Exit
    if show_completion:
        open_terminal().stdout.write(script(show_completion))
        raise typer.Exit
    if install_completion:
        write_line(open_terminal().stderr, install(install_completion))
        raise typer.Exit
