"""Words that are written together or apart, "wifi" and "wi-fi", "pick up" and "pickup": read as the FAQ writes them."""

import re
from collections.abc import Callable, Iterator
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from askfaq.engine.lexicon.verbatim import holds_side_by_side
from askfaq.limits import MAX_WORD_LENGTH, MAX_WORDS
from askfaq.text.normalize import STOP_WORDS

if TYPE_CHECKING:
    from askfaq.engine.lexicon.lexicon import Lexicon

MIN_LETTERS = 4  # of both parts: shorter words are too often made of others by chance
_WORD = re.compile(r"[^\W_]+")
_GAPS = (" ", "-")


class Compounds:
    """What a FAQ writes together, and what apart. `known` says whether a folded word is one of the language."""

    def __init__(self, lexicon: "Lexicon", known: Callable[[str], bool]) -> None:
        self._lexicon = lexicon
        self._known = known

    def read(self, text: str) -> tuple[str, dict[str, str]]:
        """The folded text as the FAQ writes its words, and what that changed: typed -> read as."""
        parts, changes, done = [], {}, 0
        for begin, end, right in self._changes(text):
            parts += [text[done:begin], right]
            changes[text[begin:end]] = right
            done = end
        return "".join([*parts, text[done:]]), changes

    def _changes(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a text is changed, from where to where and to what, in order."""
        found = list(islice(_WORD.finditer(text), MAX_WORDS))
        done = 0
        for word, following in zip_longest(found, found[1:]):
            if word.start() < done:
                continue
            if following and text[word.end() : following.start()] in _GAPS and self._is_one(word[0], following[0]):
                done = following.end()
                yield word.start(), done, word[0] + following[0]
            elif apart := self._apart(word[0]):
                yield word.start(), word.end(), apart

    def _is_one(self, first: str, second: str) -> bool:
        """Whether the FAQ has the two as one word, and not side by side."""
        together = first + second
        return (
            len(together) >= MIN_LETTERS
            and (first not in STOP_WORDS or not self._is_word(second))
            and not together.isdigit()
            and self._lexicon.words.has(together)
            and not holds_side_by_side(self._lexicon, (first, second))
        )

    def _apart(self, word: str) -> str | None:
        """A word that the FAQ does not have as the two that it has side by side."""
        if not MIN_LETTERS <= len(word) <= MAX_WORD_LENGTH or self._lexicon.words.holds(word):
            return None
        is_slip = not self._known(word)
        for at in range(1, len(word)):
            first, second = word[:at], word[at:]
            if not self._lexicon.words.has(first) or (first in STOP_WORDS and not is_slip):
                continue
            if holds_side_by_side(self._lexicon, (first, second)):
                return f"{first} {second}"
        return None

    def _is_word(self, word: str) -> bool:
        return self._lexicon.words.holds(word) or self._known(word)
