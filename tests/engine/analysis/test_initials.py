"""Initials stand for consecutive words of an entry, unless they are a word, or are used for something else."""

from pathlib import Path

import pytest

from askfaq.engine import cached_faq
from askfaq.engine.analysis.initials import MOST_ENTRIES, MOST_MEANINGS, in_capitals, tells
from askfaq.engine.analysis.query import QueryReader
from askfaq.engine.encoder.wordpiece import Vocabulary
from askfaq.engine.lexicon.stored import open_stored
from askfaq.model import Entry, FaqFile

VOCABULARY = Vocabulary()
QUESTIONS = [
    "How do I request paid time off?",
    "Who is the data protection officer?",
    "Do data protection officers travel?",
    "Where does human resources sit?",
    "Is the North Atlantic Treaty Organization involved?",
    "Can our cat eat tuna?",
    "Where is the TNT parcel?",
    "May I ask the CEO?",
    "Where do I see the kpi?",
]


def faq_of(*questions: str) -> FaqFile:
    entries = tuple(Entry(f"e{i}", question, "On file: XYZ.") for i, question in enumerate(questions))
    return FaqFile(entries, path="faq.json", content_hash="hash")


@pytest.fixture(params=["in memory", "stored"])
def reader(request: pytest.FixtureRequest, tmp_path: Path) -> QueryReader:
    faq = faq_of(*QUESTIONS)
    if request.param == "in memory":
        return QueryReader(faq, VOCABULARY)
    path = tmp_path / "faq.entries"
    path.write_bytes(cached_faq.lexicon_of(faq))
    found = open_stored(str(path), faq.path, lambda _: b"")
    assert found
    return QueryReader(found, VOCABULARY, found.lexicon)


@pytest.mark.parametrize(
    ("query", "variants"),
    [
        ("how to get PTO", ["how to get pto", "how to get paid time off"]),
        ("how to get pto?", ["how to get pto", "how to get paid time off"]),
        ("DPO", ["dpo", "data protection officer"]),
        ("the NATO summit", ["the nato summit", "the north atlantic treaty organization summit"]),
        ("the chief executive officer", ["the chief executive officer", "the ceo"]),
        ("see my key performance index", ["see my key performance index", "see my kpi"]),
    ],
)
def test_initials_are_read_as_they_stand_and_spelled_out(reader: QueryReader, query: str, variants: list[str]) -> None:
    assert [variant.text for variant in reader.variants(query)] == variants


@pytest.mark.parametrize(
    "query",
    [
        "is there an HR desk",  # two letters
        "WHERE IS THE TV",  # capitals that do not stand out
        "who is it for us",
        "how to get a pan",  # no entry has such words
        "can one eat",  # "coe" is in no entry
        "where is the tnt parcel",  # a word of the FAQ
        "tell me about cheap animal toys",  # "cat" is an ordinary word
        "how do I",
        "paid time off",
        "",
    ],
)
def test_other_words_are_nobodys_initials(reader: QueryReader, query: str) -> None:
    assert [variant.exchanged for variant in reader.variants(query)] == [()]


def test_listed_synonyms_are_no_initials() -> None:
    faq = faq_of("How do I request paid time off?")._replace(synonyms=(("PTO", "power outlet"),))
    assert [variant.text for variant in QueryReader(faq, VOCABULARY).variants("what is PTO")] == ["what is pto"]


def test_letters_that_are_the_initials_of_much_are_nobodys() -> None:
    runs = ["data protection officer", "desk phone order", "daily parking offer", "dog pound office"]
    for count in (MOST_MEANINGS, MOST_MEANINGS + 1):
        reader = QueryReader(faq_of(*(f"Where is the {run}?" for run in runs[:count])), VOCABULARY)
        assert len(reader.variants("the DPO")) == (count + 1 if count <= MOST_MEANINGS else 1)


def test_a_very_large_faq_is_not_searched() -> None:
    questions = ["How do I request paid time off?", *(f"What is lot {n}?" for n in range(MOST_ENTRIES))]
    for more in (0, 1):
        reader = QueryReader(faq_of(*questions[: MOST_ENTRIES + more]), VOCABULARY)
        assert len(reader.variants("what is PTO")) == 2 - more


def test_in_a_language_that_the_encoder_does_not_speak_initials_need_capitals() -> None:
    questions = ["Wie erreiche ich die zentrale Vergabestelle Südwest?", "Welche Unterlagen brauche ich dafür?"]
    reader = QueryReader(faq_of(*questions), VOCABULARY)
    assert len(reader.variants("wo ist die ZVS")) == 2
    assert len(reader.variants("wo ist die zvs")) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("who is the DPO", {"dpo"}),
        ("PTO", {"pto"}),
        ("WHO IS THE DPO", set()),
        ("I am Ü-BAHN X", {"bahn"}),
        ("", set()),
    ],
)
def test_capitals_count_where_they_stand_out(text: str, expected: set[str]) -> None:
    assert in_capitals(text) == expected


def test_what_initials_stand_for_says_something() -> None:
    assert tells(["paid", "time", "off"])
    assert tells(["terms", "of", "service"])
    assert not tells(["how", "do", "i"])
    assert not tells(["is", "paid", "time"])
    assert not tells(["time", "for", "us"])
    assert not tells(["use", "soap", "and"])
