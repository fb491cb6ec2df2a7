"""What an answer has to name, going by the query."""

import pytest

from askfaq.engine.analysis.answer_type import is_lacking


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("what does a boat hook cost", "A pole with a hook."),
        ("How much is a new card?", "The office in the hall issues it within 10 minutes, from 9 am to 5 pm."),
        ("what’s the price of a beer", "There is a bar, open until 23:30."),
        ("how many people fit in", "On the second floor, with a railway."),
        ("how long does it take", "Fill in the form and send it by post."),
        ("my name is long, how many letters are there", "On the badge."),
        ("how hot is the sauna", "There is a sauna beside the pool."),
    ],
)
def test_an_amount_that_is_asked_for_has_to_be_named(query: str, text: str) -> None:
    assert is_lacking(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("what does a boat hook cost", "A pole with a hook, 12 euros."),
        ("how much is it", "Nothing at all."),
        ("how much is delivery", "It is included."),
        ("what does it cost", "40 per person"),
        ("how much is it", "From 15 to 20, depending on the size."),
        ("how many may come", "As many as you like, there is no limit."),
        ("how long is it", "It lasts all afternoon."),
        ("how hot is the sauna", "It is heated to 90 degrees."),
        ("how far is it", "It is half a mile."),
        ("how far is the station", "Right around the corner."),
        ("how old do I have to be", "Adults only."),
        ("how long are you open", "Around the clock."),
        ("how much does the battery weigh", "The battery is light."),
        ("where do I see how far it is", "Open the map and draw a line."),
        ("how do I find out what it costs", "Look at the label."),
        ("how do I pay", "At the desk."),
        ("was kostet das", "Das steht am Eingang."),
    ],
)
def test_what_is_named_or_not_asked_for_lacks_nothing(query: str, text: str) -> None:
    assert not is_lacking(query, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,1," * 100_000, False),
        ("1.1." * 100_000 + "1 kg", True),
        ("1" * 400_000 + " kg", True),
        ("1 to 1 kg, " * 40_000, True),
    ],
)
def test_long_numbers_are_read_through_once(text: str, expected: bool) -> None:
    assert is_lacking("how much is it", text) is expected
    assert not is_lacking("and what " * 100_000 + "does it cost", text)  # only the beginning of a query is looked at
