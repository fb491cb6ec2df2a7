"""Typo repair: a slip becomes the word that was meant; a known word is never touched."""

from concurrent.futures import ThreadPoolExecutor
from itertools import product
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.engine.analysis import spelling
from askfaq.engine.analysis.spelling import Speller
from askfaq.engine.lexicon.memory import OwnWords

OWN = ["therapist", "counselor", "secrets", "hug", "confidential", "refunds", "install", "encrypted"]
COMMON = ["should", "keep", "house", "horse", "mouse", "think", "thing", "commute", "failed", "about"]
SPELLER = Speller(OwnWords(OWN), COMMON.__contains__, lambda: COMMON)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("counsler", "counselor"),
        ("secrts", "secrets"),
        ("therpaist", "therapist"),
        ("confidentail", "confidential"),
        ("confdientail", "confidential"),
        ("enrcypetd", "encrypted"),
        ("shoud", "should"),
        ("abuot", "about"),
        ("thnig", "thing"),
        ("omuse", "mouse"),
    ],
)
def test_slips_are_repaired(typed: str, meant: str) -> None:
    assert SPELLER.repair(typed) == meant


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("should", "the language knows it"),
        ("secrets", "the FAQ holds it"),
        ("secret", "the FAQ holds a form of it"),
        ("hgu", "too short to tell"),
        ("commuter", "another form of a word, not a slip"),
        ("mailed", "an odd slip: m and f are far apart"),
        ("uninstall", "a prefix makes it another word"),
        ("decrypted", "another prefix, another word"),
        ("zzzzzz", "like nothing"),
        ("ethink", "a first letter too many is hardly a slip"),
        ("secr3ts", "not all letters"),
        ("about", "a stop word"),
    ],
)
def test_other_words_are_left_alone(word: str, why: str) -> None:
    assert SPELLER.repair(word) == word, why


def test_the_faqs_own_words_come_first() -> None:
    speller = Speller(OwnWords(["mouse"]), COMMON.__contains__, lambda: COMMON)
    assert speller.repair("muose") == "mouse"
    assert Speller(OwnWords(["house"]), lambda _: False, list).repair("huose") == "house"


def test_rare_words_of_the_language_do_not_replace_names(monkeypatch: pytest.MonkeyPatch) -> None:
    def repaired(word: str) -> str:
        return Speller(OwnWords(["card"]), lambda _: False, lambda: ["should", "papal"]).repair(word)

    assert (repaired("shoud"), repaired("paypal")) == ("should", "papal")
    monkeypatch.setattr(spelling, "ORDINARY", 1)
    assert (repaired("shoud"), repaired("paypal")) == ("should", "paypal")


@given(st.text(max_size=30))
def test_a_repair_is_right(word: str) -> None:
    assert SPELLER.repair(SPELLER.repair(word)) == SPELLER.repair(word)


def test_threads_that_ask_at_once_get_what_one_would() -> None:
    """Whoever comes second may not meet lists that the first is still filling: a repair is remembered for good."""
    syllables = ["ban", "cor", "dil", "fen", "gor", "hul", "mis", "nor", "pel", "tur"]
    common = [*map("".join, product(syllables, repeat=4))]
    common[spelling.ORDINARY - 1] = "should"
    for _ in range(30):
        speller, start = Speller(OwnWords(OWN), COMMON.__contains__, lambda: common), Barrier(8)

        def repair(_: int, speller: Speller = speller, start: Barrier = start) -> str:
            start.wait(60)
            return speller.repair("shoudl")

        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(repair, range(8))) == {"should"}
