"""askfaq show ID…"""

from typing import Annotated

import typer

from askfaq.cli.options import Color, ColorOption, CopyOption, JsonOption, PagerOption, PlainOption, ReadFaqsOption
from askfaq.terminal.streams import open_terminal


def command(
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="The entries' ids: see askfaq list.")],
    faq: ReadFaqsOption = None,
    json: JsonOption = False,
    copy: CopyOption = False,
    color: ColorOption = Color.auto,
    plain: PlainOption = False,
    no_pager: PagerOption = False,
) -> int:
    """Show entries.

    In a pipe only their answers, as they are written, in Markdown: --color always shows what that marks, --plain puts
    labels before question, topic and answer.

    \b
    askfaq show hug-length
    askfaq show hug-length why-hugs-comfort --json

    Exit codes: 0 shown, 1 one is not there (the others are shown), 2 an error.
    """
    from askfaq.commands.list import BrowseOptions
    from askfaq.commands.show import show

    terminal = open_terminal(color=color, plain=plain)
    return show(ids, BrowseOptions(faq=faq, as_json=json, pager=not no_pager), terminal, copy=copy)
