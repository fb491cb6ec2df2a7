"""Closeness of meaning: what is stored gives what the plain formulas give."""

import numpy as np
import pytest

from askfaq.engine import arrays
from askfaq.engine.index import semantic, shortlist
from askfaq.engine.index.quantized import empty
from askfaq.engine.index.shortlist import everything
from askfaq.engine.ranking import similarity

RNG = np.random.default_rng(5)


def unit(*shape: int) -> np.ndarray:
    vectors = RNG.standard_normal(shape).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def learned(views: np.ndarray, owners: np.ndarray, *, large: bool = False) -> semantic.SemanticIndex:
    rows = empty(int(owners[-1]) + 1, 384, large)
    return semantic.fit(lambda at: views[at], owners, rows, empty(0, 384, large), owners[:0], large=large)


@pytest.mark.parametrize("entries", [7, 600], ids=["fewer phrasings than numbers", "more"])
def test_kinship_divides_the_scatter_out(entries: int) -> None:
    owners = np.repeat(np.arange(entries), 1 + np.arange(entries) % 4)
    views, query = unit(len(owners), 3, 384), unit(1, 3, 384)
    known = learned(views, owners)
    x = np.concatenate([known.first.values, known.rest.values], axis=1).astype(float)
    (asked,) = similarity.as_queries(known, query).joined.astype(float)
    centres = np.stack([x[owners == e].mean(axis=0) for e in range(entries)])
    within = (x - centres[owners]).T @ (x - centres[owners]) / len(x)
    inverse = np.linalg.inv(within / semantic.RIDGE + np.eye(1152))

    def length(rows: np.ndarray) -> np.ndarray:
        return np.sqrt(np.einsum("ij,jk,ik->i", rows, inverse, rows))[:, None]

    kin = x / length(x)
    centre = np.stack([kin[owners == e].mean(axis=0) for e in range(entries)])
    best = [(kin[owners == e] @ inverse @ asked).max() for e in range(entries)]
    expected = (centre / length(centre)) @ inverse @ asked + similarity.BEST_SHARE * np.array(best)
    (close,) = similarity.compare(known, everything(owners, owners[:0]), similarity.as_queries(known, query))
    assert close.discriminant == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(("large", "error"), [(False, 1e-5), (True, 5e-3)])
def test_the_plain_cosine_comes_back_from_the_centred_view(large: bool, error: float) -> None:
    owners = np.arange(30)
    views, query = unit(30, 3, 384), unit(2, 3, 384)
    known = learned(views, owners, large=large)
    found = similarity.compare(known, everything(owners, owners[:0]), similarity.as_queries(known, query))
    assert np.stack([close.cosine for close in found]) == pytest.approx(query[:, 0] @ views[:, 0].T, abs=error)


def test_part_of_the_entries_is_compared_as_in_the_whole() -> None:
    owners = np.repeat(np.arange(50), 2)
    known = learned(unit(100, 3, 384), owners)
    queries = similarity.as_queries(known, unit(2, 3, 384))
    entries = np.array([3, 17, 18, 49])
    places, among = arrays.held_by(entries, owners)
    nothing = owners[:0]
    part = shortlist.Shortlist(entries, np.ones(4, np.float32), places, among, nothing, nothing)
    for whole, some in zip(
        similarity.compare(known, everything(owners, nothing), queries),
        similarity.compare(known, part, queries),
        strict=True,
    ):
        assert some.nearest == pytest.approx(whole.nearest[entries], abs=1e-5)
        assert some.discriminant == pytest.approx(whole.discriminant[entries], abs=1e-5)


@pytest.mark.parametrize("is_8_bit", [False, True])
def test_rows_are_found_again(is_8_bit: bool) -> None:
    vectors, queries = unit(700, 384), unit(3, 384)
    rows = empty(700, 384, is_8_bit)
    rows.put(slice(0, 700), vectors)
    error = 3e-3 if is_8_bit else 1e-6
    assert rows.at(slice(None)) == pytest.approx(vectors, abs=error)
    assert rows.scan(queries) == pytest.approx(queries @ vectors.T, abs=error)
    places = np.array([2, 3, 690])
    assert rows.dot(queries, places) == pytest.approx(queries @ vectors[places].T, abs=error)
