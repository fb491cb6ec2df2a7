"""Reading a query the way the signals do: folded, its spelling repaired, its telling words picked out."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from askfaq.matching.courtesy import strip_courtesies
from askfaq.matching.encoder import Encoder
from askfaq.matching.spelling import OwnWords, Speller
from askfaq.matching.text import informative, is_unspaced, words
from askfaq.model import Entry, FaqFile

_LETTERS = re.compile(r"[^\W\d_]{4,}")
_FOREIGN_FROM, _FOREIGN_TO = 0.2, 0.55  # share of words that the vocabulary does not hold whole
SPOKEN = 0.5  # fluency from which the encoder's reading of single words counts
_SAMPLE = 500  # phrasings that show the language


class Asked(NamedTuple):
    """A query as the signals read it."""

    text: str  # folded, courtesies left out, spelling repaired
    repairs: tuple[tuple[str, str], ...]  # (typed, read as)
    words: tuple[str, ...]
    informative: tuple[str, ...]  # words that say something about the subject; a bare number does not


class Reader:
    """Reads queries against a FAQ's words and, behind them, the encoder's vocabulary. Needs no NumPy."""

    def __init__(self, faq: FaqFile, encoder: Encoder) -> None:
        self._vocabulary = encoder.vocabulary
        if faq.stored is None:
            own, self.fluency = OwnWords(own_words(faq.entries)), fluency(faq.entries, encoder)
        else:
            own, self.fluency = faq.stored.words, faq.stored.fluency
        if self.fluency >= SPOKEN:
            self._speller = Speller(own, self._vocabulary.known, self._vocabulary.words)
        else:
            self._speller = Speller(own, lambda _: False, list)

    def read(self, query: str) -> Asked:
        """The query, folded, stripped and repaired."""
        repairs: dict[str, str] = {}

        def repair(found: re.Match[str]) -> str:
            right = self._speller.repair(found[0])
            if right != found[0]:
                repairs[found[0]] = right
            return right

        text = _LETTERS.sub(repair, strip_courtesies(query))
        found = words(text)
        telling = [w for w in informative(found) if not w.isdigit()]
        return Asked(text, tuple(repairs.items()), tuple(found), tuple(telling))

    def is_word(self, word: str) -> bool:
        """Whether the FAQ or the language knows the folded word."""
        return self._speller.holds(word) or self._vocabulary.known(word)


def own_words(entries: Iterable[Entry]) -> set[str]:
    """The folded words of the entries: phrasings, answers and topics."""
    return {w for e in entries for text in (*e.phrasings, e.answer, e.topic or "") for w in words(text)}


def fluency(entries: Iterable[Entry], encoder: Encoder) -> float:
    """How far the encoder speaks the language of the first phrasings: 1 for English, 0 for what it cannot read.

    Seen from the share of words that its vocabulary does not hold whole (about .05 in English, .6 in German).
    """
    phrasings = islice((p for e in entries for p in e.phrasings), _SAMPLE)
    found = [w for p in phrasings for w in words(p) if not w.isascii() or (len(w) > 1 and w.isalpha())]
    if not found:
        return 1.0
    known = {w: not is_unspaced(w[0]) and encoder.vocabulary.known(w) for w in set(found)}
    foreign = sum(not known[w] for w in found) / len(found)
    return min(1.0, max(0.0, 1 - (foreign - _FOREIGN_FROM) / (_FOREIGN_TO - _FOREIGN_FROM)))
