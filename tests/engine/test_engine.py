"""The engine's promises: what a reader takes for the same question gets the same answer, and no text breaks it."""

import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from askfaq.engine.decision import THRESHOLD
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.engine import Engine
from askfaq.engine.ranking.confidence import NO_EVIDENCE
from askfaq.faq.load import load_faq
from askfaq.model import Entry, FaqFile, Result
from askfaq.text.normalize import words
from conftest import ROOT

FAQ = load_faq(str(ROOT / "data" / "faq.json"))
ENGINE = Engine(FAQ)
PHRASINGS = [(e.id, p) for e in FAQ.entries for p in e.phrasings]
QUERIES = [
    "shoud my counsler kep secrts",
    "how long do hugs usually last",
    "is it ok to hug my therapist",
    "can my therapist tape our session",
]
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outcome(result: Result) -> tuple[str, str | None]:
    return result.status, result.matches[0].entry.id if result.matches else None


@pytest.mark.parametrize(("entry_id", "phrasing"), PHRASINGS)
def test_an_exact_phrasing_comes_first(entry_id: str, phrasing: str) -> None:
    result = ENGINE.ask(phrasing)
    assert outcome(result) == ("answered", entry_id)
    assert result.matches[0].phrasing == phrasing


def test_the_short_cut_gives_what_the_whole_engine_gives() -> None:
    reader, matcher = ENGINE._reader(), ENGINE._matcher()
    asked = [reader.read(phrasing) for _, phrasing in PHRASINGS]
    for (entry_id, phrasing), (matches, _) in zip(
        PHRASINGS, matcher.match(asked, range(len(FAQ.entries)), 3), strict=True
    ):
        assert matches[0].entry.id == entry_id, phrasing
        assert matches[0].score >= THRESHOLD, phrasing


@SLOW
@given(st.text(max_size=60))
def test_no_text_breaks_the_engine(query: str) -> None:
    result = ENGINE.ask(query)
    assert 0 <= result.confidence <= 1
    assert result.confidence == (result.matches[0].score if result.matches else 0)
    assert [m.score for m in result.matches] == sorted((m.score for m in result.matches), reverse=True)


@SLOW
@given(st.lists(st.text(min_size=1, max_size=20).filter(str.strip), min_size=1, max_size=4, unique=True))
def test_no_faq_breaks_the_engine(questions: list[str]) -> None:
    faq = FaqFile(tuple(Entry(str(i), q, "On file.") for i, q in enumerate(questions)))
    engine = Engine(faq)
    for i, question in enumerate(questions):
        found = words(question)
        if found and sum(words(q) == found for q in questions) == 1:
            assert engine.ask(question).matches[0].entry.id == str(i)


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        str.title,
        lambda q: q + "???",
        lambda q: f"  {q} !",
        lambda q: unicodedata.normalize("NFD", q),
        lambda q: q.replace(" ", "\u00a0"),
        lambda q: f"“{q}”",
    ],
    ids=["upper", "title", "question marks", "spaces", "NFD", "no-break spaces", "quotes"],
)
def test_the_form_does_not_matter(query: str, change: object) -> None:
    assert outcome(ENGINE.ask(change(query))) == outcome(ENGINE.ask(query))  # type: ignore[operator]


@pytest.mark.parametrize("query", QUERIES[1:])
@pytest.mark.parametrize("prefix", ["please can you tell me ", "hi, ", "could you please tell me "])
def test_politeness_does_not_matter(query: str, prefix: str) -> None:
    assert outcome(ENGINE.ask(prefix + query)) == outcome(ENGINE.ask(query))


def test_a_leading_clause_may_move() -> None:
    assert outcome(ENGINE.ask("after therapy, can I be friends with my therapist")) == (
        "answered",
        "friends-after-therapy",
    )


@pytest.mark.parametrize("query", QUERIES)
def test_unrelated_words_do_not_raise_confidence(query: str) -> None:
    longer = f"{query} purple tractor engine warranty"
    assert ENGINE.ask(longer).confidence <= ENGINE.ask(query).confidence


@pytest.mark.parametrize(
    "query",
    [
        "the of and",
        "what is the",
        "42",
        "1.",
        "🙂🙂",
        "xqzv wkjf pqrt",
        "?!",
        "do",
        "\u200b",
        " ".join(["hug"] * 10_000),
    ],
    ids=["stop words", "a stem", "a number", "a list number", "emoji", "noise", "marks", "do", "invisible", "a paste"],
)
def test_what_is_no_question_is_not_answered(query: str) -> None:
    assert ENGINE.ask(query).status == "unanswered"


@pytest.mark.parametrize("query", ["refund", "refunds please", "chargeback"])
def test_a_word_that_neither_the_faq_nor_the_vocabulary_has_whole_is_no_noise(query: str) -> None:
    entries = (Entry("money", "How do I get my money back?", "-"), Entry("hours", "When are you open?", "-"))
    result = Engine(FaqFile(entries)).ask(query)
    assert result.matches[0].entry.id == "money"
    assert result.confidence > 2 * NO_EVIDENCE


def test_white_space_has_no_match() -> None:
    assert ENGINE.ask(" \t ") == Result(" \t ", "unanswered", 0.0, "low", ())


