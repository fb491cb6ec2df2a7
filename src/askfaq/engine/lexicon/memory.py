"""The lexicon of a FAQ in memory: its phrasings, folded, and the words of all that it says."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from json import JSONEncoder, loads
from typing import NamedTuple

from askfaq.model import Entry
from askfaq.text.normalize import stem, words

MIN_LETTERS = 4  # shorter words need to be exact

as_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class OwnWords:
    """The folded words of a FAQ (lexicon.Words)."""

    def __init__(self, own: Iterable[str]) -> None:
        self.words = frozenset(own)
        self.stems = frozenset(map(stem, self.words))

    def spellings(self) -> Sequence[str]:
        """The words that others may be slips of."""
        return spellings(self.words)

    def has(self, word: str) -> bool:
        """Whether the FAQ holds the folded word as it is."""
        return word in self.words

    def holds(self, word: str) -> bool:
        """Whether the FAQ holds the folded word, in some form."""
        return self.has(word) or stem(word) in self.stems


class MemoryLexicon:
    """The folded words of the phrasings of entries, and where they stand (lexicon.Lexicon)."""

    key: str | None = None
    language_coverage: float | None = None

    def __init__(self, entries: Sequence[Entry], last: "LastLexicon | None" = None) -> None:
        """Entries that are in the `last` one are not folded and counted again."""
        self._entries = entries
        self._last = last or LastLexicon({}, {})

    @cached_property
    def values(self) -> list[str]:
        """The entries as JSON."""
        return [as_json(entry) for entry in self._entries]

    @cached_property
    def _folded(self) -> list[Sequence[str]]:
        if not self._last.folded:
            return list(map(_fold_phrasings, self._entries))
        given = map(self._last.folded.get, self.values)
        return [_fold_phrasings(entry) if one is None else one for entry, one in zip(self._entries, given, strict=True)]

    def folded_phrasings(self, entry: int) -> Sequence[str]:
        """The phrasings of an entry as folded words with a space between them."""
        return self._folded[entry]

    @cached_property
    def sentences(self) -> dict[str, list[int]]:
        """The folded phrasings, each with the entries that have it, ascending."""
        entries: dict[str, list[int]] = defaultdict(list)
        for i, found in enumerate(self._folded):
            for sentence in dict.fromkeys(found):
                entries[sentence].append(i)
        return entries

    def entries_with_wording(self, sentence: str) -> Sequence[int]:
        """The entries with a phrasing of exactly these folded words, ascending."""
        return self.sentences.get(sentence, ())

    @cached_property
    def _with_word(self) -> dict[str, list[int]]:
        entries: dict[str, list[int]] = defaultdict(list)
        for i, found in enumerate(self._folded):
            for word in set(" ".join(found).split()):
                entries[word].append(i)
        return entries

    def entries_with_word(self, word: str) -> Sequence[int]:
        """The entries whose phrasings hold the folded word, ascending."""
        return self._with_word.get(word, ())

    @cached_property
    def words(self) -> OwnWords:
        """The words of the whole FAQ, answers and topics too."""
        return OwnWords(self.counts)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often each folded word stands in all that the FAQ says."""
        known = self._last.folded
        if not known:
            return _count(self._entries)
        counts = Counter(self._last.counts)
        counts.update(_count([e for e, value in zip(self._entries, self.values, strict=True) if value not in known]))
        counts.subtract(_count(map(entry_of, known.keys() - set(self.values))))
        return +counts


class LastLexicon(NamedTuple):
    """What was known of the entries before some of them were edited."""

    folded: dict[str, Sequence[str]]  # the folded phrasings of an entry, by its values as JSON
    counts: dict[str, int]  # how often each folded word stands in all of them


def entry_of(values: str | bytes) -> Entry:
    """The entry with these values, given as JSON."""
    entry_id, question, answer, aliases, topic, source, ignore = loads(values)
    return Entry(entry_id, question, answer, tuple(aliases), topic, source, tuple(ignore))


def _fold_phrasings(entry: Entry) -> list[str]:
    """The phrasings of an entry as folded words with a space between them."""
    return [" ".join(words(phrasing)) for phrasing in entry.phrasings]


def _count(entries: Iterable[Entry]) -> Counter[str]:
    texts = [text for entry in entries for text in (*entry.phrasings, entry.answer, entry.topic or "")]
    counts = Counter(words("\n".join(filter(str.isascii, texts))))  # many at once are read sooner
    for text in texts:
        if not text.isascii():
            counts.update(words(text))
    return counts


def spellings(words: Iterable[str]) -> list[str]:
    """The folded words that others may be slips of, sorted."""
    return sorted(word for word in words if len(word) >= MIN_LETTERS and word.isalpha())
