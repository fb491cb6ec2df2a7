"""All entries in the order in which they are listed, and which of them have the words of a query."""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from askfaq.commands.interactive.word_search import Texts, beginnings
from askfaq.model import Entry, FaqFile, by_topic
from askfaq.output.messages import faq_names, place_of
from askfaq.text.normalize import fold, informative, words
from askfaq.text.sanitize import one_line

_MOST_WORDS = 20  # of a query that are looked for
_WORDS_KEPT = 200


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
        self._wordings = Texts(_searched(item.entry) for item in self.items)
        self._holders = lru_cache(maxsize=_WORDS_KEPT)(self._find_holders)

    def place_of(self, faq: str | None, entry_id: str) -> int | None:
        """Where an entry is listed; the FAQ is None where there is only one."""
        return self._places.get((faq, entry_id))

    def matching(self, query: str) -> tuple[list[int], list[int]]:
        """The places of the entries with every word of the query in their wordings, and of those with some of them only
        in the answer.

        A word may be the beginning of one, and misspelt where no entry has it. Where no entry has all of them, words
        that say nothing of the subject do not count.
        """
        asked = list(dict.fromkeys(words(query)))[:_MOST_WORDS] or [fold(query).strip()]
        if asked == [""]:
            return list(range(len(self.items))), []
        found = self._holding_all(asked)
        if not any(found) and 0 < len(telling := informative(asked)) < len(asked):
            return self._holding_all(telling)
        return found

    def _holding_all(self, asked: Sequence[str]) -> tuple[list[int], list[int]]:
        found = [self._holders(word) for word in asked]
        worded = frozenset.intersection(*(wordings for wordings, _ in found))
        anywhere = frozenset.intersection(*(texts for _, texts in found))
        return sorted(worded), sorted(anywhere - worded)

    def _find_holders(self, word: str) -> tuple[frozenset[int], frozenset[int]]:
        """The places of the entries that hold a word in their wordings, and in any of their texts."""
        holders = self._with_one_of(beginnings(word))
        if not holders[1] and (near := self._wordings.near(word)):
            return self._with_one_of(near)
        return holders

    def _with_one_of(self, begins: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
        worded = frozenset(self._wordings.holding(begins))
        return worded, worded | self._answers.holding(begins)

    @cached_property
    def _places(self) -> dict[tuple[str | None, str], int]:
        places: dict[tuple[str | None, str], int] = {}
        for place, item in enumerate(self.items):
            places[item.faq, item.entry.id] = place
            places.setdefault((None, item.entry.id), place)
        return places

    @cached_property
    def _answers(self) -> Texts:
        return Texts(item.entry.answer for item in self.items)


def _headed(file: FaqFile, topic: str | None, name: str | None) -> Iterable[tuple[str, list[Entry]]]:
    """The topics and their entries; the FAQ is named behind the topic where there are several."""
    entries = file.entries if topic is None else [file.entries[place] for place in file.of_topic(topic)]
    for heading, members in by_topic(entries):
        yield place_of(one_line(heading), name), members


def _searched(entry: Entry) -> str:
    return "\n".join((*entry.phrasings, entry.topic or "", entry.id))
