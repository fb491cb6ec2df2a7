"""Text: what a reader takes for the same is the same; words and n-grams in any script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.text.normalize import (
    fold,
    grams,
    informative,
    is_stop_word,
    normalized,
    stem,
    stems,
    wording_key,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t you KNOW?", ["don't", "you", "know"]),
        ("ＦＯＯ１２ ﬁne Straße", ["foo12", "fine", "strasse"]),
        ("100-night trial, e-mail", ["100", "night", "trial", "e", "mail"]),
        ("मैं अपना पासवर्ड कैसे बदलूँ？", ["मैं", "अपना", "पासवर्ड", "कैसे", "बदलूँ"]),
        ("如何重置密码", ["如何", "何重", "重置", "置密", "密码"]),
        ("app号", ["app", "号"]),
        ("snake_case 🙂 ...", ["snake", "case"]),
        ("", []),
    ],
)
def test_words_of_any_script(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_folding_is_final(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"])))
def test_the_unicode_form_does_not_matter(text: str) -> None:
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


@given(st.text())
def test_no_text_breaks_the_readers(text: str) -> None:
    assert all(stems(text)) or not words(text)
    assert all(grams(text))
    assert set(informative(words(text))) <= set(words(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hug", "hugs hugging hug's"),
        ("record", "recorded"),
        ("policy", "policies"),
        ("therapist", "therapists"),
        ("key", "keys"),
        ("day", "days"),
        ("fee", "fees"),
        ("cry", "cries cried crying"),
        ("fly", "flies flying"),
        ("apply", "applies applied applying"),
        ("stay", "stays stayed"),
        ("tie", "ties"),
        ("canceled", "cancelled"),
    ],
)
def test_inflections_share_a_stem(one: str, other: str) -> None:
    assert {stem(form) for form in other.split()} == {stem(one)}


@pytest.mark.parametrize(("one", "other"), [("pass", "pas"), ("therapy", "therapist"), ("bed", "be")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize("word", ["the", "what's", "don't", "isn't", "you're", "whats", "x"])
def test_stop_words_and_their_contractions(word: str) -> None:
    assert is_stop_word(word)


@pytest.mark.parametrize("word", ["hug", "pin", "密码", "7", "o'clock"])
def test_words_with_a_subject_are_kept(word: str) -> None:
    assert not is_stop_word(word)


def test_compounds_share_ngrams_with_their_parts() -> None:
    assert set(grams("Schutzmaske")) & set(grams("Maske"))
    assert set(grams("密码")) & set(grams("新密码"))


SAME_WORDING = [
    ("Don’t stop?", "don't  STOP"),
    ("Wi-Fi", "wi fi"),
    ("ＦＡＱ", "faq!"),
    ("Cafe\u0301", "café"),
]
OTHER_WORDING = [("don't stop", "don t stop"), ("???", "!!!"), ("C", "C++ or C")]


@pytest.mark.parametrize(("one", "other"), SAME_WORDING)
def test_case_width_accents_and_marks_make_no_other_wording(one: str, other: str) -> None:
    assert wording_key(one) == wording_key(other)


@pytest.mark.parametrize(("one", "other"), OTHER_WORDING)
def test_other_words_are_another_wording(one: str, other: str) -> None:
    assert wording_key(one) != wording_key(other)


@given(st.text(st.sampled_from("aé\u0301\u0316\u0323 "), max_size=30), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_text_that_people_write_is_normalised_as_unicode_says(text: str, form: str) -> None:
    behind = " plain" * 200  # long enough to be looked at
    assert normalized(form, text + behind) == unicodedata.normalize(form, text + behind)


def test_a_million_marks_on_a_letter_do_not_take_hours() -> None:
    shown = normalized("NFC", "a" + "\u0301\u0316" * 500_000 + " b")
    assert shown.endswith(" b")
    assert shown.replace("\u034f", "").count("\u0316") == 500_000
