"""Imported entries into an existing FAQ's data: updates answers, keeps what the owner added, says what changed."""

import copy
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from askfaq.ids import id_fault, slug, unique_slug
from askfaq.importers.found import Found
from askfaq.importers.wording import fold

JsonData = Any
Row = dict[str, JsonData]


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


def merge(data: JsonData, found: Iterable[Found], *, head: dict[str, object] | None = None) -> Merged:
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
    known = _Known(rows)
    changes: list[Change] = []
    unchanged = 0
    sources = set()
    for entry in found:
        sources.add(base_of(entry.source))
        row = known.find(entry)
        if row is None:
            rows.append(known.add(_new_row(entry, known.ids)))
            changes.append(Change("added", rows[-1]["id"], entry.line, entry.question))
            continue
        made = list(_update(row, entry))
        changes += made
        unchanged += not made
    gone = tuple(row["id"] for row in known.left() if base_of(row.get("source")) in sources - {None} and row.get("id"))
    return Merged(data, tuple(changes), unchanged, gone)


def base_of(source: str | None) -> str | None:
    """A source without the line behind it: an entry that only moved in its file is the same."""
    if not source:
        return None
    head, _, line = source.rpartition(":")
    return head if head and line.isdecimal() and "://" not in head[-8:] else source


class _Known:
    """The FAQ's rows by wording, id and answer; each is found once."""

    def __init__(self, rows: list[Row]) -> None:
        self.ids = {row["id"] for row in rows if row.get("id") is not None}
        self._id_of: list[str] = []
        for row in rows:
            # As faqformat.build does, so that no new entry takes the id that one without an id goes by.
            self._id_of.append(row["id"] if row.get("id") is not None else unique_slug(row["question"], self.ids))
            self.ids.add(self._id_of[-1])
        self._rows = rows[:]
        self._free = dict.fromkeys(range(len(rows)))
        self._by_wording: dict[str, list[int]] = {}
        self._by_id: dict[str, int] = {}
        self._by_answer: dict[str, list[int]] = {}
        for i, row in enumerate(rows):
            self._by_wording.setdefault(fold(row["question"]), []).append(i)
            self._by_id.setdefault(self._id_of[i], i)
            self._by_answer.setdefault(fold(row["answer"]), []).append(i)
        for i, row in enumerate(rows):
            for alias in row.get("aliases") or ():
                self._by_wording.setdefault(fold(alias), []).append(i)

    def find(self, entry: Found) -> Row | None:
        same = [i for i in self._by_wording.get(fold(entry.question), ()) if i in self._free]
        # Two entries may ask the same under two topics.
        same.sort(key=lambda i: (self._rows[i]["answer"] != entry.answer, self._rows[i].get("topic") != entry.topic))
        if not same:
            own = (self._by_id.get(entry.id or slug(entry.question)), *self._by_answer.get(fold(entry.answer), ()))
            same = [i for i in own if i is not None and i in self._free and self._from_same(i, entry)]
        if not same:
            return None
        del self._free[same[0]]
        return self._rows[same[0]]

    def add(self, row: Row) -> Row:
        self.ids.add(row["id"])
        return row

    def left(self) -> Iterator[Row]:
        return (self._rows[i] for i in self._free)

    def _from_same(self, i: int, entry: Found) -> bool:
        return bool(entry.source) and base_of(self._rows[i].get("source")) == base_of(entry.source)


def _update(row: Row, entry: Found) -> Iterator[Change]:
    """Changes the row; nothing at all when it says what the entry says."""
    entry_id = row.get("id") or slug(row["question"])
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
    wordings = {fold(row["question"]), *map(fold, row.get("aliases") or ())}
    for wording in (entry.question, *entry.aliases):
        if fold(wording) not in wordings:
            wordings.add(fold(wording))
            row["aliases"] = [*(row.get("aliases") or ()), wording]
            yield Change("wording", entry_id, entry.line, wording)


def _new_row(entry: Found, taken: set[str]) -> Row:
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
