"""askfaq show ID"""

from typing import Annotated

import typer

from askfaq.cli.options import Color, ColorOption, FaqOption, JsonOption, PagerOption, PlainOption, only
from askfaq.terminal.streams import open_terminal


def command(
    entry_id: Annotated[list[str], typer.Argument(metavar="ID", help="The entry's id: see askfaq list.")],
    faq: FaqOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.auto,
    plain: PlainOption = False,
    no_pager: PagerOption = False,
) -> int:
    """Show one entry.

    \b
    askfaq show hug-length
    """
    from askfaq.commands.list import BrowseOptions
    from askfaq.commands.show import show

    terminal = open_terminal(color=color, plain=plain)
    wanted = only("show", "ID", entry_id)
    return show(wanted or "", BrowseOptions(faq=faq, as_json=json, pager=not no_pager), terminal)
