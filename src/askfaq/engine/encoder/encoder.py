"""The sentence encoder: all-MiniLM-L6-v2 in NumPy, a text becomes unit vectors of 384 numbers.

A BERT of six layers (layers.py) with mean pooling (Wang et al. 2020, Reimers and Gurevych 2019).
"""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.arrays import Floats
from askfaq.engine.encoder.layers import SIZE, Layers, Run, normalise, runs_of
from askfaq.engine.encoder.wordpiece import Vocabulary
from askfaq.engine.storage.safetensors import TensorFile

S = TypeVar("S")
T = TypeVar("T")

LAYERS = 6
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
        for places, (views, _) in self._passes(_Network.vectors, texts, threads):
            yield places, views

    def views_and_middle(self, texts: Sequence[str], *, threads: int = 1) -> tuple[Floats, list[Floats]]:
        """The views, and of each text what `middle` gives, from one pass."""
        vectors = np.empty((len(texts), VIEWS, SIZE), np.float32)
        middle: list[Floats] = [vectors[0, :0]] * len(texts)
        for places, (views, states) in self._passes(_Network.vectors, texts, threads):
            vectors[places] = views
            for i, own in zip(places, states, strict=True):
                middle[i] = own
        return vectors, middle

    def middle(self, texts: Sequence[str], *, threads: int = 1) -> list[Floats]:
        """The states of each text's tokens behind the middle layer, shape (tokens, 384); [CLS] comes first."""
        found: dict[int, Floats] = {}
        for places, states in self._passes(_Network.middle, texts, threads):
            found.update(zip(places, states, strict=True))
        return [found[i] for i in range(len(texts))]

    def _passes(
        self, work: "Callable[[_Network, list[list[int]]], T]", texts: Sequence[str], threads: int
    ) -> Iterator[tuple[list[int], T]]:
        """The places of some of the texts, and what a network gives for their ids, until all are done."""
        ids = [self.vocabulary.encode(text) for text in texts]
        chunks = list(_chunks(sorted(range(len(ids)), key=lambda i: len(ids[i])), ids))

        def done(chunk: list[int]) -> T:
            return work(_Network(self._file), [ids[i] for i in chunk])

        yield from zip(chunks, in_threads(done, chunks, threads), strict=True)


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
    """The embeddings and the layers; not for two threads at once."""

    def __init__(self, file: TensorFile) -> None:
        self._words, self._word_scales = file.array("word.weight"), file.array("word.scale")
        self._positions = file.array("position")
        self._word_norm = file.array("word.norm")
        self._layers = Layers(file)

    def vectors(self, texts: Sequence[Sequence[int]]) -> tuple[Floats, list[Floats]]:
        """The views, shape (len(texts), VIEWS, SIZE), of texts sorted by length, each given as its token ids; and
        what `middle` gives.
        """
        even = np.ones(sum(map(len, texts)), np.float32)
        rarity = _rarity(np.concatenate(texts))
        runs = runs_of([len(ids) for ids in texts])
        middle = self.middle(texts)
        x = seen = np.concatenate(middle)
        for layer in range(MIDDLE, LAYERS):
            x = self._layers(layer, x, runs)
        views = [_pooled(x, even, runs), _pooled(x, rarity, runs), _pooled(seen, even, runs)]
        return np.stack(views, axis=1), middle

    def middle(self, texts: Sequence[Sequence[int]]) -> list[Floats]:
        """The states behind the middle layer, shape (tokens, SIZE) for each text."""
        lengths = [len(ids) for ids in texts]
        runs = runs_of(lengths)
        x = self._embed(texts)
        for layer in range(MIDDLE):
            x = self._layers(layer, x, runs)
        return np.split(x, np.cumsum(lengths)[:-1])

    def _embed(self, texts: Sequence[Sequence[int]]) -> Floats:
        ids = np.concatenate(texts)
        places = np.concatenate([np.arange(len(text)) for text in texts])
        x: Floats = self._words[ids] * self._word_scales[ids, None] + self._positions[places]
        return normalise(x, self._word_norm)


def _pooled(x: Floats, weights: Floats, runs: Sequence[Run]) -> Floats:
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
