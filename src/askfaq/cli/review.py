"""askfaq review QUESTIONS"""

from typing import Annotated

import typer

from askfaq.cli.options import (
    JsonOption,
    NoInputOption,
    ReadFaqOption,
    only,
    refuse_question,
    refuse_stdin,
    refuse_stdin_twice,
)
from askfaq.errors import UsageError
from askfaq.terminal.streams import open_terminal


def command(
    path: Annotated[
        list[str] | None, typer.Argument(metavar="QUESTIONS", help="A file of questions, one a line.")
    ] = None,
    faq: ReadFaqOption = None,
    json: JsonOption = False,
    no_input: NoInputOption = False,
) -> int:
    """Go through real questions that get no answer.

    From a help desk, a chat, a search log. They are asked, and those without an answer are put into groups of one
    meaning. For each, a key makes it an alias of an entry that comes near, a new entry, or a case of the FAQ
    (faq.cases.tsv beside faq.json). What is decided is written at once; the file of questions stays as it is.
    askfaq misses review does the same with what was asked in vain here.

    \b
    askfaq review questions.txt
    askfaq review questions.txt --json    says what it would offer; - reads standard input

    Exit codes: 0 done, 2 an error.
    """
    from askfaq.commands.edit import EditOptions
    from askfaq.commands.review import review_file

    named = only("review", "FILE", path or [])
    refuse_question("review", path or [])
    if named is None:
        raise UsageError("review takes a file of questions, as in: askfaq review questions.txt")
    refuse_stdin_twice(named, *(faq or []))
    if not json:
        refuse_stdin("review", faq)
    return review_file(named, EditOptions(faq=faq, as_json=json), open_terminal(no_input=no_input))
