"""Lint by asking: every wording of the FAQ is put to the engine that answers its readers."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from askfaq.checks.contradictions.find import contradictions
from askfaq.checks.findings import Finding, Placed
from askfaq.checks.synonyms import exchanged
from askfaq.engine.analysis.synonyms import Synonyms
from askfaq.engine.encoder.caching import CachingEncoder
from askfaq.engine.engine import Engine
from askfaq.engine.storage.cache import path_of
from askfaq.model import FaqFile, Pointer, Result
from askfaq.text.normalize import STOP_WORDS, words

Progress = Callable[[int, int], None]

# Each wording is asked once of a FAQ that lacks it: an alias of one that has the rest of its entry, a question of one
# without its entry. So many FAQs share the work, and entries that compete for a question are missing in different
# ones. What is left is never reworded: the engine has its vectors already.
TURNS = 4

# So sure must the engine be that another entry is meant, before an alias is said to belong there.
SURE = 0.8

# Two entries compete for a shortened question when the second's score comes this close to the first's: that of one
# question, if it is the only wording of its entry and keeps enough words to be clear, or those of both. Judged on
# the findings in real FAQs.
ONE_WAY, BOTH_WAYS, CLEAR_WORDS = 0.3, 0.1, 3

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
    is_sure: bool


class Lint:
    """One FAQ's lint. `entries` are those of the FAQ, in its order."""

    def __init__(
        self, faq: FaqFile, entries: list[Placed], *, cache_dir: str | None, progress: Progress | None
    ) -> None:
        self._faq = faq._replace(threshold=None)  # a threshold of the owner's would change what counts as close
        self._entries = entries
        self._cache_dir, self._progress = cache_dir, progress
        content = "\n".join(phrasing for entry in faq.entries for phrasing in entry.phrasings)
        views = None if cache_dir is None else path_of("checked vectors", faq.path, cache_dir, content=content)
        self._encoder = CachingEncoder(views)
        self._number = {placed.entry.id: index for index, placed in enumerate(entries)}
        self._wordings = [
            _Wording(index, number, pointer, text)
            for index, placed in enumerate(entries)
            for number, (text, pointer) in enumerate(zip(placed.entry.phrasings, placed.phrasings, strict=True))
        ]
        self._total = len(self._wordings) + len(entries)
        self._done = 0
        shared = Counter(placed.entry.answer for placed in entries)
        # What several entries answer tells the engine nothing; with some of them out it would have to be read anew.
        self._told = [placed.entry.answer if shared[placed.entry.answer] == 1 else "" for placed in entries]

    def findings(self) -> Iterator[Finding]:
        """What the engine's answers tell about the FAQ. What was encoded is kept, also when this is interrupted."""
        try:
            yield from self._findings()
            self._encoder.save()
        except BaseException:
            self._encoder.save_all()
            raise

    def _findings(self) -> Iterator[Finding]:
        listed = Synonyms(self._faq.synonyms)
        keys = {wording: exchanged(wording.text, listed) for wording in self._wordings}
        holders: dict[str, set[int]] = {}
        for wording, key in keys.items():
            holders.setdefault(key, set()).add(wording.owner)
        shared = {wording for wording, key in keys.items() if len(holders[key]) > 1}
        vague = {w for w in self._wordings if self._is_alone(w) and not _telling_words(w.text)} - shared
        yield from (Finding("easily-missed", f"{_VAGUE}: add aliases", w.pointer) for w in vague)
        engine = Engine(
            self._faq, cache_dir=self._cache_dir, progress=self._progress, encoder=self._encoder, reads=False
        )
        lost = dict(self._lost(engine, [w for w in self._wordings if w not in shared | vague]))
        yield from (self._not_found(w, result) for w, result in lost.items())
        shortened = self._asked(engine, {w: _shortened(w.text) for w in self._wordings if w.number == 0})
        contrary = contradictions(self._entries, self._encoder)  # the engine has had all questions encoded by now
        yield from contrary.values()
        pairs = [p for p in self._taking_turns(shortened) if p.wording not in shared | lost.keys()]
        close = self._close(pairs, shortened)
        known = close | contrary.keys() | {(j, i) for i, j in contrary}
        yield from (self._close_entries(i, j) for i, j in close if i > j and (i, j) not in contrary)
        pulled = [p for p in pairs if p.is_sure and p.wording.number and (p.wording.owner, p.other) not in known]
        pulled = self._confirmed(pulled)
        yield from map(self._alias_of_another, pulled)
        involved = {w.owner for w in shared | vague | lost.keys()} | {p.other for p in pulled} | {i for i, _ in known}
        yield from self._easily_missed({w: r for w, r in shortened.items() if w.owner not in involved})

    def _is_alone(self, wording: _Wording) -> bool:
        return len(self._entries[wording.owner].phrasings) == 1

    def _asked(self, engine: Engine, texts: dict[_Wording, str]) -> dict[_Wording, Result]:
        results = {}
        for wording, result in zip(texts, engine.ask_many(texts.values()), strict=True):
            results[wording] = result
            self._done += 1
            if self._progress:
                self._progress(self._done, self._total)
        return results

    def _lost(self, engine: Engine, wordings: list[_Wording]) -> Iterator[tuple[_Wording, Result]]:
        """The wordings that do not bring up their own entry, as they stand. Words of its own always do (DESIGN 6)."""
        wordless = [w for w in wordings if not words(w.text)]
        for wording, result in zip(wordless, engine.ask_many(w.text for w in wordless), strict=True):
            offered = [self._number[match.entry.id] for match in result.matches if match.offered]
            first = result.status == "answered" and self._first(result) == wording.owner
            if not first and wording.owner not in offered:
                yield wording, result

    def _first(self, result: Result) -> int | None:
        return self._number[result.matches[0].entry.id] if result.matches else None

    def _taking_turns(self, shortened: dict[_Wording, Result]) -> Iterator[_Pair]:
        """Each wording that another entry answers where the wording itself is left out."""
        turns = self._turns(shortened)
        for turn in range(TURNS):
            yield from self._pairs([w for w in self._wordings if turns[w] == turn])

    def _pairs(self, out: list[_Wording]) -> Iterator[_Pair]:
        """Those of the wordings that another entry answers where all of them are left out."""
        if not out:
            return
        asked = self._asked(Engine(self._without(out), encoder=self._encoder, reads=False), {w: w.text for w in out})
        for wording, result in asked.items():
            other = self._first(result)
            if result.status == "answered" and other is not None and other != wording.owner:
                yield _Pair(wording, other, result.confidence >= SURE)

    def _confirmed(self, pulled: list[_Pair]) -> list[_Pair]:
        """The aliases that go to another entry also where their entry lacks nothing but this one."""
        waiting, confirmed = pulled, []
        while waiting:
            one_each = set({p.wording.owner: p for p in reversed(waiting)}.values())
            self._total += len(one_each)
            found = set(self._pairs([p.wording for p in waiting if p in one_each]))
            confirmed += [p for p in waiting if p in found]
            waiting = [p for p in waiting if p not in one_each]
        return confirmed

    def _close(self, pairs: list[_Pair], shortened: dict[_Wording, Result]) -> set[tuple[int, int]]:
        """The entries, both ways round, that answer each other's question and compete for it when it is shortened."""
        answers = {(p.wording.owner, p.other) for p in pairs if p.wording.number == 0}
        rivalry: dict[tuple[int, int], float] = {}
        clear = set()
        for wording, result in shortened.items():
            scores = {self._number[match.entry.id]: match.score for match in result.matches}
            if scores.get(wording.owner):
                rivalry.update({(wording.owner, i): score / scores[wording.owner] for i, score in scores.items()})
            if self._is_alone(wording) and len(_telling_words(wording.text)) >= CLEAR_WORDS:
                clear.add(wording.owner)

        def compete(i: int, j: int) -> bool:
            there, back = rivalry.get((i, j), 0.0), rivalry.get((j, i), 0.0)
            one_way = max(there if i in clear else 0.0, back if j in clear else 0.0)
            return one_way >= ONE_WAY or min(there, back) >= BOTH_WAYS

        return {(i, j) for i, j in answers if (j, i) in answers and compete(i, j)}

    def _turns(self, shortened: dict[_Wording, Result]) -> dict[_Wording, int]:
        """When each wording is left out: a question with its entry, an alias while its entry stays.

        The entries that compete for a wording should be there when it is asked.
        """
        rivals: dict[int, set[int]] = {}
        for wording, result in shortened.items():
            for other in {self._number[match.entry.id] for match in result.matches} - {wording.owner}:
                rivals.setdefault(other, set()).add(wording.owner)
                rivals.setdefault(wording.owner, set()).add(other)
        gone: dict[int, int] = {}
        for owner in range(len(self._entries)):
            gone[owner] = _quietest_turn(Counter(gone[i] for i in rivals.get(owner, ()) if i in gone), owner)
        absent = {owner: Counter(gone[i] for i in rivals.get(owner, ())) for owner in gone}
        for owner, turn in gone.items():
            absent[owner][turn] += len(gone)  # more than there can be rivals
        return {w: _quietest_turn(absent[w.owner], w.number) if w.number else gone[w.owner] for w in self._wordings}

    def _without(self, out: list[_Wording]) -> FaqFile:
        aliases_out = {(w.owner, w.number) for w in out}
        entries = []
        for owner, (entry, _, _) in enumerate(self._entries):
            if (owner, 0) not in aliases_out:
                kept = [a for n, a in enumerate(entry.aliases, start=1) if (owner, n) not in aliases_out]
                entries.append(entry._replace(aliases=tuple(kept), answer=self._told[owner]))
        return self._faq._replace(entries=tuple(entries))

    def _easily_missed(self, shortened: dict[_Wording, Result]) -> Iterator[Finding]:
        """The lone wordings that are not found by their telling words, as people type them into a search field."""
        for wording, result in shortened.items():
            if self._is_alone(wording) and self._first(result) != wording.owner:
                message = f'this is the only wording, and "{result.query}" does not bring it up: add aliases'
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
        message = f'but for "{pair.wording.text}", "{other.entry.id}" would be the answer'
        return Finding("alias-of-another", message, pair.wording.pointer, other=other.phrasings[0])


def _quietest_turn(taken: Counter[int], first: int) -> int:
    """The turn that is taken least often, from the first one on."""
    return min(range(TURNS), key=lambda turn: (taken[turn], (turn - first) % TURNS))


def _telling_words(text: str) -> list[str]:
    return [word for word in words(text) if word not in STOP_WORDS]


def _shortened(text: str) -> str:
    """The words that matter alone, where there are at least two."""
    telling = _telling_words(text)
    return " ".join(telling) if len(telling) > 1 else text
