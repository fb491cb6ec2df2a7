"""Initials: "PTO" where an entry says "paid time off", and the other way round.

They need not be listed. But many a word is by chance the initials of some others, so a query is read as it stands too,
and the variant that fits better counts.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from askfaq.engine.analysis.exchanges import Exchange, Token, tokens
from askfaq.engine.lexicon.verbatim import MOST_READ
from askfaq.model import Entry
from askfaq.text.normalize import fold, is_stop_word, stem

if TYPE_CHECKING:
    from askfaq.engine.lexicon.lexicon import Lexicon

FEWEST, MOST = 3, 6  # letters: two are the initials of something in most FAQs
FEWEST_TELLING = 2  # words that say something, of those that initials stand for
PARTICLES = ("off", "out", "up", "in", "on", "over", "by")  # stop words that a name may end with
MOST_MEANINGS = 3  # more are chance
MOST_ENTRIES = 5_000  # of a FAQ: in a larger one nearly any letters are the initials of something


def in_capitals(text: str) -> frozenset[str]:
    """The words, folded, that stand out in a text by their capitals."""
    if text == text.lower():
        return frozenset()
    found = re.findall(r"[^\W\d_]{2,}", text)
    upper = [word for word in found if word.isupper()]
    return frozenset() if len(upper) == len(found) > 1 else frozenset(map(fold, upper))


class Initials:
    """What initials stand for in a FAQ."""

    def __init__(
        self,
        entries: Sequence[Entry],
        lexicon: "Lexicon",
        known: Callable[[str], bool] | None,
        is_listed: Callable[[str], bool] | None,
    ) -> None:
        """`known` says whether a folded word is one of the language; None where that cannot be told. `is_listed` says
        whether it is one of the FAQ's synonyms, if there are any: what that stands for is the owner's to say.
        """
        self._entries = entries
        self._lexicon = lexicon
        self._known = known
        self._is_listed = is_listed
        self._meanings = lru_cache(maxsize=1000)(self._find_meanings)

    def exchanges(self, text: str, capitals: frozenset[str]) -> list[Exchange]:
        """Where the folded text has initials, or words whose initials the FAQ uses, and what may be read there.

        `capitals` are the words that were typed in capitals.
        """
        found = tokens(text)
        places, end = [], 0
        for place in sorted(chain(self._spelled_out(found, capitals), self._abbreviated(text, found))):
            if place.begin >= end:
                places.append(place)
                end = place.end
        return places

    def is_abbreviation(self, word: str) -> bool:
        """Whether an entry's wording has the folded word in capitals."""
        pattern = re.compile(rf"(?<!\w){re.escape(word.upper())}(?!\w)")
        holders = self._lexicon.entries_with_word(word)[:MOST_READ]
        return any(pattern.search(phrasing) for place in holders for phrasing in self._entries[place].phrasings)

    def _spelled_out(self, found: Sequence[Token], capitals: frozenset[str]) -> Iterator[Exchange]:
        for word, begin, end in found:
            if self._may_be_initials(word, word in capitals) and (meanings := self._meanings(word)):
                yield Exchange(begin, end, (word, *meanings))

    def _may_be_initials(self, word: str, is_in_capitals: bool) -> bool:
        """An ordinary word is none, nor one that the FAQ asks with."""
        return (
            FEWEST <= len(word) <= MOST
            and not is_stop_word(word)
            and not self._asks_with(word)
            and (is_in_capitals or (self._known is not None and not self._known(word)))
            and word.isalpha()
            and not (self._is_listed and self._is_listed(word))
            and len(self._entries) <= MOST_ENTRIES
        )

    def _asks_with(self, word: str) -> bool:
        return self._lexicon.words.has(word) and len(self._lexicon.entries_with_word(word)) > 0

    def _find_meanings(self, word: str) -> tuple[str, ...]:
        """Consecutive words of the FAQ's wordings with these initials, each in the form that comes first."""
        run_of_words = " ".join(rf"{letter}\S*" for letter in word)
        pattern = re.compile(rf"(?<!\S)(?=({run_of_words}))")
        forms: dict[tuple[str, ...], str] = {}
        for entry in range(len(self._entries)):
            for phrasing in self._lexicon.folded_phrasings(entry):
                for run in pattern.findall(phrasing):
                    if tells(run.split(" ")):
                        forms.setdefault(tuple(map(stem, run.split(" "))), run)
        return tuple(forms.values()) if len(forms) <= MOST_MEANINGS else ()

    def _abbreviated(self, text: str, found: Sequence[Token]) -> Iterator[Exchange]:
        runs = (found[at : at + size] for at in range(len(found)) for size in range(MOST, FEWEST - 1, -1))
        for run in runs:
            letters = "".join(word[0] for word, _, _ in run)
            if self._is_used(letters) and tells([word for word, _, _ in run]):
                (_, begin, _), (_, _, end) = run[0], run[-1]
                yield Exchange(begin, end, (text[begin:end], letters))

    def _is_used(self, letters: str) -> bool:
        """Whether the FAQ asks with the letters as an abbreviation: one that is an ordinary word too has capitals."""
        return (
            len(letters) >= FEWEST
            and self._asks_with(letters)
            and not is_stop_word(letters)
            and not (self._is_listed and self._is_listed(letters))
            and ((self._known is not None and not self._known(letters)) or self.is_abbreviation(letters))
        )


def tells(run: Sequence[str]) -> bool:
    """Whether words may be what initials stand for: "paid time off", not "how do I" nor "use soap and"."""
    telling = [not is_stop_word(word) for word in run]
    return telling[0] and (telling[-1] or run[-1] in PARTICLES) and sum(telling) >= FEWEST_TELLING
