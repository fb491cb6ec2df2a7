"""Change a FAQ as a whole: entries out, a topic's name, its title, contact, threshold and language."""

import json
import re
from collections.abc import Iterable, Sequence

from askfaq.errors import FileError, UsageError
from askfaq.faq.document import Written, entries_at, rewrite, with_ids
from askfaq.faq.edit import NoSuchEntryError, tidied_line
from askfaq.faq.json_edit import change_items, in_object, insert_member, remove_member, set_member, set_values
from askfaq.model import FaqFile, topic_counts, topic_key

SETTINGS = ("title", "contact", "threshold", "language")

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")


class NoSuchTopicError(Exception):
    """The FAQ, which comes with it, has no such topic."""

    def __init__(self, faq: FaqFile) -> None:
        super().__init__()
        self.faq = faq


def remove_entries(path: str, ids: Sequence[str]) -> Written:
    """Take entries out, all of them or none. The ids of the others stay. Raises NoSuchEntryError and FileError."""

    def removed(text: str, faq: FaqFile) -> tuple[str, Iterable[str]]:
        places = find_all(faq, ids)
        gone = frozenset(places.values())
        text = change_items(text, entries_at(text), {}, [], gone)
        return with_ids(text, [entry.id for i, entry in enumerate(faq.entries) if i not in gone]), places

    return rewrite(path, removed)


def find_all(faq: FaqFile, ids: Iterable[str]) -> dict[str, int]:
    """The places of the entries with these ids, each once. Raises NoSuchEntryError."""
    places = {entry.id: place for place, entry in enumerate(faq.entries)}
    wanted = dict.fromkeys(ids)
    if unknown := [entry_id for entry_id in wanted if entry_id not in places]:
        raise NoSuchEntryError(faq, *unknown)
    return {entry_id: places[entry_id] for entry_id in wanted}


def rename_topic(path: str, old: str, new: str) -> Written:
    """Give every entry of a topic, however it is spelled, another: if the FAQ has that one, as it is spelled there.

    Raises NoSuchTopicError, UsageError and FileError.
    """
    wanted = tidied_line(new)
    if not wanted:
        raise UsageError('the topic is empty; to take it away from an entry: askfaq edit ID --topic ""')

    def renamed(text: str, faq: FaqFile) -> tuple[str, list[str]]:
        places = faq.of_topic(old) if topic_key(old) else ()
        if not places:
            raise NoSuchTopicError(faq)
        at, topic = entries_at(text), spelled(wanted, faq, instead_of=old)
        stale = {(*at, place, "topic"): topic for place in places if faq.entries[place].topic != topic}
        return set_values(text, stale) if stale else text, [faq.entries[place].id for place in places]

    return rewrite(path, renamed)


def spelled(topic: str, faq: FaqFile, *, instead_of: str) -> str:
    """The topic as the FAQ spells it already; a topic may be given another spelling."""
    if topic_key(topic) == topic_key(instead_of):
        return topic
    same = (name for name, _ in topic_counts(faq.entries) if name and topic_key(name) == topic_key(topic))
    return next(same, topic)


def set_value(path: str, key: str, value: str) -> Written:
    """Set what stands above the entries (one of SETTINGS); an empty value takes it away.

    A bare list of entries becomes an object when that is needed. Raises UsageError and FileError.
    """
    wanted = _setting(key, value)

    def changed(text: str, faq: FaqFile) -> tuple[str, tuple[str, ...]]:
        if not text:
            raise FileError(path, "there is no such file; askfaq add makes one")
        return _with_setting(text, key, getattr(faq, key), wanted), ()

    return rewrite(path, changed)


def _setting(key: str, value: str) -> str | float | None:
    """The value as it may stand in a file, None for an empty one."""
    text = tidied_line(value)
    if key != "threshold" or not text:
        return text or None
    if not _NUMBER.fullmatch(text) or not 0 <= float(text) <= 1:
        raise UsageError(f'the threshold is a number from 0 to 1, such as 0.7; "{text}" is none')
    return float(text)


def _with_setting(text: str, key: str, old: str | float | None, new: str | float | None) -> str:
    if old == new:
        return text
    if not entries_at(text):
        return in_object(text, key, new, "entries")
    if new is None:
        return remove_member(text, (), key)
    if key in json.loads(text):
        return set_member(text, (), key, new)
    # where somebody who opens the file sees it
    return insert_member(text, (), key, new, before="entries")
