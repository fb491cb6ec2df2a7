"""askfaq topic rename OLD NEW"""

from typing import Annotated

import typer

from askfaq.cli.options import FaqOption, JsonOption, refuse_stdin
from askfaq.errors import UsageError
from askfaq.terminal.streams import open_terminal


def command(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="rename OLD NEW", help="A topic of the FAQ, and its new name.")
    ] = None,
    faq: FaqOption = None,
    json: JsonOption = False,
) -> int:
    """Rename a topic in a FAQ file.

    In every entry, however it is spelled there. If the FAQ has the new topic already, the two become one.

    \b
    askfaq topic rename Hugs Embraces
    askfaq topic rename hugs Hugs

    Exit codes: 0 done (or nothing to do), 1 no such topic, 2 an error.
    """
    from askfaq.commands.edit import EditOptions
    from askfaq.commands.edit_faq import rename
    from askfaq.output.messages import ask_instead

    if not words or len(words) != 3 or words[0] != "rename":
        hint = f"; {ask_instead(['topic', *words])}" if words else ""
        raise UsageError(f'topic takes rename and two topics, as in: askfaq topic rename "OLD" "NEW"{hint}')
    refuse_stdin("topic", faq)
    return rename(words[1], words[2], EditOptions(faq=faq, as_json=json), open_terminal())
