"""An inverted index over words and over n-grams of characters, weighted by rarity: BM25 and TF-IDF."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.arrays import Floats, Ints, stretches

# BM25 (Robertson and Zaragoza 2009) with a mild correction for length: an entry with more aliases is not worse.
K1, B = 1.2, 0.5
BLOCK = 2**12  # places that are added up together, but for those of one feature
MOST_COUNTED = 2**16 - 1  # times that one document holds a feature


class Postings(NamedTuple):
    """An inverted index over hashed features: those of `keys[i]` are at `starts[i]:starts[i + 1]` of the next two."""

    keys: NDArray[np.uint32]  # sorted
    starts: NDArray[np.int64]
    places: NDArray[np.int32]  # the documents (phrasings or entries) that hold the feature, ascending
    counts: NDArray[np.uint16]  # how often each does
    documents: int

    def find(self, features: Iterable[str]) -> Ints:
        """The position of each feature in `keys`, -1 for one that is not there."""
        hashes = np.array([_hash(f) for f in features], np.uint32)
        at = np.searchsorted(self.keys, hashes)
        at[at == len(self.keys)] = 0
        return np.where(self.keys[at] == hashes, at, -1) if len(self.keys) else np.full(len(hashes), -1)

    def count_holders(self, at: Ints) -> Ints:
        """How many documents hold the feature at each of these positions."""
        return (self.starts[at + 1] - self.starts[at]) * (at >= 0)

    def holders(self, feature: str) -> NDArray[np.int32]:
        """The documents that hold the feature, ascending."""
        (at,) = self.find([feature]).tolist()
        return self.places[self.starts[at] : self.starts[at + 1]] if at >= 0 else self.places[:0]

    def rarity(self, holders: Ints) -> NDArray[np.float64]:
        """ln((documents + 1) / (holders + 1/2)) of features that so many documents hold."""
        rarity: NDArray[np.float64] = np.log((self.documents + 1) / (holders + 0.5))
        return rarity


class Weighted(NamedTuple):
    """Postings with what each of their places counts."""

    postings: Postings
    weights: Floats

    def total(self, at: Ints, values: NDArray[np.float64]) -> Floats:
        """For each document, the sum of its weights for the features at these positions times the features' values."""
        known = np.flatnonzero(at >= 0)
        known = known[np.argsort(at[known])]  # a disk is best read from the front to the back
        at, values = at[known], values[known]
        begins, ends = self.postings.starts[at], self.postings.starts[at + 1]
        counts = ends - begins
        totals = np.zeros(self.postings.documents)
        for part in np.split(np.arange(len(at)), np.flatnonzero(np.diff(counts.cumsum() // BLOCK)) + 1):
            is_one = len(part) == 1  # a stretch is quicker than its numbers
            found = slice(begins[part[0]], ends[part[0]]) if is_one else stretches(begins[part], counts[part])
            weights = self.weights[found] * np.repeat(values[part], counts[part])
            np.add.at(totals, self.postings.places[found], weights)
        return totals.astype(np.float32)


def _hash(feature: str) -> int:
    return crc32(feature.encode("utf-8", "surrogatepass"))


class Features(NamedTuple):
    """Hashed features, each with the document that holds it; those of so many documents."""

    hashes: NDArray[np.uint32]
    places: NDArray[np.int32]
    documents: int


def features(texts: Sequence[Sequence[str]], of_word: Callable[[str], Sequence[str]]) -> Features:
    """The features of texts that are given as their words. Each distinct word is looked at once."""
    numbers: dict[str, int] = {}
    words = np.array([numbers.setdefault(word, len(numbers)) for text in texts for word in text], np.int64)
    places = np.repeat(np.arange(len(texts), dtype=np.int32), np.array([len(text) for text in texts], np.int64))
    known = [[_hash(feature) for feature in of_word(word)] for word in numbers]
    flat = np.array([h for hashes in known for h in hashes], np.uint32)
    sizes = np.array([len(hashes) for hashes in known], np.int64)
    counts = sizes[words]
    hashes = flat[stretches((np.cumsum(sizes) - sizes)[words], counts)]
    return Features(hashes, np.repeat(places, counts), len(texts))


def count(found: Features) -> Postings:
    """How often each document holds each feature."""
    pairs, counts = np.unique(_pairs(found.hashes, found.places), return_counts=True)
    return _from_pairs(pairs, counts, found.documents)


def join(parts: "Sequence[tuple[Postings, Ints]]", documents: int) -> Postings:
    """Postings of several parts as one, of so many documents. With each part go the numbers that its documents get,
    -1 for those that are left out.
    """
    pairs, counts = [], []
    for part, numbers in parts:
        places = numbers[part.places]
        kept = places >= 0
        pairs.append(_pairs(np.repeat(part.keys, np.diff(part.starts))[kept], places[kept]))
        counts.append(part.counts[kept])
    found = np.concatenate(pairs)
    order = np.argsort(found, kind="stable")  # quick where most of it is in order
    return _from_pairs(found[order], np.concatenate(counts)[order], documents)


def _pairs(keys: NDArray[np.uint32], places: Ints) -> NDArray[np.uint64]:
    """A number for each key and place that is ordered like the two: the key above 32 bits, the place below."""
    pairs: NDArray[np.uint64] = keys.astype(np.uint64) << np.uint64(32)
    pairs |= places.astype(np.uint64)
    return pairs


def _from_pairs(pairs: NDArray[np.uint64], counts: Ints, documents: int) -> Postings:
    keys = (pairs >> np.uint64(32)).astype(np.uint32)
    begins = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
    return Postings(
        keys[begins],
        np.append(begins, len(keys)),
        pairs.astype(np.uint32).view(np.int32),
        np.minimum(counts, MOST_COUNTED).astype(np.uint16),
        documents,
    )


def weigh_tfidf(postings: Postings) -> Weighted:
    """Weights (1 + ln count) * rarity, each document brought to length 1."""
    weights = (1 + np.log(np.maximum(postings.counts, 1, dtype=np.float32))) * _rarities(postings)
    lengths = np.sqrt(np.bincount(postings.places, weights**2, postings.documents))
    weights /= np.maximum(lengths, 1e-9)[postings.places]
    return Weighted(postings, weights.astype(np.float32))


def weigh_bm25(postings: Postings) -> Weighted:
    """BM25's weights, rarity included."""
    lengths = np.bincount(postings.places, postings.counts, postings.documents).astype(np.float32)
    relative = lengths / max(float(lengths.mean()) if len(lengths) else 1.0, 1.0)
    damped = (K1 * (1 - B + B * relative))[postings.places]
    weights = postings.counts * np.float32(K1 + 1) / (postings.counts + damped) * _rarities(postings)
    return Weighted(postings, weights.astype(np.float32))


def _rarities(postings: Postings) -> Floats:
    """The rarity of the feature of each place."""
    holders = np.diff(postings.starts)
    rarities: Floats = np.repeat(postings.rarity(holders).astype(np.float32), holders)
    return rarities


def cosines(weighted: Weighted, features: Sequence[str]) -> Floats:
    """The cosine of the features to each document of TF-IDF postings; unknown features count in their length."""
    postings, counted = weighted.postings, Counter(features)
    at = postings.find(counted)
    values = (1 + np.log(list(counted.values()))) * postings.rarity(postings.count_holders(at))
    return weighted.total(at, values / (np.linalg.norm(values) or 1))


def bm25(weighted: Weighted, features: Iterable[str]) -> Floats:
    """The BM25 score of each document; a word that is asked twice counts once."""
    at = weighted.postings.find(dict.fromkeys(features))
    return weighted.total(at, np.ones(len(at)))
