"""Closeness of meaning: the encoder's vectors of a FAQ, and how near a query's lie to them.

Where entries have several phrasings, these show which differences of wording do not matter: within-entry
scatter W. Distances are then taken after dividing it out (linear discriminant analysis, Fisher 1936), with
A = (W / RIDGE + I)^-1. With one phrasing an entry W is zero and A the identity: the plain cosine.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from askfaq.matching.encoder import SIZE, in_threads
from askfaq.matching.rows import Rows, pack
from askfaq.matching.shortlist import Shortlist, held_by

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.integer[Any]]

T = TypeVar("T")

RIDGE = 0.002
BEST_SHARE = 0.5  # of the nearest phrasing, beside the centre of the entry's phrasings
MIDDLE_WEIGHT = 2**0.5  # of the middle layer's view beside the other two
BLOCK = 1024  # entries prepared together
SCATTER_SAMPLE = 2500  # phrasings that show the scatter of a large FAQ
DIRECTIONS = 128  # of the scatter of a large FAQ that are divided out: the others hold next to nothing


class Meaning(NamedTuple):
    """What is known of the phrasings' meaning. N phrasings, sorted by entry; n entries; 3 views of 384 numbers.

    A phrasing's vector x is its centred views side by side, of length 1 together: 1152 numbers in `first` and `rest`.
    """

    means: "Floats"  # (3, 384): what all phrasings share says nothing
    first: Rows  # (N, 384): the first view, which large FAQs are searched by
    rest: Rows  # (N, 768): the other two
    lengths: "Floats"  # (N,): of the centred first view, before it was brought to the length that it has in x
    scatter: "Floats"  # (r, 1152): C with A = I - C^T C; no rows where no entry has two phrasings
    kin_lengths: "Floats"  # (N,): |x|_A, the root of x A x
    centre_lengths: "Floats"  # (n,): |c|_A of the mean c of an entry's x / |x|_A
    whole: Rows  # (n, 384): question and answer read together
    passages: Rows  # (P, 384): stretches of the answers
    passage_owners: "Ints"  # (P,): the entry of each, ascending


class Closeness(NamedTuple):
    """One query against the m entries of a shortlist: an array of m numbers each."""

    cosine: "Floats"  # plain cosine of the shortlist's phrasings
    near: "Floats"  # centred cosine of the nearest phrasing
    kin: "Floats"
    whole: "Floats"
    passage: "Floats"


class Queries(NamedTuple):
    """The views of q queries."""

    plain: "Floats"  # (q, 384): the first view
    joined: "Floats"  # (q, 1152): all, centred, side by side

    def at(self, places: slice) -> "Queries":
        """Some of them."""
        return Queries(self.plain[places], self.joined[places])


def learn(
    views: "Callable[[slice], Floats]",
    owners: "Ints",
    whole: Rows,
    passages: Rows,
    passage_owners: "Ints",
    *,
    large: bool,
    like: Meaning | None = None,
) -> Meaning:
    """Prepare the phrasings, each owned by the entry of that number; `views` gives theirs, shape (k, 3, 384).

    What all of them share and how they scatter is learned from them, or taken from what `like` has learned.
    """
    import numpy as np

    count = len(owners)
    means = like.means if like else _means(views, owners)
    first, rest, lengths = pack(count, SIZE, large), pack(count, 2 * SIZE, large), np.empty(count, np.float32)

    def fill(block: slice, _: "Ints") -> None:
        found = views(block)
        lengths[block] = np.linalg.norm(found[:, 0] - means[0], axis=1)
        joined = _side_by_side(found, means)
        first.put(block, joined[:, :SIZE])
        rest.put(block, joined[:, SIZE:])

    _each_block(owners, fill)
    none = np.empty((0, 3 * SIZE), np.float32)
    made = Meaning(means, first, rest, lengths, none, none[:, 0], none[:, 0], whole, passages, passage_owners)
    if like:
        return _with_kinship(made, owners, like.scatter) if len(like.kin_lengths) else made
    return made if count == owners[-1] + 1 else _with_kinship(made, owners, _scatter(made, owners, large))


def _means(views: "Callable[[slice], Floats]", owners: "Ints") -> "Floats":
    import numpy as np

    if len(owners) < 2:
        return np.zeros_like(views(slice(0, 1))[0])
    total = sum(_each_block(owners, lambda block, _: views(block).sum(axis=0, dtype=np.float64)))
    means: Floats = (total / len(owners)).astype(np.float32)
    return means


def _side_by_side(views: "Floats", means: "Floats") -> "Floats":
    import numpy as np

    centred = views - means
    centred /= np.maximum(np.linalg.norm(centred, axis=-1, keepdims=True), 1e-6)
    centred[:, 2] *= MIDDLE_WEIGHT
    joined: Floats = centred.reshape(len(views), -1) / np.float32(2)
    return joined


def _each_block(owners: "Ints", work: "Callable[[slice, Ints], T]") -> list[T]:
    """The results of the work on the phrasings of some entries at a time, on all cores. It is given their places, and
    where each entry begins among them.
    """
    import numpy as np

    starts = np.append(_starts(owners), len(owners))
    parts = [starts[begin : begin + BLOCK + 1] for begin in range(0, len(starts) - 1, BLOCK)]
    return list(in_threads(lambda part: work(slice(int(part[0]), int(part[-1])), part[:-1] - part[0]), parts))


def _joined(meaning: Meaning, at: "slice | Ints") -> "Floats":
    """The vectors of the phrasings at these places, shape (k, 1152)."""
    import numpy as np

    return np.concatenate([meaning.first.at(at), meaning.rest.at(at)], axis=1)


def _with_kinship(made: Meaning, owners: "Ints", scatter: "Floats") -> Meaning:
    import numpy as np

    def lengths(block: slice, starts: "Ints") -> "tuple[Floats, Floats]":
        x = _joined(made, block)
        y = x @ scatter.T
        kin = _length(x, y)
        x /= kin[:, None]
        y /= kin[:, None]
        counts = np.diff(starts, append=len(x)).astype(np.float32)
        return kin, _length(np.add.reduceat(x, starts), np.add.reduceat(y, starts)) / counts

    of_phrasings, of_centres = zip(*_each_block(owners, lengths), strict=True)
    return made._replace(
        scatter=scatter, kin_lengths=np.concatenate(of_phrasings), centre_lengths=np.concatenate(of_centres)
    )


def _length(x: "Floats", y: "Floats") -> "Floats":
    """|x|_A of each row of x, given y = x C^T."""
    import numpy as np

    lengths: Floats = np.sqrt(np.maximum(np.einsum("ij,ij->i", x, x) - np.einsum("ij,ij->i", y, y), 1e-9))
    return lengths


def _scatter(made: Meaning, owners: "Ints", large: bool) -> "Floats":
    """The C of A = I - C^T C: with W = sum of s v v^T over its eigenvectors v, rows sqrt(s / (s + RIDGE)) v."""
    import numpy as np

    entries = np.arange(0, int(owners[-1]) + 1, -(-len(owners) // SCATTER_SAMPLE) if large else 1)
    places, among = held_by(entries, owners)
    rows = _joined(made, places)
    starts = _starts(among)
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


def _main_directions(within: "Floats") -> "tuple[Floats, Floats]":
    """The largest eigenvalues of a symmetric matrix and, in columns, their vectors: subspace iteration from a random
    start (Halko, Martinsson and Tropp 2011), a fifth of the time that all of them take.
    """
    import numpy as np

    basis = np.random.default_rng(1).standard_normal((len(within), DIRECTIONS)).astype(np.float32)
    for _round in range(4):
        basis, _ = np.linalg.qr(within @ basis)
    values, turned = np.linalg.eigh(basis.T @ within @ basis)
    return values, basis @ turned


def best_of(values: "Floats", owners: "Ints") -> "Floats":
    """The highest value of each entry; values (..., k), owners sorted, each number from 0 to the last there."""
    import numpy as np

    best: Floats = np.maximum.reduceat(values, _starts(owners), axis=-1)
    return best


def _starts(owners: "Ints") -> "Ints":
    """Where each entry begins."""
    import numpy as np

    return np.flatnonzero(np.diff(owners, prepend=-1))


def asked(meaning: Meaning, views: "Floats") -> Queries:
    """Queries given by their views, shape (q, 3, 384)."""
    return Queries(views[:, 0].copy(), _side_by_side(views, meaning.means))


def own(meaning: Meaning, places: "Ints") -> Queries:
    """The FAQ's own phrasings at these places as queries."""
    joined = _joined(meaning, places)
    return Queries(meaning.means[0] + joined[:, :SIZE] * (2 * meaning.lengths[places, None]), joined)


