"""Imported entries into an existing FAQ's data: updates answers, keeps what the owner added, says what changed."""

import copy
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Literal, NamedTuple

from askfaq.faq.ids import id_fault, ids_of, slug, unique_slug
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key

JsonData = Any
Row = dict[str, JsonData]

MOST_SAME = 20  # rows that are looked at for one entry whose question they all ask


class Change(NamedTuple):
    """What became of one imported entry: `id` in the FAQ, `line` in the source."""

    kind: Literal["added", "answer", "wording", "kept"]
    id: str
    line: int
    text: str


class Merged(NamedTuple):
    """The FAQ's data after the import, and what is different. `gone` lists ids whose source has no such entry now."""

    data: JsonData
    changes: tuple[Change, ...]
    unchanged: int
    gone: tuple[str, ...] = ()

    @property
    def is_different(self) -> bool:
        """Whether there is anything to write."""
        return any(change.kind != "kept" for change in self.changes)


def merge(data: JsonData, found: Iterable[ImportedEntry], *, head: dict[str, object] | None = None) -> Merged:
    """Put entries into a FAQ's plain JSON data (an object with "entries", or a list), which is not changed itself.

    An entry is known by its wording, else by its id or its answer from the same source; then its answer is
    updated and a new wording becomes an alias. Ids, topics, aliases and unknown keys stay. An entry that the
    owner wrote (it has no source) keeps its answer. An import of what is there already changes nothing.
    """
    data = copy.deepcopy(data)
    rows: list[Row] = data["entries"] if isinstance(data, dict) else data
    if isinstance(data, dict) and not rows:
        for key, value in (head or {}).items():
            data.setdefault(key, value)
    entries = list(found)
    known = _Known(rows)
    changes: list[Change] = []
    unchanged = 0
    for entry, row in zip(entries, known.match(entries), strict=True):
        if row is None:
            rows.append(_new_row(entry, known.ids))
            known.ids.add(rows[-1]["id"])
            changes.append(Change("added", rows[-1]["id"], entry.line, entry.question))
            continue
        made = list(_update(row, entry, known.id_of(row)))
        changes += made
        unchanged += not made
    sources = {base_of(entry.source) for entry in entries} - {None}
    gone = tuple(known.id_of(row) for row in known.left() if base_of(row.get("source")) in sources)
    return Merged(data, tuple(changes), unchanged, gone)


def base_of(source: str | None) -> str | None:
    """A source without the line behind it: an entry that only moved in its file is the same."""
    if not source:
        return None
    head, _, line = source.rpartition(":")
    is_port = head[: head.rfind("/") + 1].endswith("://")  # nothing but a host stands before the colon
    return head if head and line.isdecimal() and not is_port else source


