"""Confidence: more evidence never lowers it, and guards hold whatever the numbers say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.engine.decision import HIGH, MAX_OFFERED, THRESHOLD, VERBATIM, decide, level
from askfaq.engine.ranking.confidence import NO_EVIDENCE, Evidence, Guards, probability
from askfaq.limits import MAX_QUERY_WORDS

STRONG = Evidence(
    pull=20.0,
    margin=3.0,
    apart=0.5,
    unlike=0.3,
    coverage=1.0,
    breadth=0.0,
    learned=0.8,
    settles=0.0,
    read=0.0,
    language_coverage=1.0,
)
FINE = Guards(informative=3, readable=3, shared=2, words=6, closeness=0.8)
OF_THE_MATCH = Evidence._fields[:-2]  # read and language_coverage say how to read the others


def evidence(numbers: st.SearchStrategy[float]) -> st.SearchStrategy[Evidence]:
    shares = st.floats(0, 1)
    return st.builds(Evidence, *[numbers] * len(OF_THE_MATCH), read=shares, language_coverage=shares)


@pytest.mark.parametrize("odds", [-6.0, -1.0])
def test_an_answer_that_does_not_settle_the_query_is_believed_less_than_one_that_does(odds: float) -> None:
    read = STRONG._replace(read=1.0, settles=odds)
    assert probability(read, FINE) < probability(read._replace(settles=2.0), FINE)


@given(evidence(st.floats(-5, 5)), st.sampled_from(OF_THE_MATCH), st.floats(0, 5))
def test_more_evidence_never_lowers_confidence(evidence: Evidence, field: str, more: float) -> None:
    better = evidence._replace(**{field: getattr(evidence, field) + more})
    assert probability(better, FINE) >= probability(evidence, FINE)


@given(evidence(st.floats(-1e6, 1e6)))
def test_confidence_is_a_probability(evidence: Evidence) -> None:
    assert 0 <= probability(evidence, FINE) <= 1


@pytest.mark.parametrize(
    "guards",
    [
        FINE._replace(readable=0, shared=0),
        FINE._replace(words=MAX_QUERY_WORDS + 1),
    ],
    ids=["noise", "a paste"],
)
def test_without_evidence_nothing_is_believed(guards: Guards) -> None:
    assert probability(STRONG, guards) <= NO_EVIDENCE


@pytest.mark.parametrize(
    "guards",
    [FINE._replace(informative=0, readable=0, shared=0), FINE._replace(closeness=0.2, shared=0)],
    ids=["stop words only", "neither a word nor a meaning in common"],
)
def test_with_little_evidence_nothing_is_answered(guards: Guards) -> None:
    assert probability(STRONG, guards) < THRESHOLD <= probability(STRONG, FINE)


@pytest.mark.parametrize(
    ("scores", "threshold", "expected"),
    [
        ([], None, ("unanswered", 0)),
        ([0.9, 0.1], None, ("answered", 0)),
        ([THRESHOLD - 0.02, 0.4], None, ("ambiguous", 2)),
        ([0.4, 0.35, 0.3, 0.3], None, ("ambiguous", 3)),
        ([THRESHOLD - 0.02, 0.01], None, ("unanswered", 0)),
        ([0.2, 0.2], None, ("unanswered", 0)),
        ([0.3, 0.01], 0.25, ("answered", 0)),
        ([0.9, 0.01], 0.95, ("unanswered", 0)),
        ([0.0, 0.0], 0.0, ("answered", 0)),
    ],
)
def test_three_outcomes(scores: list[float], threshold: float | None, expected: tuple[str, int]) -> None:
    assert decide(scores, threshold) == expected


@pytest.mark.parametrize("threshold", [None, 0.95])
def test_a_wording_of_many_entries_is_never_unknown(threshold: float | None) -> None:
    assert decide([VERBATIM / 20] * 20, threshold) == ("unanswered", 0)
    assert decide([VERBATIM / 20] * 20, threshold, verbatim=True) == ("ambiguous", MAX_OFFERED)
    assert decide([0.3, 0.01], threshold, verbatim=True) == ("unanswered", 0)


def test_levels() -> None:
    assert [level(c, None) for c in (HIGH, THRESHOLD, THRESHOLD - 0.01)] == ["high", "medium", "low"]


def test_what_is_not_enough_to_answer_is_low_however_likely() -> None:
    assert [level(c, 0.99) for c in (0.99, 0.98)] == ["high", "low"]
