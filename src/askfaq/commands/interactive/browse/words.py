"""Which of many texts hold a word that begins like one that is typed: all texts in one string, which is looked through
in a few milliseconds, however many they are.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from askfaq.text.normalize import fold, is_unspaced, stem

_LONG_ROOT = 4  # letters
_END = "\n"


class Texts:
    """Folded texts, with a space before each word."""

    def __init__(self, texts: Iterable[str]) -> None:
        spaced = [f" {_spaced(text)}{_END}" for text in texts]
        self._ends = list(accumulate(map(len, spaced)))
        self._all = "".join(spaced)

    def holding(self, beginnings: Iterable[str]) -> set[int]:
        """The places of the texts with a word that begins with one of these."""
        return {place for begin in beginnings for place in self._holding(begin)}

    def words(self) -> set[str]:
        """All words of the texts."""
        return set(self._all.split())

    def _holding(self, begin: str) -> Iterable[int]:
        wanted = begin if is_unspaced(begin[0]) else f" {begin}"
        at = self._all.find(wanted)
        while at >= 0:
            place = bisect_right(self._ends, at)
            yield place
            at = self._all.find(wanted, self._ends[place])


def beginnings(word: str) -> Sequence[str]:
    """What the forms of a folded word begin with: "policies" and "policy", "hug" and "hugs"."""
    root = stem(word)
    root = root.removesuffix("i") if len(root) > _LONG_ROOT else root
    return [root] if word.startswith(root) else [root, word]


class _Spaces(dict[int, int | str]):
    """For str.translate: what is no part of a word becomes a space."""

    def __missing__(self, code: int) -> int | str:
        char = chr(code)
        is_symbol = code > 127 and unicodedata.category(char)[0] == "S"  # an emoji is searched as it is
        is_part = char == "'" or char.isalnum() or is_symbol or unicodedata.category(char)[0] == "M"
        self[code] = code if is_part else " "
        return self[code]


_SPACES = _Spaces()


def _spaced(text: str) -> str:
    return fold(text).translate(_SPACES).replace(" '", "  ")
