"""The Python API: load a FAQ once, or several together, ask as often as needed."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from askfaq import paths
from askfaq.engine import cached_faq
from askfaq.engine.decision import Asker
from askfaq.engine.engine import Engine
from askfaq.errors import ArgumentError, FileError
from askfaq.faq import schema
from askfaq.joint import JointEngine
from askfaq.model import DEFAULT_TOP, Entry, FaqFile, Result, joined, topic_key
from askfaq.output.messages import unknown_topic


class Faq:
    """A FAQ, or several together, ready to be asked. Nothing of it changes once it is made, so threads may share it."""

    def __init__(self, *files: FaqFile, cache_dir: str | None = None) -> None:
        self.files = files
        engines = [Engine(file, cache_dir=cache_dir) for file in files]
        self._engine: Asker = engines[0] if len(engines) == 1 else JointEngine(engines)

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

    @cached_property
    def file(self) -> FaqFile:
        """All that the FAQ says, or several together."""
        return joined(self.files)

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries in file order, of several FAQs one after the other."""
        return self.file.entries

    @property
    def title(self) -> str | None:
        """What the FAQ calls itself; of several with commas between them."""
        return self.file.title

    @property
    def contact(self) -> str | None:
        """Whom to ask where the FAQ has no answer; of several on a line each."""
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
        are listed. Of several FAQs `result.faq` tells which one the answer comes from. Raises ArgumentError for a topic
        that the FAQ does not have and for numbers out of range.
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
        if topic is not None and not any(file.of_topic(topic) for file in self.files):
            raise ArgumentError(unknown_topic(self.file, topic))
        if min_confidence is not None and not 0 <= min_confidence <= 1:
            raise ArgumentError(f"min_confidence is a number between 0 and 1, not {min_confidence}")
        if top < 1:
            raise ArgumentError(f"top is a number from 1 on, not {top}")


def load(path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None = None) -> Faq:
    """The FAQ file at the path; without one, the same file that the command line would use.

    Several paths give one Faq out of all: where two have the same wording, the entry of the first one counts.
    Raises FileError (an AskfaqError) when a file cannot be read or breaks the format, and ArgumentError for no path.
    """
    named = [path] if isinstance(path, str | os.PathLike) else path
    if named is not None and not named:
        raise ArgumentError("load takes a path, or several; none was given")
    choices, cache = paths.choose_faqs([paths.as_file(os.fspath(one)) for one in named or ()]), paths.cache_dir()
    return Faq(*(cached_faq.load(choice.path, cache) for choice in choices), cache_dir=cache)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
