"""askfaq set [KEY [VALUE]]"""

from typing import Annotated

import typer

from askfaq.cli.options import FaqOption, JsonOption, refuse_stdin
from askfaq.errors import UsageError
from askfaq.terminal.streams import open_terminal


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KEY [VALUE]]", help="title, contact, threshold or language, and what it is to be."),
    ] = None,
    faq: FaqOption = None,
    json: JsonOption = False,
) -> int:
    """Set a FAQ's title, contact, threshold or language.

    Without a value it shows what is set; an empty value takes it away. The contact is shown where there is no answer.
    The threshold (0 to 1) is how sure an answer has to be.

    \b
    askfaq set
    askfaq set title "Pet hotel"
    askfaq set contact ""

    Exit codes: 0 done (or nothing to do), 1 not set, 2 an error.
    """
    from askfaq.commands.edit import EditOptions
    from askfaq.commands.edit_faq import change_setting, show_settings
    from askfaq.faq.edit_faq import SETTINGS
    from askfaq.output.messages import ask_instead

    key, *values = words or [""]
    asked = ask_instead(["set", *(words or [])])
    if key and key not in SETTINGS:
        raise UsageError(f"set knows {', '.join(SETTINGS[:-1])} and {SETTINGS[-1]}; {asked}")
    if len(values) > 1:
        raise UsageError(f'set takes one VALUE, as in: askfaq set {key} "{" ".join(values)}"; {asked}')
    options = EditOptions(faq=faq, as_json=json)
    if values:
        refuse_stdin("set", faq)
        return change_setting(key, values[0], options, open_terminal())
    return show_settings(key or None, options, open_terminal())
