"""Signals become one order: a weighted sum, in units in which softmax gives the odds between entries.

Raw signals differ in size from FAQ to FAQ (one phrasing an entry or twenty, close subjects or far ones). Each
is therefore divided by its spread over this FAQ's own phrasings, asked against the entries that they do not
belong to. docs/decisions/0004-blend.md explains the weights.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from askfaq.engine import arrays
from askfaq.engine.analysis.courtesy import strip_courtesies
from askfaq.engine.arrays import Floats, Ints
from askfaq.engine.index import postings, shortlist
from askfaq.engine.index.build import Index, Spread
from askfaq.engine.index.shortlist import Shortlist
from askfaq.engine.ranking import similarity
from askfaq.engine.ranking.entry_reader import EntryReading
from askfaq.engine.ranking.weights import READ_WEIGHT, WEIGHTS
from askfaq.text.normalize import grams, stems

SIGNALS = tuple(WEIGHTS)
WORDING = ("letters", "words", "answer_words")
SCANNED = 16  # queries that a large FAQ is searched for together
SAMPLE = 200  # own phrasings that show a signal's spread
LARGE_SAMPLE = 64  # the same in a large FAQ, where each sees more entries
NEAR_ENTRIES = 10  # of a large FAQ, by the first view, that are looked at for the nearest phrasing
USUAL_ENTRIES = 10  # entries' worth of trust in the usual spread, for FAQs too small to show their own
FEW_WORDINGS = 6.0  # that many more an entry, and the reader is trusted e times less
ALONE = 5.0  # the margin of the only entry there is


class Candidates(NamedTuple):
    """One query against the entries of a shortlist."""

    among: Shortlist
    close: similarity.Closeness
    scores: Floats  # (m,): blended, and after reading what that adds
    readings: Mapping[int, EntryReading] = {}  # of those of the m entries that have been read

    def own(self, entry: int) -> tuple[Ints, Floats]:
        """The places of the phrasings of the shortlist's entry of this number, and their cosines to the query."""
        begin, end = np.searchsorted(self.among.owners, [entry, entry + 1])
        places = self.among.phrasings
        found = np.arange(begin, end) if isinstance(places, slice) else places[begin:end]
        return found, self.close.cosine[begin:end]

    def nearest(self, entry: int) -> int:
        """The place of the entry's phrasing that is nearest to the query."""
        places, cosines = self.own(entry)
        return int(places[cosines.argmax()])


def weigh(
    index: Index, spreads: Spread, texts: Sequence[str], views: Floats, allowed: NDArray[np.int64]
) -> Iterator[Candidates]:
    """For each query, given by its text and its views, the entries that it is weighed against and how they do."""
    queries = similarity.as_queries(index.semantic, views)
    owners, passage_owners = index.owners, index.semantic.passage_owners
    worded = (wording(index, text) for text in texts)
    if not index.uses_shortlist:
        among = shortlist.everything(owners, passage_owners)
        for words, close in zip(worded, similarity.compare(index.semantic, among, queries), strict=True):
            yield _weigh_one(index, spreads, among, close, words)
        return
    for begin in range(0, len(texts), SCANNED):
        group = queries.at(slice(begin, begin + SCANNED))
        for i, best in enumerate(similarity.scan(index.semantic, owners, group)):
            words = next(worded)
            among = shortlist.likeliest(np.vstack([best, words]), allowed, owners, passage_owners)
            (close,) = similarity.compare(index.semantic, among, group.at(slice(i, i + 1)))
            yield _weigh_one(index, spreads, among, close, words)


def trust_in_reading(index: Index) -> float:
    """How far the reader's word counts, 0 to 1. Where entries have many wordings, what they answer is known from these
    (docs/decisions/0013-reader.md).
    """
    wordings = len(index.owners) / index.entries
    return math.exp((1 - wordings) / FEW_WORDINGS)


def after_reading(
    index: Index, candidates: Candidates, readings: Mapping[int, EntryReading], weight: float = READ_WEIGHT
) -> Candidates:
    """The candidates with what reading some of them adds. The others are taken to settle the query no better than the
    worst of what was read.
    """
    if not readings:
        return candidates
    odds = np.array([one.bounded_odds for one in readings.values()])
    gains = weight * index.language_coverage * trust_in_reading(index) * odds
    scores = candidates.scores + np.float32(min(0.0, gains.min()))
    read = list(readings)
    scores[read] = candidates.scores[read] + gains
    return candidates._replace(scores=scores, readings=readings)


