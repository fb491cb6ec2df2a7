"""Words together or apart are read as the FAQ writes them, and nothing else is touched."""

from pathlib import Path

import pytest

from askfaq.engine import cached_faq
from askfaq.engine.analysis.compounds import Compounds
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.engine import Engine
from askfaq.engine.lexicon.memory import MemoryLexicon
from askfaq.engine.lexicon.stored import open_stored
from askfaq.model import Entry, FaqFile

ENCODER = Encoder()
QUESTIONS = [
    "Do you have Wi-Fi?",
    "Where is the login page?",
    "How do I pick up my order?",
    "Is there a swimming pool?",
    "Can I bring my laptop?",
    "Is the hallway cleaned?",
    "What is your email address?",
    "Is this for Windows 10?",
    "Do you sell car parts, and pet food?",
    "Wie wirkt eine Grippe-Impfung?",
    "May I play back a recording?",
    "Is there a playback button?",
]
FAQ = FaqFile(
    tuple(Entry(f"e{i}", question, "Here is the answer: mainland.") for i, question in enumerate(QUESTIONS)),
    path="faq.json",
    content_hash="hash",
)


@pytest.fixture(params=["in memory", "stored"])
def compounds(request: pytest.FixtureRequest, tmp_path: Path) -> Compounds:
    if request.param == "in memory":
        return Compounds(MemoryLexicon(FAQ.entries), ENCODER.vocabulary.known)
    path = tmp_path / "faq.entries"
    path.write_bytes(cached_faq.lexicon_of(FAQ))
    found = open_stored(str(path), FAQ.path, lambda _: b"")
    assert found
    return Compounds(found.lexicon, ENCODER.vocabulary.known)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("is there wifi", "is there wi fi"),
        ("how to log in", "how to login"),
        ("order pickup time", "order pick up time"),
        ("swimmingpool?", "swimming pool?"),
        ("is a lap top allowed", "is a laptop allowed"),
        ("lap-top and swimmingpool", "laptop and swimming pool"),
        ("send an e-mail", "send an email"),
        ("runs on windows10", "runs on windows 10"),
        ("hilft grippeimpfung", "hilft grippe impfung"),
        ("the main land", "the mainland"),
        ("whereis the hall way", "where is the hallway"),
        ("howdo i pick up", "how do i pick up"),
        ("an ema il", "an email"),
    ],
)
def test_words_are_read_as_the_faq_writes_them(compounds: Compounds, typed: str, read: str) -> None:
    assert compounds.read(typed)[0] == read


@pytest.mark.parametrize(
    "typed",
    [
        "is there wi-fi",
        "is the carpet clean",  # "car" and "pet" stand in one question, but not side by side
        "play back and playback",  # the FAQ has both
        "lap, top",
        "lap  top",
        "a way in and 1 0",
        "as is now",  # "isnow" is no word, "is" and "now" are
        "laptop",
        "",
        "🙂 \u200b x",
        "你好吗",
    ],
)
def test_nothing_else_is_touched(compounds: Compounds, typed: str) -> None:
    assert compounds.read(typed) == (typed, {})


def test_what_was_changed_is_told(compounds: Compounds) -> None:
    assert compounds.read("wifi for a lap top")[1] == {"wifi": "wi fi", "lap top": "laptop"}


def test_long_texts_are_read_in_no_time(compounds: Compounds) -> None:
    for text in ("x" * 1_000_000, "xy " * 300_000, "ab-" * 300_000):
        assert compounds.read(text) == (text, {})


@pytest.mark.parametrize(
    ("query", "entry"), [("is there wifi", "e0"), ("how do i log in", "e1"), ("swimmingpool", "e3")]
)
def test_the_engine_answers_either_way(query: str, entry: str) -> None:
    result = Engine(FAQ).ask(query)
    assert (result.status, result.matches[0].entry.id) == ("answered", entry)
    assert result.why
    assert len(result.why.repairs) == 1
