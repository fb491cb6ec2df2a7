"""askfaq add"""

from typing import Annotated

import typer

from askfaq.cli.options import (
    AliasOption,
    AnswerFileOption,
    AnswerOption,
    FaqOption,
    JsonOption,
    NoInputOption,
    QuestionOption,
    given_answer,
    refuse_stdin,
)
from askfaq.errors import UsageError
from askfaq.terminal.streams import open_terminal


def command(
    words: Annotated[list[str] | None, typer.Argument(hidden=True, metavar="")] = None,
    question: QuestionOption = None,
    answer: AnswerOption = None,
    answer_file: AnswerFileOption = None,
    topic: Annotated[str | None, typer.Option("--topic", metavar="T", help="The topic.")] = None,
    alias: AliasOption = None,
    source: Annotated[str | None, typer.Option("--source", metavar="S", help="Where the answer comes from.")] = None,
    entry_id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Its id; else made of the question.")
    ] = None,
    faq: FaqOption = None,
    json: JsonOption = False,
    no_input: NoInputOption = False,
) -> int:
    """Add an entry to a FAQ file.

    The file is made in your config folder when there is none.
    On a terminal it asks for what is not given; elsewhere question and answer are needed.

    \b
    askfaq add
    askfaq add --question "Do you take cats?" --answer "Yes." --alias "are kittens welcome"

    Exit codes: 0 written, 1 not written (the question is there already), 2 an error.
    """
    from askfaq.commands.add import add
    from askfaq.commands.edit import EditOptions
    from askfaq.faq.edit import Draft

    if words:
        raise UsageError(f"add takes options only; to ask this as a question: askfaq ask add {' '.join(words)}")
    refuse_stdin("add", faq)
    draft = Draft(
        question,
        given_answer(answer, answer_file),
        topic=topic,
        more_aliases=tuple(alias or ()),
        source=source,
        id=entry_id,
    )
    return add(draft, EditOptions(faq=faq, as_json=json), open_terminal(no_input=no_input))
