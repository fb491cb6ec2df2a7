"""The encoder's vectors of a FAQ, prepared so that a query's can be compared with them (ranking/similarity.py).

Where entries have several phrasings, these show which differences of wording do not matter: within-entry
scatter W. Distances are then taken after dividing it out (linear discriminant analysis, Fisher 1936), with
A = (W / RIDGE + I)^-1. With one phrasing an entry W is zero and A the identity: the plain cosine.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

import numpy as np

from askfaq.engine.arrays import Floats, Ints, held_by, starts_of
from askfaq.engine.encoder.encoder import in_threads
from askfaq.engine.encoder.layers import SIZE
from askfaq.engine.index.quantized import VectorArray, empty

T = TypeVar("T")

RIDGE = 0.002
MIDDLE_WEIGHT = 2**0.5  # of the middle layer's view beside the other two
BLOCK = 1024  # entries prepared together
SCATTER_SAMPLE = 2500  # phrasings that show the scatter of a large FAQ
DIRECTIONS = 128  # of the scatter of a large FAQ that are divided out: the others hold next to nothing


class SemanticIndex(NamedTuple):
    """What is known of the phrasings' meaning. N phrasings, sorted by entry; n entries; 3 views of 384 numbers.

    A phrasing's vector x is its centred views side by side, of length 1 together: 1152 numbers in `first` and `rest`.
    """

    means: Floats  # (3, 384): what all phrasings share says nothing
    first: VectorArray  # (N, 384): the first view, which large FAQs are searched by
    rest: VectorArray  # (N, 768): the other two
    lengths: Floats  # (N,): of the centred first view, before it was brought to the length that it has in x
    scatter: Floats  # (r, 1152): C with A = I - C^T C; no rows where no entry has two phrasings
    discriminant_lengths: Floats  # (N,): |x|_A, the root of x A x
    centre_lengths: Floats  # (n,): |c|_A of the mean c of an entry's x / |x|_A
    whole: VectorArray  # (n, 384): question and answer read together
    passages: VectorArray  # (P, 384): stretches of the answers
    passage_owners: Ints  # (P,): the entry of each, ascending


def fit(
    views: Callable[[slice], Floats],
    owners: Ints,
    whole: VectorArray,
    passages: VectorArray,
    passage_owners: Ints,
    *,
    large: bool,
    like: SemanticIndex | None = None,
) -> SemanticIndex:
    """Prepare the phrasings, each owned by the entry of that number; `views` gives theirs, shape (k, 3, 384).

    What all of them share and how they scatter is learned from them, or taken from what `like` has learned.
    """
    count = len(owners)
    means = like.means if like else _means(views, owners)
    first, rest, lengths = empty(count, SIZE, large), empty(count, 2 * SIZE, large), np.empty(count, np.float32)

    def fill(block: slice, _: Ints) -> None:
        found = views(block)
        lengths[block] = np.linalg.norm(found[:, 0] - means[0], axis=1)
        joined = side_by_side(found, means)
        first.put(block, joined[:, :SIZE])
        rest.put(block, joined[:, SIZE:])

    _each_block(owners, fill)
    none = np.empty((0, 3 * SIZE), np.float32)
    made = SemanticIndex(means, first, rest, lengths, none, none[:, 0], none[:, 0], whole, passages, passage_owners)
    if like:
        return _with_discriminant(made, owners, like.scatter) if len(like.discriminant_lengths) else made
    return made if count == owners[-1] + 1 else _with_discriminant(made, owners, _scatter(made, owners, large))


def _means(views: Callable[[slice], Floats], owners: Ints) -> Floats:
    if len(owners) < 2:
        return np.zeros_like(views(slice(0, 1))[0])
    total = sum(_each_block(owners, lambda block, _: views(block).sum(axis=0, dtype=np.float64)))
    means: Floats = (total / len(owners)).astype(np.float32)
    return means


def side_by_side(views: Floats, means: Floats) -> Floats:
    """The views, shape (k, 3, 384), centred and as one vector each of length 1, shape (k, 1152)."""
    centred = views - means
    centred /= np.maximum(np.linalg.norm(centred, axis=-1, keepdims=True), 1e-6)
    centred[:, 2] *= MIDDLE_WEIGHT
    joined: Floats = centred.reshape(len(views), -1) / np.float32(2)
    return joined


def _each_block(owners: Ints, work: Callable[[slice, Ints], T]) -> list[T]:
    """The results of the work on the phrasings of some entries at a time, on all cores. It is given their places, and
    where each entry begins among them.
    """
    starts = np.append(starts_of(owners), len(owners))
    parts = [starts[begin : begin + BLOCK + 1] for begin in range(0, len(starts) - 1, BLOCK)]
    return list(in_threads(lambda part: work(slice(int(part[0]), int(part[-1])), part[:-1] - part[0]), parts))


def joined_at(semantic: SemanticIndex, at: slice | Ints) -> Floats:
    """The vectors of the phrasings at these places, shape (k, 1152)."""
    return np.concatenate([semantic.first.at(at), semantic.rest.at(at)], axis=1)


def _with_discriminant(made: SemanticIndex, owners: Ints, scatter: Floats) -> SemanticIndex:
    def lengths(block: slice, starts: Ints) -> tuple[Floats, Floats]:
        x = joined_at(made, block)
        y = x @ scatter.T
        discriminant = _length(x, y)
        x /= discriminant[:, None]
        y /= discriminant[:, None]
        counts = np.diff(starts, append=len(x)).astype(np.float32)
        return discriminant, _length(np.add.reduceat(x, starts), np.add.reduceat(y, starts)) / counts

    of_phrasings, of_centres = zip(*_each_block(owners, lengths), strict=True)
    return made._replace(
        scatter=scatter, discriminant_lengths=np.concatenate(of_phrasings), centre_lengths=np.concatenate(of_centres)
    )


def _length(x: Floats, y: Floats) -> Floats:
    """|x|_A of each row of x, given y = x C^T."""
    lengths: Floats = np.sqrt(np.maximum(np.einsum("ij,ij->i", x, x) - np.einsum("ij,ij->i", y, y), 1e-9))
    return lengths


def _scatter(made: SemanticIndex, owners: Ints, large: bool) -> Floats:
    """The C of A = I - C^T C: with W = sum of s v v^T over its eigenvectors v, rows sqrt(s / (s + RIDGE)) v."""
    entries = np.arange(0, int(owners[-1]) + 1, -(-len(owners) // SCATTER_SAMPLE) if large else 1)
    places, among = held_by(entries, owners)
    rows = joined_at(made, places)
    starts = starts_of(among)
    means = np.add.reduceat(rows, starts) / np.diff(starts, append=len(rows)).astype(np.float32)[:, None]
    rows -= means[among]
    rows /= np.float32(np.sqrt(len(rows)))
    if len(rows) > rows.shape[1] or large:
        within = rows.T @ rows
        values, right = _main_directions(within) if large else np.linalg.eigh(within)
        vectors: Floats = right.T * np.sqrt(np.maximum(values, 0))[:, None]
    else:  # the smaller of the two systems has the same eigenvalues
        values, left = np.linalg.eigh(rows @ rows.T)
        vectors = left.T @ rows
    return (vectors / np.sqrt(np.maximum(values, 0) + RIDGE)[:, None]).astype(np.float32)


def _main_directions(within: Floats) -> tuple[Floats, Floats]:
    """The largest eigenvalues of a symmetric matrix and, in columns, their vectors: subspace iteration from a random
    start (Halko, Martinsson and Tropp 2011), a fifth of the time that all of them take.
    """
    basis = np.random.default_rng(1).standard_normal((len(within), DIRECTIONS)).astype(np.float32)
    for _round in range(4):
        basis, _ = np.linalg.qr(within @ basis)
    values, turned = np.linalg.eigh(basis.T @ within @ basis)
    return values, basis @ turned
