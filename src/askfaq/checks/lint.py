"""Lint by asking: every wording of the FAQ is put to the engine that answers its readers."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from askfaq.checks.finding import Finding, Placed
from askfaq.checks.wordings import folded
from askfaq.matching.engine import Engine
from askfaq.matching.text import STOP_WORDS, words
from askfaq.model import FaqFile, Pointer, Result

Progress = Callable[[int, int], None]

# Each wording is asked once of a FAQ that lacks it: an alias of one that has the rest of its entry, a question of one
# without its entry. So many FAQs share the work, and entries that compete for a question are missing in different
# ones. What is left is never reworded: the engine has its vectors already.
TURNS = 4

_VAGUE = "this is the only wording, and no word of it tells what it is about"


class _Wording(NamedTuple):
    """A phrasing of the FAQ: its entry's number, which of its phrasings it is, and where it stands."""

    owner: int
    number: int
    pointer: Pointer
    text: str


class _Pair(NamedTuple):
    """A wording that brings up another entry, and that entry's number."""

    wording: _Wording
    other: int


class Lint:
    """One FAQ's lint. `entries` are those of the FAQ, in its order."""

    def __init__(
        self, faq: FaqFile, entries: list[Placed], *, cache_dir: str | None, progress: Progress | None
    ) -> None:
        self._faq = faq._replace(threshold=None)  # a threshold of the owner's would change what counts as close
        self._entries = entries
        self._cache_dir, self._progress = cache_dir, progress
        self._number = {placed.entry.id: index for index, placed in enumerate(entries)}
        self._wordings = [
            _Wording(index, number, pointer, text)
            for index, placed in enumerate(entries)
            for number, (text, pointer) in enumerate(zip(placed.entry.phrasings, placed.phrasings, strict=True))
        ]
        self._single = [w for w in self._wordings if len(entries[w.owner].phrasings) == 1]
        self._total = 2 * len(self._wordings) + len(self._single)
        self._done = 0

    def findings(self) -> Iterator[Finding]:
        """What the engine's answers tell about the FAQ."""
        holders: dict[tuple[str, ...] | str, set[int]] = {}
        for wording in self._wordings:
            holders.setdefault(folded(wording.text), set()).add(wording.owner)
        as_it_stands = self._asked(self._faq, self._wordings)
        shared = {w for w in self._wordings if len(holders[folded(w.text)]) > 1}
        vague = {w for w in self._single if not _telling_words(w.text)} - shared
        yield from (Finding("easily-missed", f"{_VAGUE}: add aliases", w.pointer) for w in vague)
        lost = {w for w in as_it_stands if w not in shared | vague and not self._finds_own(w, as_it_stands[w])}
        yield from (self._not_found(w, as_it_stands[w]) for w in lost)
        pairs = [p for p in self._pairs(as_it_stands) if p.wording not in shared | lost]
        close = {(p.wording.owner, p.other) for p in pairs if p.wording.number == 0}
        close = {(i, j) for i, j in close if (j, i) in close}
        yield from (self._close_entries(i, j) for i, j in close if i > j)
        pulled = [p for p in pairs if p.wording.number and (p.wording.owner, p.other) not in close]
        yield from map(self._alias_of_another, pulled)
        involved = {w.owner for w in shared | vague | lost} | {p.other for p in pulled} | {i for i, _ in close}
        yield from self._easily_missed([w for w in self._single if w.owner not in involved])

    def _asked(self, faq: FaqFile, wordings: list[_Wording], texts: list[str] | None = None) -> dict[_Wording, Result]:
        engine = Engine(faq, cache_dir=self._cache_dir)
        results = {}
        for wording, result in zip(wordings, engine.ask_many(texts or [w.text for w in wordings]), strict=True):
            results[wording] = result
            self._done += 1
            if self._progress:
                self._progress(self._done, self._total)
        return results

    def _first(self, result: Result) -> int | None:
        return self._number[result.matches[0].entry.id] if result.matches else None

    def _finds_own(self, wording: _Wording, result: Result) -> bool:
        offered = [self._number[match.entry.id] for match in result.matches if match.offered]
        return (wording.owner == self._first(result) and result.status == "answered") or wording.owner in offered

    def _pairs(self, as_it_stands: dict[_Wording, Result]) -> Iterator[_Pair]:
        """Each wording that another entry answers where the wording itself is left out."""
        turns = self._turns(as_it_stands)
        for turn in range(TURNS):
            out = [w for w in self._wordings if turns[w] == turn]
            for wording, result in self._asked(self._without(out), out).items():
                other = self._first(result)
                sure = result.status == "answered" and result.level == "high"
                if sure and other is not None and other != wording.owner:
                    yield _Pair(wording, other)

    def _turns(self, as_it_stands: dict[_Wording, Result]) -> dict[_Wording, int]:
        """When each wording is left out: a question with its entry, an alias while its entry stays.

        The entries that compete for a wording should be there when it is asked.
        """
        rivals = {w: {self._number[match.entry.id] for match in as_it_stands[w].matches} for w in self._wordings}
        either_way: dict[int, set[int]] = {}
        for wording in self._wordings:
            if wording.number == 0:
                for rival in rivals[wording] - {wording.owner}:
                    either_way.setdefault(rival, set()).add(wording.owner)
                    either_way.setdefault(wording.owner, set()).add(rival)
        gone: dict[int, int] = {}
        for owner in range(len(self._entries)):
            gone[owner] = _quietest_turn([gone[rival] for rival in either_way.get(owner, ()) if rival in gone], owner)
        return {
            w: gone[w.owner] if w.number == 0 else _quietest_turn([gone[r] for r in rivals[w] | {w.owner}], w.number)
            for w in self._wordings
        }

    def _without(self, out: list[_Wording]) -> FaqFile:
        aliases_out = {(w.owner, w.number) for w in out}
        entries = []
        for owner, (entry, _, _) in enumerate(self._entries):
            if (owner, 0) not in aliases_out:
                kept = [a for n, a in enumerate(entry.aliases, start=1) if (owner, n) not in aliases_out]
                entries.append(entry._replace(aliases=tuple(kept)))
        return self._faq._replace(entries=tuple(entries))

    def _easily_missed(self, wordings: list[_Wording]) -> Iterator[Finding]:
        """The lone wordings that are not found by their telling words, as people type them into a search field."""
        short = {w: " ".join(_telling_words(w.text)) for w in wordings if len(_telling_words(w.text)) > 1}
        for wording, result in self._asked(self._faq, list(short), list(short.values())).items():
            if self._first(result) != wording.owner:
                message = f'this is the only wording, and "{short[wording]}" does not bring it up: add aliases'
                yield Finding("easily-missed", message, wording.pointer)

    def _not_found(self, wording: _Wording, result: Result) -> Finding:
        first = self._first(result)
        if result.status == "answered" and first is not None:
            message = f'asked in these very words, "{self._entries[first].entry.id}" is the answer'
            return Finding("not-found", message, wording.pointer, other=self._entries[first].phrasings[0])
        return Finding("not-found", "asked in these very words, there is no answer", wording.pointer)

    def _close_entries(self, index: int, other: int) -> Finding:
        message = f'hard to tell from "{self._entries[other].entry.id}": each would answer the question of the other'
        return Finding(
            "close-entries", message, self._entries[index].phrasings[0], other=self._entries[other].phrasings[0]
        )

    def _alias_of_another(self, pair: _Pair) -> Finding:
        other = self._entries[pair.other]
        message = f'but for this alias, "{other.entry.id}" would be the answer'
        return Finding("alias-of-another", message, pair.wording.pointer, other=other.phrasings[0])


def _quietest_turn(taken: list[int], first: int) -> int:
    """The turn that is taken least often, from the first one on."""
    return min(range(TURNS), key=lambda turn: (taken.count(turn), (turn - first) % TURNS))


def _telling_words(text: str) -> list[str]:
    return [word for word in words(text) if word not in STOP_WORDS]
