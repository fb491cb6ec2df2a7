"""What a lexicon tells, wherever it lies: MemoryLexicon of a small FAQ, StoredLexicon of a large one."""

from collections.abc import Sequence
from typing import Protocol


class Words(Protocol):
    """The folded words of all that a FAQ says, answers and topics too."""

    def spellings(self) -> Sequence[str]:
        """The words that others may be slips of, sorted."""

    def has(self, word: str) -> bool:
        """Whether the FAQ holds the folded word as it is."""

    def holds(self, word: str) -> bool:
        """Whether the FAQ holds the folded word, in some form."""


class Lexicon(Protocol):
    """The wordings of a FAQ and their words, folded; entries are given by their number in the file."""

    @property
    def words(self) -> Words:
        """The words of the whole FAQ."""

    @property
    def key(self) -> str | None:
        """That of the FAQ's index (index/source.key_of); None where it has to be found out."""

    @property
    def language_coverage(self) -> float | None:
        """How far the encoder speaks the FAQ's language (analysis/query.language_coverage); None likewise."""

    def folded_phrasings(self, entry: int) -> Sequence[str]:
        """The phrasings of an entry as folded words with a space between them."""

    def entries_with_wording(self, sentence: str) -> Sequence[int]:
        """The entries with a phrasing of exactly these folded words, ascending."""

    def entries_with_word(self, word: str) -> Sequence[int]:
        """The entries whose phrasings hold the folded word, ascending; none for a very common one of a large FAQ."""
