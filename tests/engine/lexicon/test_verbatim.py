"""A query that is a phrasing word for word: one entry, and the others by the words they share with it."""

import pytest

from askfaq.engine.decision import decide
from askfaq.engine.lexicon import verbatim
from askfaq.engine.lexicon.memory import MemoryLexicon
from askfaq.engine.lexicon.verbatim import match_words
from askfaq.model import Entry
from askfaq.text.normalize import words

ENTRIES = (
    Entry("hug", "How long do hugs last?", "Twenty seconds.", ("hug length",), "Hugs"),
    Entry("cry", "How long may I cry?", "As long as it takes."),
    Entry("pay", "What does it cost?", "Ask.", ("hug price",), "Hugs"),
    Entry("twin", "May I cry?", "Yes."),
    Entry("other twin", "may I CRY", "Yes."),
)
EVERYWHERE = range(len(ENTRIES))


def matched(query: str, among: object = EVERYWHERE) -> list[tuple[str, str]] | None:
    found = match_words(ENTRIES, MemoryLexicon(ENTRIES), words(query), among, ())  # type: ignore[arg-type]
    return found and [(match.entry.id, match.phrasing) for match in found[0]]


def test_the_others_follow_by_the_share_of_words_in_common() -> None:
    assert matched("how long do HUGS last") == [("hug", "How long do hugs last?"), ("cry", "How long may I cry?")]
    assert matched("hug price") == [("pay", "hug price"), ("hug", "hug length")]


def test_a_phrasing_of_two_entries_is_shared_by_them() -> None:
    assert matched("may i cry")[:2] == [("twin", "May I cry?"), ("other twin", "may I CRY")]  # type: ignore[index]
    assert matched("may i cry", {1, 3}) == [("twin", "May I cry?"), ("cry", "How long may I cry?")]
    found, why = match_words(ENTRIES, MemoryLexicon(ENTRIES), ["may", "i", "cry"], EVERYWHERE, ()) or ([], None)
    assert decide([match.score for match in found], None) == ("ambiguous", 2)
    assert why is not None
    assert why.lead == 0


def test_why_names_the_words_that_tell_by_their_rarity() -> None:
    _, why = match_words(ENTRIES, MemoryLexicon(ENTRIES), words("How long do hugs last?"), EVERYWHERE, ()) or (
        [],
        None,
    )
    assert why is not None
    assert why.words == (("hugs", 1.792), ("last", 1.792))
    _, why = match_words(ENTRIES, MemoryLexicon(ENTRIES), words("may I cry"), EVERYWHERE, ()) or ([], None)
    assert why is not None
    assert why.words == (("cry", 0.981),)


@pytest.mark.parametrize("query", ["", "?!", "hug", "how long do hugs last then"])
def test_what_is_no_phrasing_is_not_matched(query: str) -> None:
    assert matched(query) is None


def test_only_the_entries_asked_for_are_matched() -> None:
    assert matched("hug price", {1, 2}) == [("pay", "hug price")]
    assert matched("hug price", {0, 1}) is None


def test_very_common_words_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbatim, "MOST_ENTRIES", 3)
    assert matched("how long may I cry") == [("cry", "How long may I cry?"), ("hug", "How long do hugs last?")]


def test_of_many_entries_those_that_share_the_rarest_words_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verbatim, "MOST_COMPARED", 2)
    assert [entry for entry, _ in matched("how long may I cry") or ()] == ["cry", "twin"]
