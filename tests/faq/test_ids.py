"""Ids made from questions are readable, stable and never equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.faq.ids import id_fault, slug, unique_slug


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How long does the average hug last?", "how-long-does-the-average-hug-last"),
        ("Where's my order?", "wheres-my-order"),
        ("Où est passé mon café ?", "ou-est-passe-mon-cafe"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 80, "x" * 60),
    ],
)
def test_slug_is_lower_case_ascii_cut_at_a_word(question: str, expected: str) -> None:
    assert slug(question) == expected


def test_a_question_in_another_script_gets_a_stable_id() -> None:
    assert slug("如何重置密码?") == slug("如何重置密码?") != slug("如何更改密码?")
    assert slug("如何重置密码?").startswith("q-")


def test_a_taken_slug_gets_a_number() -> None:
    assert unique_slug("How?", {"how", "how-2"}) == "how-3"


@given(st.text())
def test_every_question_has_a_valid_id(question: str) -> None:
    assert id_fault(slug(question)) is None


@pytest.mark.parametrize("bad", ["", "a b", "a:b", "a\tb", "a\x07b", "x" * 101])
def test_ids_without_spaces_colons_and_controls(bad: str) -> None:
    assert id_fault(bad)
