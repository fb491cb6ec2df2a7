"""The values that flow through the program. NamedTuples, because they are quick to import."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from askfaq.limits import MAX_NUMBER_DIGITS

NO_TOPIC = "Other questions"


Status = Literal["answered", "ambiguous", "unanswered"]
Level = Literal["high", "medium", "low"]
Severity = Literal["error", "warning"]
Pointer = tuple[str | int, ...]  # the keys and indexes that lead to a value of a JSON text

_LINE_OF_FILE = re.compile(r"^(?![a-z][a-z0-9+.-]*://)[^\n]*:\d+$")
DEFAULT_TOP = 3  # matches that are listed
SETTLED = 0.5  # the probability from which an answer is said to settle a query


def is_large_number(digits: str) -> bool:
    """Whether a JSON number is longer than anybody needs, or more than a float can hold, as few programs read it."""
    return len(digits) > MAX_NUMBER_DIGITS or float(digits) in (float("inf"), float("-inf"))


class Entry(NamedTuple):
    """One question of the FAQ with its answer (Markdown)."""

    id: str
    question: str
    answer: str
    aliases: tuple[str, ...] = ()
    topic: str | None = None
    source: str | None = None
    ignore: tuple[str, ...] = ()

    @property
    def citation(self) -> str | None:
        """The source as a reader may see it: a line of a file is where the owner finds the text, and no reader can."""
        return None if self.source and _LINE_OF_FILE.search(self.source) else self.source

    @property
    def phrasings(self) -> tuple[str, ...]:
        """The question, then its aliases."""
        return (self.question, *self.aliases)


def topic_key(topic: str) -> str:
    """What all spellings of one topic share: capitals and outer spaces do not matter."""
    return topic.strip().casefold()


def topic_keys(name: str) -> tuple[str, ...]:
    """The keys of the topics that are listed under a name: entries without a topic are under NO_TOPIC."""
    key = topic_key(name)
    return (key, "") if key == topic_key(NO_TOPIC) else (key,)


class FaqFile(NamedTuple):
    """What one FAQ file says, in file order. `path` names it in messages, and places its cache.

    `content_hash` is that of a file that is large enough for its lexicon to be cached (engine/cached_faq.py).
    """

    entries: Sequence[Entry]
    title: str | None = None
    language: str | None = None
    contact: str | None = None
    threshold: float | None = None
    path: str = ""
    content_hash: str = ""
    synonyms: tuple[tuple[str, ...], ...] = ()  # groups of wordings that mean the same in this FAQ

    def topics(self) -> list[str]:
        """The topics as they are spelled, each spelling once, in file order."""
        return list(dict.fromkeys(entry.topic for entry in self.entries if entry.topic is not None))

    def of_topic(self, topic: str) -> Sequence[int]:
        """The places of the entries that are listed under a topic, however it is spelled (`topic_keys`)."""
        wanted = topic_keys(topic)
        return [i for i, entry in enumerate(self.entries) if topic_key(entry.topic or "") in wanted]

    def count_phrasings(self) -> int:
        """The number of phrasings of all entries."""
        return sum(len(entry.phrasings) for entry in self.entries)


def joined(faqs: Sequence[FaqFile]) -> FaqFile:
    """What several FAQs say, as one, for whoever looks at all their entries; one alone as it is."""
    if len(faqs) == 1:
        return faqs[0]
    titles, contacts = (
        list(dict.fromkeys(filter(None, values))) for values in zip(*((f.title, f.contact) for f in faqs), strict=True)
    )
    entries = tuple(entry for faq in faqs for entry in faq.entries)
    return FaqFile(entries, title=", ".join(titles) or None, contact="\n".join(contacts) or None)


class Match(NamedTuple):
    """An entry that may answer the query. `score` is 0 to 1; the first match's equals the confidence.

    Where several FAQs are asked, `faq` is the path of the entry's own, and `overrules` names the entries of later FAQs,
    by path and id, in whose place it stands because it has their wording.
    """

    entry: Entry
    score: float
    phrasing: str
    offered: bool = False
    faq: str | None = None
    overrules: tuple[tuple[str, str], ...] = ()
    is_about: bool = False  # the query is a single word, which the entry has in its wordings or topic, or one near it


class Why(NamedTuple):
    """What led to a result's first match, for `--why`."""

    phrasing: str
    words: tuple[tuple[str, float], ...]  # the informative words that the query and the entry share, and their weights
    missing: tuple[str, ...]  # informative words of the query that the entry does not hold
    repairs: tuple[tuple[str, str], ...]  # (typed, read as)
    closeness: float | None  # cosine of the meanings of query and phrasing; None when words alone decided
    runner_up: Entry | None
    lead: float  # by how much the runner-up is less likely, 0 to 1
    verbatim: bool  # the query is a phrasing word for word, so nothing else was looked at
    sharing: int = 1  # entries with that phrasing
    settled: float | None = (
        None  # the probability that its answer settles the query, by reading; None if it was not read
    )
    decisive: str = ""  # the sentence of the answer that the reader looked at most
    runner_up_faq: str | None = None  # the path of its FAQ, where several are asked
    exchanged: tuple[tuple[str, str], ...] = ()  # (typed, read as), of synonyms and initials
    names_topic: bool = False  # the query is the phrasing but for the topic, which tells it from entries that share it

    @property
    def settles(self) -> bool:
        """Whether the answer was read, and is said to settle the query."""
        return self.settled is not None and self.settled >= SETTLED


