"""Lint by asking: every wording of the FAQ is put to the engine that answers its readers."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from askfaq.checks.contradictions.find import contradictions
from askfaq.checks.findings import Finding, Placed
from askfaq.checks.retrieval.rivals import TURNS, BroughtUp, Wording, competing, shortened, telling_words, turns
from askfaq.checks.synonyms import exchanged
from askfaq.engine.analysis.courtesy import strip_courtesies
from askfaq.engine.analysis.synonyms import Synonyms
from askfaq.engine.encoder.caching import CachingEncoder
from askfaq.engine.engine import Engine
from askfaq.engine.index import vector_log
from askfaq.engine.storage.cache import path_of
from askfaq.model import FaqFile, Result
from askfaq.text.normalize import words

Progress = Callable[[int, int], None]

# So sure must the engine be that another entry is meant, before an alias is said to belong there.
SURE = 0.8

_VAGUE = "this is the only wording, and no word of it tells what it is about"


class _Pair(NamedTuple):
    """A wording that brings up another entry, and that entry's number."""

    wording: Wording
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
            Wording(index, number, pointer, text, len(placed.phrasings) == 1)
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
        vague = {w for w in self._wordings if w.is_alone and not telling_words(w.text)} - shared
        yield from (Finding("easily-missed", f"{_VAGUE}: add aliases", w.pointer) for w in vague)
        engine = Engine(
            self._faq, cache_dir=self._cache_dir, progress=self._progress, encoder=self._encoder, reads=False
        )
        self._take_over_vectors(engine)
        lost = dict(self._lost(engine, [w for w in self._wordings if w not in shared | vague]))
        yield from (self._not_found(w, result) for w, result in lost.items())
        results = self._asked(engine, {w: shortened(w.text) for w in self._wordings if w.number == 0})
        contrary = contradictions(self._entries, self._encoder)  # the engine has had all questions encoded by now
        yield from contrary.values()
        brought_up = {w: {self._number[m.entry.id]: m.score for m in r.matches} for w, r in results.items()}
        rivals = competing(brought_up)
        pairs = [p for p in self._taking_turns(brought_up, rivals) if p.wording not in shared | lost.keys()]
        close = self._close(pairs, rivals)
        known = close | contrary.keys() | {(j, i) for i, j in contrary}
        yield from (self._close_entries(i, j) for i, j in close if i > j and (i, j) not in contrary)
        pulled = [p for p in pairs if p.is_sure and p.wording.number and (p.wording.owner, p.other) not in known]
        pulled = self._confirmed(pulled)
        yield from map(self._alias_of_another, pulled)
        involved = {w.owner for w in shared | vague | lost.keys()} | {p.other for p in pulled} | {i for i, _ in known}
        yield from self._easily_missed({w: r for w, r in results.items() if w.owner not in involved})

    def _take_over_vectors(self, engine: Engine) -> None:
        """The vectors of the FAQ's wordings, which its index was made of."""
        if self._cache_dir is None or not self._wordings:
            return
        engine.index_files()  # makes it where there is none
        texts = [strip_courtesies(wording.text) for wording in self._wordings]
        log = path_of("vectors", self._faq.path, self._cache_dir)
        found = vector_log.read(texts, [], self._encoder, log, None, is_all=False)
        self._encoder.remember(texts, found.rows[found.full])

    def _asked(self, engine: Engine, texts: dict[Wording, str]) -> dict[Wording, Result]:
        results = {}
        for wording, result in zip(texts, engine.ask_many(texts.values()), strict=True):
            results[wording] = result
            self._done += 1
            if self._progress:
                self._progress(self._done, self._total)
        return results

    def _lost(self, engine: Engine, wordings: list[Wording]) -> Iterator[tuple[Wording, Result]]:
        """The wordings that do not bring up their own entry, as they stand. Words of its own always do (DESIGN 6)."""
        wordless = [w for w in wordings if not words(w.text)]
        for wording, result in zip(wordless, engine.ask_many(w.text for w in wordless), strict=True):
            offered = [self._number[match.entry.id] for match in result.matches if match.offered]
            first = result.status == "answered" and self._first(result) == wording.owner
            if not first and wording.owner not in offered:
                yield wording, result

    def _first(self, result: Result) -> int | None:
        return self._number[result.matches[0].entry.id] if result.matches else None

    def _taking_turns(self, brought_up: BroughtUp, rivals: set[tuple[int, int]]) -> Iterator[_Pair]:
        """Each wording that another entry answers where the wording itself is left out. A question that no other
        entry competes for is not asked: nothing would come of it.
        """
        turn_of = turns(self._wordings, brought_up)
        contested = {i for i, _ in rivals}
        self._total -= len(self._entries) - len(contested)
        for turn in range(TURNS):
            out = [w for w in self._wordings if turn_of[w] == turn]
            yield from self._pairs(out, lambda w: w.number > 0 or w.owner in contested)

    def _pairs(self, out: list[Wording], is_asked: Callable[[Wording], bool] = lambda _: True) -> Iterator[_Pair]:
        """Those of the wordings that another entry answers where all of them are left out."""
        texts = {w: w.text for w in out if is_asked(w)}
        if not texts:
            return
        without = self._without(out)
        version_of = self._faq.path if self._cache_dir else None
        engine = Engine(without, cache_dir=self._cache_dir, encoder=self._encoder, reads=False, version_of=version_of)
        asked = self._asked(engine, texts)
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

    def _close(self, pairs: list[_Pair], rivals: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """The rivals, both ways round, that answer each other's question."""
        answers = {(p.wording.owner, p.other) for p in pairs if p.wording.number == 0}
        return {(i, j) for i, j in answers if (j, i) in answers and (i, j) in rivals}

    def _without(self, out: list[Wording]) -> FaqFile:
        aliases_out = {(w.owner, w.number) for w in out}
        entries = []
        for owner, (entry, _, _) in enumerate(self._entries):
            if (owner, 0) not in aliases_out:
                kept = [a for n, a in enumerate(entry.aliases, start=1) if (owner, n) not in aliases_out]
                entries.append(entry._replace(aliases=tuple(kept), answer=self._told[owner]))
        return self._faq._replace(entries=tuple(entries))

    def _easily_missed(self, results: dict[Wording, Result]) -> Iterator[Finding]:
        """The lone wordings that are not found by their telling words, as people type them into a search field."""
        for wording, result in results.items():
            if wording.is_alone and self._first(result) != wording.owner:
                message = f'this is the only wording, and "{result.query}" does not bring it up: add aliases'
                yield Finding("easily-missed", message, wording.pointer)

    def _not_found(self, wording: Wording, result: Result) -> Finding:
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
