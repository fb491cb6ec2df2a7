"""Words and characters: weighted by rarity, their slips repaired. The only home of rapidfuzz."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# BM25 (Robertson and Zaragoza 2009) with a mild correction for length: an entry with more aliases is not worse.
K1, B = 1.2, 0.5


def nearest(text: str, choices: Sequence[str], *, limit: int = 3) -> list[str]:
    """The choices spelled most like the text, best first: for "did you mean"."""
    from rapidfuzz import process, utils
    from rapidfuzz.distance import JaroWinkler

    # Jaro-Winkler favours a common beginning: "hug" should bring up "hug-length"
    found = process.extract(
        text,
        choices,
        scorer=JaroWinkler.normalized_similarity,
        processor=utils.default_process,
        limit=limit,
        score_cutoff=0.75,
    )
    return [choice for choice, _, _ in found]


def within_slips(word: str, choices: Sequence[str], slips: int) -> list[tuple[str, int]]:
    """The choices at most `slips` keystrokes away, nearest first, with the distance; a swap of neighbours is one."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return [(choice, int(distance)) for choice, distance, _ in found]


class Postings(NamedTuple):
    """An inverted index over hashed features: those of `keys[i]` are at `starts[i]:starts[i + 1]` of the others."""

    keys: "NDArray[np.uint32]"  # sorted
    starts: "NDArray[np.int64]"
    places: "NDArray[np.int32]"  # the documents (phrasings or entries) that hold the feature
    weights: "Floats"
    rarity: "Floats"  # of each key: ln((documents + 1) / (holders + 1/2))
    documents: int

    @property
    def unknown_rarity(self) -> float:
        """The rarity of a feature that no document holds."""
        return math.log((self.documents + 1) / 0.5)

    def find(self, features: Mapping[str, float]) -> "list[tuple[int, float]]":
        """The position in `keys` (-1 when it is not there) and the value of each feature."""
        import numpy as np

        hashes = np.array([_hash(f) for f in features], np.uint32)
        at = np.searchsorted(self.keys, hashes)
        at[at == len(self.keys)] = 0
        known = self.keys[at] == hashes if len(self.keys) else np.zeros(len(hashes), bool)
        return [(int(i) if k else -1, v) for i, k, v in zip(at, known, features.values(), strict=True)]

    def holders(self, feature: str) -> "NDArray[np.int32]":
        """The documents that hold the feature, ascending."""
        ((at, _),) = self.find({feature: 1.0})
        return self.places[self.starts[at] : self.starts[at + 1]] if at >= 0 else self.places[:0]

    def total(self, found: "Iterable[tuple[int, float]]") -> "Floats":
        """For each document, the sum of its weights for the found features times the features' values."""
        import numpy as np

        totals = np.zeros(self.documents, np.float32)
        for i, value in found:
            if i >= 0:
                span = slice(self.starts[i], self.starts[i + 1])
                totals[self.places[span]] += self.weights[span] * np.float32(value)
        return totals


def _hash(feature: str) -> int:
    return crc32(feature.encode("utf-8", "surrogatepass"))


class Features(NamedTuple):
    """Hashed features, each with the document that holds it; those of so many documents."""

    hashes: "NDArray[np.uint32]"
    places: "NDArray[np.int32]"
    documents: int


def features(texts: Sequence[Sequence[str]], of_word: Callable[[str], Sequence[str]]) -> Features:
    """The features of texts that are given as their words. Each distinct word is looked at once."""
    import numpy as np

    numbers: dict[str, int] = {}
    words = np.array([numbers.setdefault(word, len(numbers)) for text in texts for word in text], np.int64)
    places = np.repeat(np.arange(len(texts), dtype=np.int32), np.array([len(text) for text in texts], np.int64))
    known = [[_hash(feature) for feature in of_word(word)] for word in numbers]
    flat = np.array([h for hashes in known for h in hashes], np.uint32)
    sizes = np.array([len(hashes) for hashes in known], np.int64)
    counts = sizes[words]
    # The k-th feature of a word stands in `flat` k after its first: count on from there in each word.
    firsts = (np.cumsum(sizes) - sizes)[words] - (np.cumsum(counts) - counts)
    return Features(flat[np.repeat(firsts, counts) + np.arange(counts.sum())], np.repeat(places, counts), len(texts))


def count_postings(found: Features) -> Postings:
    """Postings whose weights are the features' plain counts."""
    import numpy as np

    pairs, counts = np.unique(
        found.hashes.astype(np.int64) * max(found.documents, 1) + found.places, return_counts=True
    )
    keys, places = np.divmod(pairs, max(found.documents, 1))
    unique, holders = np.unique(keys, return_counts=True)
    starts = np.concatenate([[0], np.cumsum(holders)]).astype(np.int64)
    rarity = np.log((found.documents + 1) / (holders + 0.5)).astype(np.float32)
    weights = counts.astype(np.float32)
    return Postings(unique.astype(np.uint32), starts, places.astype(np.int32), weights, rarity, found.documents)


def tfidf_postings(found: Features) -> Postings:
    """Weights (1 + ln count) * rarity, each document brought to length 1."""
    import numpy as np

    counted = count_postings(found)
    rarity = np.repeat(counted.rarity, np.diff(counted.starts))
    weights = (1 + np.log(np.maximum(counted.weights, 1))) * rarity
    lengths = np.sqrt(np.bincount(counted.places, weights**2, found.documents))
    weights /= np.maximum(lengths, 1e-9)[counted.places]
    return counted._replace(weights=weights.astype(np.float32))


def bm25_postings(found: Features) -> Postings:
    """BM25's weights, rarity included."""
    import numpy as np

    counted = count_postings(found)
    rarity = np.repeat(counted.rarity, np.diff(counted.starts))
    lengths = np.bincount(found.places, minlength=found.documents).astype(np.float32)
    relative = lengths / max(float(lengths.mean()) if len(lengths) else 1.0, 1.0)
    damped = K1 * (1 - B + B * relative)[counted.places]
    weights = counted.weights * (K1 + 1) / (counted.weights + damped) * rarity
    return counted._replace(weights=weights.astype(np.float32))


def cosines(postings: Postings, features: Sequence[str]) -> "Floats":
    """The cosine of the features to each document of TF-IDF postings; unknown features count in their length."""
    found = postings.find({f: 1 + math.log(n) for f, n in Counter(features).items()})
    if not found:
        return postings.total([])
    weighted = [(i, v * (float(postings.rarity[i]) if i >= 0 else postings.unknown_rarity)) for i, v in found]
    length = math.sqrt(sum(v * v for _, v in weighted)) or 1.0
    return postings.total((i, v / length) for i, v in weighted)


def bm25(postings: Postings, features: Iterable[str]) -> "Floats":
    """The BM25 score of each document; a word that is asked twice counts once."""
    return postings.total(postings.find(dict.fromkeys(features, 1.0)))
