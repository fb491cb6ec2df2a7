"""askfaq test: labelled queries asked of a FAQ, or its own wordings, each left out; and the threshold for them."""

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from askfaq import paths, saving
from askfaq.commands.exit_codes import NO, OK
from askfaq.commands.open_faq import load, open_faq
from askfaq.engine.encoder.caching import CachingEncoder
from askfaq.errors import FileError, UsageError
from askfaq.evaluation import left_out
from askfaq.evaluation.cases import Case, cases_beside, parse_cases, read_cases, refuse_unknown_ids
from askfaq.evaluation.figures import Figures, by_topic, count
from askfaq.evaluation.run import Outcome, ask_all
from askfaq.evaluation.threshold import at_threshold, curve, suggest
from askfaq.model import Entry, FaqFile
from askfaq.output import case_report, case_shapes
from askfaq.output.json_lines import json_line
from askfaq.terminal.progress import ProgressLine
from askfaq.terminal.stdin import read_text
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import one_line


class CaseOptions(NamedTuple):
    """Which FAQ and which cases, what to make of them, and the shares with which they hold."""

    faq: paths.Flag = None
    cases: str | None = None
    as_json: bool = False
    junit: str | None = None
    min_right: float | None = None
    max_wrong: float | None = None


class Asked(NamedTuple):
    """What is asked of a FAQ: `outcomes` are those of its cases, as they come in."""

    choice: paths.FaqChoice
    faq: FaqFile
    path: str | None  # of the cases; None where wordings are left out
    total: int
    untried: int  # wordings
    outcomes: Iterator[Outcome]


def run_cases(options: CaseOptions, terminal: Terminal) -> int:
    """Say which cases fail, and count them; exits 0 only if all pass, or as many as are asked for."""
    asked = _asked(options, terminal)
    if options.junit is not None:
        _refuse_loss(options.junit, asked)
    outcomes = []
    for outcome in _counted(asked, options, terminal):
        outcomes.append(outcome)
        if options.as_json:
            write_line(terminal.stdout, json_line(case_shapes.case_shape(outcome)))
    entries = {entry.id: entry for entry in asked.faq.entries}
    if options.junit is not None:
        from askfaq.output.junit import junit

        for remark in saving.write_atomically(options.junit, junit(outcomes, entries, asked.path).encode()):
            write_line(terminal.stderr, one_line(remark))
    return _tell(asked, outcomes, entries, options, terminal)


def _refuse_loss(junit: str, asked: Asked) -> None:
    for path in filter(None, (asked.choice.path, asked.path)):
        if os.path.exists(junit) and os.path.exists(path) and os.path.samefile(junit, path):
            raise UsageError(f"{junit} is what is tested, and a report would replace it; give another file to --junit")


def _tell(
    asked: Asked, outcomes: list[Outcome], entries: dict[str, Entry], options: CaseOptions, terminal: Terminal
) -> int:
    figures, topics = count(outcomes), by_topic(outcomes, asked.faq)
    refusing = count([outcome for outcome in outcomes if outcome.case.expected is None])
    limits = list(_limits(figures, options))
    holds = all(kept for kept, _ in limits) if limits else not figures.failed
    if options.as_json:
        shape = case_shapes.summary_shape(figures, topics, refusing, asked.untried, holds)
        write_line(terminal.stdout, json_line(shape))
        return OK if holds else NO
    report = case_report.Report(
        failures=tuple(case_report.failure(o, entries, asked.path) for o in outcomes if not o.passes),
        head=case_report.head(figures, asked.path),
        rows=case_report.summary_rows(figures),
        topics=case_report.topic_rows(topics, refusing),
        tail=(*([case_report.untried_line(asked.untried)] if asked.untried else []), *(line for _, line in limits)),
    )
    if terminal.out.shows_pages:
        from askfaq.output import rich_case_report

        write_line(terminal.stdout, rich_case_report.report(report, terminal.out))
    else:
        write_line(terminal.stdout, "\n".join(case_report.report_lines(report)))
    return OK if holds else NO


