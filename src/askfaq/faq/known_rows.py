"""Which row of the FAQ an imported entry is: that of its wording, else of its id or its answer from the same source."""

from collections import deque
from collections.abc import Container, Hashable, Iterator
from itertools import islice

from askfaq.faq.entry_update import Row, base_of, update
from askfaq.faq.ids import ids_of, slug
from askfaq.faq.import_memory import digest, remembered
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key

_SILENT = ("kept", "moved", "remembered")  # changes of an entry that says all of it already
MOST_SAME = 20  # rows that are looked at for one entry whose question they all ask


class KnownRows:
    """The FAQ's rows by wording, id and answer; each is matched once."""

    def __init__(self, rows: list[Row]) -> None:
        ids = ids_of(rows)
        self.ids = set(ids)
        self._rows = rows[:]
        self._free = dict.fromkeys(range(len(rows)))
        self._ids = {id(row): own for row, own in zip(rows, ids, strict=True)}
        self._by_question, self._by_alias = _Table(self._rows), _Table(self._rows)
        self._by_memory, self._by_id, self._by_answer = (_Table(self._rows) for _ in range(3))
        for i, (own, row) in enumerate(zip(ids, rows, strict=True)):
            self._by_question.add(wording_key(row["question"]), i)
            for alias in row.get("aliases") or ():
                self._by_alias.add(wording_key(alias), i)
            if base := base_of(row.get("source")):
                self._by_id.add((base, own), i)
                self._by_answer.add((base, wording_key(row["answer"])), i)
                if memory := remembered(row):
                    self._by_memory.add((base, memory.question), i)

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
        for find in (self._asking, self._also_asking, self._remembering, self._named, self._answering):
            for k, entry in enumerate(entries):
                if matched[k] is None and (found := find(entry)) is not None:
                    matched[k] = found
                    del self._free[found]
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

    def _asking(self, entry: ImportedEntry) -> int | None:
        return self._by_question.nearest(wording_key(entry.question), entry, self._free)

    def _also_asking(self, entry: ImportedEntry) -> int | None:
        return self._by_alias.nearest(wording_key(entry.question), entry, self._free)

    def _remembering(self, entry: ImportedEntry) -> int | None:
        return self._by_memory.nearest((base_of(entry.source), digest(entry.question)), entry, self._free)

    def _named(self, entry: ImportedEntry) -> int | None:
        return self._by_id.nearest((base_of(entry.source), entry.id or slug(entry.question)), entry, self._free)

    def _answering(self, entry: ImportedEntry) -> int | None:
        return self._by_answer.nearest((base_of(entry.source), wording_key(entry.answer)), entry, self._free)

    def _unchanged(self, entries: list[ImportedEntry]) -> list[int] | None:
        """A row for each entry that says all of it already, or None."""
        options = []
        for entry in entries:
            options.append([i for i in self._sharing_wording(entry) if _says(self._rows[i], entry)])
            if not options[-1]:
                return None
        return _assigned(options)

    def _sharing_wording(self, entry: ImportedEntry) -> dict[int, None]:
        """The rows that ask for the entry's question; of many, those that are nearest to it."""
        key = wording_key(entry.question)
        tables = (self._by_question, self._by_alias)
        return dict.fromkeys(i for table in tables for i in islice(table.near(key, entry), MOST_SAME))


class _Table:
    """The places of rows by what they share, and among those by how near they are to an entry: of its answer and its
    topic, with a memory of both, of its answer, of its topic.

    A FAQ may hold thousands of one question under as many topics: none of them is looked at for each of the others.
    """

    def __init__(self, rows: list[Row]) -> None:
        self._rows = rows
        self._places: dict[Hashable, list[int]] = {}
        self._groups: dict[Hashable, dict[Hashable, list[int]]] = {}  # of keys that many rows have

    def add(self, key: Hashable, place: int) -> None:
        self._places.setdefault(key, []).append(place)

    def nearest(self, key: Hashable, entry: ImportedEntry, free: Container[int]) -> int | None:
        """The nearest row that is free. What is not free now will never be."""
        for group in self._nearest_first(key, entry):
            while group and group[-1] not in free:
                group.pop()
            if group:
                return group[-1]
        return None

    def near(self, key: Hashable, entry: ImportedEntry) -> Iterator[int]:
        """The rows, the nearest first."""
        seen: set[int] = set()
        for group in self._nearest_first(key, entry):
            for place in reversed(group):
                if place not in seen:
                    seen.add(place)
                    yield place

    def _nearest_first(self, key: Hashable, entry: ImportedEntry) -> Iterator[list[int]]:
        if key in self._places:
            groups = self._grouped(key)
            for likeness in _likenesses(entry.answer, entry.topic, (digest(entry.answer), digest(entry.topic))):
                yield groups.get(likeness, [])

    def _grouped(self, key: Hashable) -> dict[Hashable, list[int]]:
        """The places by each likeness, the first at the end."""
        if key in self._groups:
            return self._groups[key]
        groups: dict[Hashable, list[int]] = {}
        for place in reversed(self._places[key]):
            row, memory = self._rows[place], remembered(self._rows[place])
            for likeness in _likenesses(row["answer"], row.get("topic"), memory and (memory.answer, memory.topic)):
                groups.setdefault(likeness, []).append(place)
        if len(self._places[key]) > MOST_SAME:
            self._groups[key] = groups
        return groups


def _likenesses(answer: str, topic: str | None, memory: tuple[str, str] | None) -> Iterator[Hashable]:
    """What an entry and a row may share, the closest first."""
    yield "both", answer, topic
    if memory:
        yield "memory", memory
    yield "answer", answer
    yield "topic", topic
    yield ()


def _says(row: Row, entry: ImportedEntry) -> bool:
    """Whether the row says all that the entry says."""
    return all(change.kind in _SILENT for change in update(dict(row), entry, ""))


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
