"""The whole engine, for queries that are not a phrasing word for word: all signals looked at."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.analysis.query import SPOKEN, Query, QueryReader
from askfaq.engine.arrays import Floats
from askfaq.engine.decision import VERBATIM
from askfaq.engine.encoder.encoder import Encoder, cores, in_threads
from askfaq.engine.index.file import IndexFile
from askfaq.engine.index.source import phrasings_of
from askfaq.engine.ranking import signals, similarity
from askfaq.engine.ranking.confidence import OTHER_SUBJECT, Evidence, Guards, probability
from askfaq.engine.ranking.entry_reader import EntryReader, EntryReading
from askfaq.engine.ranking.subject_guard import SubjectGuard, begin_alike
from askfaq.engine.ranking.topics import adds_only_topic, not_named
from askfaq.model import Entry, Match, Why
from askfaq.text.normalize import stem, words

MOST_MARGIN = 3.0  # odds of 20 to 1: beyond that a lead says no more
FEW_ENTRIES = 12  # a FAQ of this size misses most questions
FEWEST = 10  # a smaller one is no more careful: its owner is trying it out
MOST_READ = 3  # entries that are read with a query
READ_WITHIN = 3.0  # ln of the odds by which an entry that is read may be less likely than the first
SURELY_SETTLED = 2.2  # ln of the odds (.9): the guard, which sees single words, gives way to who has read the answer
NEAR = 0.4  # cosine from which a phrasing is about a single word (docs/decisions/0021-single-words.md)
NAMED_TOPIC = 3.0  # ln of the odds for an entry whose topic is named, against one of the same wording


class Overlap(NamedTuple):
    """Which of the query's informative words an entry holds."""

    shared: tuple[tuple[str, float], ...]  # with their rarity
    missing: tuple[str, ...]
    coverage: float  # share of the rarity that is shared


