"""What is shown, in words: values -> the parts of a page, whoever draws them (plain.py or render.py)."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from askfaq.model import Entry, FaqFile, Level, Match, Result

MAX_RELATED = 3
NO_TOPIC = "Other questions"

SURENESS: dict[Level, str] = {"high": "sure", "medium": "fairly sure", "low": "not sure"}


class EntryPage(NamedTuple):
    """One entry as a page: what `ask` shows for an answer and `show` for an id."""

    entry: Entry
    sureness: str | None = None
    related: tuple[Entry, ...] = ()


def answer_page(result: Result, faq: FaqFile) -> EntryPage:
    """The page of an answered result."""
    best = result.matches[0].entry
    return EntryPage(best, SURENESS[result.level], related(best, result.matches[1:], faq))


def related(entry: Entry, others: Iterable[Match], faq: FaqFile) -> tuple[Entry, ...]:
    """Up to three other questions to look at: the next matches of the same topic, then others of that topic."""
    same_topic = [e for e in faq.entries if e.topic == entry.topic and e.topic is not None]
    ranked = [match.entry for match in others if match.entry.topic == entry.topic]
    found = dict.fromkeys([*ranked, *same_topic])
    return tuple(e for e in found if e.id != entry.id)[:MAX_RELATED]


def topic_counts(entries: Iterable[Entry]) -> list[tuple[str | None, int]]:
    """Each topic with its number of entries, in file order; entries without a topic come last."""
    counts = Counter(entry.topic for entry in entries)
    return sorted(counts.items(), key=lambda item: item[0] is None)


def by_topic(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries under their topics, in the order of `topic_counts`."""
    entries = tuple(entries)
    return [
        (topic or NO_TOPIC, [entry for entry in entries if entry.topic == topic]) for topic, _ in topic_counts(entries)
    ]
