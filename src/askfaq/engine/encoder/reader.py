"""The reader: how far an entry's text settles a query, by reading both together.

A cross-encoder (Nogueira and Cho 2019) whose lower half is the encoder's, over query and entry apart (MacAvaney et al.
2020, "PreTTR"): their states behind its middle layer are there already, or lie ready. Three layers of its own then see
all tokens of both. The last is computed for the query's first token alone, whose state gives one number.

docs/decisions/0013-reader.md says how it was trained; tools/train_reader.py does it.
"""

import os
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from askfaq.engine.arrays import Floats
from askfaq.engine.encoder.layers import Layers, runs_of
from askfaq.engine.storage.safetensors import TensorFile

WEIGHTS = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "reader.safetensors")
LAYERS = 3
EVIDENCE_HEADS = 2  # of the last layer: in training they were told where the sentence stands that decides


class Reading(NamedTuple):
    """What came of reading one text with a query."""

    odds: float  # ln of the odds that the text settles the query
    looks: Floats  # (tokens of the text,): how much each token was looked at; they sum to 1


class Reader:
    """Reads queries with entries. Safe to share between threads."""

    def __init__(self, path: str = WEIGHTS) -> None:
        self._file = file = TensorFile(path)
        self._sides = file.array("sides")  # (2, SIZE): what tells the tokens of a query from those of an entry
        self._pool, self._score = (
            [file.array(f"{n}.{part}") for part in ("weight", "bias")] for n in ("pool", "score")
        )

    def read(self, query: Floats, texts: Sequence[Floats]) -> list[Reading]:
        """What comes of reading each of the texts with the query, all given by their states behind the middle layer,
        shape (tokens, SIZE) (Encoder.middle).
        """
        asked = query + self._sides[0]
        x = np.concatenate([part for text in texts for part in (asked, text + self._sides[1])])
        runs = runs_of([len(query) + len(text) for text in texts])
        layers = Layers(self._file)
        for layer in range(LAYERS - 1):
            x = layers(layer, x, runs)
        first, looks = layers.first(LAYERS - 1, x, runs)
        pooled = np.tanh(first @ self._pool[0].astype(np.float32) + self._pool[1])
        odds = pooled @ self._score[0] + self._score[1]
        shown = [of_heads[:EVIDENCE_HEADS, len(query) :].mean(axis=0) for of_heads in looks]
        return [Reading(float(o), s / s.sum()) for o, s in zip(odds, shown, strict=True)]
