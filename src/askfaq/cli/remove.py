"""askfaq remove ID…"""

from typing import Annotated

import typer

from askfaq.cli.options import FaqOption, JsonOption, NoInputOption, refuse_stdin
from askfaq.terminal.streams import open_terminal


def command(
    ids: Annotated[list[str], typer.Argument(metavar="ID…", help="The entries' ids: see askfaq list.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Remove without asking.")] = False,
    faq: FaqOption = None,
    json: JsonOption = False,
    no_input: NoInputOption = False,
) -> int:
    """Remove entries from a FAQ file.

    All of them, or none when one is unknown. Everything else in the file stays as it is.
    On a terminal it names them and asks; in a pipe it does not ask.

    \b
    askfaq remove cats
    askfaq remove cats dogs --yes

    Exit codes: 0 removed, 1 not removed (no such entry, or not agreed to), 2 an error.
    """
    from askfaq.commands.edit import EditOptions
    from askfaq.commands.edit_faq import remove

    refuse_stdin("remove", faq)
    return remove(ids, EditOptions(faq=faq, as_json=json), open_terminal(no_input=no_input), unasked=yes)
