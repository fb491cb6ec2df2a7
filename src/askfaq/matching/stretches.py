"""Stretches of an array, read together."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]


def stretches(begins: "Ints", counts: "Ints") -> "Ints":
    """The numbers of so many places from each beginning on, one stretch after the other."""
    import numpy as np

    return np.repeat(begins - np.cumsum(counts) + counts, counts) + np.arange(counts.sum())