def _limits(figures: Figures, options: CaseOptions) -> Iterator[tuple[bool, str]]:
    """Whether each share is as it was asked for, and the line that says so."""
    if (least := options.min_right) is not None:
        holds = figures.right_share >= least
        yield holds, case_report.limit_line("at least {} right", figures.right_share, least, holds)
    if (most := options.max_wrong) is not None:
        holds = figures.wrong_share <= most
        yield holds, case_report.limit_line("at most {} wrong", figures.wrong_share, most, holds)


def suggest_threshold(options: CaseOptions, cost: float, terminal: Terminal) -> int:
    """Show what other thresholds would do, and which one is best where a wrong answer costs so many refusals."""
    asked = _asked(options, terminal, with_entries=True)
    outcomes = list(_counted(asked, options, terminal))
    points, current = curve(outcomes), at_threshold(outcomes, asked.faq.threshold)
    best = suggest(points, cost, current)
    if options.as_json:
        write_line(terminal.stdout, json_line(case_shapes.tuning_shape(points, current, best, cost)))
        return OK
    is_own = asked.choice.origin != "sample"
    command = f"askfaq set threshold {best.threshold:g}{asked.choice.flag}" if is_own else ""
    found = case_report.curve_of(points, current, best, cost, command)
    if terminal.out.shows_pages:
        from askfaq.output import rich_case_report

        write_line(terminal.stdout, rich_case_report.curve(found, terminal.out))
    else:
        write_line(terminal.stdout, "\n".join(case_report.curve_lines(found)))
    return OK


def _counted(asked: Asked, options: CaseOptions, terminal: Terminal) -> Iterator[Outcome]:
    """The outcomes, with a line that tells how far it is, unless what is written shows that."""
    is_counted = not (options.as_json and terminal.out.is_terminal)
    with ProgressLine(terminal, "asking") as progress:
        for done, outcome in enumerate(asked.outcomes, start=1):
            yield outcome
            if is_counted:
                progress(done, asked.total)


def _asked(options: CaseOptions, terminal: Terminal, *, with_entries: bool = False) -> Asked:
    """The cases that are named or lie beside the FAQ, else wordings that are left out, and `with_entries` entries that
    are.
    """
    choice = paths.choose_faq(options.faq)
    path = options.cases or cases_beside(choice.path)
    if path is None:
        return _left_out(choice, with_entries)
    path, cases = _read(path, terminal)
    faq = open_faq(options.faq, terminal)
    refuse_unknown_ids(cases, faq.file, path)

    def outcomes() -> Iterator[Outcome]:
        with faq.progress:
            yield from ask_all(cases, faq.engine)

    return Asked(choice, faq.file, path, len(cases), 0, outcomes())


def _read(path: str, terminal: Terminal) -> tuple[str, list[Case]]:
    """The cases of a file or, for -, of standard input, and what to call it."""
    if path == "-":
        path = "standard input"
        cases = parse_cases(read_text(terminal.stdin), path)
    else:
        cases = read_cases(path)
    if not cases:
        raise FileError(path, "there are no cases in it: a line for each, a query, a tab and an id (or (none))")
    return path, cases


def is_faq(path: str) -> bool:
    """Whether a file that is named is to be tested, and does not hold cases."""
    if not path.endswith(".json"):
        return False
    try:
        read_cases(path)
    except FileError:
        return True
    return False


def _left_out(choice: paths.FaqChoice, with_entries: bool) -> Asked:
    faq = load(choice)
    wordings = left_out.wordings_to_try(faq)
    if not wordings:
        told = "there is nothing to test: no entry has a wording that can be left out, and no cases lie beside the FAQ"
        raise FileError(choice.path, f"{told}; askfaq test --help says what cases are")
    turns: Iterable[left_out.Turn] = left_out.without_wordings(faq, wordings)
    turns = chain(turns, left_out.without_entries(faq) if with_entries else ())
    total = len(wordings) + (len(faq.entries) if with_entries else 0)
    outcomes = left_out.ask_left_out(turns, CachingEncoder(None))
    return Asked(choice, faq, None, total, faq.count_phrasings() - len(wordings), outcomes)
