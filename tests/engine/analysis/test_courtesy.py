"""Courtesies are left out, whatever is asked; what is nothing but them stays."""

import pytest

from askfaq.engine.analysis.courtesy import strip_courtesies


@pytest.mark.parametrize(
    "asked",
    [
        "how long do hugs last",
        "How long do hugs last?",
        "Hi, how long do hugs last?!",
        "good morning how long do hugs last",
        "Good evening - how long do hugs last?",
        "good day all please tell me how long do hugs last",
        "please can you tell me how long do hugs last",
        "Good morning! Could you please tell me, how long do hugs last? Thanks a lot!",
        "hello there, I'd like to know how long do hugs last, thank you so much.",
        "I was just wondering how long do hugs last...",
        "how long do hugs last, please",
        "“How long do hugs last?”",
    ],
)
def test_courtesies_do_not_change_what_is_read(asked: str) -> None:
    assert strip_courtesies(asked) == "how long do hugs last"


@pytest.mark.parametrize(
    "asked",
    [
        "thanks",
        "tell me",
        "hi there",
        "please hold",
        "highway tolls",
        "hi-fi systems for rent",
        "good day care near me",
        "good evening-dress hire",
        "good morning america tickets",
        "good afternoon tea in town",
        "how to say thank you",
        "who gets a thank you",
        "hugs",
        "",
        "would you like to know me",
        "我可以带狗吗",
    ],
)
def test_what_is_left_says_something(asked: str) -> None:
    assert strip_courtesies(asked) == asked


def test_a_conjunction_goes_with_its_lead() -> None:
    assert strip_courtesies("Do tell me if hugs help") == "do tell me if hugs help"
    assert strip_courtesies("Tell me whether hugs help") == "hugs help"


@pytest.mark.parametrize("text", ["hi " * 50_000, "." * 100_000 + "x", " ," * 50_000 + "thanks now", "please" * 50_000])
def test_a_long_text_is_read_in_one_go(text: str) -> None:
    assert strip_courtesies(text)  # work that grows with the square of the length would not come to an end here
