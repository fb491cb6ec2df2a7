"""askfaq index [FAQ]"""

from typing import Annotated

import typer

from askfaq.cli.options import FaqsOption, one_faq, refuse_stdin
from askfaq.errors import UsageError
from askfaq.terminal.streams import open_terminal


def command(
    path: Annotated[list[str] | None, typer.Argument(metavar="[FAQ]", help="The file to prepare.")] = None,
    faq: FaqsOption = None,
    clear: Annotated[
        bool, typer.Option("--clear", help="Delete the indexes of all FAQs from the cache folder.")
    ] = False,
) -> int:
    """Prepare a FAQ ahead of its first question.

    For packages and CI images; otherwise the first question that needs the index makes it.

    \b
    askfaq index faq.json
    askfaq index --clear
    """
    from askfaq.commands.index import clear_cache, prepare

    named = one_faq("index", path, faq)
    refuse_stdin("index", named)
    if not clear:
        return prepare(named, open_terminal())
    if named is not None:
        raise UsageError(
            "--clear deletes the indexes of all FAQs, so it takes no FAQ; to do that: askfaq index --clear"
        )
    return clear_cache(open_terminal())