def centre_length(meaning: Meaning, places: "Ints") -> float:
    """The length of the mean of the plain vectors of the phrasings at these places."""
    import numpy as np

    return float(np.linalg.norm(own(meaning, places).plain.mean(axis=0)))


def scan(meaning: Meaning, owners: "Ints", queries: Queries) -> "Floats":
    """How close each query comes to each of all entries, by the first view alone: shape (q, n)."""
    return best_of(meaning.first.scan(queries.joined[:, :SIZE]), owners)


def compare(meaning: Meaning, among: Shortlist, queries: Queries) -> Sequence[Closeness]:
    """How close each query comes to the entries of the shortlist."""
    import numpy as np

    plain, joined = queries
    lengths, owners = meaning.lengths[among.phrasings], among.owners
    first, second, _ = np.split(joined, 3, axis=1)
    image = joined - (joined @ meaning.scatter.T) @ meaning.scatter
    # The two views of the last layer are closer to the meaning than the middle layer's: it counts for kin only.
    of_first = meaning.first.dot(np.concatenate([first, image[:, :SIZE], plain]), among.phrasings)
    of_second = meaning.rest.dot(
        np.concatenate([np.pad(second, ((0, 0), (0, SIZE))), image[:, SIZE:]]), among.phrasings
    )
    near, kin, cosine = np.split(of_first, 3)
    near += of_second[: len(near)]
    kin += of_second[len(near) :]
    cosine = (plain @ meaning.means[0])[:, None] + 2 * lengths * cosine
    if len(meaning.kin_lengths):
        kin /= meaning.kin_lengths[among.phrasings]
        sums = np.add.reduceat(kin, _starts(owners), axis=1) / np.bincount(owners).astype(np.float32)
        centres = sums / meaning.centre_lengths[among.entries]
        kin = centres + np.float32(BEST_SHARE) * best_of(kin, owners)
    else:
        kin = best_of(kin, owners)
    whole = meaning.whole.dot(plain, among.entries)
    passage = _best_passage(meaning.passages.dot(plain, among.passages), among)
    return [Closeness(*rows) for rows in zip(cosine, 2 * best_of(near, owners), kin, whole, passage, strict=True)]


def _best_passage(values: "Floats", among: Shortlist) -> "Floats":
    """The best passage of each entry; an entry without any is taken to be as close as entries are on average."""
    import numpy as np

    count = len(among.shares)
    if not len(among.passage_owners):
        return np.zeros((len(values), count), np.float32)
    best = np.full((len(values), count), -2, np.float32)
    starts = _starts(among.passage_owners)
    held = among.passage_owners[starts]
    best[:, held] = np.maximum.reduceat(values, starts, axis=1)
    usual = np.average(best[:, held], axis=1, weights=among.shares[held])[:, None]
    return np.where(best < -1, usual, best).astype(np.float32)
