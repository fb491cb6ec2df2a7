"""askfaq edit ID"""

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
    only,
    refuse_stdin,
)
from askfaq.terminal.streams import open_terminal


def command(
    entry_id: Annotated[list[str], typer.Argument(metavar="ID", help="The entry's id: see askfaq list.")],
    alias: AliasOption = None,
    question: QuestionOption = None,
    answer: AnswerOption = None,
    answer_file: AnswerFileOption = None,
    topic: Annotated[
        str | None, typer.Option("--topic", metavar="T", help="The topic; an empty one takes it away.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="S", help="Where the answer comes from; an empty one takes it away."),
    ] = None,
    remove_alias: Annotated[
        list[str] | None,
        typer.Option("--remove-alias", metavar="TEXT", help="Take this alias away; may be given several times."),
    ] = None,
    new_id: Annotated[
        str | None,
        typer.Option("--id", metavar="NEW", help="Another id; references to the old one follow."),
    ] = None,
    faq: FaqOption = None,
    json: JsonOption = False,
    no_input: NoInputOption = False,
) -> int:
    """Change one entry of a FAQ file.

    Everything else in the file stays as it is. Without an option that says what to change it asks, on a terminal.

    \b
    askfaq edit cats
    askfaq edit cats --alias "is my kitten welcome" --alias "felines"
    askfaq edit cats --remove-alias "felines" --id cats-and-kittens
    askfaq edit cats --answer-file cats.md --topic Guests --source ""

    Exit codes: 0 done (or nothing to do), 1 no such entry or alias, 2 an error.
    """
    from askfaq.commands.edit import EditOptions, edit
    from askfaq.faq.edit import Draft

    refuse_stdin("edit", faq)
    named = only("edit", "ID", entry_id) or ""
    draft = Draft(
        question,
        given_answer(answer, answer_file),
        topic=topic,
        more_aliases=tuple(alias or ()),
        source=source,
        id=new_id,
        removed_aliases=tuple(remove_alias or ()),
    )
    return edit(named, draft, EditOptions(faq=faq, as_json=json), open_terminal(no_input=no_input))
