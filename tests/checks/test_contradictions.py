"""Which two entries contradict each other: 60 pairs written by hand, 30 of them harmless, and each rule alone."""

import json
from typing import Any

import pytest

from askfaq.checks.contradictions.find import contradictions
from askfaq.checks.findings import Finding, placed
from askfaq.engine.encoder.encoder import Encoder
from askfaq.faq import schema
from conftest import ROOT, entry

PAIRS = json.loads((ROOT / "tests" / "data" / "contradictions.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


def found(encoder: Encoder, *entries: dict[str, Any]) -> dict[tuple[int, int], Finding]:
    faq = schema.build({"entries": list(entries)}, "faq.json")
    return contradictions([placed(e, (i,), entries[i]) for i, e in enumerate(faq.entries)], encoder)


def lifts(question: str, other: str) -> list[dict[str, Any]]:
    """Two entries with these questions, one of which says yes, the other no."""
    return [entry(question, "Yes, to every floor.", id="a"), entry(other, "No, the house only has stairs.", id="b")]


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{p['kind']}: {p['entries'][0]['question']}" for p in PAIRS])
def test_of_pairs_by_hand_the_contradictions_are_found_but_those_known_to_be_missed(
    pair: dict[str, Any], encoder: Encoder
) -> None:
    assert bool(found(encoder, *pair["entries"])) == (pair["kind"] == "contradiction")


def test_most_of_the_pairs_are_found() -> None:
    kinds = [pair["kind"] for pair in PAIRS]
    assert (kinds.count("harmless"), kinds.count("contradiction") + kinds.count("missed")) == (30, 30)
    assert kinds.count("contradiction") >= 19


def test_a_finding_stands_at_the_later_entry_and_leads_to_the_earlier_one(encoder: Encoder) -> None:
    ((pair, finding),) = found(encoder, *lifts("Do you have a lift?", "Is there a lift?")).items()
    assert (pair, finding.pointer, finding.other) == ((1, 0), (1, "question"), (0, "question"))


def test_an_alias_is_left_to_its_own_check(encoder: Encoder) -> None:
    one, other = lifts("Can I get to the roof?", "Do you have a lift?")
    assert not found(encoder, {**one, "aliases": ["Is there a lift?"]}, other)


def test_of_three_that_ask_the_same_each_two_are_a_finding(encoder: Encoder) -> None:
    third = entry("Is there an elevator?", "Only for goods, and only in the morning.", id="c")
    assert set(found(encoder, *lifts("Do you have a lift?", "Is there a lift?"), third)) == {(1, 0), (2, 0), (2, 1)}


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Is there a lift?", "Is there no lift?"),
        ("Is there a lift in house 1?", "Is there a lift in house 2?"),
        ("Is there a lift in Bern?", "Is there a lift in Basel?"),
        ("Is there a lift?", "Where is the lift?"),
        ("Can I use the lift?", "Do I have to use the lift?"),
        ("How do I lock the lift?", "How do I unlock the lift?"),
        ("How do I start the lift?", "How do I stop the lift?"),
    ],
)
def test_what_asks_for_something_else_does_not_contradict(question: str, other: str, encoder: Encoder) -> None:
    assert not found(encoder, *lifts(question, other))


def test_capitals_do_not_make_a_name_of_a_word_that_the_other_has_too(encoder: Encoder) -> None:
    assert found(encoder, *lifts("Do you have a lift?", "Is there a Lift?"))


def test_the_same_question_word_for_word_is_left_to_its_own_check(encoder: Encoder) -> None:
    assert not found(encoder, *lifts("Is there a lift?", "is there a LIFT"))


def test_wordings_of_one_entry_do_not_contradict(encoder: Encoder) -> None:
    one, _ = lifts("Is there a lift?", "")
    assert not found(encoder, {**one, "aliases": ["Do you have a lift?"]})


def test_what_the_encoder_cannot_read_is_left_alone(encoder: Encoder) -> None:
    german = [
        entry("Gibt es einen Aufzug im Haus, bitte?", "Ja, in alle Stockwerke.", id="a"),
        entry("Gibt es im Haus bitte einen Aufzug?", "Nein, nur eine Treppe.", id="b"),
    ]
    assert not found(encoder, *german)


def test_a_long_answer_that_is_repeated_with_a_word_changed_is_left_to_its_own_check(encoder: Encoder) -> None:
    told = "You will find it behind the desk of the porter, to the left of the stairs that lead to the garden. No. 1"
    one, other = lifts("Is there a lift?", "Do you have a lift?")
    assert not found(encoder, {**one, "answer": told}, {**other, "answer": told.replace("No. 1", "No. 2")})
