"""Lines that are only part of a question, and when what they find with the question before may be told."""

import pytest

from askfaq.engine.analysis.follow_up import is_fragment, leads_back, read_together, stands
from askfaq.model import Entry, Match, Result, Why


@pytest.mark.parametrize(
    "query",
    [
        "and how long?",
        "what about cats",
        "How about cats and dogs?",
        "und am Sonntag?",
        "et le dimanche ?",
        "y los domingos?",
        "how long?",
        "until when",
        "why?",
        "on sundays?",
        "for small children",
        "how much does it cost",
        "can I bring them",
    ],
)
def test_part_of_a_question(query: str) -> None:
    assert is_fragment(query)


@pytest.mark.parametrize(
    "query",
    [
        "how long do hugs last",
        "cats",
        "parking fee",
        "do you sell gift vouchers",
        "is it safe to hug a stranger",
        "android phones",  # begins like "and"
        "and what would you do if somebody cries in front of you",
        "",
        "?!",
    ],
)
def test_a_question_of_its_own(query: str) -> None:
    assert not is_fragment(query)


def test_a_long_line_is_read_in_no_time_and_is_no_fragment() -> None:
    assert not is_fragment("and " * 100_000)


def test_words_of_its_own_go_into_the_question_before() -> None:
    assert read_together("Are dogs allowed?", "what about cats") == "Are dogs allowed cats"


def test_without_any_it_asks_something_else_of_the_same_subject() -> None:
    assert read_together("Why are hugs so comforting?", "and how long?") == "how long hugs comforting"


def result(
    *, entry_id: str = "b", missing: tuple[str, ...] = (), settled: float | None = 0.9, answered: bool = True
) -> Result:
    entry = Entry(entry_id, "How so?", "So.")
    why = Why("How so?", (), missing, (), closeness=None, runner_up=None, lead=0.5, verbatim=False, settled=settled)
    status = "answered" if answered else "unanswered"
    return Result("q", status, 0.8, "medium", (Match(entry, 0.8, "How so?"),), why)


def test_what_the_entry_tells_of_the_fragments_own_words_stands() -> None:
    assert stands(result(), "and dogs?", {"a"})
    assert stands(result(entry_id="a"), "and dogs?", {"a"})  # the answer on the screen tells it, too
    assert stands(result(settled=None), "and dogs?", {"a"})  # not read: in a language that the reader does not know


def test_what_is_told_of_the_question_before_alone_does_not() -> None:
    assert not stands(result(missing=("dogs",)), "and dogs?", {"a"})
    assert not stands(result(settled=0.2), "and dogs?", {"a"})
    assert not stands(result(answered=False), "and dogs?", {"a"})
    assert not stands(result(entry_id="a"), "and how long?", {"a"})


def test_without_words_of_its_own_another_entry_stands() -> None:
    assert stands(result(missing=("comforting",)), "and how long?", {"a"})


def test_only_what_has_no_words_of_its_own_is_led_back_to_the_answer_above() -> None:
    assert leads_back(result(entry_id="a"), "and how long?", {"a"})
    assert not leads_back(result(entry_id="a"), "and dogs?", {"a"})
    assert not leads_back(result(entry_id="b"), "and how long?", {"a"})
    assert not leads_back(result(entry_id="a", answered=False), "and how long?", {"a"})
