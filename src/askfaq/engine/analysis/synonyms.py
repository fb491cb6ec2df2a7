"""The owner's words: wordings that mean the same in a FAQ, as its file lists them.

A query is read in those of them that the entries use, so that every signal sees it in an entry's own words.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from askfaq.engine.analysis.exchanges import MOST_VARIANTS, Exchange, tokens
from askfaq.engine.lexicon.memory import OwnWords
from askfaq.text.normalize import fold, is_stop_word, stem, words

if TYPE_CHECKING:
    from askfaq.engine.lexicon.lexicon import Words

Key = tuple[str, ...]  # the stems of a wording


def key_of(wording: str) -> Key:
    """What all forms of a wording share."""
    return tuple(map(stem, words(wording)))


class Found(NamedTuple):
    """A listed wording among some words: where it begins and ends, and the numbers of its groups."""

    begin: int
    end: int
    groups: tuple[int, ...]


class Synonyms:
    """Groups of wordings that mean the same, looked up by their words in any form."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self._wordings = [
            {key_of(wording): " ".join(fold(wording).split()) for wording in group if words(wording)}
            for group in groups
        ]
        self._groups: dict[Key, list[int]] = {}
        for number, group in enumerate(self._wordings):
            for key in group:
                self._groups.setdefault(key, []).append(number)
        self._sizes: dict[str, list[int]] = {}  # of the wordings that begin with a stem, the longest first
        for size, first in sorted({(len(key), key[0]) for key in self._groups}, reverse=True):
            self._sizes.setdefault(first, []).append(size)

    def words(self) -> frozenset[str]:
        """All words of the wordings, folded."""
        return frozenset(word for group in self._wordings for wording in group.values() for word in words(wording))

    def holds(self, wording: str) -> bool:
        """Whether the wording is listed, in some form."""
        return key_of(wording) in self._groups

    def wordings(self, groups: Sequence[int]) -> dict[Key, str]:
        """The wordings of the groups with these numbers, folded, in the order of the file."""
        return {key: wording for number in groups for key, wording in self._wordings[number].items()}

    def find(self, found: Sequence[str], capitals: frozenset[str]) -> Iterator[Found]:
        """The listed wordings among these folded words, the longest at each place, none overlapping.

        Stop words are one of them only where they stand in capitals: "IT" may be where "it" is not.
        """
        stems, at = list(map(stem, found)), 0
        while at < len(stems):
            sizes = (size for size in self._sizes.get(stems[at], ()) if at + size <= len(stems))
            size = next((size for size in sizes if tuple(stems[at : at + size]) in self._groups), 0)
            if size and not all(is_stop_word(word) and word not in capitals for word in found[at : at + size]):
                yield Found(at, at + size, tuple(self._groups[tuple(stems[at : at + size])]))
            at += size or 1


class OwnersWords:
    """The synonyms of a FAQ, and which of them its entries use."""

    def __init__(self, synonyms: Synonyms, uses: Callable[[str], bool], holds: Callable[[str], bool]) -> None:
        """`uses` says whether an entry has a wording, `holds` whether it has a folded word in some form."""
        self._synonyms = synonyms
        self._uses = uses
        self._holds = holds
        self._used = lru_cache(maxsize=1000)(self._used_of)

    def holds(self, wording: str) -> bool:
        """Whether the wording is listed, in some form."""
        return self._synonyms.holds(wording)

    def with_words_of(self, of_entries: "Words") -> "Words":
        """The words of the entries and those of the synonyms."""
        return SpelledWords(of_entries, self._synonyms.words())

    def exchanges(self, text: str, capitals: frozenset[str]) -> list[Exchange]:
        """Where the folded text, of which some words were typed in capitals, has one of them, and what may be read."""
        found, places = tokens(text), []
        for begin, end, groups in self._synonyms.find([word for word, _, _ in found], capitals):
            (_, at, _), (_, _, to) = found[begin], found[end - 1]
            places.append(Exchange(at, to, self._read_as(text[at:to], self._used(groups))))
        return places

    def _read_as(self, typed: str, used: dict[Key, str]) -> tuple[str, ...]:
        """The wordings for one that was typed; where it is used itself it stays in the form that it has."""
        own = key_of(typed)
        wordings = [typed if key == own else wording for key, wording in islice(used.items(), MOST_VARIANTS)]
        if own in used and typed not in wordings:
            wordings[-1] = typed
        return tuple(wordings) or (typed,)

    def _used_of(self, groups: tuple[int, ...]) -> dict[Key, str]:
        """Those of the wordings that an entry has, else those of several words that are all somewhere in the FAQ."""
        wordings = self._synonyms.wordings(groups)
        used = {key: wording for key, wording in wordings.items() if self._uses(wording)}
        return used or {k: w for k, w in wordings.items() if len(k) > 1 and all(map(self._holds, words(w)))}


class SpelledWords(OwnWords):
    """The words of the entries and those of the synonyms (lexicon.Words): none of them is a slip."""

    def __init__(self, of_entries: "Words", of_synonyms: frozenset[str]) -> None:
        super().__init__(of_synonyms)
        self._of_entries = of_entries

    def spellings(self) -> Sequence[str]:
        """The words that others may be slips of, sorted."""
        return sorted({*super().spellings(), *self._of_entries.spellings()})

    def has(self, word: str) -> bool:
        """Whether one of them is the folded word."""
        return super().has(word) or self._of_entries.has(word)

    def holds(self, word: str) -> bool:
        """Whether one of them is the folded word, in some form."""
        return super().holds(word) or self._of_entries.holds(word)
