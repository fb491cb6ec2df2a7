"""Imported entries into an existing FAQ's data: what the source changed is taken over, what the owner did stays."""

import copy
from collections.abc import Iterable
from typing import Any, NamedTuple

from askfaq.faq.entry_update import Change, Row, is_reworked, update
from askfaq.faq.ids import id_fault, unique_slug
from askfaq.faq.import_memory import KEY, memory_of
from askfaq.faq.known_rows import KnownRows
from askfaq.model import ImportedEntry

JsonData = Any


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
    known = KnownRows(rows)
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
