"""The Python API: load a FAQ once, ask it as often as needed."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from askfaq import paths
from askfaq.engine import cached_faq
from askfaq.engine.engine import Engine
from askfaq.errors import ArgumentError, FileError
from askfaq.faq import schema
from askfaq.model import DEFAULT_TOP, Entry, FaqFile, Result, topic_key
from askfaq.output.messages import unknown_topic


class Faq:
    """A FAQ ready to be asked. Nothing of it changes once it is made, so threads may share it."""

    def __init__(self, file: FaqFile, *, cache_dir: str | None = None) -> None:
        self.file = file
        self._engine = Engine(file, cache_dir=cache_dir)

    @classmethod
    def from_entries(
        cls,
        entries: Iterable[Entry | Mapping[str, object]],
        *,
        title: str | None = None,
        contact: str | None = None,
        threshold: float | None = None,
        synonyms: Iterable[Iterable[str]] = (),
    ) -> "Faq":
        """A FAQ of entries in memory: Entry values, or mappings with the keys that a FAQ file has.

        `synonyms` are groups of wordings that mean the same.

        Its index is made with the first question that needs it, and kept for as long as the Faq is. Raises FileError
        for what a FAQ file could not hold; the message names the entry.
        """
        rows = [entry._asdict() if isinstance(entry, Entry) else dict(entry) for entry in entries]
        data = {
            "title": title,
            "contact": contact,
            "threshold": threshold,
            "synonyms": [group if isinstance(group, str) else list(group) for group in synonyms],
            "entries": [{key: _plain(value) for key, value in row.items()} for row in rows],
        }
        for fault in schema.faults(data):
            raise FileError("entries in memory", fault.message)
        return cls(schema.build(data, ""))

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries in file order."""
        return self.file.entries

    @property
    def title(self) -> str | None:
        """What the FAQ calls itself."""
        return self.file.title

    @property
    def contact(self) -> str | None:
        """Whom to ask where the FAQ has no answer."""
        return self.file.contact

    @property
    def topics(self) -> list[str]:
        """The topics in file order, each in its first spelling: capitals and outer spaces do not matter."""
        spellings: dict[str, str] = {}
        for topic in self.file.topics():
            spellings.setdefault(topic_key(topic), topic)
        return [topic for key, topic in spellings.items() if key]

    def prepare(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Make the FAQ's index now instead of with the first question that needs it, unless it lies in the cache.

        It takes a second for 100 to 200 texts (question, alias and answer: each is one) on each core. `progress` is
        called now and then with the number of texts that are done and of all.
        """
        self._engine.prepare(progress)

    def ask(
        self,
        query: str,
        *,
        topic: str | None = None,
        min_confidence: float | None = None,
        top: int = DEFAULT_TOP,
    ) -> Result:
        """What becomes of one query. `result.answer` is the entry that answers it, or None.

        `topic` narrows the question to the entries of that topic. `min_confidence` (0 to 1) is the confidence from
        which a match is given as the answer, instead of the FAQ's own or askfaq's threshold. At most `top` matches
        are listed. Raises ArgumentError for a topic that the FAQ does not have and for numbers out of range.
        """
        self._refuse(topic, min_confidence, top)
        return self._engine.ask(query, topic=topic, min_confidence=min_confidence, top=top)

    def ask_many(
        self,
        queries: Iterable[str],
        *,
        topic: str | None = None,
        min_confidence: float | None = None,
        top: int = DEFAULT_TOP,
    ) -> Iterator[Result]:
        """The results for many queries, in order: quicker than one by one, because it uses every core.

        Raises ArgumentError as `ask` does, and for a single string, whose letters would be asked.
        """
        if isinstance(queries, str):
            raise ArgumentError("ask_many takes several queries; for one: ask")
        self._refuse(topic, min_confidence, top)
        return self._engine.ask_many(queries, topic=topic, min_confidence=min_confidence, top=top)

    def _refuse(self, topic: str | None, min_confidence: float | None, top: int) -> None:
        if topic is not None and not self.file.of_topic(topic):
            raise ArgumentError(unknown_topic(self.file, topic))
        if min_confidence is not None and not 0 <= min_confidence <= 1:
            raise ArgumentError(f"min_confidence is a number between 0 and 1, not {min_confidence}")
        if top < 1:
            raise ArgumentError(f"top is a number from 1 on, not {top}")


def load(path: str | os.PathLike[str] | None = None) -> Faq:
    """The FAQ file at the path; without one, the same file that the command line would use.

    Raises FileError (an AskfaqError) when the file cannot be read or breaks the format.
    """
    chosen = paths.choose_faq(None if path is None else os.fspath(path))
    return Faq(cached_faq.load(chosen.path, paths.cache_dir()), cache_dir=paths.cache_dir())


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
