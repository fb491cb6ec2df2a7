"""A verdict says what the reader of an answer would: right, misled, left alone, or offered a choice."""

import pytest
from made_up import result

from askfaq.engine.engine import Engine
from askfaq.evaluation.cases import Case
from askfaq.evaluation.run import Verdict, ask_all, outcome_of
from askfaq.model import Entry, FaqFile, Result

ANSWERED = result("answered", ("a", 0.9), ("b", 0.1))
OFFERED = result("ambiguous", ("b", 0.4), ("a", 0.3))
REFUSED = result("unanswered", ("a", 0.2))
NOTHING = result("unanswered")


@pytest.mark.parametrize(
    ("case", "found", "verdict", "passes"),
    [
        (Case("?", "a"), ANSWERED, "right", True),
        (Case("?", "b"), ANSWERED, "wrong", False),
        (Case("?", None), ANSWERED, "answered wrongly", False),
        (Case("?", None, may_offer=True), ANSWERED, "answered wrongly", False),
        (Case("?", "a"), REFUSED, "refused wrongly", False),
        (Case("?", "a", may_offer=True), REFUSED, "refused wrongly", False),
        (Case("?", "a"), NOTHING, "refused wrongly", False),
        (Case("?", None), REFUSED, "right", True),
        (Case("?", None), NOTHING, "right", True),
        (Case("?", "a"), OFFERED, "offered", False),
        (Case("?", "a", may_offer=True), OFFERED, "offered", True),
        (Case("?", "c", may_offer=True), OFFERED, "refused wrongly", False),
        (Case("?", None), OFFERED, "offered", False),
        (Case("?", None, may_offer=True), OFFERED, "offered", True),
        (Case("?", "a", answer_holds="three seconds"), ANSWERED, "right", True),
        (Case("?", "a", answer_holds="about a: three"), ANSWERED, "right", True),
        (Case("?", "a", answer_holds="four seconds"), ANSWERED, "wrong", False),
        (Case("?", "a", may_offer=True, answer_holds="four seconds"), OFFERED, "refused wrongly", False),
    ],
)
def test_a_case_is_judged(case: Case, found: Result, verdict: Verdict, passes: bool) -> None:
    judged = outcome_of(case, found)
    assert (judged.verdict, judged.passes) == (verdict, passes)


@pytest.mark.parametrize(
    ("case", "found", "is_hit"),
    [
        (Case("?", "a"), ANSWERED, True),
        (Case("?", "a"), REFUSED, True),
        (Case("?", "a"), OFFERED, False),
        (Case("?", "a"), NOTHING, False),
        (Case("?", None), ANSWERED, False),
        (Case("?", "a", answer_holds="four"), ANSWERED, False),
    ],
)
def test_a_hit_is_the_right_entry_first_however_sure(case: Case, found: Result, is_hit: bool) -> None:
    assert outcome_of(case, found).is_hit == is_hit


def test_cases_are_asked_in_their_order() -> None:
    faq = FaqFile([Entry("cats", "Do you take cats?", "Yes."), Entry("hours", "When are you open?", "At ten.")])
    cases = [Case("when are you open", "hours"), Case("do you take cats?", "hours"), Case("xyzzy", None)]
    outcomes = list(ask_all(cases, Engine(faq)))
    assert [outcome.case for outcome in outcomes] == cases
    assert [outcome.verdict for outcome in outcomes] == ["right", "wrong", "right"]
