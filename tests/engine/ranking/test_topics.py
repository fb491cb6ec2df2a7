"""Of entries with one wording, a word of the topic tells which is meant."""

import pytest

from askfaq.engine.engine import Engine
from askfaq.engine.ranking.topics import adds_only_topic, not_named
from askfaq.model import Entry, FaqFile
from askfaq.text.normalize import words

WORDING = "Can I get a refund?"
TOPICS = {1: "Tickets", 4: "Cabins on deck", 5: "Refunds", 7: ""}
SAME = Engine(
    FaqFile(
        (
            Entry("ticket", WORDING, "Until the day before.", topic="Tickets"),
            Entry("cabin", WORDING, "Never.", topic="Cabins"),
            Entry("seats", "Where do I sit?", "Anywhere.", topic="Tickets"),
        )
    )
)


@pytest.mark.parametrize(
    ("query", "behind"),
    [
        ("can I get a refund for my ticket", [4, 5, 7]),
        ("can I get a refund for the deck of my cabin", [1, 5, 7]),
        ("can I get a refund for my ticket and my cabin", [5, 7]),
        ("can I get a refund on this", []),
        ("can I get refunds", []),
    ],
)
def test_entries_fall_behind_whose_topic_has_fewer_words_of_the_query(query: str, behind: list[int]) -> None:
    assert not_named(words(query), WORDING, TOPICS) == behind


def test_without_topics_nobody_falls_behind() -> None:
    assert not_named(["ticket"], WORDING, {}) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("can I get a refund for my cabin", True),
        ("On the cabins: can I get a refund?", True),
        ("can I get a refund", True),
        ("can I get a refund for my dog in the cabin", False),
        ("can I get a cabin refund", False),
        ("get a refund cabin", False),
    ],
)
def test_a_query_may_add_the_topic_and_nothing_that_tells(query: str, expected: bool) -> None:
    assert adds_only_topic(words(query), WORDING, "Cabins") is expected


@pytest.mark.parametrize(
    ("query", "entry_id"), [("can I get a refund for my cabin", "cabin"), ("tickets: can I get a refund?", "ticket")]
)
def test_the_wording_with_a_topic_is_answered(query: str, entry_id: str) -> None:
    result = SAME.ask(query)
    assert (result.status, result.matches[0].entry.id) == ("answered", entry_id)
    assert result.why is not None
    assert result.why.names_topic


def test_a_word_of_the_topic_orders_what_is_not_sure() -> None:
    for query, entry_id in (("refund of a ticket", "ticket"), ("refund of a cabin", "cabin")):
        result = SAME.ask(query)
        assert [m.entry.id for m in result.matches[:2]] == [entry_id, {"ticket": "cabin"}.get(entry_id, "ticket")]


def test_the_wording_alone_and_both_topics_are_offered_or_unanswered() -> None:
    assert SAME.ask("can I get a refund").status == "ambiguous"
    assert SAME.ask("can I get a refund for my ticket and my cabin").status != "answered"