def _weigh_one(
    index: Index, spreads: Spread, among: Shortlist, close: similarity.Closeness, worded: Floats
) -> Candidates:
    return Candidates(among, close, scores(index, spreads, measure(among, close, worded)))


def wording(index: Index, text: str) -> Floats:
    """How far a query has the letters and words of each entry: the signals WORDING, shape (3, n)."""
    of_phrasings = postings.cosines(index.ngrams, grams(text))
    letters = np.bincount(index.owners, of_phrasings, index.entries) / index.ngram_lengths
    stemmed = stems(text)
    of_words = [postings.bm25(one, stemmed) for one in (index.phrasing_words, index.answer_words)]
    return np.stack([letters, *of_words]).astype(np.float32)


def measure(among: Shortlist, close: similarity.Closeness, worded: Floats) -> Floats:
    """The raw signals of a query for the m entries of a shortlist, shape (S, m), each with mean 0 over the FAQ.

    `worded` is the query's wording() for all of the FAQ's entries.
    """
    signals = close._asdict() | dict(zip(WORDING, worded[:, among.entries], strict=True))
    raw: Floats = np.stack([signals[name] for name in SIGNALS])
    raw -= np.average(raw, axis=1, weights=among.shares)[:, None].astype(np.float32)
    return raw


def spread(index: Index, phrasings: Sequence[str]) -> Spread:
    """The spread of the signals over an even sample of the FAQ's own phrasings."""
    usual = np.array([weight.usual_spread for weight in WEIGHTS.values()], np.float32)
    if index.entries < 2:
        return Spread(usual, 0.4, 0.0)
    choose = shortlist.sample if index.uses_shortlist else shortlist.everything
    among = choose(index.owners, index.semantic.passage_owners)
    count = LARGE_SAMPLE if index.uses_shortlist else SAMPLE
    rows = np.unique(np.linspace(0, len(among.owners) - 1, count).astype(np.int32))
    places = np.arange(len(index.owners))[among.phrasings][rows]
    queries = similarity.own_queries(index.semantic, places)
    squares, nearest, fellows = [], [], []
    for row, place, close in zip(rows, places, similarity.compare(index.semantic, among, queries), strict=True):
        others = np.arange(len(among.shares)) != among.owners[row]
        squares.append(measure(among, close, wording(index, strip_courtesies(phrasings[place])))[:, others].var(axis=1))
        own = among.owners == among.owners[row]
        nearest.append(close.cosine[~own].max())
        own[row] = False
        if own.any():
            fellows.append(close.cosine[own].max())
    if index.uses_shortlist:  # the sample does not hold the nearest
        nearest = _nearest_others(index, places, queries)
    mean = np.mean(squares, axis=0)
    variance = (mean * index.entries + usual**2 * USUAL_ENTRIES) / (index.entries + USUAL_ENTRIES)
    kinship = float(np.mean(fellows)) if fellows else 0.0
    return Spread(np.sqrt(variance).astype(np.float32), float(np.mean(nearest)), kinship)


def _nearest_others(index: Index, places: Ints, queries: similarity.Queries) -> list[float]:
    """For each of these phrasings of a large FAQ, the cosine of the nearest one of another entry."""
    found = []
    best = similarity.scan(index.semantic, index.owners, queries)
    best[np.arange(len(places)), index.owners[places]] = -np.inf
    for closeness, plain in zip(best, queries.plain, strict=True):
        theirs, _ = arrays.held_by(arrays.largest(closeness, NEAR_ENTRIES), index.owners)
        found.append(float((similarity.own_queries(index.semantic, theirs).plain @ plain).max()))
    return found


def weights(index: Index) -> Floats:
    """What one standard deviation of each signal counts in this FAQ, shape (S,).

    Between the fitted ends: one phrasing an entry and many, a language that the encoder speaks and one that it
    does not. Answers count as far as entries have answers of their own.
    """
    chosen = []
    for weight in WEIGHTS.values():
        english = weight.single * (1 - index.learned) + weight.many * index.learned
        value = english * index.language_coverage + weight.foreign * (1 - index.language_coverage)
        chosen.append(value * index.answered if weight.is_of_answers else value)
    return np.array(chosen, np.float32)


def scores(index: Index, spreads: Spread, raw: Floats) -> Floats:
    """The blended score of each entry, from its raw signals of shape (S, m): shape (m,)."""
    weight: Floats = weights(index) / spreads.signals
    return weight @ raw
