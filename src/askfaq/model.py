"""The values that flow through the program. NamedTuples, because they are quick to import."""

from typing import Literal, NamedTuple

Status = Literal["answered", "ambiguous", "unanswered"]
Level = Literal["high", "medium", "low"]
Severity = Literal["error", "warning"]


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
    def phrasings(self) -> tuple[str, ...]:
        """The question, then its aliases: every wording the owner gave."""
        return (self.question, *self.aliases)


class FaqFile(NamedTuple):
    """What one FAQ file says, in file order. `path` is for messages only."""

    entries: tuple[Entry, ...]
    title: str | None = None
    language: str | None = None
    contact: str | None = None
    threshold: float | None = None
    path: str = ""


class Match(NamedTuple):
    """An entry that may answer the query. `score` is 0 to 1; the first match's equals the confidence."""

    entry: Entry
    score: float
    phrasing: str
    offered: bool = False


class Result(NamedTuple):
    """What became of one query: the ranked matches and how far they are to be trusted."""

    query: str
    status: Status
    confidence: float
    level: Level
    matches: tuple[Match, ...]

    @property
    def answer(self) -> Entry | None:
        """The entry that answers the query, or None unless the status is "answered"."""
        return self.matches[0].entry if self.status == "answered" else None


class Problem(NamedTuple):
    """Something that `check` finds. Line and column start at 1; `id` is the entry's, where there is one."""

    path: str
    line: int
    column: int
    level: Severity
    code: str
    message: str
    id: str | None = None
