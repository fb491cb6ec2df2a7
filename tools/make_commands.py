"""Write docs/reference/commands.md, the help of every command: python tools/make_commands.py [--check]"""

import argparse
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from askfaq.cli.app import app, command_of
from askfaq.commands import COMMANDS
from make_man import EXITS, VARIABLES, choices

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "commands.md"
HEAD = """# The commands

Made from the program by `tools/make_commands.py`: what `askfaq COMMAND --help` says. Any words that are not a command
are a question, which [`ask`](#ask) takes."""


def main() -> None:
    """Write the page, or with --check say whether it is what the commands say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the page is out of date")
    if parser.parse_args().check:
        sys.exit(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The whole page."""
    group: Any = get_command(app)
    parts = [HEAD, *described("askfaq [OPTIONS] WORDS…", group)]
    for name in COMMANDS:
        command = command_of(name)
        parts += [f"## {name}", *described(usage(name, command), command)]
    parts += ["## Exit codes", table("code", "meaning", EXITS.items())]
    parts += ["## Environment", table("variable", "what it does", VARIABLES.items())]
    return "\n\n".join(parts) + "\n"


def usage(name: str, command: Any) -> str:
    """The command as it is typed."""
    arguments = [p for p in command.params if p.param_type_name == "argument" and not p.hidden]
    return " ".join([f"askfaq {name} [OPTIONS]", *(p.metavar or p.name.upper() for p in arguments)])


def described(typed: str, command: Any) -> Iterator[str]:
    """How a command is typed, its help, its arguments and its options."""
    yield block(typed)
    yield from paragraphs(command.help)
    rows = [(param.metavar or param.name, param.help) for param in command.params if is_explained_argument(param)]
    if rows:
        yield table("argument", "what it is", rows)
    yield table("option", "what it does", [(option(p), p.help or "") for p in command.params if is_option(p)])


def is_explained_argument(param: Any) -> bool:
    return param.param_type_name == "argument" and not param.hidden and bool(param.help)


def is_option(param: Any) -> bool:
    return param.param_type_name == "option" and not param.hidden


def option(param: Any) -> str:
    """All names of an option, the short one first, and what it takes."""
    value = "" if param.is_flag else " " + (param.metavar or choices(param))
    return ", ".join(sorted([*param.opts, *param.secondary_opts], key=len)) + value


def paragraphs(help_text: str) -> Iterator[str]:
    """The paragraphs of a help text; one that begins with the \\b mark keeps its lines."""
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(help_text)):
        first, _, rest = paragraph.partition("\n")
        yield block(rest) if first == "\b" else escaped(" ".join(paragraph.split()))


def block(text: str) -> str:
    return f"```text\n{text}\n```"


def table(name: str, meaning: str, rows: Any) -> str:
    """Two columns: what is typed, and what it means."""
    lines = [f"| `{cell(typed)}` | {escaped(cell(said))} |" for typed, said in rows]
    return "\n".join([f"| {name} | {meaning} |", "|---|---|", *lines])


def cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def escaped(text: str) -> str:
    """The text as Markdown shows it literally."""
    return re.sub(r"([<>*_`\[\]])", r"\\\1", text)


if __name__ == "__main__":
    main()
