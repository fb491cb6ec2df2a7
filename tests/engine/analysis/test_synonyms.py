"""Synonyms are found in any form of their words, the longest first, and read as the entries have them."""

import pytest

from askfaq.engine.analysis.exchanges import MOST_VARIANTS
from askfaq.engine.analysis.query import QueryReader
from askfaq.engine.analysis.synonyms import SpelledWords, Synonyms
from askfaq.engine.encoder.wordpiece import Vocabulary
from askfaq.engine.lexicon.memory import OwnWords
from askfaq.model import Entry, FaqFile
from askfaq.text.normalize import words

VOCABULARY = Vocabulary()
GROUPS = [["PTO", "paid time off", "leave of absence"], ["time off", "break"], ["IT", "tech desk"], ["C++", "cpp"]]
LISTED = Synonyms(GROUPS)
NONE: frozenset[str] = frozenset()


def found(text: str, capitals: frozenset[str] = NONE) -> list[str]:
    folded = words(text)
    return [" ".join(folded[begin:end]) for begin, end, _ in LISTED.find(folded, capitals)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How do I get PTO?", ["pto"]),
        ("paid time off or time off", ["paid time off", "time off"]),
        ("breaks and leave of absences", ["breaks", "leave of absences"]),
        ("paid time", []),
        ("ptolemy", []),
        ("", []),
    ],
)
def test_the_longest_wording_at_each_place_is_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_stop_words_are_synonyms_only_in_capitals() -> None:
    assert found("is it c") == []
    assert found("is IT c", frozenset({"it"})) == ["it"]


def test_a_wording_of_two_groups_means_the_words_of_both() -> None:
    listed = Synonyms([["bike", "velo"], ["bikes", "moped"]])
    ((_, _, groups),) = listed.find(["bike"], NONE)
    assert list(listed.wordings(groups).values()) == ["bikes", "velo", "moped"]
    ((_, _, groups),) = listed.find(["velo"], NONE)
    assert list(listed.wordings(groups).values()) == ["bike", "velo"]


def test_groups_without_words_are_none() -> None:
    assert list(Synonyms([[], ["++", " "]]).find(["++", ""], NONE)) == []
    assert list(Synonyms([["++", "plus"]]).find(["plus"], NONE)) == [(0, 1, (0,))]


def variants(query: str, *questions: str, groups: list[list[str]] = GROUPS) -> list[str]:
    entries = tuple(Entry(str(i), question, "On file.") for i, question in enumerate(questions))
    faq = FaqFile(entries, synonyms=tuple(map(tuple, groups)))
    return [variant.text for variant in QueryReader(faq, VOCABULARY).variants(query)]


@pytest.mark.parametrize(
    ("query", "questions", "expected"),
    [
        ("How much PTO?", ["Paid time off?"], ["how much paid time off"]),
        ("how much paid time off", ["Is PTO paid?"], ["how much pto"]),
        ("how much PTO", ["Is PTO paid?", "Paid time off?"], ["how much pto", "how much paid time off"]),
        ("how much leave of absence", ["Off time?", "Where is my seat?"], ["how much leave of absence"]),
        ("who is the tech desk", ["Who is IT?"], ["who is the it"]),
        ("who is the tech desk", ["Who is it?"], ["who is the tech desk"]),
        ("who is it", ["Where is the tech desk?"], ["who is it"]),
        ("who is IT", ["Where is the tech desk?"], ["who is tech desk"]),
    ],
)
def test_a_query_is_read_in_the_wordings_that_entries_use(
    query: str, questions: list[str], expected: list[str]
) -> None:
    assert variants(query, *questions) == expected


def test_a_wording_that_is_only_in_an_answer_is_used_too() -> None:
    faq = FaqFile((Entry("x", "How do I go on a journey?", "Ask for PTO."),), synonyms=(("PTO", "leave"),))
    assert [variant.text for variant in QueryReader(faq, VOCABULARY).variants("how much leave")] == ["how much pto"]


def test_a_group_of_many_wordings_gives_few_variants_and_keeps_what_was_typed() -> None:
    groups = [[f"bike{n}" for n in range(1000)]]
    found = variants("where is my bike900", *(f"Is bike{n} new?" for n in range(1000)), groups=groups)
    assert len(found) == MOST_VARIANTS
    assert "where is my bike900" in found


def test_a_script_without_spaces_has_synonyms_too() -> None:
    groups = [["有給休暇", "年休"]]
    assert variants("年休はいつ取れますか", "有給休暇は何日ですか", groups=groups) == ["有給休暇はいつ取れますか"]


def test_words_of_synonyms_are_no_slips() -> None:
    known = SpelledWords(OwnWords(["request"]), frozenset({"sabbatical"}))
    assert known.spellings() == ["request", "sabbatical"]
    assert all(map(known.has, ("request", "sabbatical")))
    assert all(map(known.holds, ("requests", "sabbaticals")))
    assert not known.has("requests")
    assert not known.holds("other")
