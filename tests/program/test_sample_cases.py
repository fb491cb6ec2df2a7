"""The sample's cases: it passes them, and they notice what is broken in it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from askfaq.engine.encoder.caching import CachingEncoder
from askfaq.engine.engine import Engine
from askfaq.errors import FileError
from askfaq.evaluation.cases import Case, read_cases, refuse_unknown_ids
from askfaq.evaluation.run import Outcome, ask_all
from askfaq.faq.load import load_faq
from askfaq.text.normalize import wording_key
from conftest import ROOT, SAMPLE, Run

FAQ = load_faq(str(SAMPLE))
CASES = read_cases(str(ROOT / "data" / "cases.tsv"))
HARD = read_cases(str(ROOT / "tests" / "data" / "sample-hard-cases.tsv"))
LABELLED = [ROOT / "tests" / "data" / name for name in ("sample-queries.tsv", "blind-queries.tsv")]
ENCODER = CachingEncoder(None)  # the sample is hardly another when one thing in it is


def test_the_program_passes_all_cases(askfaq: Callable[..., Run]) -> None:
    run = askfaq("test")
    assert (run.code, run.err) == (0, ""), run.out
    assert f"{len(CASES)} passed, 0 failed" in run.out


@pytest.fixture(scope="module")
def hard_outcomes() -> dict[str, Outcome]:
    return {outcome.case.query: outcome for outcome in ask_all(HARD, Engine(FAQ))}


@pytest.mark.parametrize("case", HARD, ids=lambda case: case.query)
def test_a_known_failure_fails(case: Case, hard_outcomes: dict[str, Outcome]) -> None:
    assert not hard_outcomes[case.query].passes, "it passes now: it belongs into data/cases.tsv"


def test_there_are_enough_and_each_entry_has_some() -> None:
    assert len(CASES) >= 120
    assert sum(case.expected is None for case in CASES) >= len(CASES) / 3
    refuse_unknown_ids(CASES + HARD, FAQ, "")
    for entry in FAQ.entries:
        own = [case for case in CASES if case.expected == entry.id]
        assert len(own) >= 5
        assert any(case.answer_holds for case in own)


def test_each_is_a_query_of_its_own() -> None:
    keys = [wording_key(case.query) for case in CASES + HARD]
    assert len(keys) == len(set(keys))
    known = {wording_key(phrasing) for entry in FAQ.entries for phrasing in entry.phrasings}
    known |= {wording_key(line.split("\t")[0]) for path in LABELLED for line in path.read_text("utf-8").splitlines()}
    assert not known & set(keys)


Sample = dict[str, Any]


def broken(change: Callable[[Sample, dict[str, Any]], object], write: Callable[..., str]) -> str:
    """The sample with something changed, given as a whole and as entries by their ids."""
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    change(sample, {entry["id"]: entry for entry in sample["entries"]})
    return write(sample)


def swapped(key: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    one[key], other[key] = other[key], one[key]


LENGTH, WHY, CRYING, FRIENDS, CLIENT = (
    "hug-length",
    "why-hugs-comfort",
    "comfort-crying",
    "cry-in-front-of-friends",
    "hug-client",
)
BOUND = "Is a therapist bound to secrecy like a medical doctor?"
# what is done to the sample, and the entries whose cases fail then
NOTICED: dict[str, tuple[Callable[[Sample, dict[str, Any]], object], set[str | None]]] = {
    "an alias is dropped": (lambda _, e: e["confidentiality"]["aliases"].remove(BOUND), {"confidentiality"}),
    "two answers are swapped": (lambda _, e: swapped("answer", e[LENGTH], e[WHY]), {LENGTH, WHY}),
    "the aliases of two entries are swapped": (lambda _, e: swapped("aliases", e[CRYING], e[CLIENT]), {CRYING, CLIENT}),
    "an answer is emptied": (lambda _, e: e[LENGTH].update(answer="See our website."), {LENGTH}),
    "all aliases are dropped": (lambda _, e: e[CLIENT].pop("aliases"), {CLIENT}),
    "an alias takes a query away": (lambda _, e: e[WHY]["aliases"].append("how long is a normal hug"), {LENGTH}),
    "an entry is there twice": (lambda s, e: s["entries"].append({**e[CLIENT], "id": "copy"}), {CLIENT}),
    "a question is blanked into another's": (lambda _, e: e[CRYING].update(question=e[FRIENDS]["question"]), {FRIENDS}),
    "the threshold is too high": (lambda s, _: s.update(threshold=0.95), {LENGTH, "record-sessions"}),
    "the threshold is too low": (lambda s, _: s.update(threshold=0.02), {None}),
}


@pytest.mark.parametrize(("change", "named"), NOTICED.values(), ids=NOTICED)
def test_what_is_broken_is_named(
    change: Callable[[Sample, dict[str, Any]], object], named: set[str | None], faq_file: Callable[..., str]
) -> None:
    faq = load_faq(broken(change, faq_file))
    asked = [case for case in CASES if case.expected in {*named, "record-sessions"}]
    outcomes = list(ask_all(asked, Engine(faq, encoder=ENCODER)))
    assert {outcome.case.expected for outcome in outcomes if not outcome.passes} == named


REFUSED = {
    "an id is renamed": (lambda _, e: e[LENGTH].update(id="hug-lengths"), f'"{LENGTH}"; did you mean hug-lengths'),
    "an entry is removed": (lambda s, e: s["entries"].remove(e[CLIENT]), f'"{CLIENT}"'),
    "two entries are merged": (
        lambda s, e: (e[FRIENDS]["aliases"].extend(e[CRYING]["aliases"]), s["entries"].remove(e[CRYING])),
        f'"{CRYING}"',
    ),
}


@pytest.mark.parametrize(("change", "says"), REFUSED.values(), ids=REFUSED)
def test_cases_of_an_entry_that_is_gone_are_told_with_their_line(
    change: Callable[[Sample, dict[str, Any]], object], says: str, faq_file: Callable[..., str]
) -> None:
    faq = load_faq(broken(change, faq_file))
    with pytest.raises(FileError, match=rf"cases\.tsv:\d+: the FAQ has no entry {says}"):
        refuse_unknown_ids(CASES, faq, "cases.tsv")
