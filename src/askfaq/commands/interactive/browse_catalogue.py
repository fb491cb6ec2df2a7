"""All entries in the order in which they are listed, and which of them have the words of a query."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from askfaq.model import Entry, FaqFile, by_topic
from askfaq.output.messages import faq_names
from askfaq.text.fuzzy import within_slips
from askfaq.text.normalize import MAX_WORD, fold, is_unspaced, stem, words
from askfaq.text.sanitize import one_line

_SHORTEST_MISSPELT = 4  # letters: what is shorter is near everything
_LONG = 8  # letters of a word in which two slips are likely one word still
_WORDS_KEPT = 200
_NO_LETTER_BEFORE = r"(?<![^\W_])"


class Item(NamedTuple):
    """An entry as it is listed: with the path of its FAQ and what it is listed under."""

    entry: Entry
    faq: str
    heading: str


class Catalogue:
    """The entries of the FAQs, or those of a topic, topic by topic."""

    def __init__(self, files: Sequence[FaqFile], topic: str | None = None) -> None:
        names = faq_names(files)
        self.items = [
            Item(entry, file.path, heading)
            for file in files
            for heading, members in _headed(file, topic, names.get(file.path))
            for entry in members
        ]
        self._wordings = [fold(_wordings(item.entry)) for item in self.items]
        self._holders = lru_cache(maxsize=_WORDS_KEPT)(self._find_holders)

    def place_of(self, faq: str | None, entry_id: str) -> int | None:
        """Where an entry is listed; the FAQ is None where there is only one."""
        return self._places.get((faq, entry_id))

    def matching(self, query: str) -> tuple[list[int], list[int]]:
        """The places of the entries with every word of the query in their wordings, and of those with some of them only
        in the answer; a word may be the beginning of one, and misspelt where no entry has it.
        """
        asked = words(query)[:MAX_WORD] or [fold(query).strip()]
        if asked == [""]:
            return list(range(len(self.items))), []
        found = [self._holders(word) for word in dict.fromkeys(asked)]
        worded = frozenset.intersection(*(wordings for wordings, _ in found))
        anywhere = frozenset.intersection(*(texts for _, texts in found))
        return sorted(worded), sorted(anywhere - worded)

    def _find_holders(self, word: str) -> tuple[frozenset[int], frozenset[int]]:
        """The places of the entries that hold a word in their wordings, and in any of their texts."""
        holders = self._with_one_of(_beginnings(word))
        if not holders[1] and (near := self._near(word)):
            holders = self._with_one_of(near)
        return holders

    def _with_one_of(self, beginnings: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
        pattern = re.compile(_one_of(beginnings))
        worded = frozenset(_holding(beginnings, pattern, self._wordings))
        answering = frozenset(_holding(beginnings, pattern, self._answers))
        return worded, worded | answering

    def _near(self, word: str) -> list[str]:
        """The beginnings of words that the word may be a slip of, those with the fewest slips."""
        length = len(word)
        if not _SHORTEST_MISSPELT <= length <= MAX_WORD:
            return []
        begun = {known[:size] for known in self._words for size in (length - 1, length, length + 1)}
        found = within_slips(word, sorted(begun), 1 if length < _LONG else 2)
        return [begin for begin, slips in found if slips == found[0][1]]

    @cached_property
    def _places(self) -> dict[tuple[str | None, str], int]:
        places: dict[tuple[str | None, str], int] = {}
        for place, item in enumerate(self.items):
            places[item.faq, item.entry.id] = place
            places.setdefault((None, item.entry.id), place)
        return places

    @cached_property
    def _answers(self) -> list[str]:
        return [fold(item.entry.answer) for item in self.items]

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for text in self._wordings for word in words(text))


def _headed(file: FaqFile, topic: str | None, name: str | None) -> Iterable[tuple[str, list[Entry]]]:
    """The topics and their entries; the FAQ is named before the topic where there are several."""
    entries = file.entries if topic is None else [file.entries[place] for place in file.of_topic(topic)]
    for heading, members in by_topic(entries):
        yield one_line(f"{name}: {heading}" if name else heading), members


def _wordings(entry: Entry) -> str:
    return "\n".join((*entry.phrasings, entry.topic or "", entry.id))


def _beginnings(word: str) -> list[str]:
    """What the forms of a word begin with: "policies" and "policy", "hug" and "hugs"."""
    root = stem(word)
    root = root.removesuffix("i") if len(root) > _SHORTEST_MISSPELT else root
    return [root] if word.startswith(root) else [root, word]


def _one_of(beginnings: Iterable[str]) -> str:
    """A pattern for texts that hold one of these at the beginning of a word; some scripts do not mark where that is."""
    return "|".join(
        re.escape(begin) if is_unspaced(begin[0]) else _NO_LETTER_BEFORE + re.escape(begin) for begin in beginnings
    )


def _holding(beginnings: Sequence[str], pattern: re.Pattern[str], texts: Sequence[str]) -> Iterable[int]:
    """The places of the texts that the pattern is found in; most texts do not even hold the letters."""
    if len(beginnings) == 1:
        (begin,) = beginnings
        return (place for place, text in enumerate(texts) if begin in text and pattern.search(text))
    return (place for place, text in enumerate(texts) if pattern.search(text))
