"""The whole engine, for queries that are not a phrasing word for word: all signals looked at."""

import math
import os
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.analysis.courtesy import strip_courtesies
from askfaq.engine.analysis.query import SPOKEN, Asked, Reader
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.index.file import Prepared
from askfaq.engine.index.source import phrasings_of
from askfaq.engine.ranking import signals, similarity
from askfaq.engine.ranking.confidence import OTHER_SUBJECT, Evidence, Guards, probability
from askfaq.engine.ranking.subject_guard import exchanged_words, exclude, is_negated, is_slip, reverse, share_letters
from askfaq.model import Entry, Match, Why
from askfaq.text.normalize import stem, stems, words

MOST_MARGIN = 3.0  # odds of 20 to 1: beyond that a lead says no more
CORE = 0.5  # share of an entry's phrasings that hold its subject
COMMON_SUBJECT = 0.2  # share of a FAQ's entries that hold a subject of the whole FAQ
SAME_SUBJECT = 0.6  # cosine of two words' meanings below which one does not stand for the other
FEW_ENTRIES = 12  # a FAQ of this size misses most questions
FEWEST = 10  # a smaller one is no more careful: its owner is trying it out


class Overlap(NamedTuple):
    """Which of the query's informative words an entry holds."""

    shared: tuple[tuple[str, float], ...]  # with their rarity
    missing: tuple[str, ...]
    coverage: float  # share of the rarity that is shared


