"""The sentence encoder: all-MiniLM-L6-v2 in NumPy, a text becomes unit vectors of 384 numbers.

A post-norm BERT of six layers with mean pooling (Devlin et al. 2019, Wang et al. 2020, Reimers and
Gurevych 2019). Weights are 8-bit with one scale for each output column. NumPy has no fast 8-bit product, so
a matrix is cast when it is used and the scales are folded into the product. Texts of a batch are never
padded: their tokens lie end to end, and attention runs over texts of equal length.
"""

import math
import os
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.arrays import Floats
from askfaq.engine.encoder.wordpiece import Vocabulary
from askfaq.engine.storage.safetensors import TensorFile

S = TypeVar("S")
T = TypeVar("T")

SIZE = 384
LAYERS = 6
HEADS = 12
HEAD_SIZE = SIZE // HEADS
EPSILON = 1e-12
VIEWS = 3
MIDDLE = 3  # the layer whose mean is the third view: more of the wording, less of the meaning
FREQUENT = 1995  # ids up to here are marks, letters and control tokens; then words, the most frequent first
CHUNK = 512  # tokens that go through the layers together: their activations stay in the processor's cache


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_threads(work: Callable[[S], T], items: Sequence[S], threads: int | None = None) -> Iterator[T]:
    """The results for the items, in order, from so many threads, or one a core: NumPy lets them run side by side."""
    threads = threads or cores()
    if threads == 1 or len(items) < 2:
        yield from map(work, items)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(work, items)


class Encoder:
    """Turns texts into vectors. Safe to share between threads.

    Opening maps the file and reads its header. Weights are read as they are used, and of the 30,522 word
    vectors only those of the texts' own pieces.
    """

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        """With the vocabulary goes the file of the weights."""
        self.vocabulary = vocabulary or Vocabulary()
        self._file = self.vocabulary.file

    def encode(self, texts: Sequence[str], *, threads: int = 1) -> Floats:
        """One row for each text, shape (len(texts), 384), each of length 1.

        A text beyond 256 pieces is cut off. A row does not depend on the texts beside it, up to rounding
        (1e-6 in any number), and the same call gives the same bits on one machine, whatever `threads` is.
        More than one is for many texts, with BLAS kept to one (main.py): BLAS's own threads wait for each
        other at every product.
        """
        return self.views(texts, threads=threads)[:, 0].copy()

    def views(self, texts: Sequence[str], *, threads: int = 1) -> Floats:
        """Three looks at each text from one pass, shape (len(texts), 3, 384), each of length 1: the mean of the
        last layer (what `encode` gives), that mean with rare words weighing more, the mean of the middle layer.
        """
        vectors = np.empty((len(texts), VIEWS, SIZE), np.float32)
        for places, found in self.read(texts, threads=threads):
            vectors[places] = found
        return vectors

    def read(self, texts: Sequence[str], *, threads: int = 1) -> Iterator[tuple[list[int], Floats]]:
        """The same in parts, as they are done: the places of some of the texts, and their views."""
        ids = [self.vocabulary.encode(text) for text in texts]
        chunks = list(_chunks(sorted(range(len(ids)), key=lambda i: len(ids[i])), ids))

        def views(chunk: list[int]) -> Floats:
            return _Network(self._file).vectors([ids[i] for i in chunk])

        yield from zip(chunks, in_threads(views, chunks, threads), strict=True)


