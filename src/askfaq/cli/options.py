"""Options that several commands share, and the words of a question as an argument."""

import os
from enum import StrEnum
from typing import Annotated

import typer

from askfaq.errors import UsageError


class Color(StrEnum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


FaqOption = Annotated[
    str | None,
    typer.Option("--faq", metavar="PATH", help="The FAQ file, instead of ASKFAQ_FILE, yours or the sample."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
ColorOption = Annotated[Color, typer.Option("--color", help="Colour and bold: by terminal, always, never.")]
PlainOption = Annotated[bool, typer.Option("--plain", help="Labelled lines, nothing drawn: for screen readers.")]
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
