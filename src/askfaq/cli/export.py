"""askfaq export [FAQ]"""

from typing import Annotated

import typer

from askfaq.cli.options import NoInputOption, OutputOption, ReadFaqOption, one_faq
from askfaq.formats.registry import WRITABLE
from askfaq.terminal.streams import open_terminal

_WRITABLE = f"{', '.join(WRITABLE[:-1])} or {WRITABLE[-1]}"


def command(
    path: Annotated[list[str] | None, typer.Argument(metavar="[FAQ]", help="The file to publish.")] = None,
    format: Annotated[
        str | None,
        typer.Option("--format", metavar="F", help=f"{_WRITABLE}; else the suffix of -o decides."),
    ] = None,
    output: OutputOption = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Replace even the file that the FAQ was imported from, unasked.")
    ] = False,
    faq: ReadFaqOption = None,
    no_input: NoInputOption = False,
) -> int:
    """Publish the FAQ in another format.

    `askfaq import` reads the entries of each back, whole but for `ignore`; those without a source get the file as
    theirs, and so do, from HTML and JSON-LD, those whose source is a line of a file. The title comes back but from CSV,
    the language from HTML and JSON-LD (an HTML page always has both, if need be "Frequently asked questions" and "en"),
    `contact`, `threshold` and `synonyms` from none: keep the FAQ file. In CSV a text that a spreadsheet would take for
    a formula (`=`, `+`, `-` or `@` in front) begins with an apostrophe, which `askfaq import` takes away again.

    \b
    askfaq export -o faq.html
    askfaq export faq.json -o faq.html
    askfaq export --format jsonld | jq '.mainEntity[].name'

    Without --format and without a suffix that says otherwise: Markdown.
    """
    from askfaq.commands.export import export_faq

    return export_faq(one_faq("export", path, faq), format, output, open_terminal(no_input=no_input), yes=yes)
