"""Which of many texts hold a word that begins like one that is typed: all texts in one string, which is looked through
in a few milliseconds, however many they are.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate

from askfaq.limits import MAX_WORD_LENGTH
from askfaq.text.fuzzy import within_slips
from askfaq.text.normalize import fold, is_unspaced, stem

_LONG_ROOT = 4  # letters
_SHORTEST_MISSPELT = 4  # letters: what is shorter is near everything
_LONG = 8  # letters of a word in which two slips are likely one word still
_MOST_NEAR = 8  # beginnings that a word is taken for
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

    def begins_with(self, place: int, begin: str) -> bool:
        """Whether the text at the place begins with these folded words, the last of which may go on."""
        return self._all.startswith(f" {begin}", self._ends[place - 1] if place else 0)

    def near(self, word: str) -> list[str]:
        """The beginnings of words that a folded word may be a slip of, those with the fewest slips."""
        length = len(word)
        if not _SHORTEST_MISSPELT <= length <= MAX_WORD_LENGTH:
            return []
        begun = {known[:size] for known in self._words for size in (length - 1, length, length + 1)}
        found = within_slips(word, sorted(begun), 1 if length < _LONG else 2)
        return [begin for begin, slips in found if slips == found[0][1]][:_MOST_NEAR]

    @cached_property
    def _words(self) -> set[str]:
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
    return " ".join(fold(text).translate(_SPACES).replace(" '", " ").split())
