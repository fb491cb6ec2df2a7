"""Options that several commands share, and the words of a question as an argument."""

import os
from enum import StrEnum
from typing import Annotated

import typer

from askfaq.errors import STDIN, UsageError
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
OutputOption = Annotated[
    str | None, typer.Option("-o", "--output", metavar="PATH", help="Write to this file; - is standard output.")
]


class Color(StrEnum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


# All may be repeated: what works on one FAQ says so of several, as nothing that is given is ignored.
_CHOSEN = "The FAQ file, instead of ASKFAQ_FILE, yours or the sample"
_READ = "The FAQ file (- is stdin), instead of ASKFAQ_FILE, yours or the sample"
FaqOption = Annotated[list[str] | None, typer.Option("--faq", metavar="PATH", help=f"{_CHOSEN}.")]
FaqsOption = Annotated[
    list[str] | None, typer.Option("--faq", metavar="PATH", help=f"{_CHOSEN}; may be given several times.")
]
ReadFaqOption = Annotated[list[str] | None, typer.Option("--faq", metavar="PATH", help=f"{_READ}.")]
ReadFaqsOption = Annotated[
    list[str] | None, typer.Option("--faq", metavar="PATH", help=f"{_READ}; may be given several times.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
ColorOption = Annotated[
    Color, typer.Option("--color", help="Colour and bold: by terminal, always (in a pipe, too), never.")
]
PageColorOption = Annotated[
    Color, typer.Option("--color", help="Colour and bold: by terminal, always, never; lines in a pipe have none.")
]
PlainOption = Annotated[bool, typer.Option("--plain", help="Labelled lines, nothing drawn: for screen readers.")]
CopyOption = Annotated[bool, typer.Option("--copy", help="Put the answer on the clipboard, too.")]
NoInputOption = Annotated[bool, typer.Option("--no-input", help="Never ask, as in a pipe.")]
PagerOption = Annotated[bool, typer.Option("--no-pager", help="Never open a pager.")]


def refuse_question(command: str, words: list[str]) -> None:
    """Say how to ask: several names of files that are not there, or one that is a mere word, are likely a question."""
    missing = words and not any(word == "-" or os.path.lexists(word) for word in words)
    if missing and (len(words) > 1 or words[0].isalpha()):
        text = " ".join([command, *words])
        raise UsageError(f"{', '.join(words)}: there is no such file; to ask this as a question: askfaq ask {text}")


def only(command: str, name: str, words: list[str]) -> str | None:
    """The single word; more than one is likely a question that begins with a command's name."""
    if len(words) > 1:
        text = " ".join(words)
        raise UsageError(
            f'{command} takes one {name}, as in: askfaq {command} "{text}"; '
            f"to ask this as a question: askfaq ask {command} {text}"
        )
    return words[0] if words else None


def one_faq(command: str, words: list[str] | None, faq: list[str] | None) -> str | list[str] | None:
    """The FAQ that a command takes as its argument, or those with --faq."""
    named = only(command, "FAQ", words or [])
    refuse_question(command, words or [])
    if named is not None and faq:
        raise UsageError(f"{command} takes a FAQ as its argument or with --faq, not both")
    return faq or None if named is None else named


def refuse_stdin(command: str, faq: str | list[str] | None) -> None:
    """Say that the command needs a file: it changes the FAQ, or finds again what is kept for it by its name."""
    if STDIN in ([faq] if isinstance(faq, str) else faq or []):
        raise UsageError(f"{command} needs a FAQ file, and - is standard input; name the file: --faq PATH")


def refuse_stdin_twice(*named: str | None) -> None:
    """Say that only one thing can be read from standard input."""
    if named.count(STDIN) > 1:
        raise UsageError("- is standard input, which can be read only once; put one of the two into a file")


def given_answer(text: str | None, path: str | None) -> str | None:
    from askfaq.files import read_text
    from askfaq.terminal.stdin import read_text as read_stdin

    if path is None:
        return text
    if text is not None:
        raise UsageError("give the answer with --answer or with --answer-file, not with both")

    return read_stdin(open_terminal().stdin) if path == "-" else read_text(path)
