"""askfaq check, add and edit: keeping a FAQ file."""

from typing import Annotated

import typer

from askfaq import checking
from askfaq.cli.options import FaqOption, JsonOption, only
from askfaq.errors import UsageError
from askfaq.terminal import open_terminal


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    app.command("check")(check)


def check(
    path: Annotated[list[str] | None, typer.Argument(metavar="[FAQ]", help="The file to check.")] = None,
    faq: FaqOption = None,
    json: JsonOption = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for warnings too.")] = False,
) -> int:
    """Find what is wrong with a FAQ file, by line, and what readers would trip over.

    \b
    askfaq check
    askfaq check faq.json --strict
    askfaq check faq.json --json | jq .code

    docs/checks.md explains each code; "ignore": ["CODE"] on an entry silences it there.
    Exit codes: 0 clean or warnings only, 1 errors, 2 the file cannot be read.
    """
    named = only("check", "FAQ", path or [])
    if named is not None and faq is not None:
        raise UsageError("check takes one FAQ: as its argument or with --faq")
    options = checking.CheckOptions(named if named is not None else faq, json, strict)
    return checking.check_faq(options, open_terminal())
