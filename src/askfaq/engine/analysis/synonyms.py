"""The owner's words: wordings that mean the same in a FAQ, as its file lists them.

A query is read in those of them that the entries use, so that every signal sees it in an entry's own words.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from askfaq.engine.analysis.exchanges import Exchange, tokens
from askfaq.engine.lexicon.memory import OwnWords
from askfaq.text.normalize import fold, is_stop_word, stem, words

if TYPE_CHECKING:
    from askfaq.engine.lexicon.lexicon import Words

Key = tuple[str, ...]  # the stems of a wording


def key_of(wording: str) -> Key:
    """What all forms of a wording share."""
    return tuple(map(stem, words(wording)))


class Found(NamedTuple):
    """A listed wording among some words: where it begins and ends, and all that mean the same, itself included."""

    begin: int
    end: int
    group: tuple[str, ...]


class Synonyms:
    """Groups of wordings that mean the same, looked up by their words in any form."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        """One wording in two groups makes one of them."""
        found: dict[Key, dict[str, None]] = {}
        for group in groups:
            same = dict.fromkeys(" ".join(fold(wording).split()) for wording in group if words(wording))
            for wording in same:
                found.setdefault(key_of(wording), {}).update(same)
        self._groups = {key: tuple(group) for key, group in found.items()}
        self._sizes: dict[str, list[int]] = {}  # of the wordings that begin with a stem, the longest first
        for size, first in sorted({(len(key), key[0]) for key in found}, reverse=True):
            self._sizes.setdefault(first, []).append(size)

    def __bool__(self) -> bool:
        return bool(self._groups)

    def words(self) -> frozenset[str]:
        """All words of the wordings, folded."""
        return frozenset(word for group in self._groups.values() for wording in group for word in words(wording))

    def holds(self, wording: str) -> bool:
        """Whether the wording is listed, in some form."""
        return bool(self._groups) and key_of(wording) in self._groups

    def find(self, found: Sequence[str], capitals: frozenset[str]) -> Iterator[Found]:
        """The listed wordings among these folded words, the longest at each place, none overlapping.

        Stop words are one of them only where they stand in capitals: "IT" may be where "it" is not.
        """
        stems, at = list(map(stem, found)), 0
        while at < len(stems):
            sizes = (size for size in self._sizes.get(stems[at], ()) if at + size <= len(stems))
            size = next((size for size in sizes if tuple(stems[at : at + size]) in self._groups), 0)
            if size and not all(is_stop_word(word) and word not in capitals for word in found[at : at + size]):
                yield Found(at, at + size, self._groups[tuple(stems[at : at + size])])
            at += size or 1


class OwnersWords:
    """The synonyms of a FAQ, and which of them its entries use."""

    def __init__(self, synonyms: Synonyms, uses: Callable[[str], bool], holds: Callable[[str], bool]) -> None:
        """`uses` says whether an entry has a wording, `holds` whether it has a folded word in some form."""
        self._synonyms = synonyms
        self._uses = uses
        self._holds = holds
        self._used = lru_cache(maxsize=1000)(self._used_of)

    def exchanges(self, text: str, capitals: frozenset[str]) -> list[Exchange]:
        """Where the folded text, of which some words were typed in capitals, has one of them, and what may be read."""
        if not self._synonyms:
            return []
        found, places = tokens(text), []
        for begin, end, group in self._synonyms.find([token.word for token in found], capitals):
            at, to = found[begin].begin, found[end - 1].end
            typed = text[at:to]
            same = [typed if key_of(wording) == key_of(typed) else wording for wording in self._used(group)]
            places.append(Exchange(at, to, tuple(dict.fromkeys(same)) or (typed,)))
        return places

    def _used_of(self, group: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the wordings that an entry has, else those of several words that are all somewhere in the FAQ."""
        used = tuple(filter(self._uses, group))
        several = (wording for wording in group if len(words(wording)) > 1)
        return used or tuple(wording for wording in several if all(map(self._holds, words(wording))))


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