class Result(NamedTuple):
    """What became of one query: the ranked matches and how far they are to be trusted."""

    query: str
    status: Status
    confidence: float
    level: Level
    matches: tuple[Match, ...]
    why: Why | None = None
    held_back: int = 0  # entries that are offered too, but not listed: fewer matches were asked for

    @property
    def answer(self) -> Entry | None:
        """The entry that answers the query, or None unless the status is "answered"."""
        return self.matches[0].entry if self.status == "answered" else None

    @property
    def faq(self) -> str | None:
        """The path of the FAQ that the answer comes from, where several are asked."""
        return self.matches[0].faq if self.status == "answered" else None


class Problem(NamedTuple):
    """Something that `check` finds. Line and column start at 1; `id` is the entry's, where there is one."""

    path: str
    line: int
    column: int
    level: Severity
    code: str
    message: str
    id: str | None = None


def topic_counts(entries: Iterable[Entry]) -> list[tuple[str | None, int]]:
    """Each topic in its first spelling with its number of entries, in file order; None for no topic comes last."""
    return [(topic, len(members)) for topic, members in _groups(entries)]


def by_topic(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries under the names of their topics, in the order of `topic_counts`; each name stands once."""
    named: dict[str, tuple[str, list[Entry]]] = {}
    for topic, members in _groups(entries):
        name = topic or NO_TOPIC
        named.setdefault(topic_key(name), (name, []))[1].extend(members)
    return list(named.values())


def _groups(entries: Iterable[Entry]) -> list[tuple[str | None, list[Entry]]]:
    groups: dict[str, tuple[str | None, list[Entry]]] = {}
    for entry in entries:
        topic = entry.topic or ""
        key = topic_key(topic)
        groups.setdefault(key, (topic if key else None, []))[1].append(entry)
    without = groups.pop("", None)
    return [*groups.values(), *([without] if without else [])]


class ImportedEntry(NamedTuple):
    """One entry as the source has it. `line` starts at 1; `answer` is Markdown. `origin` is the name of the file or
    folder that was imported, `source` where in it the entry stands, or the address that the source gives for it.
    """

    question: str
    answer: str
    line: int
    aliases: tuple[str, ...] = ()
    topic: str | None = None
    id: str | None = None
    source: str | None = None
    origin: str | None = None
