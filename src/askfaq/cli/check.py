"""askfaq check [FAQ]"""

from typing import Annotated

import typer

from askfaq.cli.options import JsonOption, ReadFaqsOption, one_faq
from askfaq.terminal.streams import open_terminal


def command(
    path: Annotated[list[str] | None, typer.Argument(metavar="[FAQ]", help="The file to check.")] = None,
    faq: ReadFaqsOption = None,
    json: JsonOption = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for warnings too.")] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Only say what a code means, and what to do.")
    ] = None,
) -> int:
    """Find what is wrong with a FAQ file, by line.

    \b
    askfaq check
    askfaq check faq.json --strict
    askfaq check faq.json --json | jq .code
    askfaq check --explain easily-missed

    "ignore": ["CODE"] on an entry silences a warning there.
    Exit codes: 0 clean or warnings only, 1 errors, 2 the file cannot be read.
    """
    from askfaq.commands import check

    if explain is not None:
        return check.explain(explain, open_terminal())
    options = check.CheckOptions(faq=one_faq("check", path, faq), as_json=json, strict=strict)
    return check.check_faq(options, open_terminal())
