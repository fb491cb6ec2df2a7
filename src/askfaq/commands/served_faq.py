"""The FAQs that `askfaq mcp` serves: kept between calls, read again when a file has changed, as plain data."""

import os
import stat
from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any

from askfaq import paths
from askfaq.api import Faq
from askfaq.commands.open_faq import load
from askfaq.errors import ArgumentError
from askfaq.model import Entry, FaqFile, topic_counts
from askfaq.output.json_lines import entry_shape, listed_topic_shape, result_shape
from askfaq.output.messages import contacts, nearest_ids, unknown_id
from askfaq.text.sanitize import clean, one_line


class ServedFaq:
    """The chosen FAQ, or several together, as the files say it at each call; threads may share it.

    Every method raises FileError when a file has changed and cannot be used any more, until it can be again.
    """

    def __init__(self, choices: Sequence[paths.FaqChoice]) -> None:
        self._choices = choices
        self._lock = Lock()
        self._faq: Faq | None = None
        self._stamps: list[tuple[int, ...] | None] = []

    @property
    def is_of_several(self) -> bool:
        """Whether entries need to be told apart by their FAQ."""
        return len(self._choices) > 1

    def current(self) -> Faq:
        """The FAQ, loaded anew if a file is not the one that was loaded."""
        with self._lock:
            stamps = [_stamp_of(choice.path) for choice in self._choices]
            if self._faq is None or stamps != self._stamps:
                self._faq = None  # while the new one is broken, the old one would be out of date
                cache = paths.cache_dir()
                files = [load(choice, cache_dir=cache) for choice in self._choices]
                self._faq, self._stamps = Faq(*files, cache_dir=cache), stamps
            return self._faq

    def ask(self, question: str, topic: str | None, top: int) -> dict[str, Any]:
        """What `ask --json` prints, and whom to ask instead. Raises ArgumentError for an unknown topic."""
        faq = self.current()
        result = faq.ask(question, topic=topic, top=top)
        contact = "\n".join(contacts(faq.files)) or None if self.is_of_several else faq.contact
        shape = result_shape(result, of_several=self.is_of_several)
        return _cleaned(shape | {"contact": None if result.answer else contact})

    def topics(self) -> dict[str, Any]:
        """The objects that `list --topics --json` prints."""
        counts = topic_counts(self.current().entries)
        return _cleaned({"topics": [listed_topic_shape(topic, count) for topic, count in counts]})

    def show(self, entry_id: str, path: str | None = None) -> dict[str, Any]:
        """What `show --json` prints of an id: the entry of the FAQ at the path, else of the first one that has it, or
        nulls and the nearest ids.
        """
        faq = self.current()
        found = ((file.path, entry) for file, entry in _entries(faq, entry_id) if path in (None, file.path))
        owner, entry = next(found, (None, None))
        shape = entry_shape(entry, [] if entry else nearest_ids(faq.file, entry_id))
        return _cleaned(shape | ({"faq": owner} if self.is_of_several else {}))

    def markdown(self, entry_id: str) -> str:
        """An entry as a Markdown text of its own. Raises ArgumentError for an unknown id."""
        faq = self.current()
        for _, entry in _entries(faq, entry_id):
            return f"# {one_line(entry.question)}\n\n{clean(entry.answer).strip()}\n"
        raise ArgumentError(unknown_id(faq.file, entry_id, nearest_ids(faq.file, entry_id)))


def _entries(faq: Faq, entry_id: str) -> Iterator[tuple[FaqFile, Entry]]:
    """The entries with the id, at most one of each FAQ."""
    return ((file, entry) for file in faq.files for entry in file.entries if entry.id == entry_id)


def _stamp_of(path: str) -> tuple[int, ...] | None:
    """What differs when the file does; None for what is not there, and for a pipe, which can be read only once."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _cleaned(shape: dict[str, Any]) -> dict[str, Any]:
    """The same data with every text cleaned: a client may print it on a terminal."""
    return {key: _cleaned_value(value) for key, value in shape.items()}


def _cleaned_value(value: Any) -> Any:
    if isinstance(value, dict):
        return _cleaned(value)
    if isinstance(value, list):
        return [_cleaned_value(inner) for inner in value]
    return clean(value) if isinstance(value, str) else value
