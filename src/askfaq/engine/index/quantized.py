"""Many vectors: as they are, or each in 8 bits with a scale of its own.

In 8 bits a vector of 384 numbers takes a quarter of the room and its cosines move by about 0.0005.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.arrays import Floats, Ints

BLOCK = 256  # rows that are read together: they stay in the processor's cache
LARGEST = 127


class VectorArray(NamedTuple):
    """N vectors, read where they are needed."""

    values: NDArray[Any]  # (N, width), float32 or int8; float16 in the index that ships
    scales: Floats  # (N,): 1 unless int8

    def at(self, places: slice | Ints) -> Floats:
        """The vectors at these places, shape (k, width)."""
        rows: Floats = self.values[places].astype(np.float32)
        rows *= self.scales[places, None]
        return rows

    def put(self, places: slice, vectors: Floats) -> None:
        """Store vectors, shape (k, width), at these places."""
        if self.values.dtype == np.int8:
            scales = np.maximum(np.abs(vectors).max(axis=1), 1e-9) / LARGEST
            self.scales[places] = scales
            vectors = np.rint(vectors / scales[:, None])
        self.values[places] = vectors

    def dot(self, queries: Floats, places: slice | Ints) -> Floats:
        """The products of each query, shape (q, width), with the vectors at these places: shape (q, k)."""
        products: Floats = queries @ self.values[places].astype(np.float32, copy=False).T
        products *= self.scales[places]
        return products

    def scan(self, queries: Floats) -> Floats:
        """The products of each query with all vectors, shape (q, N)."""
        products = np.empty((len(self.values), len(queries)), np.float32)
        block = np.empty((BLOCK, queries.shape[1]), np.float32)
        for begin in range(0, len(self.values), BLOCK):
            part = self.values[begin : begin + BLOCK]
            block[: len(part)] = part
            np.matmul(block[: len(part)], queries.T, out=products[begin : begin + BLOCK])
        products *= self.scales[:, None]
        return products.T


def empty(count: int, width: int, is_8_bit: bool) -> VectorArray:
    """Room for so many vectors, in 8 bits or as they are."""
    return VectorArray(np.zeros((count, width), np.int8 if is_8_bit else np.float32), np.ones(count, np.float32))
