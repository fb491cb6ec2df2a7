"""Which entries a query is weighed against: all of a small FAQ, the likeliest of a large one.

With those goes an even sample of a large FAQ. It stands for all the others: what a signal is on average, and how
much entries that are not listed speak together for the FAQ (matcher.Evidence).
"""

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.integer[Any]]

LARGE = 10_000  # phrasings from which on a FAQ is not looked at as a whole
LISTED = 100  # entries that each way of looking adds
SAMPLE = 512  # entries that stand for the others
RUNS = 32  # stretches of the file that the sample comes from: neighbours lie on one page of memory


class Shortlist(NamedTuple):
    """m entries, with their phrasings and passages."""

    entries: "Ints | slice"  # (m,), ascending
    shares: "Floats"  # (m,): how many of the FAQ's entries each stands for
    phrasings: "Ints | slice"  # the places of their phrasings
    owners: "Ints"  # for each of these, the number of its entry in this list
    passages: "Ints | slice"
    passage_owners: "Ints"


def everything(owners: "Ints", passage_owners: "Ints") -> Shortlist:
    """All entries of a FAQ, given the entry of each phrasing and of each passage, ascending."""
    import numpy as np

    count = int(owners[-1]) + 1
    return Shortlist(slice(None), np.ones(count, np.float32), slice(None), owners, slice(None), passage_owners)


def sample(owners: "Ints", passage_owners: "Ints") -> Shortlist:
    """An even sample of the entries."""
    import numpy as np

    entries = _even(int(owners[-1]) + 1)
    return _shortlist(entries, np.ones(len(entries), np.float32), owners, passage_owners)


def likeliest(rankings: "Floats", allowed: "Ints", owners: "Ints", passage_owners: "Ints") -> Shortlist:
    """The best of the allowed entries in each ranking, shape (k, n), and the sample."""
    import numpy as np

    count = rankings.shape[1]
    listed = allowed
    if len(allowed) > len(rankings) * LISTED:
        best = np.argpartition(rankings[:, allowed], -LISTED, axis=1)[:, -LISTED:]
        listed = np.unique(allowed[best])
    others = np.setdiff1d(_even(count), listed)
    entries = np.concatenate([listed, others])
    shares = np.ones(len(entries), np.float32)
    shares[len(listed) :] = (count - len(listed)) / max(len(others), 1)
    order = np.argsort(entries)
    return _shortlist(entries[order], shares[order], owners, passage_owners)


def _even(count: int) -> "Ints":
    """The numbers of SAMPLE of so many entries, in RUNS stretches."""
    import numpy as np

    length = SAMPLE // RUNS
    begins = np.linspace(0, max(count - length, 0), RUNS).astype(np.int64)
    return np.unique(np.minimum(begins[:, None] + np.arange(length), count - 1))


def _shortlist(entries: "Ints", shares: "Floats", owners: "Ints", passage_owners: "Ints") -> Shortlist:
    return Shortlist(entries, shares, *held_by(entries, owners), *held_by(entries, passage_owners))


def held_by(entries: "Ints", owners: "Ints") -> "tuple[Ints, Ints]":
    """The places that the entries own, and for each the number of its owner among the entries."""
    import numpy as np

    begins, ends = np.searchsorted(owners, entries), np.searchsorted(owners, entries + 1)
    counts = ends - begins
    places = np.repeat(begins - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
    return places, np.repeat(np.arange(len(entries)), counts)
