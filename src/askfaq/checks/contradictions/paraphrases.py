"""Questions that mean the same: they are near in meaning, and nothing in their words speaks against it."""

from collections.abc import Iterator, Sequence

import numpy as np

from askfaq.checks.contradictions.question_words import may_be_the_same, odd_words, words_of
from askfaq.engine.analysis.courtesy import strip_courtesies
from askfaq.engine.encoder.encoder import Encoder
from askfaq.text.normalize import wording_key

# The cosine from which two questions mean the same, where neither, one or each of them has telling words that the other
# lacks. Of the 329 FAQs of training/answerability, in which no two entries contradict each other, 3 have such a pair.
CLOSE = (0.7, 0.78, 0.86)
# The same where both ask for the same kind of thing, in the same telling words or synonyms.
SAME_WORDS = 0.5
MOST_ODD = 2  # such words of one question
NEAREST = 8  # other questions that are looked at: where everything is close to everything, pairs would be endless
BLOCK = 256


def paraphrases(questions: Sequence[str], encoder: Encoder) -> Iterator[tuple[int, int]]:
    """The places of each two questions that mean the same, but of those that are the same word for word."""
    places = list({wording_key(text): place for place, text in reversed(list(enumerate(questions)))}.values())[::-1]
    vectors = encoder.encode([strip_courtesies(questions[place]) for place in places])
    for begin in range(0, len(places), BLOCK):
        cosines = vectors[begin : begin + BLOCK] @ vectors[begin:].T
        cosines[np.tril_indices(len(cosines))] = 0  # each two once
        for row in np.flatnonzero(cosines.max(axis=1) >= SAME_WORDS).tolist():
            close = np.flatnonzero(cosines[row] >= SAME_WORDS)
            nearest = close[np.argsort(-cosines[row, close], kind="stable")[:NEAREST]].tolist()
            first = places[begin + row]
            for column in nearest:
                second = places[begin + column]
                if means_the_same(questions[first], questions[second], float(cosines[row, column])):
                    yield first, second


def means_the_same(text: str, other: str, cosine: float) -> bool:
    """Whether two questions whose meanings are so close ask for the same."""
    one, two = words_of(text), words_of(other)
    mine, theirs = odd_words(one, two)
    odd = bool(mine) + bool(theirs)
    if max(len(mine), len(theirs)) > MOST_ODD or (odd and not one.kind) or not may_be_the_same(one, two):
        return False
    is_clear = not odd and one.telling and one.kind == two.kind and one.kind not in ("", "anything")
    return cosine >= (SAME_WORDS if is_clear else CLOSE[odd])
