"""Entries read with a query: what settles it, where, and what is not read at all."""

import pytest

from askfaq.engine.engine import Engine
from askfaq.engine.ranking import signals
from askfaq.faq.load import load_faq
from askfaq.model import Entry, FaqFile
from conftest import ROOT

POOL = FaqFile(
    (
        Entry("sauna", "Is there a sauna?", "Yes, beside the pool. Towels can be hired for two euros."),
        Entry(
            "pool", "How long is the pool?", "It has 25 metres and four lanes. Children swim in a pool of their own."
        ),
        Entry("lockers", "Where do I leave my clothes?", "In the lockers, which take a coin of one euro."),
        Entry("hours", "When are you open?", "From 7 to 21, on Sundays from 9."),
    )
)
ENGINE = Engine(POOL)
FERRY = Engine(load_faq(str(ROOT / "tests" / "data" / "near-misses.json")))
LONG = " ".join(f"Rule number {i} says that nobody may run in hall number {i}." for i in range(12))


@pytest.mark.parametrize(
    ("query", "entry", "sentence"),
    [
        ("can I hire a towel for the sauna", "sauna", "Towels can be hired for two euros."),
        ("do children have their own pool", "pool", "Children swim in a pool of their own."),
    ],
)
def test_what_the_answer_says_settles_it_and_it_is_said_where(query: str, entry: str, sentence: str) -> None:
    result = ENGINE.ask(query)
    assert result.answer
    assert result.answer.id == entry
    assert result.why
    assert result.why.settled
    assert result.why.settled > 0.5
    assert result.why.decisive == sentence


@pytest.mark.parametrize("query", ["how hot is the sauna", "is the sauna mixed", "how deep is the pool"])
def test_what_it_does_not_say_is_not_answered(query: str) -> None:
    result = ENGINE.ask(query)
    assert result.status != "answered"
    assert result.why
    assert result.why.settled is not None
    assert result.why.settled < 0.5


def test_the_second_stretch_of_a_long_answer_counts_too() -> None:
    faq = FaqFile(
        (*POOL.entries, Entry("rules", "What are the rules?", f"{LONG} Dogs must stay outside, however small."))
    )
    result = Engine(faq).ask("do dogs have to stay outside")
    assert result.matches[0].entry.id == "rules"
    assert result.why
    assert result.why.decisive == "Dogs must stay outside, however small."


def test_with_and_without_kept_states_the_answers_are_the_same(tmp_path: pytest.TempPathFactory) -> None:
    kept = Engine(POOL._replace(path=str(tmp_path)), cache_dir=str(tmp_path))
    queries = ["how hot is the sauna", "can I hire a towel", "do I need a coin"]
    for fresh, ready in zip(ENGINE.ask_many(queries), kept.ask_many(queries), strict=True):
        assert fresh.status == ready.status
        assert fresh.confidence == pytest.approx(ready.confidence, abs=0.02)
    assert list(tmp_path.glob("*.states"))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("query", "status"), [("are dogs allowed", "answered"), ("are cats welcome", "unanswered")])
def test_one_word_exchanged_is_another_subject_unless_the_answer_settles_it(query: str, status: str) -> None:
    faq = FaqFile((Entry("dogs", "Are dogs welcome?", "Yes, in every room."), *POOL.entries))
    assert Engine(faq).ask(query).status == status


def test_where_no_entry_has_an_answer_of_its_own_nothing_is_read() -> None:
    faq = FaqFile(tuple(entry._replace(answer="On file.") for entry in POOL.entries))
    result = Engine(faq).ask("how long does the pool measure")
    assert result.why
    assert result.why.settled is None


def test_in_a_language_that_the_encoder_does_not_speak_nothing_is_read() -> None:
    faq = FaqFile(
        (
            Entry("pin", "Wie ändere ich meine Geheimzahl?", "Am Automaten."),
            Entry("lost", "Meine Kreditkarte wurde gestohlen", "Rufen Sie an."),
        )
    )
    result = Engine(faq).ask("Karte gestohlen worden")
    assert result.why
    assert result.why.settled is None


def test_what_was_not_read_does_not_overtake_what_was_read_for_that() -> None:
    matcher = ENGINE._matcher()
    (query,) = [ENGINE._reader().read("how hot is the sauna")]
    ((_, before, states),) = matcher.weigh([query], signals.np.arange(4))
    readings = matcher.read(query.text, before, signals.np.arange(4), states)
    after = signals.after_reading(matcher.index, before, readings)
    unread = [i for i in range(4) if i not in readings]
    worst = min(readings, key=lambda i: readings[i].odds)
    assert all(after.scores[i] - before.scores[i] <= after.scores[worst] - before.scores[worst] + 1e-5 for i in unread)


@pytest.mark.parametrize(
    "query",
    [
        "who invented the boat hook",
        "how do I sell my radio",
        "how do I license my boat radio",
        "do you sell steam engines",
        "is the ferry better than the bridge",
        "how do I repair the radio",
        "what does a boat hook cost",
    ],
)
def test_near_misses_that_a_hostile_tester_found_are_not_answered(query: str) -> None:
    assert FERRY.ask(query).status != "answered"
