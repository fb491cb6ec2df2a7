"""askfaq list [TOPIC]"""

from typing import Annotated

import typer

from askfaq.cli.options import Color, JsonOption, PageColorOption, PagerOption, PlainOption, ReadFaqsOption, only
from askfaq.terminal.streams import open_terminal


def command(
    topic: Annotated[list[str] | None, typer.Argument(metavar="[TOPIC]", help="Only this topic.")] = None,
    topics: Annotated[bool, typer.Option("--topics", help="Only the topics, with their counts.")] = False,
    faq: ReadFaqsOption = None,
    json: JsonOption = False,
    color: PageColorOption = Color.auto,
    plain: PlainOption = False,
    no_pager: PagerOption = False,
) -> int:
    """List all topics and their questions.

    \b
    askfaq list
    askfaq list Hugs
    askfaq list | cut -f3
    """
    from askfaq.commands.list import BrowseOptions, list_entries, list_topics

    terminal = open_terminal(color=color, plain=plain)
    wanted = only("list", "TOPIC", topic or [])
    options = BrowseOptions(faq=faq, as_json=json, pager=not no_pager)
    if topics:
        return list_topics(options, terminal)
    return list_entries(wanted, options, terminal)
