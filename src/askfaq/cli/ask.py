"""askfaq ask [WORDS… | -]"""

import math
from typing import Annotated

import typer

from askfaq.cli.options import (
    Color,
    ColorOption,
    CopyOption,
    JsonOption,
    NoInputOption,
    PagerOption,
    PlainOption,
    ReadFaqsOption,
)
from askfaq.errors import STDIN, UsageError
from askfaq.model import DEFAULT_TOP
from askfaq.terminal.streams import is_terminal, open_terminal


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS… | -]", help="The question; - reads one question a line from stdin."),
    ] = None,
    faq: ReadFaqsOption = None,
    json: JsonOption = False,
    topic: Annotated[str | None, typer.Option("--topic", metavar="T", help="Only entries of this topic.")] = None,
    top: Annotated[
        int, typer.Option("--top", "-n", metavar="N", min=1, help="How many matches to list.")
    ] = DEFAULT_TOP,
    min_confidence: Annotated[
        float | None,
        typer.Option("--min-confidence", metavar="X", min=0, max=1, help="Answer only when at least this sure."),
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="Say what matched, and what did not.")] = False,
    with_question: Annotated[
        bool, typer.Option("--with-question", help="Print each question above its answer, or that there is none.")
    ] = False,
    null: Annotated[bool, typer.Option("-0", "--null", help="Questions on stdin end with NUL.")] = False,
    copy: CopyOption = False,
    no_input: NoInputOption = False,
    color: ColorOption = Color.auto,
    plain: PlainOption = False,
    no_pager: PagerOption = False,
) -> int:
    """Ask a question.

    Several FAQs answer together; where two have the same wording, the entry of the first one counts.

    In a pipe the answer comes as it is written, in Markdown: --color always shows what that marks, --plain puts labels
    before question, topic, answer and what is related.

    \b
    askfaq ask "how long do hugs last?"
    askfaq ask --topic Hugs how long
    askfaq ask - --json < questions.txt
    askfaq ask - --with-question < questions.txt > answers.md
    askfaq ask --faq mine.json --faq shared.json where is the key
    """
    from askfaq.commands.ask import AskOptions, ask_at_prompt, ask_one, ask_stream
    from askfaq.terminal.stdin import chunks_of_lines

    if min_confidence is not None and math.isnan(min_confidence):
        raise UsageError("--min-confidence is a number between 0 and 1")
    terminal = open_terminal(color=color, plain=plain, no_input=no_input)
    options = AskOptions(
        faq=faq,
        as_json=json,
        topic=topic,
        top=top,
        min_confidence=min_confidence,
        why=why,
        pager=not no_pager,
        copy=copy,
        with_question=with_question,
    )
    if words and words[0] == "-" and len(words) > 1:
        raise UsageError("- reads the questions from standard input: askfaq ask - < FILE")
    if STDIN in (faq or []) and words in ([], None, ["-"]):
        told = "--faq - reads the FAQ from standard input, which can be read only once"
        raise UsageError(f"{told}; give the question in words, or put the FAQ into a file")
    if words and words != ["-"]:
        return ask_one(" ".join(words), options, terminal)
    if not words and terminal.is_interactive and not json:
        return ask_at_prompt(options, terminal)
    if not words and (terminal.stdin is None or is_terminal(terminal.stdin)):
        raise UsageError('no question; try: askfaq "how long do hugs last"')
    if copy:
        raise UsageError("--copy goes with one question: of several answers the clipboard would keep the last")
    return ask_stream(chunks_of_lines(terminal.stdin, "\0" if null else "\n"), options, terminal)
