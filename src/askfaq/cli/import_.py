"""askfaq import SOURCE…"""

from typing import Annotated

import typer

from askfaq.cli.options import (
    Color,
    NoInputOption,
    OutputOption,
    PageColorOption,
    PlainOption,
    refuse_question,
    refuse_stdin,
)
from askfaq.errors import UsageError
from askfaq.formats.registry import described
from askfaq.terminal.streams import open_terminal


def command(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE…", help="Files or folders; - reads standard input.")
    ] = None,
    output: OutputOption = None,
    faq: Annotated[
        list[str] | None, typer.Option("--faq", metavar="PATH", help="The FAQ file to write to, as with -o.")
    ] = None,
    format: Annotated[
        str | None, typer.Option("--format", metavar="F", help="The sources' format, when it is not recognised.")
    ] = None,
    topic: Annotated[str | None, typer.Option("--topic", metavar="T", help="The topic of every entry.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report, and write nothing.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take out entries that came from these sources and are in them no longer.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write to your own FAQ, unasked, in a pipe too.")] = False,
    question_column: Annotated[
        str | None,
        typer.Option("--question-column", metavar="C", help="A column by name or number from 1, or a key of a list."),
    ] = None,
    answer_column: Annotated[str | None, typer.Option("--answer-column", metavar="C", help="The same.")] = None,
    alias_column: Annotated[
        str | None,
        typer.Option("--alias-column", metavar="C", help="The same; several stand on lines, or between | or ;."),
    ] = None,
    topic_column: Annotated[str | None, typer.Option("--topic-column", metavar="C", help="The same.")] = None,
    id_column: Annotated[str | None, typer.Option("--id-column", metavar="C", help="The same.")] = None,
    source_column: Annotated[str | None, typer.Option("--source-column", metavar="C", help="The same.")] = None,
    heading_level: Annotated[
        int | None,
        typer.Option(
            "--heading-level", metavar="N", min=1, max=6, help="Of Markdown: every heading of this level asks."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Report as one JSON object on standard output.")] = False,
    no_input: NoInputOption = False,
    color: PageColorOption = Color.auto,
    plain: PlainOption = False,
) -> int:
    """Turn pages, tables, texts and folders into a FAQ file.

    \b
    askfaq import faq.html -o faq.json
    askfaq import questions.csv --question-column 2 --answer-column 4 -o faq.json
    curl -L https://example.org/faq | askfaq import - > faq.json
    askfaq import docs/faq/ --dry-run
    askfaq import faq.html -o faq.json --prune

    Formats: {formats}.

    A second import takes over what the source changed, and leaves what you changed. Without -o: into your own FAQ after
    asking, or to standard output in a pipe.

    Exit codes: 0 something was kept, 1 nothing was, 2 a source is refused and nothing is written.
    """
    from askfaq.commands.import_ import ImportOptions, import_sources
    from askfaq.formats.records.field_names import Columns

    if not sources:
        raise UsageError("import what? Give a file, a folder, or - for standard input")
    refuse_stdin("import", faq)
    columns = Columns(question_column, answer_column, alias_column, topic_column, id_column, source_column)
    refuse_question("import", sources)
    options = ImportOptions(
        output=_target(output, faq),
        format=format,
        topic=topic,
        dry_run=dry_run,
        yes=yes,
        columns=columns,
        heading_level=heading_level,
        prune=prune,
        as_json=as_json,
    )
    return import_sources(sources, options, open_terminal(color=color, plain=plain, no_input=no_input))


def _target(output: str | None, faq: list[str] | None) -> str | None:
    """The FAQ to write to, which -o and --faq name alike."""
    named = [*([output] if output else []), *(faq or [])]
    if len(named) > 1:
        raise UsageError(f"import writes to one FAQ, and {len(named)} are named ({', '.join(named)})")
    return named[0] if named else None


command.__doc__ = str(command.__doc__).replace("{formats}", described())
