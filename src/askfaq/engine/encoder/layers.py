"""The layers of a BERT in NumPy (Devlin et al. 2019), post-norm, for the encoder and the reader.

Weights are 8-bit with one scale for each output column. NumPy has no fast 8-bit product, so a matrix is cast when it
is used and the scales are folded into the product. Texts of a batch are never padded: their tokens lie end to end, and
attention runs over texts of equal length.
"""

import math
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from askfaq.engine.arrays import Floats
from askfaq.engine.storage.safetensors import TensorFile

SIZE = 384
HEADS = 12
HEAD_SIZE = SIZE // HEADS
EPSILON = 1e-12


class Run(NamedTuple):
    """A stretch of texts of equal length: its first token, the one past its last, and its number of texts."""

    begin: int
    end: int
    texts: int


def runs_of(lengths: Sequence[int]) -> list[Run]:
    """The stretches of texts of equal length among texts of so many tokens each."""
    runs = []
    begin = 0
    for length, group in groupby(lengths):
        count = len(list(group))
        runs.append(Run(begin, begin + length * count, count))
        begin += length * count
    return runs


class Layers:
    """The layers of a weights file, with scratch memory for the matrix in use: not for two threads at once."""

    def __init__(self, file: TensorFile) -> None:
        self._dense = {
            name: tuple(file.array(f"{name}.{part}") for part in ("weight", "scale", "bias"))
            for name in ("attend", "gather", "widen", "narrow")
        }
        self._norms = {name: file.array(f"{name}.norm") for name in ("gather", "narrow")}
        self._scratch = np.empty(4 * SIZE * SIZE, np.float32)

    def __call__(self, layer: int, x: Floats, runs: Sequence[Run]) -> Floats:
        """The tokens' states behind a layer, given those before it: both of shape (tokens, SIZE)."""
        return self._digest(layer, x, _mix(self._product("attend", layer, x), runs))

    def first(self, layer: int, x: Floats, runs: Sequence[Run]) -> tuple[Floats, list[Floats]]:
        """The same for the first token of each text alone, shape (texts, SIZE); and how much it looks at each token of
        its text, by head: shapes (HEADS, tokens of the text).
        """
        firsts = np.concatenate([np.arange(r.begin, r.end, (r.end - r.begin) // r.texts) for r in runs])
        queries = self._product("attend", layer, x[firsts], slice(0, SIZE))
        known = self._product("attend", layer, x, slice(SIZE, 3 * SIZE))
        mixed, looks = np.empty((len(firsts), SIZE), np.float32), []
        for i, (begin, end) in enumerate(zip(firsts, [*firsts[1:], len(x)], strict=True)):
            key, value = known[begin:end].reshape(-1, 2, HEADS, HEAD_SIZE).transpose(1, 2, 0, 3)
            weights = _softmax(key @ queries[i].reshape(HEADS, HEAD_SIZE, 1))
            mixed[i] = (weights.swapaxes(-1, -2) @ value).ravel()
            looks.append(weights[:, :, 0])
        return self._digest(layer, x[firsts], mixed), looks

    def _digest(self, layer: int, x: Floats, mixed: Floats) -> Floats:
        """What follows attention."""
        x = normalise(x + self._product("gather", layer, mixed), self._norms["gather"][layer])
        wide = gelu(self._product("widen", layer, x))
        return normalise(x + self._product("narrow", layer, wide), self._norms["narrow"][layer])

    def _product(self, name: str, layer: int, x: Floats, columns: slice = slice(None)) -> Floats:
        weight, scale, bias = (part[layer][..., columns] for part in self._dense[name])
        matrix = self._scratch[: weight.size].reshape(weight.shape)
        matrix[...] = weight
        product: Floats = x @ matrix
        product *= scale
        product += bias
        return product


def _mix(projected: Floats, runs: Sequence[Run]) -> Floats:
    """Each token's mixture of its text's values. Queries, keys and values lie side by side in a row of
    `projected`, and the queries' scale holds the division by the root of HEAD_SIZE.
    """
    mixed = np.empty((len(projected), SIZE), np.float32)
    for begin, end, count in runs:
        heads = projected[begin:end].reshape(count, -1, 3, HEADS, HEAD_SIZE)
        query, key, value = heads.transpose(2, 0, 3, 1, 4)
        weights = _softmax(query @ key.swapaxes(-1, -2), axis=-1)
        mixed[begin:end].reshape(count, -1, HEADS, HEAD_SIZE)[...] = (weights @ value).swapaxes(1, 2)
    return mixed


def _softmax(weights: Floats, axis: int = -2) -> Floats:
    """In place."""
    weights -= weights.max(axis=axis, keepdims=True)
    np.exp(weights, out=weights)
    weights /= weights.sum(axis=axis, keepdims=True)
    return weights


def normalise(x: Floats, gain_and_bias: Floats) -> Floats:
    """Layer normalisation, in place."""
    x -= x.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x)[:, None] / np.float32(SIZE)
    x /= np.sqrt(variance + np.float32(EPSILON))
    x *= gain_and_bias[0]
    x += gain_and_bias[1]
    return x


def gelu(x: Floats) -> Floats:
    """GELU by its tanh form (Hendrycks & Gimpel 2016); its error is far below that of 8-bit weights."""
    gate = x * x
    gate *= np.float32(0.044715)
    gate += np.float32(1)
    gate *= x
    gate *= np.float32((2 / math.pi) ** 0.5)
    np.tanh(gate, out=gate)
    gate += np.float32(1)
    gate *= x
    gate *= np.float32(0.5)
    return gate
