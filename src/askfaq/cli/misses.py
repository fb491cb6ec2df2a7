"""askfaq misses [on | off | clear | review]"""

from typing import Annotated

import typer

from askfaq.cli.options import (
    Color,
    FaqOption,
    JsonOption,
    NoInputOption,
    PageColorOption,
    PagerOption,
    PlainOption,
    refuse_stdin,
)
from askfaq.errors import UsageError
from askfaq.terminal.streams import open_terminal


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[on | off | clear | review]", help="What to do; without a word they are shown."),
    ] = None,
    faq: FaqOption = None,
    raw: Annotated[bool, typer.Option("--raw", help="Each question with its time, one a line.")] = False,
    answered: Annotated[
        bool, typer.Option("--answered", help="With clear: only those that are answered by now.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With clear: without asking.")] = False,
    json: JsonOption = False,
    no_input: NoInputOption = False,
    color: PageColorOption = Color.auto,
    plain: PlainOption = False,
    no_pager: PagerOption = False,
) -> int:
    """Show what was asked in vain.

    Nothing is kept until you say askfaq misses on. From then on it is kept which questions get no answer, or several:
    the time and the question, with e-mail addresses, phone, card and account numbers masked; at most 1 MB and 180 days.
    They are shown in groups of one meaning, the most asked first, each with the entry that comes nearest.
    Questions that are cases of the FAQ already (faq.cases.tsv beside faq.json) are left out.

    \b
    askfaq misses on
    askfaq misses                         in a pipe: how often, status, entry, score, question
    askfaq misses review                  makes them aliases, entries or cases, one by one
    askfaq misses --raw | cut -f2 > questions.txt
    askfaq misses clear --answered
    askfaq misses off

    Exit codes: 0 done, 1 not deleted (not agreed to), 2 an error.
    """
    from askfaq.commands.misses import MissesOptions, clear, show_misses, switch_off, switch_on
    from askfaq.output.messages import ask_instead

    word, *more = words or [""]
    if more or word not in ("", "on", "off", "clear", "review"):
        raise UsageError(f"misses takes on, off, clear or review; {ask_instead(['misses', *(words or [])])}")
    _refuse_useless(word, {"--faq": faq, "--raw": raw, "--json": json, "--answered": answered, "--yes": yes})
    refuse_stdin("misses", faq)
    terminal = open_terminal(color=color, plain=plain, no_input=no_input)
    options = MissesOptions(faq, json, raw, answered, yes, not no_pager)
    if word == "review":
        from askfaq.commands.edit import EditOptions
        from askfaq.commands.review import review_misses

        return review_misses(EditOptions(faq=faq), terminal)
    if word in ("on", "off"):
        return switch_on(terminal) if word == "on" else switch_off(terminal)
    return clear(options, terminal) if word == "clear" else show_misses(options, terminal)


def _refuse_useless(word: str, given: dict[str, object]) -> None:
    """Say which option means nothing here."""
    useful = {
        "": ("--faq", "--raw", "--json"),
        "clear": ("--faq", "--answered", "--yes"),
        "review": ("--faq",),
    }.get(word, ())
    useless = [name for name, value in given.items() if value and name not in useful]
    if useless:
        raise UsageError(f"{useless[0]} means nothing to askfaq misses{f' {word}' if word else ''}")
    if given["--raw"] and given["--json"]:
        raise UsageError("--raw prints each question, --json groups of them: take one")
