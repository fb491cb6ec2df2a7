"""Entries of a FAQ read with a query."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from askfaq.engine.analysis.answer_type import is_lacking
from askfaq.engine.arrays import Floats
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.encoder.reader import Reader, Reading
from askfaq.engine.index import entry_states
from askfaq.engine.index.build import Index
from askfaq.engine.index.entry_states import EntryStates
from askfaq.engine.index.source import READ_WORDS, reading_texts, split_passages, split_sentences
from askfaq.model import Entry

MOST_ODDS = 6.0  # beyond that the reader's word counts no more
LACKING_ODDS = -3.0  # at most, where an answer names nothing of the type that was asked for


class EntryReading(NamedTuple):
    """What came of reading an entry: of its texts, the one that settles the query best."""

    number: int  # of the text
    reading: Reading

    @property
    def odds(self) -> float:
        """ln of the odds that the entry settles the query."""
        return self.reading.odds

    @property
    def bounded_odds(self) -> float:
        """The same, as far as it counts."""
        return max(-MOST_ODDS, min(MOST_ODDS, self.odds))


class EntryReader:
    """A FAQ's entries, ready to be read. Safe to share between threads."""

    def __init__(
        self,
        entries: Sequence[Entry],
        index: Index,
        encoder: Encoder,
        states: EntryStates | None,
        reader: Reader | None = None,
    ) -> None:
        self._entries = entries
        self._passage_owners = index.semantic.passage_owners
        self._encoder = encoder
        self._reader = reader or Reader()
        self._states = states

    def has_answer(self, entry: int) -> bool:
        """Whether the entry has an answer of its own: others tell nothing about it, and are not read."""
        at = int(np.searchsorted(self._passage_owners, entry))
        return at < len(self._passage_owners) and int(self._passage_owners[at]) == entry

    def read(self, query: str, query_states: Floats, entries: Sequence[int]) -> list[EntryReading]:
        """What comes of reading each of the entries, all with answers of their own, with a query; `query_states` are
        its states behind the encoder's middle layer.
        """
        if not entries:
            return []
        texts = [self._states_of(entry) for entry in entries]
        found = iter(self._reader.read(query_states, [states for own in texts for states in own]))
        readings = [[next(found) for _ in own] for own in texts]
        best = [max(map(EntryReading._make, enumerate(own)), key=lambda one: one.odds) for own in readings]
        return [self._checked(query, entry, one) for entry, one in zip(entries, best, strict=True)]

    def _checked(self, query: str, entry: int, found: EntryReading) -> EntryReading:
        """The same, but doubtful where the entry names nothing of the type that is asked for."""
        text = " ".join([*self._entries[entry].phrasings, self._entries[entry].answer])
        if found.odds <= LACKING_ODDS or not is_lacking(query, text):
            return found
        return found._replace(reading=found.reading._replace(odds=LACKING_ODDS))

    def decisive(self, entry: int, found: EntryReading) -> str:
        """The sentence of the entry's answer that was looked at most; "" where none was."""
        question, answer = self._entries[entry].question, self._entries[entry].answer

        def count(text: str) -> int:
            return len(self._encoder.vocabulary.encode(text)) - 2

        begin = 1 + count(question)
        best, looked = "", 0.0
        for sentence in split_sentences(split_passages(answer, READ_WORDS)[found.number]):
            end = begin + count(sentence)
            share = float(found.reading.looks[begin:end].sum())
            if share > looked:
                best, looked = sentence, share
            begin = end
        return best

    def _states_of(self, entry: int) -> list[Floats]:
        if self._states:
            return self._states.of(entry)
        read = reading_texts(self._entries[entry].question, self._entries[entry].answer)
        return entry_states.of_texts(read, self._encoder)
