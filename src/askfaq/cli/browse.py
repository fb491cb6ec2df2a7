"""askfaq browse"""

from typing import Annotated

import typer

from askfaq.cli.options import Color, ColorOption, FaqsOption, PagerOption, PlainOption
from askfaq.errors import UsageError
from askfaq.terminal.streams import open_terminal


def command(
    words: Annotated[list[str] | None, typer.Argument(hidden=True)] = None,
    faq: FaqsOption = None,
    topic: Annotated[str | None, typer.Option("--topic", metavar="T", help="Only entries of this topic.")] = None,
    color: ColorOption = Color.auto,
    plain: PlainOption = False,
    no_pager: PagerOption = False,
) -> int:
    """Look through a FAQ on the whole screen.

    What is typed is searched: words at once, meaning a moment later. Enter leaves with the answer printed, Esc without,
    F1 shows the keys. On a terminal that cannot show a screen (TERM=dumb, --plain) questions are asked for instead.

    \b
    askfaq browse
    askfaq browse --topic Hugs
    askfaq browse --faq mine.json --faq shared.json

    Exit codes: 0 left, with an answer or without, 1 no such topic, 2 an error, 130 left with Ctrl-C.
    """
    from askfaq.commands.browse import browse
    from askfaq.commands.list import BrowseOptions
    from askfaq.output.messages import ask_instead

    if words:
        raise UsageError(f"browse takes no words, they are typed there; {ask_instead(['browse', *words])}")
    terminal = open_terminal(color=color, plain=plain)
    return browse(topic, BrowseOptions(faq=faq, pager=not no_pager), terminal)
