"""A phrasing with its subject exchanged is another question, in whatever language."""

import pytest

from askfaq.engine.engine import Engine
from askfaq.engine.ranking.subject_guard import exchanged_words, exclude, is_negated, is_slip, reverse, share_letters
from askfaq.model import Entry, FaqFile

ENGLISH = Engine(
    FaqFile(
        (
            Entry(
                "subscribe", "How do I subscribe to the newsletter?", "With the button below.", ("Get news by mail",)
            ),
            Entry("connect", "How do I connect my account?", "In the settings."),
            Entry("paid", "Where are paid orders listed?", "Under Orders."),
            Entry("verified", "Why is my account not verified?", "It takes two days."),
            Entry("deep", "How deep is the pool?", "3.2 metres at the diving end."),
            Entry("lesson", "How long does a lesson take?", "45 minutes."),
        )
    ),
    reads=False,  # what the answers say is not what is guarded here
)
GERMAN = Engine(
    FaqFile(
        (
            Entry("fee", "Was kostet die Müllabfuhr im Jahr?", "148 Euro."),
            Entry("exempt", "Kann ich mich von der Biotonne befreien lassen?", "Mit dem Antrag."),
            Entry("stolen", "Meine Kreditkarte wurde gestohlen", "Rufen Sie an."),
            Entry("devices", "Wohin mit alten Elektrogeräten?", "Zum Wertstoffhof."),
        )
    )
)


@pytest.mark.parametrize(
    ("engine", "query"),
    [
        (ENGLISH, "how do I unsubscribe from the newsletter"),
        (ENGLISH, "how do I unsubscribe to the newsletter"),
        (ENGLISH, "how do I disconnect my account"),
        (ENGLISH, "where are unpaid orders listed"),
        (ENGLISH, "how long is the pool"),
        (ENGLISH, "how much does a lesson take"),
        (GERMAN, "Was kostet die Hundesteuer im Jahr?"),
        (GERMAN, "Kann ich mich von der Rundfunkgebühr befreien lassen?"),
        (GERMAN, "Meine Brieftasche wurde gestohlen"),
    ],
)
def test_another_subject_gets_no_answer(engine: Engine, query: str) -> None:
    assert engine.ask(query).status != "answered"


@pytest.mark.parametrize(
    ("engine", "query", "expected"),
    [
        (ENGLISH, "how do I subscribe to your newsletter", "subscribe"),
        (ENGLISH, "how do I suscribe to the newsletter", "subscribe"),
        (ENGLISH, "why is my account unverified", "verified"),
        (ENGLISH, "how much time does a lesson take", "lesson"),
        (ENGLISH, "how many minutes does a lesson take", "lesson"),
        (GERMAN, "Was kostet die Müllabfuhren im Jahr?", "fee"),
        (GERMAN, "Wohin mit alten Kleinelektrogeräten?", "devices"),
    ],
)
def test_the_same_subject_in_another_form_is_answered(engine: Engine, query: str, expected: str) -> None:
    result = engine.ask(query)
    assert (result.status, result.matches[0].entry.id) == ("answered", expected)


@pytest.mark.parametrize(
    ("asked", "phrasing", "expected"),
    [
        ("how long does the average war last", "how long does the average hug last", (["war"], ["hug"])),
        (
            "do waiters keep everything confidential",
            "do therapists keep everything confidential",
            (["waiters"], ["therapists"]),
        ),
        ("how long does a hug last", "how long does the average hug last", None),
        ("how long is the pool", "how deep is the pool", (["long"], ["deep"])),
        ("how can I open it", "how do I open it", None),
        ("so long is the pool", "so deep is the pool", None),
        ("can I hug my therapist", "why do people cry", None),
        ("the same words", "the same words", None),
    ],
)
def test_an_exchanged_subject_is_seen(asked: str, phrasing: str, expected: tuple[list[str], list[str]] | None) -> None:
    assert exchanged_words(asked.split(), phrasing.split()) == expected


@pytest.mark.parametrize(
    ("word", "other", "kind", "turned"),
    [
        ("dogs", "cat", True, False),
        ("dog", "dogs", False, False),
        ("connect", "disconnects", False, True),
        ("unpaid", "paid", False, True),
        ("paid", "paid", False, False),
        ("install", "reinstall", False, False),
    ],
)
def test_words_that_exclude_each_other(word: str, other: str, kind: bool, turned: bool) -> None:
    assert (exclude(word, other), reverse(word, other)) == (kind, turned)


def test_a_slip_that_is_a_word_too_is_no_other_subject() -> None:
    assert is_slip(["beak"], ["break"])
    assert not is_slip(["war"], ["hug"])


@pytest.mark.parametrize(
    ("sentence", "negated"), [("why isn't it paid", True), ("it is not paid", True), ("knot", False)]
)
def test_negations_are_seen(sentence: str, negated: bool) -> None:
    assert is_negated(sentence.split()) is negated


@pytest.mark.parametrize(
    ("mine", "theirs", "alike"),
    [
        (["weihnachtsbaum"], ["weihnachtsbäume"], True),
        (["abfuhr"], ["müllabfuhr"], True),
        (["hundesteuer"], ["müllabfuhr"], False),
    ],
)
def test_forms_and_compounds_share_letters(mine: list[str], theirs: list[str], alike: bool) -> None:
    assert share_letters(mine, theirs) is alike
