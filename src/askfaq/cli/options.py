"""Options that several commands share, and the words of a question as an argument."""

from enum import StrEnum
from typing import Annotated

import typer


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
