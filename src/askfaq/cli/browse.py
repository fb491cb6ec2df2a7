"""askfaq list and askfaq show: what the FAQ holds."""

from typing import Annotated

import typer

from askfaq.cli.options import Color, ColorOption, FaqOption, JsonOption, PagerOption, PlainOption, only
from askfaq.terminal.streams import open_terminal


def list_entries(
    topic: Annotated[list[str] | None, typer.Argument(metavar="[TOPIC]", help="Only this topic.")] = None,
    topics: Annotated[bool, typer.Option("--topics", help="Only the topics, with their counts.")] = False,
    faq: FaqOption = None,
    json: JsonOption = False,
    color: ColorOption = Color.auto,
    plain: PlainOption = False,
    no_pager: PagerOption = False,
) -> int:
    """List all topics and their questions.

    \b
    askfaq list
    askfaq list Hugs
    askfaq list | cut -f3
    """
    from askfaq import browsing

    terminal = open_terminal(color=color, plain=plain)
    wanted = only("list", "TOPIC", topic or [])

    options = browsing.BrowseOptions(faq, json, not no_pager)
    if topics:
        return browsing.list_topics(options, terminal)
    return browsing.list_entries(wanted, options, terminal)


def show(
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
    from askfaq import browsing

    terminal = open_terminal(color=color, plain=plain)
    wanted = only("show", "ID", entry_id)

    return browsing.show(wanted or "", browsing.BrowseOptions(faq, json, not no_pager), terminal)
