"""Another threshold is judged as the engine would have, and the one that is suggested costs least."""

import pytest
from made_up import outcome

from askfaq.engine.decision import THRESHOLD
from askfaq.engine.engine import Engine
from askfaq.evaluation.cases import Case
from askfaq.evaluation.figures import count
from askfaq.evaluation.run import Outcome, ask_all
from askfaq.evaluation.threshold import STEPS, at_threshold, curve, suggest
from askfaq.model import Entry, FaqFile

RIGHT_FROM_70 = [outcome("a", "answered", ("a", score)) for score in (0.7, 0.8, 0.9)]
WRONG_TO_40 = [outcome(None, "unanswered", ("a", 0.4)), outcome("a", "unanswered", ("b", 0.3))]
OUTCOMES = [*RIGHT_FROM_70, *WRONG_TO_40]


def test_results_are_judged_anew_as_the_engine_judges_them() -> None:
    faq = FaqFile(
        [
            Entry("cats", "Do you take cats?", "Yes.", ("is my kitten welcome",)),
            Entry("dogs", "Do you take dogs?", "No.", ("is my puppy welcome",)),
            Entry("key", "Where is the key?", "At the desk."),
            Entry("keys", "Where is the key?", "Under the mat."),
        ]
    )
    queries = {"is my pet welcome": "cats", "cat?": "cats", "can I bring a dog": "dogs", "where is the key": "key"}
    cases = [*(Case(query, wanted) for query, wanted in queries.items()), Case("who won the cup", None)]
    outcomes = list(ask_all(cases, Engine(faq)))
    for threshold in (0.05, 0.3, 0.5, 0.8, 0.97, 1.0):
        asked = list(ask_all(cases, Engine(faq._replace(threshold=threshold))))
        assert at_threshold(outcomes, threshold).figures == count(asked)
    assert at_threshold(outcomes, None).figures == count(outcomes)
    assert at_threshold(outcomes, None).threshold == THRESHOLD


def test_the_curve_goes_from_all_answered_to_none() -> None:
    points = curve(OUTCOMES)
    assert [point.threshold for point in points] == [step / STEPS for step in range(STEPS + 1)]
    wrong = [point.figures.wrong for point in points]
    assert wrong == sorted(wrong, reverse=True)
    assert (wrong[0], wrong[-1]) == (2, 0)
    assert points[-1].figures.passed == 1  # what must be refused


def test_a_failure_costs_a_refusal_and_a_wrong_answer_as_many_as_it_is_worth() -> None:
    point = at_threshold([*OUTCOMES, outcome("a", "answered", ("b", 0.9))], 0.75)
    assert point.figures.wrong == 1  # and .7 and .3 are not answered
    assert point.cost(4) == 4 + 2
    assert point.cost(0.5) == 0.5 + 2


@pytest.mark.parametrize(
    ("outcomes", "of_wrong", "now", "suggested"),
    [
        (OUTCOMES, 4, 0.2, 0.55),  # between .4 and .7, where only the entry that comes second is not answered
        (OUTCOMES, 4, 0.95, 0.55),
        (OUTCOMES, 4, 0.5, 0.5),  # nothing costs less than it does now
        (OUTCOMES, 0.1, 0.6, 0.15),  # nothing but answers counts: from 0 to .3
        ([*OUTCOMES, *[outcome(None, "answered", ("a", 0.95))] * 2], 4, 0.6, 0.98),
    ],
)
def test_the_cheapest_threshold_is_suggested(
    outcomes: list[Outcome], of_wrong: float, now: float, suggested: float
) -> None:
    found = suggest(curve(outcomes), of_wrong, at_threshold(outcomes, now))
    assert found.threshold == pytest.approx(suggested, abs=0.015)