def _chunks(order: Sequence[int], ids: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Runs of `order` of at most CHUNK tokens together (a text alone is never more than that)."""
    chunk: list[int] = []
    size = 0
    for i in order:
        if size + len(ids[i]) > CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(i)
        size += len(ids[i])
    if chunk:
        yield chunk


class _Network:
    """The layers, with scratch memory for the matrix in use."""

    def __init__(self, file: TensorFile) -> None:
        self._words, self._word_scales = file.array("word.weight"), file.array("word.scale")
        self._positions = file.array("position")
        self._word_norm = file.array("word.norm")
        self._dense = {
            name: tuple(file.array(f"{name}.{part}") for part in ("weight", "scale", "bias"))
            for name in ("attend", "gather", "widen", "narrow")
        }
        self._norms = {name: file.array(f"{name}.norm") for name in ("gather", "narrow")}
        self._scratch = np.empty(4 * SIZE * SIZE, np.float32)

    def vectors(self, texts: Sequence[Sequence[int]]) -> Floats:
        """The views, shape (len(texts), VIEWS, SIZE), of texts sorted by length, each given as its token ids."""
        even = np.ones(sum(map(len, texts)), np.float32)
        rarity = _rarity(np.concatenate(texts))
        runs = _runs([len(ids) for ids in texts])
        x = self._embed(texts)
        for layer in range(LAYERS):
            mixed = self._product("gather", layer, _attend(self._product("attend", layer, x), runs))
            x = _normalise(x + mixed, self._norms["gather"][layer])
            wide = _gelu(self._product("widen", layer, x))
            x = _normalise(x + self._product("narrow", layer, wide), self._norms["narrow"][layer])
            if layer + 1 == MIDDLE:
                middle = _pooled(x, even, runs)
        return np.stack([_pooled(x, even, runs), _pooled(x, rarity, runs), middle], axis=1)

    def _embed(self, texts: Sequence[Sequence[int]]) -> Floats:
        ids = np.concatenate(texts)
        places = np.concatenate([np.arange(len(text)) for text in texts])
        x: Floats = self._words[ids] * self._word_scales[ids, None] + self._positions[places]
        return _normalise(x, self._word_norm)

    def _product(self, name: str, layer: int, x: Floats) -> Floats:
        weight, scale, bias = self._dense[name]
        matrix = self._scratch[: weight[layer].size].reshape(weight[layer].shape)
        matrix[...] = weight[layer]
        product: Floats = x @ matrix
        product *= scale[layer]
        product += bias[layer]
        return product


def _pooled(x: Floats, weights: Floats, runs: Sequence[tuple[int, int, int]]) -> Floats:
    """The weighted sum of each text's tokens, brought to length 1."""
    weighted = x * weights[:, None]
    sums = [weighted[begin:end].reshape(count, -1, SIZE).sum(axis=1) for begin, end, count in runs]
    vectors: Floats = np.concatenate(sums)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def _rarity(ids: NDArray[np.int_]) -> Floats:
    """a / (a + p) with a = 0.001 (Arora et al. 2017); the probability p is Zipf's, from the place in the vocabulary."""
    rank = np.maximum(ids - FREQUENT, 1).astype(np.float32)
    weights: Floats = np.float32(1e-3) / (np.float32(1e-3) + np.float32(1 / 9) / (rank + np.float32(2.7)))
    weights[ids <= FREQUENT] = 0.05
    return weights


def _attend(projected: Floats, runs: Sequence[tuple[int, int, int]]) -> Floats:
    """Each token's mixture of its text's values. Queries, keys and values lie side by side in a row of
    `projected`, and the queries' scale holds the division by the root of HEAD_SIZE.
    """
    mixed = np.empty((len(projected), SIZE), np.float32)
    for begin, end, count in runs:
        heads = projected[begin:end].reshape(count, -1, 3, HEADS, HEAD_SIZE)
        query, key, value = heads.transpose(2, 0, 3, 1, 4)
        weights = query @ key.swapaxes(-1, -2)
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed[begin:end].reshape(count, -1, HEADS, HEAD_SIZE)[...] = (weights @ value).swapaxes(1, 2)
    return mixed


def _normalise(x: Floats, gain_and_bias: Floats) -> Floats:
    """Layer normalisation, in place."""
    x -= x.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x)[:, None] / np.float32(SIZE)
    x /= np.sqrt(variance + np.float32(EPSILON))
    x *= gain_and_bias[0]
    x += gain_and_bias[1]
    return x


def _gelu(x: Floats) -> Floats:
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


def _runs(lengths: Sequence[int]) -> list[tuple[int, int, int]]:
    """For each stretch of equal lengths: its first token, the one past its last, and its number of texts."""
    runs = []
    begin = 0
    for length, group in groupby(lengths):
        count = len(list(group))
        runs.append((begin, begin + length * count, count))
        begin += length * count
    return runs
