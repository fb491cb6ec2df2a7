"""askfaq diff OLD [NEW]"""

import os
from typing import Annotated

import typer

from askfaq.cli.options import Color, ColorOption, JsonOption, PlainOption, refuse_question, refuse_stdin_twice
from askfaq.errors import UsageError
from askfaq.terminal.streams import open_terminal

# What git calls a GIT_EXTERNAL_DIFF with: path, then file, hash and mode of OLD and of NEW; of a file that was renamed
# its new path and a header too.
_OF_GIT = (7, 9)


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="OLD [NEW]", help="Two versions of a FAQ file; - is stdin, /dev/null is none."),
    ] = None,
    faq: Annotated[
        list[str] | None,
        typer.Option("--faq", metavar="PATH", help="NEW, if it is not an argument; else ASKFAQ_FILE or yours."),
    ] = None,
    cases: Annotated[
        str | None,
        typer.Option("--cases", metavar="FILE", help="Queries to ask too, instead of the cases beside NEW."),
    ] = None,
    json: JsonOption = False,
    color: ColorOption = Color.auto,
    plain: PlainOption = False,
) -> int:
    """Show what a change of a FAQ changes for those who ask it.

    Both versions are asked every wording of either, and the cases. It tells by entry what is written otherwise, and
    each query that gets another answer, or none any more, or one at last; nothing where only the layout changed.

    \b
    askfaq diff old.json faq.json
    askfaq diff old.json faq.json --cases questions.tsv
    git show HEAD:faq.json | askfaq diff - faq.json
    git difftool -y -x "askfaq diff" HEAD faq.json
    GIT_EXTERNAL_DIFF="askfaq diff" git diff faq.json

    Exit codes: 0 nothing changed (called by git diff: done), 1 something did, 2 an error.
    """
    from askfaq.commands.diff import DiffOptions, diff, in_use
    from askfaq.commands.exit_codes import OK
    from askfaq.output.messages import ask_instead

    files = words or []
    options = DiffOptions(cases=cases, as_json=json)
    terminal = open_terminal(color=color, plain=plain)
    if len(files) in _OF_GIT and all(os.path.lexists(file) or file == "/dev/null" for file in (files[1], files[4])):
        path = files[0] if len(files) == 7 else files[7]
        diff(files[1], files[4], options._replace(faq=path), terminal)
        return OK  # git takes any other code for a failure
    named = [*files, *(faq or [])]
    if not files or len(named) > 2:
        hint = f"; {ask_instead(['diff', *files])}" if files else ""
        raise UsageError(f"diff takes two FAQ files, as in: askfaq diff old.json faq.json{hint}")
    refuse_question("diff", files)
    refuse_stdin_twice(*named)
    return diff(named[0], named[1] if named[1:] else in_use(), options, terminal)
