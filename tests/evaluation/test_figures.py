"""Figures are what a person would count."""

import pytest
from made_up import ENTRIES, outcome

from askfaq.evaluation.figures import by_topic, calibration_error, count
from askfaq.model import FaqFile

OUTCOMES = [
    outcome("a", "answered", ("a", 0.9)),
    outcome("a", "answered", ("a", 0.8)),
    outcome("b", "answered", ("a", 0.7), ("b", 0.1)),
    outcome("b", "unanswered", ("b", 0.3)),
    outcome("c", "ambiguous", ("a", 0.4), ("c", 0.3)),
    outcome("c", "ambiguous", ("c", 0.4), ("a", 0.3), may_offer=True),
    outcome(None, "unanswered", ("a", 0.2)),
    outcome(None, "answered", ("a", 0.7)),
]


def test_cases_are_counted() -> None:
    figures = count(OUTCOMES)
    assert figures.verdicts == {"right": 3, "wrong": 1, "refused wrongly": 1, "offered": 2, "answered wrongly": 1}
    assert (figures.cases, figures.passed, figures.failed, figures.wrong) == (8, 4, 4, 2)
    assert (figures.right_share, figures.wrong_share) == (4 / 8, 2 / 8)
    assert (figures.answerable, figures.hits, figures.hit_share) == (6, 4, 4 / 6)


def test_no_cases_have_no_figures_that_alarm() -> None:
    figures = count([])
    assert (figures.right_share, figures.wrong_share, figures.hit_share, figures.calibration_error) == (1, 0, None, 0)


def test_topics_come_in_file_order_however_they_are_spelled() -> None:
    entries = [ENTRIES["c"]._replace(topic=None), ENTRIES["b"]._replace(topic="Hotel"), ENTRIES["a"]]
    entries.append(ENTRIES["a"]._replace(id="unasked", topic="Else"))
    faq = FaqFile([*entries, ENTRIES["a"]._replace(id="d", topic="hotel ")])
    topics = by_topic([*OUTCOMES, outcome("b", "answered", ("b", 1.0))], faq)
    assert [(topic, f.cases, f.passed) for topic, f in topics] == [("Hotel", 3, 1), ("Pets", 2, 2), (None, 2, 1)]


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ([], 0),
        ([(0.75, True)] * 3 + [(0.75, False)], 0),
        ([(0.75, False)] * 4, 0.75),
        ([(1.0, True), (0.0, False)], 0),
        ([(1.0, False), (0.0, False)], 0.5),
        ([(0.95, True), (0.95, True), (0.15, False), (0.15, False)], 0.1),
    ],
)
def test_confidence_is_held_against_the_share_of_hits(rows: list[tuple[float, bool]], error: float) -> None:
    assert calibration_error(rows) == pytest.approx(error)
