"""The lexicon of a large FAQ, in a file of the cache: its entries and their words are looked up one by one.

writer.py says what the file holds and how. Every page of it has a checksum that is looked at when the page is read; a
damaged file is made again from the FAQ file.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from json import loads
from typing import cast, overload
from zlib import crc32

from askfaq.engine.lexicon.memory import LastLexicon, entry_of
from askfaq.engine.storage.cache import FORMAT
from askfaq.engine.storage.paged_file import NumberArray, Pages, TextArray
from askfaq.model import Entry, FaqFile, topic_key, topic_keys
from askfaq.text.normalize import stem


class StoredWords:
    """The folded words of a FAQ (lexicon.Words)."""

    def __init__(self, pages: Pages) -> None:
        self.texts = TextArray(pages, "words")
        self._stems = TextArray(pages, "stems")
        self._spellings = TextArray(pages, "spellings")

    def spellings(self) -> list[str]:
        """The words that others may be slips of."""
        return list(self._spellings)

    def has(self, word: str) -> bool:
        """Whether the FAQ holds the folded word as it is."""
        return self.texts.find(word) >= 0

    def holds(self, word: str) -> bool:
        """Whether the FAQ holds the folded word, in some form."""
        return self.has(word) or self._stems.find(stem(word)) >= 0


class StoredLexicon(Sequence[Entry]):
    """Entries that are read when they are asked for, and the words of their phrasings (lexicon.Lexicon)."""

    def __init__(self, pages: Pages) -> None:
        self._texts = TextArray(pages, "entries")
        self._topics = TextArray(pages, "topics")
        self._topic_of = NumberArray(pages, "entries.topic")
        self._hashes = NumberArray(pages, "phrasings")
        self._holders = NumberArray(pages, "phrasings.holder")
        self._starts = NumberArray(pages, "words.holders.starts")
        self._places = NumberArray(pages, "words.holders")
        self._word_counts = NumberArray(pages, "words.counts")
        self.words = StoredWords(pages)
        self.key: str | None = pages.metadata["key"]
        self.language_coverage: float | None = float(pages.metadata["language_coverage"])
        self.phrasings = int(pages.metadata["phrasings"])  # how many

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        return entry_of(self._texts[range(len(self))[at]].partition(b"\t")[0])

    def topics(self) -> list[str]:
        """The topics as they are spelled, each spelling once, in file order."""
        return [loads(text) for text in self._topics]

    def of_topic(self, topic: str) -> list[int]:
        """The places of the entries of a topic, however it is spelled (`topic_keys`)."""
        wanted = topic_keys(topic)
        numbers = {number for number, known in enumerate(("", *self.topics())) if topic_key(known) in wanted}
        return [i for i, found in enumerate(self._topic_of.part(0, len(self))) if found in numbers] if numbers else []

    def entries_with_wording(self, sentence: str) -> Sequence[int]:
        """The entries with a phrasing of exactly these folded words, ascending."""
        wanted = crc32(sentence.encode("utf-8", "surrogatepass"))
        begin = end = bisect_left(self._hashes, wanted)
        while end < len(self._hashes) and self._hashes[end] == wanted:
            end += 1
        found = dict.fromkeys(self._holders.part(begin, end))
        return [i for i in found if sentence in self.folded_phrasings(i)]

    def folded_phrasings(self, entry: int) -> Sequence[str]:
        """The phrasings of an entry as folded words with a space between them."""
        return str(self._texts[entry], "utf-8").split("\t")[1:]

    def entries_with_word(self, word: str) -> Sequence[int]:
        """The entries whose phrasings hold the folded word, ascending; none for a very common one."""
        at = self.words.texts.find(word)
        return self._places.part(*self._starts.part(at, at + 2)) if at >= 0 else ()

    def last(self) -> LastLexicon:
        """What needs not be read and counted again of entries that stay as they are."""
        lines = (line.split("\t") for line in self._texts)
        counts = self._word_counts.part(0, len(self._word_counts))
        return LastLexicon(
            {values: folded for values, *folded in lines}, dict(zip(self.words.texts, counts, strict=True))
        )


class StoredFaq(FaqFile):
    """A FAQ whose entries are a StoredLexicon. `content_hash` is that of the FAQ file that it was made from."""

    __slots__ = ()

    @property
    def lexicon(self) -> StoredLexicon:
        """The entries, as what they are."""
        return cast(StoredLexicon, self.entries)

    def topics(self) -> list[str]:
        """The topics as they are spelled, each spelling once, in file order."""
        return self.lexicon.topics()

    def of_topic(self, topic: str) -> Sequence[int]:
        """The places of the entries that are listed under a topic, however it is spelled."""
        return self.lexicon.of_topic(topic)

    def count_phrasings(self) -> int:
        """The number of phrasings of all entries."""
        return self.lexicon.phrasings


def open_stored(path: str, faq_path: str, remake: Callable[[str], bytes]) -> StoredFaq | None:
    """The FAQ that the file holds, or None when there is no usable one; `remake` is explained at Pages."""
    try:
        pages = Pages(path, remake)
        if pages.metadata["format"] != FORMAT:
            return None
        head = loads(pages.metadata["faq"])
        head["synonyms"] = tuple(map(tuple, head["synonyms"]))
        return StoredFaq(StoredLexicon(pages), **head, path=faq_path, content_hash=pages.metadata["content"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_any(path: str) -> LastLexicon | None:
    """What the file holds, whatever has become of the FAQ; None when it is no usable one or damaged anywhere."""

    def refuse(_: str) -> bytes:
        raise ValueError(f"{path}: damaged")

    stored = open_stored(path, "", refuse)
    try:
        return stored.lexicon.last() if stored else None
    except ValueError:
        return None
