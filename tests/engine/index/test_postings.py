"""Words and characters: the inverted index gives what the plain formulas give."""

import math
from collections import Counter
from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.engine.index import postings
from askfaq.engine.index.postings import K1, B, Postings, Weighted, bm25, cosines

WORDS = st.sampled_from(["hug", "long", "cry", "friend", "card", "pin"])


def features(documents: Sequence[Sequence[str]]) -> postings.Features:
    return postings.features(documents, lambda word: [word])


def counted(documents: Sequence[Sequence[str]]) -> Postings:
    return postings.count(features(documents))


def by_bm25(documents: Sequence[Sequence[str]]) -> Weighted:
    return postings.weigh_bm25(counted(documents))


def by_tfidf(documents: Sequence[Sequence[str]]) -> Weighted:
    return postings.weigh_tfidf(counted(documents))


DOCUMENTS = st.lists(st.lists(WORDS, max_size=6), min_size=1, max_size=5)


def rarity(word: str, documents: list[list[str]]) -> float:
    return math.log((len(documents) + 1) / (sum(word in d for d in documents) + 0.5))


@given(DOCUMENTS, st.lists(WORDS, max_size=5))
def test_bm25_is_the_formula(documents: list[list[str]], query: list[str]) -> None:
    mean = max(sum(map(len, documents)) / len(documents), 1.0)
    expected = [
        sum(
            rarity(w, documents) * d.count(w) * (K1 + 1) / (d.count(w) + K1 * (1 - B + B * len(d) / mean))
            for w in set(query)
            if w in d
        )
        for d in documents
    ]
    assert bm25(by_bm25(documents), query) == pytest.approx(expected, abs=1e-4)


def tfidf(features: list[str], documents: list[list[str]]) -> dict[str, float]:
    weights = {f: (1 + math.log(n)) * rarity(f, documents) for f, n in Counter(features).items()}
    length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    return {f: w / length for f, w in weights.items()}


@given(DOCUMENTS, st.lists(WORDS | st.just("unknown"), max_size=5))
def test_cosines_are_the_formula(documents: list[list[str]], query: list[str]) -> None:
    asked = tfidf(query, documents)
    expected = [sum(w * tfidf(d, documents).get(f, 0.0) for f, w in asked.items()) for d in documents]
    assert cosines(by_tfidf(documents), query) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("documents", [[], [[]], [[], []]])
def test_nothing_to_find_is_no_error(documents: list[list[str]]) -> None:
    assert bm25(by_bm25(documents), ["hug"]).tolist() == [0.0] * len(documents)
    assert cosines(by_tfidf(documents), ["hug"]).tolist() == [0.0] * len(documents)


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    postings = by_bm25([["hug", "long"], ["cry", "long"], ["pin", "long"]])
    assert bm25(postings, ["hug"])[0] > bm25(postings, ["long"])[0]


def test_the_index_is_the_same_each_time() -> None:
    one, other = (by_tfidf([["a", "b"], ["b", "c", "c"]]) for _ in range(2))
    assert all(np.array_equal(x, y) for x, y in zip(one.postings, other.postings, strict=True))
    assert np.array_equal(one.weights, other.weights)


@given(DOCUMENTS, DOCUMENTS, st.randoms())
def test_postings_that_are_joined_are_those_of_the_documents_that_are_left(
    some: list[list[str]], others: list[list[str]], rng: Random
) -> None:
    both = [*some, *others]
    kept = rng.sample(range(len(both)), rng.randrange(1, len(both) + 1))
    numbers = np.full(len(both), -1)
    numbers[kept] = np.arange(len(kept))
    parts = [(counted(some), numbers[: len(some)]), (counted(others), numbers[len(some) :])]
    joined = postings.join(parts, len(kept))
    for one, other in zip(joined, counted([both[i] for i in kept]), strict=True):
        assert np.array_equal(one, other)


@given(st.lists(st.lists(WORDS, max_size=6), max_size=5))
def test_the_features_of_documents_are_those_of_their_words(documents: list[list[str]]) -> None:
    found = postings.features(documents, list)  # the letters of a word
    letters = [(postings._hash(c), place) for place, words in enumerate(documents) for w in words for c in w]
    assert list(zip(found.hashes.tolist(), found.places.tolist(), strict=True)) == letters
