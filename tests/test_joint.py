"""Several FAQs asked together: each entry as its own FAQ would have it, one order, the first FAQ over the others."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from askfaq.engine.decision import THRESHOLD
from askfaq.engine.engine import Engine
from askfaq.faq.load import load_faq
from askfaq.faq.schema import build
from askfaq.joint import SUREST, JointEngine, at_most_one
from askfaq.model import FaqFile, Result
from conftest import SAMPLE, entry

QUERIES = [
    "How long does the average hug last?",
    "shoud my counsler kep secrts",
    "is it ok to hug my therapist",
    "how tall is Mount Everest",
    "hugs",
    "xyzzy plugh",
    "?",
    "",
]
ROUNDING = 1e-12
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PERSONAL = [
    entry("Where is the key?", "Under the mat.", id="key", topic="Home"),
    entry("What is the wifi password?", "swordfish", id="wifi"),
]
SHARED = [
    entry("Where is the key?", "At reception.", id="key", topic="Rooms", aliases=["how do I get into my room"]),
    entry("When is breakfast served?", "From seven to ten.", id="breakfast", topic="Meals"),
    entry("Is there a sauna?", "In the basement.", id="sauna"),
]


def faq(entries: Sequence[dict[str, Any]], path: str, **more: Any) -> FaqFile:
    return build({"entries": list(entries), **more}, path)


def together(*faqs: FaqFile) -> JointEngine:
    return JointEngine([Engine(faq) for faq in faqs])


SAMPLE_FAQ = load_faq(str(SAMPLE))
HOTEL = together(faq(PERSONAL, "mine"), faq(SHARED, "shared"))


def first(result: Result) -> tuple[str | None, str]:
    return result.matches[0].faq, result.matches[0].entry.id


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_of_claims_that_exclude_each_other_none_gains_and_all_fit_into_one(claims: list[float]) -> None:
    chances = at_most_one(claims)
    assert sum(chances) <= 1 + ROUNDING
    assert all(chance <= claim + ROUNDING for chance, claim in zip(chances, claims, strict=True))
    ascending = [chance for _, chance in sorted(zip(claims, chances, strict=True))]
    assert ascending == sorted(ascending)


@given(st.floats(0, SUREST))
def test_a_claim_that_nothing_stands_against_stays(claim: float) -> None:
    assert at_most_one([claim]) == pytest.approx([claim])
    assert at_most_one([claim, 0.0]) == pytest.approx([claim, 0.0])


@pytest.mark.parametrize("query", QUERIES)
def test_a_copy_of_a_faq_changes_nothing(query: str) -> None:
    """The second one says nothing that the first does not: all of it is overruled."""
    alone, both = Engine(SAMPLE_FAQ), together(SAMPLE_FAQ, SAMPLE_FAQ._replace(path="copy"))
    result = both.ask(query)
    assert {match.faq for match in result.matches} <= {SAMPLE_FAQ.path}
    plain = tuple(match._replace(faq=None, overrules=()) for match in result.matches)
    assert result._replace(matches=plain, why=None) == alone.ask(query)._replace(why=None)


@pytest.mark.parametrize("query", QUERIES)
def test_a_faq_about_something_else_changes_no_outcome(query: str) -> None:
    alone, both = Engine(SAMPLE_FAQ).ask(query), together(faq(SHARED, "shared"), SAMPLE_FAQ).ask(query)
    assert both.status == alone.status
    assert both.answer == alone.answer
    assert both.confidence <= max(alone.confidence, THRESHOLD)


def test_an_empty_faq_changes_nothing() -> None:
    both = together(faq([], "empty"), SAMPLE_FAQ)
    for query in QUERIES:
        assert both.ask(query).confidence == Engine(SAMPLE_FAQ).ask(query).confidence
    assert together(faq([], "a"), faq([], "b")).ask("anything").matches == ()


def test_each_faq_answers_what_it_alone_knows() -> None:
    assert first(HOTEL.ask("what is the password of the wifi")) == ("mine", "wifi")
    assert first(HOTEL.ask("when do you serve breakfast")) == ("shared", "breakfast")
    assert HOTEL.ask("is there a sauna").faq == "shared"


@pytest.mark.parametrize("query", ["Where is the key?", "where is teh key", "how do I get into my room"])
def test_an_entry_stands_in_the_place_of_later_ones_of_its_wording(query: str) -> None:
    """Also where the query is a wording that only the later one has: a personal answer is found by shared wordings."""
    result = HOTEL.ask(query)
    assert result.answer
    assert (result.faq, result.answer.answer) == ("mine", "Under the mat.")
    assert result.matches[0].overrules == (("shared", "key"),)
    assert [match.faq for match in result.matches if match.entry.id == "key"] == ["mine"]


def test_the_order_of_the_faqs_decides_which_one_stands() -> None:
    result = together(faq(SHARED, "shared"), faq(PERSONAL, "mine")).ask("where is the key")
    assert result.answer
    assert result.answer.answer == "At reception."
    assert result.matches[0].overrules == (("mine", "key"),)


def test_what_stands_for_an_entry_may_itself_be_overruled() -> None:
    third = faq([entry("how do I get into my room", "By the window.", id="window")], "third")
    result = together(faq(PERSONAL, "mine"), faq(SHARED, "shared"), third).ask("how do I get into my room")
    assert first(result) == ("mine", "key")
    assert set(result.matches[0].overrules) == {("shared", "key"), ("third", "window")}


def test_one_alias_in_common_overrules_that_wording_only() -> None:
    mine = faq([entry("Where do I log in?", "Here.", id="login", aliases=["password"])], "mine")
    shared = faq([entry("How long must a password be?", "Ten letters.", id="length", aliases=["password"])], "shared")
    both = together(mine, shared)
    assert first(both.ask("password")) == ("mine", "login")
    assert first(both.ask("how long must a password be")) == ("shared", "length")


def test_a_wording_of_several_entries_of_the_first_faq_stays_ambiguous() -> None:
    """The answer of a later FAQ does not tell which of them is meant."""
    twins = [entry("Where is the key?", "In the shed.", id=name) for name in ("shed", "bike")]
    result = together(faq(twins, "mine"), faq(SHARED, "shared")).ask("where is the key")
    assert result.status == "ambiguous"
    assert [(match.faq, match.entry.id) for match in result.matches if match.offered] == [
        ("mine", "shed"),
        ("mine", "bike"),
    ]


def test_within_a_topic_only_entries_of_it_overrule() -> None:
    assert first(HOTEL.ask("where is the key", topic="rooms")) == ("shared", "key")
    assert first(HOTEL.ask("where is the key", topic="Home")) == ("mine", "key")


def test_two_faqs_that_word_one_question_differently_are_both_offered() -> None:
    ours = faq([entry("Is there a sauna?", "Yes.", id="sauna"), *PERSONAL], "ours")
    theirs = faq([entry("Do you have a sauna?", "No.", id="sauna"), *PERSONAL], "theirs")
    result = together(ours, theirs).ask("have you got a sauna")
    assert result.status == "ambiguous"
    assert {(match.faq, match.entry.id) for match in result.matches if match.offered} == {
        ("ours", "sauna"),
        ("theirs", "sauna"),
    }


def test_the_threshold_of_a_faq_holds_for_its_entries() -> None:
    careful = together(faq(PERSONAL, "mine"), faq(SHARED, "shared", threshold=0.999))
    assert careful.ask("when is breakfast served").status == "unanswered"
    assert careful.ask("where is the key").status == "answered"
    assert careful.ask("when is breakfast served", min_confidence=0.5).status == "answered"


def test_languages_are_told_apart_faq_by_faq() -> None:
    german = faq(
        [
            entry("Wann ist Nachtruhe?", "Ab zehn.", id="ruhe"),
            entry("Wohin kommt der Müll?", "In den Hof.", id="muell"),
            entry("Sind Hunde erlaubt?", "Ja.", id="hund"),
        ],
        "german",
        language="de",
    )
    both = together(SAMPLE_FAQ, german)
    for query in ("wohin mit dem müll", "sind hunde hier erlaubt"):
        assert first(both.ask(query)) == ("german", Engine(german).ask(query).matches[0].entry.id)
    for query in QUERIES[:3]:
        assert both.ask(query).answer == Engine(SAMPLE_FAQ).ask(query).answer


def test_why_is_about_the_match_that_came_first() -> None:
    why = HOTEL.ask("when do you serve breakfast").why
    assert why
    assert why.phrasing == "When is breakfast served?"
    assert why.runner_up_faq in ("mine", "shared")
    stands = HOTEL.ask("how could I get into my room", top=1)
    assert stands.why
    assert (first(stands), stands.why.settled, stands.why.decisive) == (("mine", "key"), None, "")


@SLOW
@given(st.text(max_size=40), st.integers(1, 6))
def test_the_results_keep_the_promises_of_a_single_faq(query: str, top: int) -> None:
    result = HOTEL.ask(query, top=top)
    scores = [match.score for match in result.matches]
    assert len(scores) <= top
    assert scores == sorted(scores, reverse=True)
    assert result.confidence == (scores[0] if scores else 0)
    assert len({(match.faq, match.entry.id) for match in result.matches}) == len(scores)
    whole = HOTEL.ask(query)
    assert (result.status, result.confidence) == (whole.status, whole.confidence)


def test_many_are_answered_as_one_by_one() -> None:
    queries = [*QUERIES, "where is the key", "is there a sauna"] * 15  # more than are encoded together
    results = list(HOTEL.ask_many(queries))
    assert [result.query for result in results] == queries
    assert results[:10] == [HOTEL.ask(query) for query in queries[:10]]
