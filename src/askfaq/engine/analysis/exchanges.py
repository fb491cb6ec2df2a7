"""Stretches of a text for which other words may stand, and the variants that come of it."""

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple

from askfaq.limits import MAX_WORDS
from askfaq.text.normalize import is_unspaced, words

MOST_VARIANTS = 6  # of one query: each costs about as much as a query of its own


class Exchange(NamedTuple):
    """A stretch of a text, and the wordings that may stand there."""

    begin: int
    end: int
    wordings: tuple[str, ...]


Token = tuple[str, int, int]  # a word of a folded text, and from where to where it stands
Variant = tuple[str, tuple[tuple[str, str], ...]]  # a text, and what was exchanged in it: (typed, read as)


def tokens(text: str) -> list[Token]:
    """The words of a folded text with their places; those of a script without spaces overlap."""
    found, at = [], 0
    for word in words(text)[:MAX_WORDS]:
        begin = text.find(word, at)
        if begin >= 0:
            end = begin + len(word)
            found.append((word, begin, end))
            at = begin + 1 if is_unspaced(word[0]) else end
    return found


def variants(text: str, exchanges: Sequence[Exchange]) -> Iterator[Variant]:
    """The text with one wording for each stretch; the stretches are in order and do not overlap."""
    for chosen in islice(product(*(exchange.wordings for exchange in exchanges)), MOST_VARIANTS):
        parts, exchanged, done = [], [], 0
        for (begin, end, _), read in zip(exchanges, chosen, strict=True):
            parts += [text[done:begin], read]
            done = end
            if read != text[begin:end]:
                exchanged.append((text[begin:end], read))
        yield "".join([*parts, text[done:]]), tuple(exchanged)
