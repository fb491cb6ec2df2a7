"""The sample FAQ answers what it holds and nothing else."""

import json
import random
import re
from typing import Any

import pytest

from askfaq.engine.engine import Engine
from askfaq.faq.load import load_faq
from conftest import ROOT, SAMPLE

FAQ = load_faq(str(SAMPLE))
ENGINE = Engine(FAQ)


def one_slip(word: str, rng: random.Random) -> str:
    """Two letters inside the word swapped, or one dropped."""
    at = rng.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if rng.random() < 0.5 else word[:at] + word[at + 1 :]


def with_slips(question: str) -> str:
    rng = random.Random(question)
    return " ".join(one_slip(w, rng) if len(w) >= 5 and w.isalpha() else w for w in question.rstrip("?").split())


CASES = {entry.id: entry.question for entry in FAQ.entries}


@pytest.mark.parametrize("entry_id", CASES)
@pytest.mark.parametrize(
    "change", [str, lambda q: q.lower().rstrip("?"), with_slips], ids=["verbatim", "lower", "slips"]
)
def test_each_question_gets_its_own_entry(entry_id: str, change: Any) -> None:
    result = ENGINE.ask(change(CASES[entry_id]))
    assert (result.status, result.matches[0].entry.id) == ("answered", entry_id)


ELSEWHERE = [
    "how tall is Mount Everest",
    "where do I buy train tickets",
    "what is the capital of France",
    "how do I reset my password",
    "best pizza in town",
    "who won the world cup",
    "how to boil an egg",
    "why is the sky blue",
    "python list comprehension syntax",
    "how long does the average war last",
]
NOTHING_ASKED = [
    "do",
    "what is the",
    "how",
    "can I",
    "hello",
    "good morning",
    "thanks",
    "?",
    "...",
    "42",
    "🙂",
    "asdf jkl qwer",
]
NEAR_THE_SUBJECT = [
    "what does an hour with a psychologist cost",
    "do waiters keep everything confidential",
    "how do I find a therapist near me",
    "does insurance pay for therapy",
    "can therapists prescribe medication",
    "how long is a therapy session",
    "can a teacher hug a student",
    "how do I stop my baby from crying at night",
]


@pytest.mark.parametrize("query", [*ELSEWHERE, *NOTHING_ASKED, *NEAR_THE_SUBJECT])
def test_what_the_page_does_not_answer_gets_no_answer(query: str) -> None:
    assert ENGINE.ask(query).status != "answered"


def test_the_sample_has_its_entries_topics_aliases_and_numbered_steps() -> None:
    entries = json.loads((ROOT / "data" / "faq.json").read_text(encoding="utf-8"))["entries"]
    assert len(entries) == 10
    assert len({e["topic"] for e in entries}) == 4
    assert all(len(e["aliases"]) >= 4 for e in entries)
    steps = {e["id"]: len(re.findall(r"^\d\. ", e["answer"], re.MULTILINE)) for e in entries}
    assert {k: n for k, n in steps.items() if n} == {"give-comforting-hug": 8, "comfort-crying": 6}


@pytest.mark.parametrize(
    ("name", "fewest_right"),
    [
        # The engine's care with small FAQs was once chosen with a look at its mistakes on these.
        ("sample-queries.tsv", 54),
        # Nothing was chosen by these: written from the page alone, tried on an engine that was finished.
        ("blind-queries.tsv", 44),
    ],
)
def test_labelled_wordings_are_answered_rightly_or_not_at_all(name: str, fewest_right: int) -> None:
    """60 wordings in scope and 60 out of it, half of these near the subject, by someone who had not seen the aliases."""
    labelled = [line.split("\t") for line in (ROOT / "tests" / "data" / name).read_text("utf-8").splitlines()]
    assert [bool(wanted) for _, wanted, _ in labelled].count(True) == len(labelled) / 2 == 60
    right = wrong = 0
    for (_, wanted, _), result in zip(labelled, ENGINE.ask_many([query for query, _, _ in labelled]), strict=True):
        if result.status == "answered":
            right += result.matches[0].entry.id == wanted
            wrong += result.matches[0].entry.id != wanted
    assert wrong <= 2
    assert right >= fewest_right
