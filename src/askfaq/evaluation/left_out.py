"""Wordings asked of a FAQ that lacks them: a test where there are no cases.

One FAQ lacks a fiftieth of the wordings at once, so that fifty FAQs serve them all. No entry loses more than a fiftieth
of its own, or one.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.engine import Engine
from askfaq.evaluation.cases import Case
from askfaq.evaluation.run import Outcome, ask_all
from askfaq.model import Entry, FaqFile
from askfaq.text.normalize import wording_key

TURNS = 50  # as one at a time for 172 of the sample's 173 wordings, in less than half the time


class Wording(NamedTuple):
    """A wording that can be left out, its key and the number of its entry."""

    text: str
    key: str
    entry: int


class Turn(NamedTuple):
    """A FAQ that lacks something, and what is to be asked of it."""

    faq: FaqFile
    cases: list[Case]


def ask_left_out(turns: Iterable[Turn], encoder: Encoder) -> Iterator[Outcome]:
    """The outcomes of all turns. The encoder should remember: the FAQs are much the same."""
    for faq, cases in turns:
        yield from ask_all(cases, Engine(faq, encoder=encoder))


def wordings_to_try(faq: FaqFile) -> list[Wording]:
    """The wordings that can be left out: their entries have others, and no other entry has the same."""
    holders: dict[str, set[int]] = {}
    found = []
    for number, entry in enumerate(faq.entries):
        own = {wording_key(phrasing): phrasing for phrasing in reversed(entry.phrasings)}
        for key in own:
            holders.setdefault(key, set()).add(number)
        if len(own) > 1:
            found += [Wording(text, key, number) for key, text in reversed(own.items())]
    return [wording for wording in found if len(holders[wording.key]) == 1]


def without_wordings(faq: FaqFile, wordings: Sequence[Wording]) -> Iterator[Turn]:
    """Each wording in a FAQ that lacks it. Where a question is left out, the first alias takes its place."""
    for turn in range(TURNS):
        if out := wordings[turn::TURNS]:
            gone: dict[int, set[str]] = {}
            for wording in out:
                gone.setdefault(wording.entry, set()).add(wording.key)
            entries = list(faq.entries)
            for number, keys in gone.items():
                entries[number] = _without(entries[number], keys)
            cases = [Case(wording.text, faq.entries[wording.entry].id) for wording in out]
            yield Turn(_changed(faq, entries), cases)


def without_entries(faq: FaqFile) -> Iterator[Turn]:
    """Each question in a FAQ that lacks its entry, and so must refuse it."""
    numbers = range(len(faq.entries))
    for turn in range(TURNS):
        if out := numbers[turn::TURNS]:
            kept = [entry for number, entry in enumerate(faq.entries) if number % TURNS != turn]
            yield Turn(_changed(faq, kept), [Case(faq.entries[number].question, None) for number in out])


def _without(entry: Entry, keys: set[str]) -> Entry:
    question, *aliases = (phrasing for phrasing in entry.phrasings if wording_key(phrasing) not in keys)
    return entry._replace(question=question, aliases=tuple(aliases))


def _changed(faq: FaqFile, entries: Sequence[Entry]) -> FaqFile:
    return faq._replace(entries=tuple(entries), content_hash="")  # which is that of the whole file
