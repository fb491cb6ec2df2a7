"""Questions that mean the same stand together under their commonest wording, the most asked first."""

import pytest

from askfaq.misses.grouping import Wording, by_meaning, counted, groups_of
from askfaq.model import Entry, Match, Result

ENGLISH = [Entry("dogs", "Do you take dogs?", "Yes."), Entry("price", "What does a night cost?", "20 euros.")]
GERMAN = [
    Entry("hunde", "Nehmen Sie auch Hunde auf?", "Ja."),
    Entry("preis", "Was kostet eine Übernachtung im Doppelzimmer?", "20 Euro."),
]


def result(query: str, entry: Entry | None = None) -> Result:
    return Result(query, "answered" if entry else "unanswered", 0.9, "high", (Match(entry, 0.9, ""),) if entry else ())


def test_a_wording_counts_however_it_is_written_and_is_shown_as_it_is_written_most_often() -> None:
    asked = ["is it open", "Is it open?", "when", "Is it open?", "?", "IS IT OPEN!!", "?", "日本語"]
    assert counted(asked) == [Wording("Is it open?", 4), Wording("?", 2), Wording("when", 1), Wording("日本語", 1)]
    assert counted([]) == []


def meanings(texts: list[str], entries: list[Entry]) -> list[list[str]]:
    return [[wording.text for wording in group] for group in by_meaning([Wording(t, 1) for t in texts], entries)]


def test_other_words_for_the_same_join_and_others_do_not() -> None:
    pool = ["is there a swimming pool", "do you have a swimming pool", "is there a pool to swim in"]
    parking = ["where can I park my car", "where do I park the car"]
    assert meanings([pool[0], parking[0], pool[1], parking[1], pool[2]], ENGLISH) == [pool, parking]
    assert meanings(["is there a gym", "can I pay by card", "who is the owner"], ENGLISH) == [
        ["is there a gym"],
        ["can I pay by card"],
        ["who is the owner"],
    ]


def test_what_the_encoder_cannot_read_joins_by_its_letters() -> None:
    texts = ["Gibt es einen Parkplatz?", "Wann ist Frühstück?", "gibt es Parkplätze", "gibt es einen parkplatz hier"]
    assert meanings(texts, GERMAN) == [
        ["Gibt es einen Parkplatz?", "gibt es einen parkplatz hier"],
        ["Wann ist Frühstück?"],
        ["gibt es Parkplätze"],
    ]


def test_the_most_asked_come_first_and_what_is_answered_last_by_entry() -> None:
    asked = [
        ("is there a gym", 3),
        ("dogs?", 3),
        ("is there a swimming pool", 2),
        ("doggies", 2),
        ("do you have a swimming pool", 2),
    ]
    wordings = [Wording(text, times) for text, times in asked]
    results = [result(text, ENGLISH[0] if text.startswith("dog") else None) for text, _ in asked]
    groups = groups_of(wordings, results, ENGLISH)
    assert [(group.name, group.times, group.result.status) for group in groups] == [
        ("is there a swimming pool", 4, "unanswered"),
        ("is there a gym", 3, "unanswered"),
        ("dogs?", 5, "answered"),
    ]
    assert groups[0].wordings == (wordings[2], wordings[4])
    assert groups_of([], [], ENGLISH) == []


@pytest.mark.parametrize("texts", [[""], ["?", "!!"], ["\U0001f600", "日"], ["x" * 100_000, "y"]])
def test_anything_can_be_grouped(texts: list[str]) -> None:
    for entries in (ENGLISH, GERMAN, []):
        assert sorted(text for group in meanings(texts, entries) for text in group) == sorted(texts)