class _Known:
    """The FAQ's rows by wording, id and answer; each is matched once."""

    def __init__(self, rows: list[Row]) -> None:
        ids = ids_of(rows)
        self.ids = set(ids)
        self._rows = rows[:]
        self._free = dict.fromkeys(range(len(rows)))
        self._ids = {id(row): own for row, own in zip(rows, ids, strict=True)}
        self._by_question: dict[str, list[int]] = {}
        self._by_alias: dict[str, list[int]] = {}
        self._by_id: dict[str, list[int]] = {}
        self._by_answer: dict[str, list[int]] = {}
        for i, (own, row) in enumerate(zip(ids, rows, strict=True)):
            self._by_question.setdefault(wording_key(row["question"]), []).append(i)
            self._by_id.setdefault(own, []).append(i)
            self._by_answer.setdefault(wording_key(row["answer"]), []).append(i)
            for alias in row.get("aliases") or ():
                self._by_alias.setdefault(wording_key(alias), []).append(i)

    def match(self, entries: list[ImportedEntry]) -> list[Row | None]:
        """The row of each entry: by its question, then among what is left by aliases, by id, by answer.

        Where each entry can have a row that says all of it already, it has that: a second import changes nothing.
        """
        if (same := self._unchanged(entries)) is not None:
            for i in same:
                del self._free[i]
            return [self._rows[i] for i in same]
        matched: list[int | None] = [None] * len(entries)
        for candidates in (self._asking, self._also_asking, self._named, self._answering):
            for k, entry in enumerate(entries):
                if matched[k] is not None:
                    continue
                free = [i for i in candidates(entry) if i in self._free]
                # Two entries may ask the same under two topics.
                free.sort(key=lambda i, e=entry: self._distance(self._rows[i], e))  # type: ignore[misc]
                if free:
                    matched[k] = free[0]
                    del self._free[free[0]]
        return [None if i is None else self._rows[i] for i in matched]

    def left(self) -> Iterator[Row]:
        """The rows that no entry matched."""
        return (self._rows[i] for i in self._free)

    def id_of(self, row: Row) -> str:
        """The id that a row has or goes by."""
        return self._ids[id(row)]

    def _asking(self, entry: ImportedEntry) -> list[int]:
        return self._by_question.get(wording_key(entry.question), [])

    def _also_asking(self, entry: ImportedEntry) -> list[int]:
        return self._by_alias.get(wording_key(entry.question), [])

    def _unchanged(self, entries: list[ImportedEntry]) -> list[int] | None:
        """A row for each entry that says all of it already, or None."""
        options = []
        for entry in entries:
            options.append(list(islice(self._saying(entry), MOST_SAME)))
            if not options[-1]:
                return None
        return _assigned(options)

    def _saying(self, entry: ImportedEntry) -> Iterator[int]:
        """The rows that ask for the entry's question and say all that it says."""
        for i in dict.fromkeys([*self._asking(entry), *self._also_asking(entry)]):
            if all(change.kind == "kept" for change in _update(copy.deepcopy(self._rows[i]), entry, "")):
                yield i

    def _named(self, entry: ImportedEntry) -> list[int]:
        return self._from_same(entry, self._by_id.get(entry.id or slug(entry.question), []))

    def _answering(self, entry: ImportedEntry) -> list[int]:
        return self._from_same(entry, self._by_answer.get(wording_key(entry.answer), []))

    def _from_same(self, entry: ImportedEntry, rows: list[int]) -> list[int]:
        base = base_of(entry.source)
        return [i for i in rows if base and base_of(self._rows[i].get("source")) == base]

    @staticmethod
    def _distance(row: Row, entry: ImportedEntry) -> tuple[bool, bool]:
        return row["answer"] != entry.answer, row.get("topic") != entry.topic


def _assigned(options: list[list[int]]) -> list[int] | None:
    """One of its options for each, none of them twice, or None: a bipartite matching along augmenting paths."""
    chosen: list[int | None] = [None] * len(options)
    holder: dict[int, int] = {}
    for first in range(len(options)):
        seeker: dict[int, int] = {}
        waiting = deque([first])
        free = None
        while waiting and free is None:
            who = waiting.popleft()
            for option in options[who]:
                if option not in seeker:
                    seeker[option] = who
                    if option not in holder:
                        free = option
                        break
                    waiting.append(holder[option])
        if free is None:
            return None
        while free is not None:  # back along the path: each takes what it looked for, and leaves what it had
            who = seeker[free]
            holder[free] = who
            chosen[who], free = free, chosen[who]
    return [option for option in chosen if option is not None]


def _update(row: Row, entry: ImportedEntry, entry_id: str) -> Iterator[Change]:
    """Changes the row; nothing at all when it says what the entry says."""
    if row["answer"] != entry.answer:
        if entry.source and not row.get("source"):
            yield Change("kept", entry_id, entry.line, "has another answer of your own, which stays")
            return
        before = base_of(row.get("source"))
        row["answer"] = entry.answer
        if entry.source:
            row["source"] = entry.source
        moved = f" (it was from {before})" if before != base_of(entry.source) else ""
        yield Change("answer", entry_id, entry.line, entry.question + moved)
    if not row.get("topic") and entry.topic and row.get("source"):
        row["topic"] = entry.topic
        yield Change("wording", entry_id, entry.line, f"topic {entry.topic}")
    wordings = {wording_key(row["question"]), *map(wording_key, row.get("aliases") or ())}
    for wording in (entry.question, *entry.aliases):
        if wording_key(wording) not in wordings:
            wordings.add(wording_key(wording))
            row["aliases"] = [*(row.get("aliases") or ()), wording]
            yield Change("wording", entry_id, entry.line, wording)


def _new_row(entry: ImportedEntry, taken: set[str]) -> Row:
    given = entry.id if entry.id and not id_fault(entry.id) and entry.id not in taken else None
    row: Row = {"id": given or unique_slug(entry.question, taken)}
    if entry.topic:
        row["topic"] = entry.topic
    row["question"] = entry.question
    if entry.aliases:
        row["aliases"] = list(entry.aliases)
    row["answer"] = entry.answer
    if entry.source:
        row["source"] = entry.source
    return row
