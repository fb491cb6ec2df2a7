"""Arrays of what entries own: where each entry's part begins, which places it has, the best value in it."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.integer[Any]]


def stretches(begins: Ints, counts: Ints) -> Ints:
    """The numbers of so many places from each beginning on, one stretch after the other."""
    return np.repeat(begins - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())


def best_of(values: Floats, owners: Ints) -> Floats:
    """The highest value of each entry; values (..., k), owners sorted, each number from 0 to the last there."""
    best: Floats = np.maximum.reduceat(values, starts_of(owners), axis=-1)
    return best


def starts_of(owners: Ints) -> Ints:
    """Where each entry begins."""
    return np.flatnonzero(np.diff(owners, prepend=-1))


def held_by(entries: Ints, owners: Ints) -> tuple[Ints, Ints]:
    """The places that the entries own, and for each the number of its owner among the entries."""
    entries = entries.astype(owners.dtype)  # else all owners are converted instead
    begins, ends = np.searchsorted(owners, entries), np.searchsorted(owners, entries + 1)
    counts = ends - begins
    return stretches(begins, counts), np.repeat(np.arange(len(entries)), counts)


def largest(values: Floats, count: int) -> Ints:
    """The places, ascending, of the `count` largest values, or of all when there are no more; of equal ones the first.

    The maxima of groups give a floor that leaves few to choose from: a tenth of the time of np.argpartition.
    """
    if count >= len(values):
        return np.arange(len(values))
    size = max(1, math.isqrt(len(values) // max(count, 1)))
    groups = len(values) // size
    maxima = values[: size * groups].reshape(size, groups).max(axis=0)
    above = np.flatnonzero(values >= np.partition(maxima, groups - count)[groups - count])
    return np.sort(above[np.argsort(-values[above], kind="stable")[:count]])
