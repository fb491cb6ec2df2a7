"""Imported entries into an existing FAQ's data: what the source changed is taken over, what the owner did stays."""

import copy
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from askfaq.faq.entry_update import Change, Row, base_of, is_reworked, update
from askfaq.faq.ids import id_fault, ids_of, slug, unique_slug
from askfaq.faq.import_memory import KEY, digest, memory_of, remembered
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key

JsonData = Any

_SILENT = ("kept", "moved", "remembered")  # changes of an entry that says all of it already
MOST_SAME = 20  # rows that are looked at for one entry whose question they all ask


class Merged(NamedTuple):
    """The FAQ's data after the import, and what is different.

    `gone` lists ids whose source has no such entry now; those of them that were taken out are `removed_ids`, and
    `removed` their places in the old data.
    """

    data: JsonData
    changes: tuple[Change, ...]
    unchanged: int
    gone: tuple[str, ...] = ()
    removed: frozenset[int] = frozenset()
    removed_ids: tuple[str, ...] = ()

    @property
    def is_different(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.removed) or any(change.kind != "kept" for change in self.changes)


def merge(
    data: JsonData, found: Iterable[ImportedEntry], *, head: dict[str, object] | None = None, prune: bool = False
) -> Merged:
    """Put entries into a FAQ's plain JSON data (an object with "entries", or a list), which is not changed itself.

    An entry is known by its wording, else by its id or its answer from the same source. Of its question, answer and
    topic, what the source changed since the last import is taken over, an old question as an alias; what the owner
    changed stays. Ids, aliases and unknown keys stay. With `prune`, entries that the source has no longer are taken
    out, unless the owner changed their answer. An import of what is there already changes nothing.
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
    last_of_slug: dict[str, int] = {}
    for entry, row in zip(entries, known.match(entries), strict=True):
        if row is None:
            rows.append(_new_row(entry, known.ids, last_of_slug))
            known.ids.add(rows[-1]["id"])
            changes.append(Change("added", rows[-1]["id"], entry.line, entry.question))
            continue
        made = list(update(row, entry, known.id_of(row)))
        changes += made
        unchanged += not made
    lost = known.lost(entries)
    removed = frozenset(i for i in lost if prune and not is_reworked(rows[i]))
    gone, removed_ids = (tuple(known.id_of(rows[i]) for i in places) for places in (lost, sorted(removed)))
    rows[:] = [row for i, row in enumerate(rows) if i not in removed]
    return Merged(data, tuple(changes), unchanged, gone, removed, removed_ids)


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
        self._by_memory: dict[str, list[int]] = {}
        for i, (own, row) in enumerate(zip(ids, rows, strict=True)):
            self._by_question.setdefault(wording_key(row["question"]), []).append(i)
            self._by_id.setdefault(own, []).append(i)
            self._by_answer.setdefault(wording_key(row["answer"]), []).append(i)
            if memory := remembered(row):
                self._by_memory.setdefault(memory.question, []).append(i)
            for alias in row.get("aliases") or ():
                self._by_alias.setdefault(wording_key(alias), []).append(i)

    def match(self, entries: list[ImportedEntry]) -> list[Row | None]:
        """The row of each entry: by its question, then among what is left by aliases, by the question
        that its source had, by id, by answer.

        Where each entry can have a row that says all of it already, it has that: a second import changes nothing.
        """
        if not self._rows:
            return [None] * len(entries)
        if (same := self._unchanged(entries)) is not None:
            for i in same:
                del self._free[i]
            return [self._rows[i] for i in same]
        matched: list[int | None] = [None] * len(entries)
        for candidates in (self._asking, self._also_asking, self._remembered, self._named, self._answering):
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

    def lost(self, entries: list[ImportedEntry]) -> list[int]:
        """The places of the rows that no entry matched although they came from where the entries come from."""
        origins = {entry.origin for entry in entries} - {None, ""}
        sources = {base_of(entry.source) for entry in entries} - {None}

        def is_lost(row: Row) -> bool:
            memory = remembered(row)
            return memory.origin in origins if memory and memory.origin else base_of(row.get("source")) in sources

        return [i for i in self._free if is_lost(self._rows[i])]

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
            if all(change.kind in _SILENT for change in update(copy.deepcopy(self._rows[i]), entry, "")):
                yield i

    def _remembered(self, entry: ImportedEntry) -> list[int]:
        return self._from_same(entry, self._by_memory.get(digest(entry.question), []))

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


def _new_row(entry: ImportedEntry, taken: set[str], last_of_slug: dict[str, int]) -> Row:
    given = entry.id if entry.id and not id_fault(entry.id) and entry.id not in taken else None
    row: Row = {"id": given or unique_slug(entry.question, taken, last_of_slug)}
    if entry.topic:
        row["topic"] = entry.topic
    row["question"] = entry.question
    if entry.aliases:
        row["aliases"] = list(entry.aliases)
    row["answer"] = entry.answer
    if entry.source:
        row["source"] = entry.source
    row[KEY] = str(memory_of(entry))
    return row
