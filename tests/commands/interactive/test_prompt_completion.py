"""How a line at the prompt may go on."""

import pytest

from askfaq.commands.interactive.completion import MOST, Completions, QuestionFinder
from askfaq.model import Entry

LENGTH, COMFORT, DOGS = "How long does a hug last?", "Why are hugs so comforting?", "May dogs come in?"
ENTRIES = (
    Entry("hug-length", LENGTH, "a", topic="Hugs and kisses"),
    Entry("comfort", COMFORT, "a", topic="Hugs and kisses"),
    Entry("dogs", DOGS, "a", topic="Animals"),
)
COMPLETIONS = Completions(ENTRIES)


def lines(text: str, *, wanted: bool = False) -> list[str]:
    return [one.line for one in COMPLETIONS.of(text, wanted=wanted)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("how lo", [LENGTH]),
        ("comfort", [COMFORT]),
        ("HUG", [LENGTH, COMFORT]),
        ("last hug", [LENGTH]),
        ("comforting why", [COMFORT]),
        ("dosg", [DOGS]),
        ("comfrting hugs", [COMFORT]),
        ("og", []),
        ("hugs cats", []),
        ("m", []),
        ("", []),
        ("?!", []),
    ],
)
def test_questions_come_up_by_the_beginnings_of_any_words_and_by_misspelt_ones(text: str, found: list[str]) -> None:
    assert lines(text) == found


def test_the_question_that_begins_as_the_line_does_comes_first() -> None:
    found = QuestionFinder(["Is a hug long?", "A hug, is it warm?", "Hug is a word?"]).find("hug is")
    assert found[0] == "Hug is a word?"


def test_words_of_the_prompt_topics_and_ids_come_up_where_they_count() -> None:
    assert lines("li") == ["list "]
    assert lines("sh") == ["show "]
    assert lines("list ")[:2] == ["list Hugs and kisses", "list Animals"]
    assert lines("list kis") == ["list Hugs and kisses"]
    assert lines("show hug") == ["show hug-length"]
    assert COMPLETIONS.of("show dog")[0].meaning == DOGS


def test_an_empty_line_shows_the_words_only_to_who_asks() -> None:
    assert lines("", wanted=True)[:2] == ["list", "show"]


def test_what_is_typed_already_is_not_offered() -> None:
    assert LENGTH not in lines(LENGTH)


def test_no_more_than_a_menu_holds() -> None:
    assert len(QuestionFinder(f"How is {n}?" for n in range(500)).find("how")) == MOST


def test_nothing_in_a_menu_acts_on_a_terminal() -> None:
    hostile = Completions([Entry("x", "Hug\x1b]0;x\x07\n\x9b2J me?", "a", topic="To\x1b[2Jpic"), *ENTRIES])
    shown = [*hostile.of("hug"), *hostile.of("show "), *hostile.of("list ")]
    assert len(shown) > 5
    assert all(text.isprintable() for one in shown for text in one)
