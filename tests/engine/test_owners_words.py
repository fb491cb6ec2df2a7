"""The owner's words: what a FAQ lists as synonyms, and the initials of what it says, are asked as its own words are."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from askfaq.commands.open_faq import load
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.engine import Engine
from askfaq.faq.schema import build
from askfaq.model import Entry, FaqFile, Result
from askfaq.paths import FaqChoice
from conftest import ROOT

ENCODER = Encoder()
DOMAINS: list[dict[str, Any]] = json.loads((ROOT / "tests" / "data" / "synonym-pairs.json").read_text("utf-8"))
ENGINES = {domain["title"]: Engine(build(domain, ""), encoder=ENCODER) for domain in DOMAINS}
PAIRS = [(domain["title"], *pair) for domain in DOMAINS for pair in domain["pairs"]]


def outcome(result: Result) -> tuple[str, str]:
    return result.status, result.matches[0].entry.id


@pytest.mark.parametrize(("title", "own", "exchanged", "entry_id"), PAIRS)
def test_a_synonym_is_asked_as_the_entrys_own_words_are(title: str, own: str, exchanged: str, entry_id: str) -> None:
    expected, found = ENGINES[title].ask(own), ENGINES[title].ask(exchanged)
    assert outcome(found) == outcome(expected)
    assert found.matches[0].entry.id == entry_id
    assert found.why is not None
    assert found.why.exchanged


def test_what_the_synonyms_are_for_is_not_found_without_them() -> None:
    """Else the pairs would prove nothing."""
    without = {d["title"]: Engine(build({**d, "synonyms": []}, ""), encoder=ENCODER) for d in DOMAINS}
    same = [
        outcome(without[title].ask(exchanged)) == outcome(without[title].ask(own)) for title, own, exchanged, _ in PAIRS
    ]
    assert same.count(False) >= 10


def office(*more: Entry, synonyms: tuple[tuple[str, ...], ...] = ()) -> Engine:
    entries = (
        Entry("leave", "How do I request paid time off?", "In the portal."),
        Entry("officer", "Who is the data protection officer?", "Room 3."),
        Entry("laptop", "How do I order a laptop?", "By form."),
        *more,
    )
    return Engine(FaqFile(entries, synonyms=synonyms), encoder=ENCODER)


@pytest.mark.parametrize(
    ("query", "entry_id"),
    [("how do I request PTO", "leave"), ("who is the DPO", "officer"), ("how do i request pto?", "leave")],
)
def test_initials_of_an_entrys_words_are_read_as_these(query: str, entry_id: str) -> None:
    assert outcome(office().ask(query)) == ("answered", entry_id)


def test_words_whose_initials_an_entry_uses_are_read_as_these() -> None:
    engine = Engine(
        FaqFile((Entry("leave", "How do I request PTO?", "Portal."), Entry("x", "Where do I park?", "Here."))),
        encoder=ENCODER,
    )
    assert outcome(engine.ask("how do I request paid time off")) == ("answered", "leave")


def test_initials_that_two_entries_could_mean_are_offered() -> None:
    engine = office(Entry("purchasing", "Who is the department purchasing officer?", "Room 4."))
    result = engine.ask("who is the DPO")
    assert result.status == "ambiguous"
    assert [m.entry.id for m in result.matches if m.offered] == ["officer", "purchasing"]


def test_initials_that_the_faq_asks_with_keep_their_meaning() -> None:
    engine = office(Entry("pto-shaft", "What is the speed of the PTO?", "540 turns a minute."))
    assert outcome(engine.ask("what is the speed of the pto")) == ("answered", "pto-shaft")
    result = engine.ask("how fast is the PTO")
    assert result.why is not None
    assert not result.why.exchanged


def test_an_ordinary_word_is_nobodys_initials() -> None:
    engine = office(Entry("it", "Where does information technology sit?", "Upstairs."))
    for query in ("where is it", "WHERE IS IT", "does it hurt us", "who is it for"):
        why = engine.ask(query).why
        assert why is None or not why.exchanged, query


def test_synonyms_share_the_confidence_where_each_brings_up_another_entry() -> None:
    engine = office(Entry("shops", "How do I request a holiday?", "At the town hall."), synonyms=(("spa", "laptop"),))
    joined = Engine(engine.faq._replace(synonyms=(("paid time off", "a holiday", "vacation"),)), encoder=ENCODER)
    result = joined.ask("how do I request vacation")
    assert (result.status, [m.entry.id for m in result.matches if m.offered]) == ("ambiguous", ["leave", "shops"])


def test_a_synonym_may_be_misspelt() -> None:
    engine = office(synonyms=(("paid time off", "urlaubsantrag"),))
    result = engine.ask("how do I request urlaubsantarg")
    assert outcome(result) == ("answered", "leave")
    assert result.why is not None
    assert result.why.repairs == (("urlaubsantarg", "urlaubsantrag"),)


def test_a_synonym_that_no_entry_uses_changes_nothing() -> None:
    query = "where is the sauna"
    assert office(synonyms=(("sauna", "steam room"),)).ask(query) == office().ask(query)


@pytest.mark.parametrize("count", [3, 400], ids=["small", "large enough to be cached"])
def test_a_change_of_the_synonyms_alone_is_noticed_at_once(count: int, tmp_path: Path) -> None:
    path, cache = tmp_path / "faq.json", str(tmp_path / "cache")
    rows = [{"id": f"n{n}", "question": f"What is lot {n}?", "answer": "Nothing. " * 20} for n in range(count)]
    rows.append({"id": "leave", "question": "How do I request paid time off?", "answer": "In the portal."})

    def asked(synonyms: list[list[str]]) -> Result:
        path.write_text(json.dumps({"synonyms": synonyms, "entries": rows}), encoding="utf-8")
        faq = load(FaqChoice(str(path), "--faq"), cache_dir=cache)
        engine = Engine(faq, cache_dir=cache, encoder=ENCODER)
        engine.prepare()
        return engine.ask("how do I request sabbatical")

    for _ in range(2):
        assert outcome(asked([["sabbatical", "paid time off"]])) == ("answered", "leave")
        assert outcome(asked([["sabbatical", "paid time out"]])) != ("answered", "leave")
    shutil.rmtree(cache)
