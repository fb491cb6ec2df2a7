"""Typo repair: unknown words become the nearest words of the FAQ, else of the encoder's vocabulary."""

from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from askfaq.engine.lexicon.memory import MIN_LETTERS
from askfaq.text.fuzzy import within_slips
from askfaq.text.normalize import is_stop_word

if TYPE_CHECKING:
    from askfaq.engine.lexicon.lexicon import Words

ORDINARY = 8000  # words, the most frequent of the language: rarer ones are as often names ("paypal" is no "papal")
TWO_SLIPS = 8  # letters from which a word may hold two slips
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR = {
    (a, b)
    for y, row in enumerate(_KEYS)
    for x, a in enumerate(row)
    for y2 in (y - 1, y, y + 1)
    if 0 <= y2 < len(_KEYS)
    for x2 in (x - 1, x, x + 1)
    if 0 <= x2 < len(_KEYS[y2]) and (b := _KEYS[y2][x2]) != a
}


class Speller:
    """Knows the right spelling of words: the FAQ's own, and behind them those of the language.

    `known` and `common` speak for the language: whether a folded word is one of its words, and all of those,
    the most frequent first. They are asked only when the FAQ does not hold a word.
    """

    def __init__(self, own: "Words", known: Callable[[str], bool], common: Callable[[], Sequence[str]]) -> None:
        self._spellings = own.spellings
        self.holds = own.holds
        self._known = known
        self._common = common
        self.repair = lru_cache(maxsize=20_000)(self._repair)

    @cached_property
    def _own(self) -> Sequence[str]:
        return self._spellings()

    def is_right(self, word: str) -> bool:
        """Whether a folded word is to be left alone."""
        return (
            len(word) < MIN_LETTERS or not word.isalpha() or is_stop_word(word) or self.holds(word) or self._known(word)
        )

    def _repair(self, word: str) -> str:
        """The word, or what it is a slip of."""
        if self.is_right(word):
            return word
        slips = 2 if len(word) >= TWO_SLIPS else 1
        own = within_slips(word, self._own, slips)
        candidates = [(d, 0, _strangeness(word, c), 0, c) for c, d in own if not _derives(word, c, d)]
        if not candidates or min(candidates)[0] > 1:
            found = within_slips(word, self._of_the_language(word), 1)
            likely = [c for c, d in found if not _derives(word, c, d) and not _strangeness(word, c)]
            candidates += [(1, 1 - self.holds(c), 0, self._ranks[c], c) for c in likely]
        return min(candidates)[-1] if candidates else word

    def _of_the_language(self, word: str) -> Sequence[str]:
        """Ordinary words with the same beginning: a first letter is seldom wrong, at most swapped with the second."""
        if len(word) <= MIN_LETTERS:  # names and codes, more often than slips
            return ()
        by_initial, swapped = self._by_initial, word[1::-1]
        return by_initial.get(word[0], []) + [w for w in by_initial.get(word[1], []) if w[:2] == swapped]

    @cached_property
    def _ranks(self) -> dict[str, int]:
        """The ordinary words, each with its place by frequency."""
        ordinary = [word for word in self._common() if len(word) >= MIN_LETTERS][:ORDINARY]
        return {word: i for i, word in enumerate(ordinary)}

    @cached_property
    def _by_initial(self) -> dict[str, list[str]]:
        """The ordinary words by their first letter. Made whole before it is seen: threads share a speller."""
        found: dict[str, list[str]] = {}
        for word in self._ranks:
            found.setdefault(word[0], []).append(word)
        return found


def _derives(word: str, other: str, slips: int) -> bool:
    """Whether the two differ at the very end only, or in two letters at the very beginning: another form ("hugs") or
    another word ("uninstall", "decrypted"), rather than slips.
    """
    if word[:-1] in (other, other[:-1]) or other[:-1] == word:
        return True
    return slips == 2 and (word[2:] in (other, other[2:]) or other[2:] == word)


def _strangeness(typed: str, meant: str) -> int:
    """How unlikely the slip is: 0 for swapped, doubled or dropped letters and neighbouring keys, 1 for other keys."""
    if len(typed) != len(meant):
        return 0
    wrong = [(a, b) for a, b in zip(typed, meant, strict=True) if a != b]
    return 0 if len(wrong) != 1 or wrong[0] in _NEAR else 1
