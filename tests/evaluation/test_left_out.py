"""A wording that is left out is really not in the FAQ that is asked, and all else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.engine.encoder.caching import CachingEncoder
from askfaq.engine.engine import Engine
from askfaq.evaluation.left_out import (
    TURNS,
    Turn,
    ask_left_out,
    without_entries,
    without_wordings,
    wordings_to_try,
)
from askfaq.model import Entry, FaqFile
from askfaq.text.normalize import wording_key

WORDS = st.sampled_from("cat Cat dog? dog bird fish! fish horse cow".split())
TEXT = st.lists(WORDS, min_size=1, max_size=2).map(" ".join)


@st.composite
def faqs(draw: st.DrawFn) -> FaqFile:
    wordings = draw(st.lists(st.lists(TEXT, min_size=1, max_size=2 * TURNS), max_size=6))
    return FaqFile(
        [
            Entry(f"e{number}", question, f"Answer {number}.", tuple(aliases), topic="T", ignore=("x",))
            for number, (question, *aliases) in enumerate(wordings)
        ]
    )


def keys(entry: Entry) -> set[str]:
    return set(map(wording_key, entry.phrasings))


def turns_of(faq: FaqFile) -> list[Turn]:
    return list(without_wordings(faq, wordings_to_try(faq)))


@given(faqs())
def test_no_wording_stands_in_the_faq_that_it_is_asked_of(faq: FaqFile) -> None:
    for changed, cases in turns_of(faq):
        asked = {wording_key(case.query) for case in cases}
        assert not asked & {key for entry in changed.entries for key in keys(entry)}


@given(faqs())
def test_each_wording_is_tried_once_but_for_those_that_have_no_fellow_or_two_owners(faq: FaqFile) -> None:
    tried = [(case.expected, wording_key(case.query)) for _, cases in turns_of(faq) for case in cases]
    assert len(tried) == len(set(tried))
    held = [(entry.id, key) for entry in faq.entries for key in keys(entry)]
    alone = {entry.id for entry in faq.entries if len(keys(entry)) == 1}
    owners = {key: {owner for owner, other in held if other == key} for _, key in held}
    assert set(tried) == {(owner, key) for owner, key in held if owner not in alone and len(owners[key]) == 1}


@given(faqs())
def test_all_else_stays(faq: FaqFile) -> None:
    turns = turns_of(faq)
    assert len(turns) <= TURNS
    for changed, cases in turns:
        assert [entry._replace(question="", aliases=()) for entry in changed.entries] == [
            entry._replace(question="", aliases=()) for entry in faq.entries
        ]
        gone = {(case.expected, wording_key(case.query)) for case in cases}
        for before, now in zip(faq.entries, changed.entries, strict=True):
            assert list(now.phrasings) == [p for p in before.phrasings if (before.id, wording_key(p)) not in gone]
            most = max(1, -(-len(keys(before)) // TURNS))
            assert len(keys(before) - keys(now)) <= most


@given(faqs())
def test_each_entry_is_missed_once_by_its_question(faq: FaqFile) -> None:
    turns = list(without_entries(faq))
    assert sorted(case.query for _, cases in turns for case in cases) == sorted(e.question for e in faq.entries)
    for changed, cases in turns:
        assert len(changed.entries) + len(cases) == len(faq.entries)
        assert all(case.expected is None for case in cases)
        assert all(entry in faq.entries for entry in changed.entries)


FAQ = FaqFile(
    [
        Entry("cats", "Do you take cats?", "Yes.", ("Are cats welcome at your hotel?", "Do you take my cat?")),
        Entry("code", "How do I open the door?", "Type 4711.", ("zylophant quorx",)),
    ]
)


@pytest.mark.parametrize("query", ["zylophant quorx", "Do you take cats?"])
def test_the_engine_cannot_know_what_was_left_out(query: str) -> None:
    whole = Engine(FAQ).ask(query)
    assert whole.why
    assert whole.why.verbatim
    (found,) = [o for o in ask_left_out(turns_of(FAQ), CachingEncoder(None)) if o.case.query == query]
    assert not (found.result.why and found.result.why.verbatim)
    assert found.verdict == ("refused wrongly" if query.startswith("z") else "right")


def test_what_stands_above_the_entries_stays() -> None:
    entries = (Entry("a", "What is PTO?", "x", ("paid leave",)), Entry("b", "Where?", "y", ("at which place",)))
    faq = FaqFile(entries, "T", "en", "Ring.", 0.3, "faq.json", synonyms=(("PTO", "paid time off"),))
    for turns in (turns_of(faq), list(without_entries(faq))):
        assert turns
        assert all(changed._replace(entries=faq.entries) == faq for changed, _ in turns)
