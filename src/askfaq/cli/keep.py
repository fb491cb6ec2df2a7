"""askfaq check, add, edit and index: keeping a FAQ file."""

from typing import Annotated

import typer

from askfaq.cli.options import FaqOption, JsonOption, only, refuse_question
from askfaq.errors import UsageError
from askfaq.terminal.streams import open_terminal

QuestionOption = Annotated[str | None, typer.Option("--question", metavar="TEXT", help="The question.")]
AnswerOption = Annotated[str | None, typer.Option("--answer", metavar="TEXT", help="The answer, in Markdown.")]
AnswerFileOption = Annotated[
    str | None, typer.Option("--answer-file", metavar="PATH", help="The answer from a file; - reads stdin.")
]
AliasOption = Annotated[
    list[str] | None,
    typer.Option("--alias", metavar="TEXT", help="Another wording of the question; may be given several times."),
]


def check(
    path: Annotated[list[str] | None, typer.Argument(metavar="[FAQ]", help="The file to check.")] = None,
    faq: FaqOption = None,
    json: JsonOption = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for warnings too.")] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Only say what a code means, and what to do.")
    ] = None,
) -> int:
    """Find what is wrong with a FAQ file, by line.

    \b
    askfaq check
    askfaq check faq.json --strict
    askfaq check faq.json --json | jq .code
    askfaq check --explain easily-missed

    "ignore": ["CODE"] on an entry silences a warning there.
    Exit codes: 0 clean or warnings only, 1 errors, 2 the file cannot be read.
    """
    from askfaq import checking

    if explain is not None:
        return checking.explain(explain, open_terminal())
    options = checking.CheckOptions(_one_faq("check", path, faq), json, strict)
    return checking.check_faq(options, open_terminal())


def add(
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
) -> int:
    """Add an entry to a FAQ file.

    The file is made in your config folder when there is none.
    On a terminal it asks for what is not given; elsewhere question and answer are needed.

    \b
    askfaq add
    askfaq add --question "Do you take cats?" --answer "Yes." --alias "are kittens welcome"

    Exit codes: 0 written, 1 not written (the question is there already), 2 an error.
    """
    from askfaq import editing
    from askfaq.faq.edit import Draft

    if words:
        raise UsageError(f"add takes options only; to ask this as a question: askfaq ask add {' '.join(words)}")

    draft = Draft(
        question,
        _answer(answer, answer_file),
        topic=topic,
        more_aliases=tuple(alias or ()),
        source=source,
        id=entry_id,
    )
    return editing.add(draft, editing.KeepOptions(faq, json), open_terminal())


def edit(
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
    faq: FaqOption = None,
    json: JsonOption = False,
) -> int:
    """Change one entry of a FAQ file.

    Everything else in the file stays as it is. Without an option that says what to change it asks, on a terminal.

    \b
    askfaq edit cats
    askfaq edit cats --alias "is my kitten welcome" --alias "felines"

    Exit codes: 0 done (or nothing to do), 1 no such entry, 2 an error.
    """
    from askfaq import editing
    from askfaq.faq.edit import Draft

    named = only("edit", "ID", entry_id) or ""

    draft = Draft(question, _answer(answer, answer_file), topic=topic, more_aliases=tuple(alias or ()), source=source)
    return editing.edit(named, draft, editing.KeepOptions(faq, json), open_terminal())


def index(
    path: Annotated[list[str] | None, typer.Argument(metavar="[FAQ]", help="The file to prepare.")] = None,
    faq: FaqOption = None,
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
    from askfaq import preparing

    named = _one_faq("index", path, faq)
    if not clear:
        return preparing.prepare(named, open_terminal())
    if named is not None:
        raise UsageError(
            "--clear deletes the indexes of all FAQs, so it takes no FAQ; to do that: askfaq index --clear"
        )
    return preparing.clear(open_terminal())


def _one_faq(command: str, words: list[str] | None, faq: str | None) -> str | None:
    """The FAQ that a command takes as its argument or with --faq."""
    named = only(command, "FAQ", words or [])
    refuse_question(command, words or [])
    if named is not None and faq is not None:
        raise UsageError(f"{command} takes one FAQ: as its argument or with --faq")
    return faq if named is None else named


def _answer(text: str | None, path: str | None) -> str | None:
    from askfaq.files import read_text
    from askfaq.terminal.stdin import read_text as read_stdin

    if path is None:
        return text
    if text is not None:
        raise UsageError("give the answer with --answer or with --answer-file, not with both")

    return read_stdin(open_terminal().stdin) if path == "-" else read_text(path)
