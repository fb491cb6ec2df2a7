"""askfaq test [FAQ] [CASES]"""

import math
from typing import Annotated

import typer

from askfaq.cli.options import (
    Color,
    JsonOption,
    PageColorOption,
    PlainOption,
    ReadFaqOption,
    one_faq,
    only,
    refuse_question,
    refuse_stdin_twice,
)
from askfaq.errors import UsageError
from askfaq.terminal.streams import open_terminal


def command(
    path: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FAQ] [CASES]", help="The FAQ to test, and a file of cases; - reads standard input."),
    ] = None,
    faq: ReadFaqOption = None,
    json: JsonOption = False,
    junit: Annotated[
        str | None, typer.Option("--junit", metavar="PATH", help="Write JUnit XML for a CI server to this file, too.")
    ] = None,
    min_right: Annotated[
        float | None,
        typer.Option("--min-right", metavar="X", min=0, max=1, help="Exit 0 if at least this share passes."),
    ] = None,
    max_wrong: Annotated[
        float | None,
        typer.Option(
            "--max-wrong", metavar="X", min=0, max=1, help="Exit 0 if at most this share is answered wrongly."
        ),
    ] = None,
    tune: Annotated[bool, typer.Option("--tune", help="Only show what other thresholds would do.")] = False,
    cost: Annotated[
        float | None,
        typer.Option("--cost", metavar="N", min=0, help="With --tune: refusals that a wrong answer is as bad as (4)."),
    ] = None,
    color: PageColorOption = Color.auto,
    plain: PlainOption = False,
) -> int:
    """Test whether a FAQ answers what people ask.

    A case is a line with a query, a tab, and the id of the entry that is to answer it, or (none) where it must be
    refused. `offer` behind another tab: to offer that entry among others will do. Behind one more: a text that the
    answer has to hold. Or one JSON object a line: {"query": "…", "id": "…" or null, "offer": true, "answer_holds": "…"}

    Cases beside a FAQ are found: faq.cases.tsv or faq.cases.jsonl beside faq.json. Without any, each wording is asked
    of the FAQ without it.

    \b
    askfaq test
    askfaq test faq.json
    askfaq test questions.tsv --faq faq.json
    askfaq test --min-right .95 --max-wrong .02 --junit report.xml
    askfaq test --json | jq -r 'select(.passes == false).query'
    askfaq test --tune --cost 10

    Exit codes: 0 every case passes (or the shares hold), 1 not, 2 an error.
    """
    from askfaq.commands.test import CaseOptions, is_faq, run_cases, suggest_threshold
    from askfaq.evaluation.threshold import COST

    for name, value in (("--min-right", min_right), ("--max-wrong", max_wrong), ("--cost", cost)):
        if value is not None and not math.isfinite(value):
            raise UsageError(f"{name} is a number")
    refuse_question("test", path or [])
    faqs = [word for word in path or [] if is_faq(word)]
    cases = only("test", "CASES", [word for word in path or [] if word not in faqs])
    refuse_stdin_twice(cases, *(faq or []))
    options = CaseOptions(one_faq("test", faqs, faq), cases, json, junit, min_right, max_wrong)
    terminal = open_terminal(color=color, plain=plain)
    if not tune:
        if cost is not None:
            raise UsageError("--cost goes with --tune")
        return run_cases(options, terminal)
    if junit is not None or min_right is not None or max_wrong is not None:
        raise UsageError("--tune tests nothing, so it goes without --junit, --min-right and --max-wrong")
    return suggest_threshold(options, COST if cost is None else cost, terminal)