class Matcher:
    """A FAQ's index, and the reading of queries against it. Nothing changes after it is made."""

    def __init__(self, entries: Sequence[Entry], encoder: Encoder, reader: Reader, made: Prepared) -> None:
        self._entries = entries
        self._encoder = encoder
        self._reader = reader
        self.index, self.spread = made

    def match(self, asked: Sequence[Asked], allowed: Sequence[int], top: int) -> list[tuple[list[Match], Why]]:
        """For each query its `top` matches (2 or more) among the allowed entries, best first, and why the first is."""
        texts, among = [a.text for a in asked], np.asarray(allowed)
        views = self._encoder.views(texts, threads=os.cpu_count() or 1)
        looks = signals.looks(self.index, self.spread, texts, views, among)
        return [self._ranked(a, look, among, top) for a, look in zip(asked, looks, strict=True)]

    def _ranked(
        self, asked: Asked, look: signals.Look, allowed: NDArray[np.int64], top: int
    ) -> tuple[list[Match], Why]:
        entries = np.arange(self.index.entries)[look.among.entries]
        is_allowed = np.zeros(self.index.entries, bool)
        is_allowed[allowed] = True
        among = np.flatnonzero(is_allowed[entries])
        order = among[np.argsort(-look.scores[among], kind="stable")][:top]
        overlap = self.overlap(asked, int(entries[order[0]]))
        evidence = self.evidence(look, among, int(order[0]), overlap.coverage)
        closeness = float(look.own(int(order[0]))[1].max())
        confidence = probability(evidence, self._guards(asked, overlap, closeness))
        if confidence > OTHER_SUBJECT and self._asks_other_subject(asked, int(entries[order[0]])):
            confidence = OTHER_SUBJECT
        confidence = round(confidence, 4)
        odds = np.exp(look.scores[order] - look.scores[order[0]])
        matches = [
            Match(self._entries[entries[i]], round(confidence * float(o), 4), self._phrasing(look.nearest(int(i))))
            for i, o in zip(order, odds, strict=True)
        ]
        runner_up = matches[1] if len(matches) > 1 else None
        why = Why(
            phrasing=matches[0].phrasing,
            words=overlap.shared,
            missing=overlap.missing,
            repairs=asked.repairs,
            closeness=round(closeness, 4),
            runner_up=runner_up.entry if runner_up else None,
            lead=confidence - (runner_up.score if runner_up else 0.0),
            verbatim=False,
        )
        return matches, why

    def evidence(self, look: signals.Look, among: NDArray[np.int64], first: int, coverage: float) -> Evidence:
        """What speaks for the entry `first`, the best of those `among` the shortlist's that are allowed. Each stands
        for a share of others (Shortlist).
        """
        scores, shares = look.scores[among], look.among.shares[among]
        order = np.argsort(-scores, kind="stable")
        top = float(scores[order[0]])
        odds = np.exp(scores[order].astype(np.float64) - top) * shares[order]
        others = float(np.log(odds[1:].sum())) if len(order) > 1 else -signals.ALONE
        places, cosines = look.own(first)
        cosine, fluency = float(cosines.max()), self.index.fluency
        centre = float(cosines.mean()) / similarity.centre_length(self.index.meaning, places)
        return Evidence(
            pull=top + float(np.log(odds.sum())) - math.log(1 + len(self._entries)),
            margin=max(-MOST_MARGIN, min(MOST_MARGIN, -others)),
            apart=((cosine + centre) / 2 - self.spread.cosine) * fluency,
            unlike=(cosine - self.spread.kinship) * self.index.learned * fluency,
            coverage=coverage,
            breadth=-math.exp(-max(len(self._entries), FEWEST) / FEW_ENTRIES),
            learned=self.index.learned,
            fluency=fluency,
        )

    def overlap(self, asked: Asked, entry: int) -> Overlap:
        """Which of the query's informative words the entry holds in its phrasings, answer or topic."""
        shared, missing, total = [], [], 0.0
        for word in asked.informative:
            holders = self.index.held.holders(stem(word))
            rarity = math.log(1 + self.index.entries / max(1, len(holders)))
            total += rarity
            if entry in holders:
                shared.append((word, round(rarity, 3)))
            else:
                missing.append(word)
        return Overlap(tuple(shared), tuple(missing), sum(r for _, r in shared) / total if total else 0.0)

    def _guards(self, asked: Asked, overlap: Overlap, closeness: float) -> Guards:
        readable = sum(1 for w in asked.informative if self._reader.is_readable(w))
        spoken = closeness * self.index.fluency
        return Guards(len(asked.informative), readable, len(overlap.shared), len(asked.words), spoken)

    def _asks_other_subject(self, asked: Asked, entry: int) -> bool:
        """Whether the query is one of the entry's phrasings with its subject exchanged ("how long does a war last").

        That is: the same words in the same order, but for one place where those of another meaning stand.
        """
        for phrasing in phrasings_of(self._entries[entry]):
            known = words(strip_courtesies(phrasing))
            if exchanged := exchanged_words(asked.words, known):
                mine, theirs = exchanged
                missing = [word for word in mine if entry not in self.index.held.holders(stem(word))]
                if not missing:
                    continue
                if is_slip(mine, theirs) or not any(self._is_subject(word, entry) for word in theirs):
                    continue
                if any(reverse(word, other) for word in mine for other in theirs):
                    return is_negated(asked.words) == is_negated(known)
                if any(exclude(word, other) for word in mine for other in theirs):
                    return True
                if not self._may_stand_for(mine, theirs):
                    return True
        return False

    def _may_stand_for(self, mine: Sequence[str], theirs: Sequence[str]) -> bool:
        """Whether words of a query, some of which the entry lacks, may mean those of a phrasing of it.

        Where the encoder does not speak the language, a synonym looks like any other word: the letters must tell.
        """
        if self.index.fluency < SPOKEN:
            return share_letters(mine, theirs)
        vectors = self._encoder.encode([*mine, *theirs])
        return float((vectors[: len(mine)] @ vectors[len(mine) :].T).max()) >= SAME_SUBJECT

    def _is_subject(self, word: str, entry: int) -> bool:
        """Whether the entry, or much of the FAQ, is about the word: a place or a date in one phrasing is not it."""
        phrasings = phrasings_of(self._entries[entry])
        holding = sum(stem(word) in stems(phrasing) for phrasing in phrasings)
        everywhere = len(self.index.held.holders(stem(word))) / self.index.entries
        return holding >= CORE * len(phrasings) or everywhere >= COMMON_SUBJECT

    def _phrasing(self, place: int) -> str:
        """The phrasing at a place among all."""
        owners = self.index.owners
        entry = int(owners[place])
        return phrasings_of(self._entries[entry])[place - int(owners.searchsorted(entry))]