def test_an_empty_faq_answers_nothing() -> None:
    assert Engine(FaqFile(())).ask("anything").status == "unanswered"


def test_many_are_asked_like_one(tmp_path: Path) -> None:
    engine = Engine(FAQ, cache_dir=str(tmp_path))
    queries = [*QUERIES, "", PHRASINGS[0][1], *(p for _, p in PHRASINGS[:80])]
    many = list(engine.ask_many(queries))
    assert [r.query for r in many] == queries
    assert [outcome(r) for r in many] == [outcome(ENGINE.ask(q)) for q in queries]
    assert [r.confidence for r in many] == pytest.approx([ENGINE.ask(q).confidence for q in queries], abs=2e-3)


def test_another_version_is_read_as_far_as_it_differs_and_leaves_only_vectors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ducks, geese = (Entry(n, f"Where do the {n} sleep at night?", f"In the {n} house.") for n in ("ducks", "geese"))
    swans = Entry("swans", "What do the swans eat in winter?", "Bread and grass.")
    query = "at which place do geese spend their nights"
    (tmp_path / "new.json").touch()
    cache, new = tmp_path / "cache", FaqFile((ducks, geese), path=str(tmp_path / "new.json"))
    Engine(new, cache_dir=str(cache)).prepare()
    kept = {path.name for path in cache.iterdir()}
    encoded: list[str] = []
    read = Encoder.read
    monkeypatch.setattr(
        Encoder, "read", lambda self, texts, **more: (encoded.extend(texts), read(self, texts, **more))[1]
    )
    old = FaqFile((swans, geese), path="old.json")
    found = Engine(old, cache_dir=str(cache), version_of=new.path).ask(query)
    assert f"{swans.question} {swans.answer}" in encoded
    assert not [text for text in encoded if "the geese" in text]
    assert {path.name for path in cache.iterdir()} == kept
    assert found == Engine(old).ask(query)
    assert Engine(new, cache_dir=str(cache)).prepare()


def test_a_topic_narrows_the_matches() -> None:
    result = ENGINE.ask("how long do hugs last", topic="Crying")
    assert {m.entry.topic for m in result.matches} <= {"Crying"}
    assert result.status != "answered"
    assert ENGINE.ask("how long do hugs last", topic=" hugs").answer
    assert ENGINE.ask("anything", topic="No such topic").matches == ()


def test_a_query_without_a_subject_is_about_the_topic() -> None:
    assert ENGINE.ask("how long").answer is None
    assert ENGINE.ask("how long", topic="Crying").answer is None
    for topic in ("Hugs", " hugs"):
        found = ENGINE.ask("how long", topic=topic)
        assert found.query == "how long"
        assert found.answer
        assert found.answer.id == "hug-length"
    for empty in ("what", "is it", "thanks", "???"):  # they ask for nothing in particular
        assert ENGINE.ask(empty, topic="Hugs").answer is None


def test_the_threshold_can_be_set() -> None:
    query = "is it allowed that counselors film us"
    confidence = ENGINE.ask(query).confidence
    assert ENGINE.ask(query, min_confidence=confidence - 0.01).status == "answered"
    assert ENGINE.ask(query, min_confidence=0.999).status != "answered"
    assert Engine(FAQ._replace(threshold=0.999)).ask(query).status != "answered"


def test_top_never_changes_the_status() -> None:
    for query in QUERIES:
        results = [ENGINE.ask(query, top=top) for top in (1, 3, 10)]
        assert len({(r.status, r.confidence) for r in results}) == 1
        assert len(results[0].matches) == 1


def test_why_tells_what_matched() -> None:
    why = ENGINE.ask("shoud my counsler keep secrts").why
    assert why is not None
    assert dict(why.repairs) == {"shoud": "should", "counsler": "counselor", "secrts": "secrets"}
    assert {"counselor", "secrets"} <= {word for word, _ in why.words}
    assert why.closeness is not None
    assert not why.verbatim
    assert ENGINE.ask(PHRASINGS[0][1]).why.verbatim  # type: ignore[union-attr]


def test_a_misspelt_phrasing_is_verbatim_too() -> None:
    result = ENGINE.ask("how long does the averge hug last")
    assert result.why is not None
    assert (result.why.verbatim, result.why.repairs) == (True, (("averge", "average"),))


def test_threads_share_an_engine() -> None:
    engine, found = Engine(FAQ), []
    threads = [threading.Thread(target=lambda q=q: found.append(outcome(engine.ask(q)))) for q in QUERIES * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, found)) == sorted(str(outcome(ENGINE.ask(q))) for q in QUERIES * 2)


@pytest.mark.parametrize("query", ["How long does the average hug last?", "how LONG does the average hug last"])
def test_a_verbatim_question_needs_neither_numpy_nor_rapidfuzz(query: str) -> None:
    code = (
        "import sys\n"
        "from askfaq.faq.load import load_faq\n"
        "from askfaq.engine.engine import Engine\n"
        f"result = Engine(load_faq({str(ROOT / 'data' / 'faq.json')!r})).ask({query!r})\n"
        "assert result.status == 'answered'\n"
        "print(sorted({'numpy', 'rapidfuzz', 'askfaq.engine.encoder.encoder'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
