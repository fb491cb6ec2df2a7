"""What a test of a FAQ found, in words: failures, figures, thresholds. rich_case_report.py draws the same."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from askfaq.evaluation.cases import NO_ENTRY
from askfaq.evaluation.figures import Figures
from askfaq.evaluation.run import VERDICTS, Outcome
from askfaq.evaluation.threshold import Point
from askfaq.model import NO_TOPIC, Entry
from askfaq.output.messages import why_lines
from askfaq.text.sanitize import one_line

ROW_STEP = 5  # hundredths of threshold between two rows of the curve

Row = tuple[str, str]  # a label and what stands behind it


class Failure(NamedTuple):
    """A case that does not pass, as a block: what it is called, where it stands, what happened."""

    verdict: str
    place: str
    rows: tuple[Row, ...]


class Report(NamedTuple):
    """What there is to say about all cases."""

    failures: tuple[Failure, ...]
    head: str
    rows: tuple[Row, ...]
    topics: tuple[Row, ...]
    tail: tuple[str, ...]


class Curve(NamedTuple):
    """What other thresholds would do."""

    head: tuple[str, ...]
    points: tuple[Point, ...]
    tail: tuple[str, ...]


def failure(outcome: Outcome, entries: Mapping[str, Entry], path: str | None) -> Failure:
    """The block of a case that does not pass, given the FAQ's entries by their ids; `path` is that of the cases, None
    where a wording was left out.
    """
    case, result = outcome.case, outcome.result
    expected = entries[case.expected] if case.expected is not None else None
    why = why_lines(result)
    rows = (
        ("asked", one_line(case.query)),
        ("expected", _named(expected) if expected else "no answer"),
        ("got", _got(outcome)),
        ("confidence", f"{result.confidence:.2f}"),
        ("why", "\n".join([why[0].removeprefix("Why: "), *why[1:]])),
    )
    place = f"{one_line(path)}:{case.line}" if path else f"a wording of {case.expected}"
    return Failure(outcome.verdict, place, rows)


def _got(outcome: Outcome) -> str:
    case, answer = outcome.case, outcome.result.answer
    if answer and answer.id == case.expected:
        return f'{_named(answer)}; but its answer does not hold "{one_line(case.answer_holds)}"'
    if answer:
        return _named(answer)
    if outcome.offered:
        return f"an offer of {', '.join(entry.id for entry in outcome.offered)}"
    return "no answer"


def _named(entry: Entry) -> str:
    return f"{entry.id}: {one_line(entry.question)}"


def summary_rows(figures: Figures) -> tuple[Row, ...]:
    """The figures, each with its name."""
    counted = [(verdict, _of_all(figures.verdicts.get(verdict, 0), figures.cases)) for verdict in VERDICTS]
    hits = "no case has an answer" if figures.hit_share is None else _of_all(figures.hits, figures.answerable)
    return (*counted, ("hit@1", hits), ("calibration error", f"{figures.calibration_error:.3f}"))


def topic_rows(topics: Sequence[tuple[str | None, Figures]], refusing: Figures) -> tuple[Row, ...]:
    """How many cases of each topic pass, and how many of those that must be refused."""
    rows = [(one_line(topic or NO_TOPIC), figures) for topic, figures in topics]
    rows += [("(must be refused)", refusing)] if refusing.cases else []
    return tuple((label, _of_all(figures.passed, figures.cases)) for label, figures in rows)


def _of_all(count: int, cases: int) -> str:
    return f"{count} of {cases} ({count / cases:.1%})" if cases else "0"


def report_lines(report: Report) -> list[str]:
    """The report as labelled lines."""
    lines = []
    for found in report.failures:
        lines += [f"{found.place}: {found.verdict}", *_labelled(found.rows), ""]
    lines += [report.head, *_labelled(report.rows)]
    return [*lines, *(f"topic {label}: {text}" for label, text in report.topics), *report.tail]


def _labelled(rows: Sequence[Row]) -> list[str]:
    return [f"{label}: {text}" for label, text in rows]


def head(figures: Figures, path: str | None) -> str:
    """How many cases pass; `path` is that of the cases, None where wordings were left out."""
    plural = "" if figures.cases == 1 else "s"
    what = f"case{plural} in {one_line(path)}" if path else f"wording{plural}, each asked of the FAQ without it"
    return f"{figures.cases} {what}: {figures.passed} passed, {figures.failed} failed"


def untried_line(untried: int) -> str:
    """How many wordings could not be left out, and why."""
    return f"not tried: {untried} (the only wording of its entry, or one that another entry has too)"


def limit_line(what: str, share: float, limit: float, holds: bool) -> str:
    """Whether a share is as it has to be, as in "at least 95.0% right"."""
    return f"{what.format(f'{limit:.1%}')}: {'yes' if holds else 'no'}, {share:.1%}"


def curve_of(points: Sequence[Point], current: Point, suggested: Point, cost: float, command: str) -> Curve:
    """The curve, what is suggested, and the `command` that would do it ("" for none)."""
    refusing = current.figures.cases - current.figures.answerable
    counted = f"{current.figures.cases} queries, of which {refusing} must be refused"
    lines = [
        f"{counted}; a wrong answer costs as much as {cost:g} that are not answered",
        f"threshold now {current.threshold:g}: {_in_words(current, cost)}",
    ]
    if suggested is current:
        lines.append("suggested: leave it, no other costs less")
    else:
        lines.append(f"suggested {suggested.threshold:g}: {_in_words(suggested, cost)}")
    if not refusing:
        lines.append(f"Nothing speaks for a high threshold: none of these queries must be refused ({NO_ENTRY}).")
    named = (current, suggested)
    shown = {point.threshold: point for point in [*points[::ROW_STEP], *named]}
    tail = (command,) if command and suggested is not current else ()
    return Curve(tuple(lines), tuple(shown[threshold] for threshold in sorted(shown)), tail)


def _in_words(point: Point, cost: float) -> str:
    figures = point.figures
    rest = figures.failed - figures.wrong
    return f"{figures.passed} right, {figures.wrong} wrong, {rest} not answered, which costs {point.cost(cost):g}"


def curve_lines(curve: Curve) -> list[str]:
    """The curve as labelled lines."""
    return [*curve.head, *map(_point_line, curve.points), *curve.tail]


def _point_line(point: Point) -> str:
    figures = point.figures
    return f"threshold {point.threshold:.2f}: {figures.right_share:.1%} right, {figures.wrong_share:.1%} wrong"
