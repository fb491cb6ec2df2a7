"""What is written otherwise in two versions of a FAQ: which entry is which, and what of it changed."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from typing import NamedTuple

from askfaq.model import Entry, FaqFile
from askfaq.text.normalize import wording_key

_OF_THE_FAQ = ("title", "language", "contact", "threshold")  # single values
_OF_AN_ENTRY = ("question", "topic", "source", "answer")
# What an entry is known by in the other version, the surest first.
_KEYS: tuple[Callable[[Entry], Hashable], ...] = (
    lambda entry: entry.id,
    lambda entry: (wording_key(entry.question), entry.answer.strip()),
    lambda entry: wording_key(entry.question),
    lambda entry: entry.answer.strip(),
)


class Change(NamedTuple):
    """One value before and after, None where it is not there: an alias that was dropped has no after."""

    what: str  # a key of the FAQ file; "alias" for one of them
    before: str | None
    after: str | None


class EntryPair(NamedTuple):
    """One entry in both versions; None where a version does not have it."""

    old: Entry | None
    new: Entry | None

    @property
    def id(self) -> str:
        """The id that it goes by now, or went by last."""
        return (self.new or self.old or _NONE).id


_NONE = Entry("", "", "")


def pair_entries(old: FaqFile, new: FaqFile) -> list[EntryPair]:
    """Which entry is which: known by its id, else by its question and answer, else by either of them alone.

    In the order of the new version; what it has no longer comes last.
    """
    found: dict[int, Entry] = {}
    free = dict(enumerate(old.entries))
    for key in _KEYS:
        waiting: dict[Hashable, list[int]] = {}
        for place, entry in reversed(free.items()):
            waiting.setdefault(key(entry), []).append(place)
        for place, entry in enumerate(new.entries):
            if place not in found and waiting.get(key(entry)):
                found[place] = free.pop(waiting[key(entry)].pop())
    pairs = [EntryPair(found.get(place), entry) for place, entry in enumerate(new.entries)]
    return pairs + [EntryPair(entry, None) for entry in free.values()]


def faq_changes(old: FaqFile, new: FaqFile) -> Iterator[Change]:
    """What changed above the entries."""
    for key in _OF_THE_FAQ:
        yield from _change(key, getattr(old, key), getattr(new, key))
    before, after = (Counter(", ".join(group) for group in faq.synonyms) for faq in (old, new))
    yield from (Change("synonyms", group, None) for group in (before - after).elements())
    yield from (Change("synonyms", None, group) for group in (after - before).elements())


def entry_changes(pair: EntryPair) -> Iterator[Change]:
    """What changed of an entry that is in both versions. Aliases count as a set."""
    old, new = pair
    if not old or not new:
        return
    yield from _change("id", old.id, new.id)
    for key in _OF_AN_ENTRY:
        yield from _change(key, getattr(old, key), getattr(new, key))
    before, after = Counter(old.aliases), Counter(new.aliases)
    yield from (Change("alias", alias, None) for alias in (before - after).elements())
    yield from (Change("alias", None, alias) for alias in (after - before).elements())


def _change(what: str, before: object, after: object) -> Iterator[Change]:
    told, now = (None if value is None else str(value).strip() for value in (before, after))
    if told != now:
        yield Change(what, told, now)
