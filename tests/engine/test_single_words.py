"""A query of a single word: what is about it is offered, and nothing else changes."""

import pytest

from askfaq.engine.analysis.query import QueryReader
from askfaq.engine.decision import MAX_OFFERED, judge
from askfaq.engine.encoder.wordpiece import Vocabulary
from askfaq.engine.engine import Engine
from askfaq.engine.ranking.subject_guard import begin_alike
from askfaq.faq.load import load_faq
from askfaq.model import DEFAULT_TOP, Entry, FaqFile, Match, Result
from conftest import SAMPLE

FAQ = load_faq(str(SAMPLE))
ENGINE = Engine(FAQ)


def offered(result: Result) -> list[str]:
    return [match.entry.id for match in result.matches if match.offered]


@pytest.mark.parametrize(
    ("word", "about"),
    [
        ("hug", ["give-comforting-hug", "why-hugs-comfort", "hug-client"]),
        ("friends", ["cry-in-front-of-friends", "friends-after-therapy"]),
        ("freinds", ["cry-in-front-of-friends", "friends-after-therapy"]),
        ("friends please", ["cry-in-front-of-friends", "friends-after-therapy"]),
        ("privacy", ["break-confidentiality", "confidentiality"]),
        ("confidential", ["confidentiality", "break-confidentiality"]),
        ("sorrow", ["cry-in-front-of-friends", "comfort-crying"]),
        ("police", ["break-confidentiality"]),
    ],
)
def test_the_entries_that_are_about_it_are_offered(word: str, about: list[str]) -> None:
    result = ENGINE.ask(word)
    assert (result.status, result.answer) == ("ambiguous", None)
    assert offered(result) == about


@pytest.mark.parametrize("word", ["zebra", "volcano", "tomato", "xyzzy", "the", "thanks", "please", "42", "?"])
def test_a_word_that_is_nowhere_has_no_answer(word: str) -> None:
    assert (ENGINE.ask(word).status, offered(ENGINE.ask(word))) == ("unanswered", [])


@pytest.mark.parametrize("query", ["police station", "friends police", "hug zebra", "what police", "我的狗在哪里"])
def test_more_than_a_word_is_a_question(query: str) -> None:
    (variant,) = QueryReader(FAQ, Vocabulary()).variants(query)
    assert variant.keywords == ()
    assert not any(match.is_about for match in ENGINE.ask(query).matches)


@pytest.mark.parametrize("word", ["hugs", "crying", "embrace", "counselling"])
def test_a_word_that_is_answered_or_offered_anyway_stays_so(word: str) -> None:
    result = ENGINE.ask(word)
    status, places = judge([match._replace(is_about=False) for match in result.matches], None)
    assert (status, [result.matches[place].entry.id for place in places]) == (result.status, offered(result))


def test_only_what_is_refused_becomes_an_offer_and_never_an_answer() -> None:
    one, other, third, last = (Match(Entry(i, i, "-"), 0.02, i, is_about=i in "bd") for i in "abcd")
    assert judge([one, other, third, last], None) == ("ambiguous", [1])
    assert judge([one, third], None) == ("unanswered", [])
    assert judge([other._replace(score=0.9), one], None) == ("answered", range(0))
    assert judge([other], 0.01)[0] == "answered"
    assert MAX_OFFERED <= DEFAULT_TOP  # as the notice of what is held back promises


def test_what_is_held_back_are_those_that_are_offered_and_not_listed() -> None:
    few, many = ENGINE.ask("privacy", top=1), ENGINE.ask("privacy", top=9)
    assert (few.status, offered(few), few.held_back) == ("ambiguous", ["break-confidentiality"], 1)
    assert (many.status, len(offered(many)), many.held_back) == ("ambiguous", 2, 0)


def test_in_a_language_that_the_encoder_does_not_read_forms_of_the_word_count() -> None:
    questions = ["Muss ich im Zug eine Maske tragen?", "Wie lange gilt die Impfung?", "Wo kann ich parken?"]
    faq = FaqFile(tuple(Entry(f"e{i}", question, "Siehe unten.") for i, question in enumerate(questions)))
    engine = Engine(faq)
    assert offered(engine.ask("Masken")) == ["e0"]
    assert engine.ask("Zebra").status == "unanswered"
    assert begin_alike("impfung", "impfungen")
    assert not begin_alike("impfen", "impossible")
    assert not begin_alike("art", "arten")  # too short to tell
