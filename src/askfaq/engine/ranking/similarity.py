"""How near a query's vectors lie to those of a FAQ."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from askfaq.engine.arrays import Floats, Ints, best_of, starts_of
from askfaq.engine.encoder.layers import SIZE
from askfaq.engine.index.semantic import SemanticIndex, joined_at, side_by_side
from askfaq.engine.index.shortlist import Shortlist

BEST_SHARE = 0.5  # of the nearest phrasing, beside the centre of the entry's phrasings


class Closeness(NamedTuple):
    """One query against the m entries of a shortlist: an array of m numbers each."""

    cosine: Floats  # plain cosine of the shortlist's phrasings
    nearest: Floats  # centred cosine of the nearest phrasing
    discriminant: Floats  # the same with the scatter of wordings divided out, beside the centre of the phrasings
    entry: Floats  # cosine to question and answer read together
    passage: Floats  # cosine to the best passage of the answer


class Queries(NamedTuple):
    """The views of q queries."""

    plain: Floats  # (q, 384): the first view
    joined: Floats  # (q, 1152): all, centred, side by side

    def at(self, places: slice) -> "Queries":
        """Some of them."""
        return Queries(self.plain[places], self.joined[places])


def as_queries(semantic: SemanticIndex, views: Floats) -> Queries:
    """Queries given by their views, shape (q, 3, 384)."""
    return Queries(views[:, 0].copy(), side_by_side(views, semantic.means))


def own_queries(semantic: SemanticIndex, places: Ints) -> Queries:
    """The FAQ's own phrasings at these places as queries."""
    joined = joined_at(semantic, places)
    return Queries(semantic.means[0] + joined[:, :SIZE] * (2 * semantic.lengths[places, None]), joined)


def centre_length(semantic: SemanticIndex, places: Ints) -> float:
    """The length of the mean of the plain vectors of the phrasings at these places."""
    return float(np.linalg.norm(own_queries(semantic, places).plain.mean(axis=0)))


def scan(semantic: SemanticIndex, owners: Ints, queries: Queries) -> Floats:
    """How close each query comes to each of all entries, by the first view alone: shape (q, n)."""
    return best_of(semantic.first.scan(queries.joined[:, :SIZE]), owners)


def compare(semantic: SemanticIndex, among: Shortlist, queries: Queries) -> Sequence[Closeness]:
    """How close each query comes to the entries of the shortlist."""
    plain, joined = queries
    lengths, owners = semantic.lengths[among.phrasings], among.owners
    first, second, _ = np.split(joined, 3, axis=1)
    image = joined - (joined @ semantic.scatter.T) @ semantic.scatter
    # The two views of the last layer are closer to the meaning than the middle layer's, which counts in the
    # discriminant only.
    of_first = semantic.first.dot(np.concatenate([first, image[:, :SIZE], plain]), among.phrasings)
    of_second = semantic.rest.dot(
        np.concatenate([np.pad(second, ((0, 0), (0, SIZE))), image[:, SIZE:]]), among.phrasings
    )
    nearest, discriminant, cosine = np.split(of_first, 3)
    nearest += of_second[: len(nearest)]
    discriminant += of_second[len(nearest) :]
    cosine = (plain @ semantic.means[0])[:, None] + 2 * lengths * cosine
    if len(semantic.discriminant_lengths):
        discriminant /= semantic.discriminant_lengths[among.phrasings]
        sums = np.add.reduceat(discriminant, starts_of(owners), axis=1) / np.bincount(owners).astype(np.float32)
        centres = sums / semantic.centre_lengths[among.entries]
        discriminant = centres + np.float32(BEST_SHARE) * best_of(discriminant, owners)
    else:
        discriminant = best_of(discriminant, owners)
    entry = semantic.whole.dot(plain, among.entries)
    passage = _best_passage(semantic.passages.dot(plain, among.passages), among)
    return [
        Closeness(*rows)
        for rows in zip(cosine, 2 * best_of(nearest, owners), discriminant, entry, passage, strict=True)
    ]


def _best_passage(values: Floats, among: Shortlist) -> Floats:
    """The best passage of each entry; an entry without any is taken to be as close as entries are on average."""
    count = len(among.shares)
    if not len(among.passage_owners):
        return np.zeros((len(values), count), np.float32)
    best = np.full((len(values), count), -2, np.float32)
    starts = starts_of(among.passage_owners)
    held = among.passage_owners[starts]
    best[:, held] = np.maximum.reduceat(values, starts, axis=1)
    usual = np.average(best[:, held], axis=1, weights=among.shares[held])[:, None]
    return np.where(best < -1, usual, best).astype(np.float32)
