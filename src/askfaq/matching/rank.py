"""Signals become one order: a weighted sum, in units in which softmax gives the odds between entries.

Raw signals differ in size from FAQ to FAQ (one phrasing an entry or twenty, close subjects or far ones). Each
is therefore divided by its spread over this FAQ's own phrasings, asked against the entries that they do not
belong to. docs/decisions/0004-blend.md explains the weights.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from askfaq.matching import lexical, meaning
from askfaq.matching.courtesy import strip_courtesies
from askfaq.matching.index import Index
from askfaq.matching.parameters import WEIGHTS
from askfaq.matching.text import grams, stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SIGNALS = tuple(WEIGHTS)
OF_ANSWERS = ("whole", "passage", "told")
SAMPLE = 200  # own phrasings that show a signal's spread
USUAL_ENTRIES = 10  # entries' worth of trust in the usual spread, for FAQs too small to show their own
ALONE = 5.0  # the margin of the only entry there is
USUAL_SPREAD = {
    "near": 0.13,
    "kin": 0.12,
    "letters": 0.06,
    "words": 1.8,
    "whole": 0.12,
    "passage": 0.12,
    "told": 2.5,
}


class Spread(NamedTuple):
    """How the FAQ's own phrasings see entries that they do not belong to."""

    signals: "Floats"  # (S,): standard deviation of each signal
    cosine: float  # mean cosine of the nearest wrong phrasing
    kinship: float  # mean cosine of a phrasing and its nearest fellow of the same entry; 0 where there are none


def measure(index: Index, text: str, close: meaning.Closeness) -> "Floats":
    """The raw signals of a query for all entries, shape (S, n), each with mean 0 over the entries."""
    import numpy as np

    letters = lexical.cosines(index.letters, grams(text))
    stemmed = stems(text)
    signals: dict[str, Floats] = {
        "near": close.near,
        "kin": close.kin,
        "letters": (np.bincount(index.owners, letters, index.entries) / index.letter_lengths).astype(np.float32),
        "words": lexical.bm25(index.asked, stemmed),
        "whole": close.whole,
        "passage": close.passage,
        "told": lexical.bm25(index.told, stemmed),
    }
    raw: Floats = np.stack([signals[name] for name in SIGNALS])
    raw -= raw.mean(axis=1, keepdims=True)
    return raw


def spread(index: Index, phrasings: Sequence[str]) -> Spread:
    """The spread of the signals over an even sample of the FAQ's own phrasings."""
    import numpy as np

    usual = np.array([USUAL_SPREAD[name] for name in SIGNALS], np.float32)
    if index.entries < 2:
        return Spread(usual, 0.4, 0.0)
    places = np.unique(np.linspace(0, len(phrasings) - 1, SAMPLE).astype(np.int32))
    squares, nearest, fellows = [], [], []
    for place, close in zip(places, meaning.compare_own(index.meaning, index.owners, places), strict=True):
        others = np.arange(index.entries) != index.owners[place]
        squares.append(measure(index, strip_courtesies(phrasings[place]), close)[:, others].var(axis=1))
        own = index.owners == index.owners[place]
        nearest.append(close.cosine[~own].max())
        own[place] = False
        if own.any():
            fellows.append(close.cosine[own].max())
    mean = np.mean(squares, axis=0)
    variance = (mean * index.entries + usual**2 * USUAL_ENTRIES) / (index.entries + USUAL_ENTRIES)
    kinship = float(np.mean(fellows)) if fellows else 0.0
    return Spread(np.sqrt(variance).astype(np.float32), float(np.mean(nearest)), kinship)


def weights(index: Index) -> "Floats":
    """What one standard deviation of each signal counts in this FAQ, shape (S,).

    Between the fitted ends: one phrasing an entry and many, a language that the encoder speaks and one that it
    does not. Answers count as far as entries have answers of their own.
    """
    import numpy as np

    chosen = []
    for name, weight in WEIGHTS.items():
        english = weight.single * (1 - index.learned) + weight.many * index.learned
        value = english * index.fluency + weight.foreign * (1 - index.fluency)
        chosen.append(value * index.answered if name in OF_ANSWERS else value)
    return np.array(chosen, np.float32)


def scores(index: Index, spreads: Spread, raw: "Floats") -> "Floats":
    """The blended score of each entry, shape (n,)."""
    weight: Floats = weights(index) / spreads.signals
    return weight @ raw
