"""Spellings that are near a word."""

from askfaq.text.fuzzy import nearest, within_slips


def test_slips_are_counted_by_keystroke() -> None:
    assert within_slips("trasnfer", ["transfer", "transport"], 2) == [("transfer", 1)]
    assert within_slips("pin", ["refund"], 1) == []


def test_the_nearest_name_has_the_same_beginning() -> None:
    assert nearest("hug", ["shrug", "hug-length"])[0] == "hug-length"
