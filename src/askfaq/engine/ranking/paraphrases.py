"""Wordings of different entries that mean the same: near in meaning, and nothing in their words speaks against it."""

from collections.abc import Iterator, Sequence

import numpy as np

from askfaq.engine.analysis.courtesy import strip_courtesies
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.ranking.asked import asked, may_be_the_same, odd_words
from askfaq.text.normalize import wording_key

# The cosine from which two wordings mean the same, where neither, one or each of them has telling words that the other
# lacks. Of the 329 FAQs of training/answerability, in which no two entries contradict each other, 4 have such a pair.
CLOSE = (0.7, 0.78, 0.86)
MOST_ODD = 2  # such words of one wording
NEAREST = 8  # wordings of others that are looked at: where everything is close to everything, pairs would be endless
BLOCK = 256


def paraphrases(wordings: Sequence[str], owners: Sequence[int], encoder: Encoder) -> Iterator[tuple[int, int]]:
    """The places of each two wordings of different entries that mean the same, the earlier one first, but of those that
    are the same word for word. The owners ascend.
    """
    places = list({wording_key(text): place for place, text in reversed(list(enumerate(wordings)))}.values())[::-1]
    of_places = np.array([owners[place] for place in places])
    vectors = encoder.encode([strip_courtesies(wordings[place]) for place in places])
    for begin in range(0, len(places), BLOCK):
        cosines = vectors[begin : begin + BLOCK] @ vectors[begin:].T
        cosines[of_places[begin:] <= of_places[begin : begin + BLOCK, None]] = 0
        for row in np.flatnonzero(cosines.max(axis=1) >= min(CLOSE)).tolist():
            close = np.flatnonzero(cosines[row] >= min(CLOSE))
            nearest = close[np.argsort(-cosines[row, close], kind="stable")[:NEAREST]].tolist()
            first = places[begin + row]
            for column in nearest:
                second = places[begin + column]
                if means_the_same(wordings[first], wordings[second], float(cosines[row, column])):
                    yield first, second


def means_the_same(text: str, other: str, cosine: float) -> bool:
    """Whether two wordings whose meanings are so close ask for the same."""
    if cosine < min(CLOSE):
        return False
    one, two = asked(text), asked(other)
    mine, theirs = odd_words(one, two)
    odd = bool(mine) + bool(theirs)
    if cosine < CLOSE[odd] or max(len(mine), len(theirs)) > MOST_ODD or (odd and not one.kind):
        return False
    return may_be_the_same(one, two)
