"""The FAQ that `askfaq mcp` serves: kept between calls, read again when its file has changed, as plain data."""

import os
import stat
from threading import Lock
from typing import Any

from askfaq import paths
from askfaq.api import Faq
from askfaq.commands.open_faq import load
from askfaq.errors import ArgumentError
from askfaq.model import Entry, FaqFile, topic_counts
from askfaq.output.json_lines import entry_shape, listed_topic_shape, result_shape
from askfaq.output.messages import nearest_ids, unknown_id
from askfaq.text.sanitize import clean, one_line


class ServedFaq:
    """The chosen FAQ, as its file says it at each call; threads may share it.

    Every method raises FileError when the file has changed and cannot be used any more, until it can be again.
    """

    def __init__(self, choice: paths.FaqChoice) -> None:
        self._choice = choice
        self._lock = Lock()
        self._faq: Faq | None = None
        self._stamp: tuple[int, ...] | None = None

    def current(self) -> Faq:
        """The FAQ, loaded anew if its file is not the one that was loaded."""
        with self._lock:
            stamp = _stamp_of(self._choice.path)
            if self._faq is None or stamp != self._stamp:
                self._faq = None  # while the new one is broken, the old one would be out of date
                cache = paths.cache_dir()
                self._faq, self._stamp = Faq(load(self._choice, cache_dir=cache), cache_dir=cache), stamp
            return self._faq

    def ask(self, question: str, topic: str | None, top: int) -> dict[str, Any]:
        """What `ask --json` prints, and whom to ask instead. Raises ArgumentError for an unknown topic."""
        faq = self.current()
        result = faq.ask(question, topic=topic, top=top)
        return _cleaned(result_shape(result) | {"contact": None if result.answer else faq.contact})

    def topics(self) -> dict[str, Any]:
        """The objects that `list --topics --json` prints."""
        counts = topic_counts(self.current().entries)
        return _cleaned({"topics": [listed_topic_shape(topic, count) for topic, count in counts]})

    def show(self, entry_id: str) -> dict[str, Any]:
        """What `show --json` prints: the entry, or nulls and the nearest ids."""
        file = self.current().file
        entry = _entry(file, entry_id)
        return _cleaned(entry_shape(entry, [] if entry else nearest_ids(file, entry_id)))

    def markdown(self, entry_id: str) -> str:
        """An entry as a Markdown text of its own. Raises ArgumentError for an unknown id."""
        file = self.current().file
        entry = _entry(file, entry_id)
        if entry is None:
            raise ArgumentError(unknown_id(file, entry_id, nearest_ids(file, entry_id)))
        return f"# {one_line(entry.question)}\n\n{clean(entry.answer).strip()}\n"


def _entry(file: FaqFile, entry_id: str) -> Entry | None:
    return next((entry for entry in file.entries if entry.id == entry_id), None)


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