class Matcher:
    """A FAQ's index, and the reading of queries against it. Nothing changes after it is made."""

    def __init__(
        self,
        entries: Sequence[Entry],
        encoder: Encoder,
        reader: QueryReader,
        made: IndexFile,
        entry_reader: EntryReader | None = None,
    ) -> None:
        """Entries are read where there is a reader for them."""
        self._entries = entries
        self._encoder = encoder
        self._reader = reader
        self.index, self.spread = made
        self._guard = SubjectGuard(entries, encoder, self.index)
        self._entry_reader = entry_reader

    def match(self, queries: Sequence[Query], allowed: Sequence[int], top: int) -> list[tuple[list[Match], Why]]:
        """For each query its `top` matches (2 or more) among the allowed entries, best first, and why the first is."""
        weighed = self.weigh(queries, np.asarray(allowed))
        is_allowed = np.zeros(self.index.entries, bool)
        is_allowed[allowed] = True
        threads = cores() if self._entry_reader else 1

        def ranked(one: tuple[Query, signals.Candidates, Floats | None]) -> tuple[list[Match], Why]:
            query, candidates, states = one
            among = np.flatnonzero(is_allowed[self._numbers(candidates)])
            readings = self.read(query.text, candidates, among, states)
            return self._ranked(query, signals.after_reading(self.index, candidates, readings), among, top)

        return list(in_threads(ranked, list(weighed), threads))

    def weigh(
        self, queries: Sequence[Query], allowed: NDArray[np.int64]
    ) -> Iterator[tuple[Query, signals.Candidates, Floats | None]]:
        """Each query, the entries that it is weighed against, and what the reader needs of it, where there is one."""
        texts = [query.text for query in queries]
        states: Sequence[Floats | None] = [None] * len(queries)
        if self._entry_reader:
            views, states = self._encoder.views_and_middle(texts, threads=cores())
        else:
            views = self._encoder.views(texts, threads=cores())
        yield from zip(queries, signals.weigh(self.index, self.spread, texts, views, allowed), states, strict=True)

    def read(
        self, query: str, candidates: signals.Candidates, among: NDArray[np.int64], states: Floats | None
    ) -> dict[int, EntryReading]:
        """What comes of reading the likeliest of those `among` the candidates with the query; `states` is what the
        reader needs of it. Entries without an answer of their own are not read.
        """
        if self._entry_reader is None or states is None:
            return {}
        entries, scores = self._numbers(candidates), candidates.scores
        best = among[np.argsort(-scores[among], kind="stable")][:MOST_READ].tolist()
        near = [i for i in best if scores[best[0]] - scores[i] <= READ_WITHIN]
        chosen = [i for i in near if self._entry_reader.has_answer(int(entries[i]))]
        return dict(zip(chosen, self._entry_reader.read(query, states, entries[chosen].tolist()), strict=True))

    def _numbers(self, candidates: signals.Candidates) -> NDArray[np.int64]:
        """The FAQ's numbers of the entries of the shortlist."""
        return np.arange(self.index.entries)[candidates.among.entries]

    def _ranked(
        self, query: Query, candidates: signals.Candidates, among: NDArray[np.int64], top: int
    ) -> tuple[list[Match], Why]:
        entries = self._numbers(candidates)
        wording, topics = self._sharing(candidates, among)
        behind = not_named(query.words, wording, topics)
        candidates.scores[behind] -= NAMED_TOPIC
        order = among[np.argsort(-candidates.scores[among], kind="stable")][:top]
        first = int(order[0])
        overlap = self.overlap(query, int(entries[first]))
        evidence = self.evidence(candidates, among, first, overlap.coverage)
        closeness = float(candidates.own(first)[1].max())
        confidence = probability(evidence, self._guards(query, overlap, closeness))
        read = candidates.readings.get(first)
        if confidence > OTHER_SUBJECT and self._asks_other_subject(query, int(entries[first]), read):
            confidence = OTHER_SUBJECT
        is_named = set(topics) - set(behind) == {first} and adds_only_topic(query.words, wording, topics[first])
        if is_named:
            confidence = VERBATIM
        confidence = round(confidence, 4)
        odds = np.exp(candidates.scores[order] - candidates.scores[first])
        matches = [
            Match(
                self._entries[entries[i]],
                round(confidence * float(o), 4),
                self._phrasing(candidates.nearest(int(i))),
                is_about=self._is_about(query, candidates, int(i)),
            )
            for i, o in zip(order, odds, strict=True)
        ]
        runner_up = matches[1] if len(matches) > 1 else None
        read = None if is_named else read
        why = Why(
            phrasing=matches[0].phrasing,
            words=overlap.shared,
            missing=overlap.missing,
            repairs=query.repairs,
            closeness=round(closeness, 4),
            runner_up=runner_up.entry if runner_up else None,
            lead=confidence - (runner_up.score if runner_up else 0.0),
            verbatim=False,
            settled=round(1 / (1 + math.exp(-read.odds)), 4) if read else None,
            decisive=self._entry_reader.decisive(int(entries[first]), read) if read and self._entry_reader else "",
            exchanged=query.exchanged,
            names_topic=is_named,
        )
        return matches, why

    def _is_about(self, query: Query, candidates: signals.Candidates, place: int) -> bool:
        """Whether a candidate is about a query of a single word: it has that, or a phrasing that is near in meaning."""
        if not query.keywords:
            return False
        entry = self._entries[self._numbers(candidates)[place]]
        own = [word for text in (*entry.phrasings, entry.topic or "") for word in words(text)]
        if {stem(word) for word in query.keywords} <= set(map(stem, own)):
            return True
        if self.index.language_coverage >= SPOKEN:
            return float(candidates.own(place)[1].max()) >= NEAR
        return all(any(begin_alike(word, other) for other in own) for word in query.keywords)

    def _asks_other_subject(self, query: Query, entry: int, read: EntryReading | None) -> bool:
        if read and read.odds >= SURELY_SETTLED:
            return False
        return self._guard.asks_other_subject(query, entry)

    def _sharing(self, candidates: signals.Candidates, among: NDArray[np.int64]) -> tuple[str, dict[int, str]]:
        """The wording that is nearest to the query, and the topics of the entries that have it, by their places, where
        there are several.
        """
        best = int(among[candidates.scores[among].argmax()])
        wording = self._phrasing(candidates.nearest(best))
        sharing = self._reader.entries_with_wording(wording)
        if len(sharing) < 2:
            return wording, {}
        places = among[np.isin(self._numbers(candidates)[among], sharing)].tolist()
        return wording, {i: self._entries[self._numbers(candidates)[i]].topic or "" for i in places}

    def evidence(
        self, candidates: signals.Candidates, among: NDArray[np.int64], first: int, coverage: float
    ) -> Evidence:
        """What speaks for the entry `first`, the best of those `among` the shortlist's that are allowed. Each stands
        for a share of others (Shortlist).
        """
        scores, shares = candidates.scores[among], candidates.among.shares[among]
        order = np.argsort(-scores, kind="stable")
        top = float(scores[order[0]])
        odds = np.exp(scores[order].astype(np.float64) - top) * shares[order]
        others = float(np.log(odds[1:].sum())) if len(order) > 1 else -signals.ALONE
        places, cosines = candidates.own(first)
        read = candidates.readings.get(first)
        cosine, language_coverage = float(cosines.max()), self.index.language_coverage
        centre = float(cosines.mean()) / similarity.centre_length(self.index.semantic, places)
        return Evidence(
            pull=top + float(np.log(odds.sum())) - math.log(1 + len(self._entries)),
            margin=max(-MOST_MARGIN, min(MOST_MARGIN, -others)),
            apart=((cosine + centre) / 2 - self.spread.cosine) * language_coverage,
            unlike=(cosine - self.spread.kinship) * self.index.learned * language_coverage,
            coverage=coverage,
            breadth=-math.exp(-max(len(self._entries), FEWEST) / FEW_ENTRIES),
            learned=self.index.learned,
            settles=read.bounded_odds if read else 0.0,
            read=signals.trust_in_reading(self.index) if read else 0.0,
            language_coverage=language_coverage,
        )

    def overlap(self, query: Query, entry: int) -> Overlap:
        """Which of the query's informative words the entry holds in its phrasings, answer or topic."""
        shared, missing, total = [], [], 0.0
        for word in query.informative:
            holders = self.index.entry_words.holders(stem(word))
            rarity = math.log(1 + self.index.entries / max(1, len(holders)))
            total += rarity
            if entry in holders:
                shared.append((word, round(rarity, 3)))
            else:
                missing.append(word)
        return Overlap(tuple(shared), tuple(missing), sum(r for _, r in shared) / total if total else 0.0)

    def _guards(self, query: Query, overlap: Overlap, closeness: float) -> Guards:
        readable = sum(1 for w in query.informative if self._reader.is_readable(w))
        spoken = closeness * self.index.language_coverage
        return Guards(len(query.informative), readable, len(overlap.shared), len(query.words), spoken)

    def _phrasing(self, place: int) -> str:
        """The phrasing at a place among all."""
        owners = self.index.owners
        entry = int(owners[place])
        return phrasings_of(self._entries[entry])[place - int(owners.searchsorted(entry))]
