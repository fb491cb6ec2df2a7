"""Which entries a query is weighed against: all of a small FAQ, the likeliest of a large one.

With those goes an even sample of a large FAQ. It stands for all the others: what a signal is on average, and how
much entries that are not listed speak together for the FAQ (confidence.Evidence).
"""

from typing import NamedTuple

import numpy as np

from askfaq.engine.arrays import Floats, Ints, held_by, largest

LARGE = 10_000  # phrasings beyond which a FAQ is not looked at as a whole
LISTED = 50  # entries that each way of looking adds
SAMPLE = 512  # entries that stand for the others
RUNS = 32  # stretches of the file that the sample comes from: neighbours lie on one page of memory


class Shortlist(NamedTuple):
    """m entries, with their phrasings and passages."""

    entries: Ints | slice  # (m,), ascending
    shares: Floats  # (m,): how many of the FAQ's entries each stands for
    phrasings: Ints | slice  # the places of their phrasings
    owners: Ints  # for each of these, the number of its entry in this list
    passages: Ints | slice
    passage_owners: Ints


def uses_shortlist(phrasings: int) -> bool:
    """Whether a FAQ with so many phrasings is weighed by a shortlist, and its vectors are kept in 8 bits."""
    return phrasings > LARGE


def everything(owners: Ints, passage_owners: Ints) -> Shortlist:
    """All entries of a FAQ, given the entry of each phrasing and of each passage, ascending."""
    count = int(owners[-1]) + 1
    return Shortlist(slice(None), np.ones(count, np.float32), slice(None), owners, slice(None), passage_owners)


def sample(owners: Ints, passage_owners: Ints) -> Shortlist:
    """An even sample of the entries."""
    entries = _even(int(owners[-1]) + 1)
    return _shortlist(entries, np.ones(len(entries), np.float32), owners, passage_owners)


def likeliest(rankings: Floats, allowed: Ints, owners: Ints, passage_owners: Ints) -> Shortlist:
    """The best LISTED of the allowed entries in each ranking, shape (k, n), or all where these are few; the sample."""
    count = rankings.shape[1]
    shares = np.zeros(count, np.float32)
    if len(allowed) > len(rankings) * LISTED:
        if len(allowed) < count:
            rankings = rankings[:, allowed]
        allowed = allowed[np.concatenate([largest(ranking, LISTED) for ranking in rankings])]
    shares[allowed] = 1
    others = _even(count)
    others = others[shares[others] == 0]
    shares[others] = (count - np.count_nonzero(shares)) / max(len(others), 1)
    entries = np.flatnonzero(shares)
    return _shortlist(entries, shares[entries], owners, passage_owners)


def _even(count: int) -> Ints:
    """The numbers of SAMPLE of so many entries, in RUNS stretches, or of all when there are no more."""
    if count <= SAMPLE:
        return np.arange(count)
    stretch = np.arange(SAMPLE // RUNS)
    begins = np.linspace(0, count - len(stretch), RUNS).astype(np.int64)
    return (begins[:, None] + stretch).ravel()


def _shortlist(entries: Ints, shares: Floats, owners: Ints, passage_owners: Ints) -> Shortlist:
    return Shortlist(entries, shares, *held_by(entries, owners), *held_by(entries, passage_owners))
