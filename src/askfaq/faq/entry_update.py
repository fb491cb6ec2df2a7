"""One entry of the FAQ and the same entry as its source has it now: three-way, as version control merges.

Of question, answer and topic, what the source changed since the last import is taken over, what the owner changed
stays.
"""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from askfaq.faq.import_memory import KEY, Memory, digest, memory_of, remembered, who_changed
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key

Row = dict[str, Any]


class Change(NamedTuple):
    """What became of one imported entry: `id` in the FAQ, `line` in the source.

    "kept": the owner's answer stays, the source's is as it was; "conflict": both changed it, the owner's stays and
    `text` is the source's; "moved": it stands on another line of its source; "remembered": only the memory is new.
    """

    kind: Literal["added", "answer", "question", "topic", "wording", "kept", "conflict", "moved", "remembered"]
    id: str
    line: int
    text: str


def update(row: Row, entry: ImportedEntry, entry_id: str) -> Iterator[Change]:
    """Change the row to what the entry says, but for what the owner changed; nothing at all when it says that."""
    before = remembered(row)
    if not before and not row.get("source"):
        if row["answer"] != entry.answer:
            yield Change("kept", entry_id, entry.line, "has another answer of your own, which stays")
        yield from _wordings(row, entry, entry_id)
        return
    before = before or _unremembered(row, entry)
    made = [
        *_answer(row, entry, entry_id, before),
        *_question(row, entry, entry_id, before),
        *_topic(row, entry, entry_id, before),
        *_wordings(row, entry, entry_id),
    ]
    if entry.source and entry.source != row.get("source") and base_of(entry.source) == base_of(row.get("source")):
        row["source"] = entry.source
        made.append(Change("moved", entry_id, entry.line, entry.source))
    now = str(memory_of(entry)._replace(origin=entry.origin or before.origin))
    if row.get(KEY) != now and (entry.source or row.get(KEY)):
        row[KEY] = now
        made = made or [Change("remembered", entry_id, entry.line, entry.question)]
    yield from made


def _unremembered(row: Row, entry: ImportedEntry) -> Memory:
    """What stands for the memory of an entry that was imported before entries had one: its answer is the source's,
    its question and its topic may be the owner's."""
    topic = entry.topic if row.get("topic") else None
    return Memory(digest(entry.question), digest(row["answer"]), digest(topic))


def _answer(row: Row, entry: ImportedEntry, entry_id: str, before: Memory) -> Iterator[Change]:
    author = who_changed(before.answer, row["answer"], entry.answer)
    if author == "owner":
        yield Change("kept", entry_id, entry.line, "has another answer of your own, which stays")
    elif author == "both":
        yield Change("conflict", entry_id, entry.line, entry.answer)
    elif author == "source":
        was = base_of(row.get("source"))
        row["answer"] = entry.answer
        if entry.source:
            row["source"] = entry.source
        moved = f" (it was from {was})" if was != base_of(entry.source) else ""
        yield Change("answer", entry_id, entry.line, entry.question + moved)


def _question(row: Row, entry: ImportedEntry, entry_id: str, before: Memory) -> Iterator[Change]:
    """The source's new question, with the old one as an alias."""
    old = row["question"]
    if who_changed(before.question, old, entry.question) != "source":
        return
    row["question"] = entry.question
    new_key, old_key = wording_key(entry.question), wording_key(old)
    aliases = [alias for alias in row.get("aliases") or () if wording_key(alias) != new_key]
    if old_key != new_key and old_key not in map(wording_key, aliases):
        aliases.append(old)
    if aliases:
        row["aliases"] = aliases
    else:
        row.pop("aliases", None)
    yield Change("question", entry_id, entry.line, entry.question)


def _topic(row: Row, entry: ImportedEntry, entry_id: str, before: Memory) -> Iterator[Change]:
    if entry.topic and who_changed(before.topic, row.get("topic"), entry.topic) == "source":
        row["topic"] = entry.topic
        yield Change("topic", entry_id, entry.line, entry.topic)


def _wordings(row: Row, entry: ImportedEntry, entry_id: str) -> Iterator[Change]:
    wordings = {wording_key(row["question"]), *map(wording_key, row.get("aliases") or ())}
    for wording in (entry.question, *entry.aliases):
        if wording_key(wording) not in wordings:
            wordings.add(wording_key(wording))
            row["aliases"] = [*(row.get("aliases") or ()), wording]
            yield Change("wording", entry_id, entry.line, wording)


def is_reworked(row: Row) -> bool:
    """Whether the owner changed the answer since it was imported."""
    memory = remembered(row)
    return memory is not None and digest(row["answer"]) != memory.answer


def base_of(source: str | None) -> str | None:
    """A source without the line behind it: an entry that only moved in its file is the same."""
    if not source:
        return None
    head, _, line = source.rpartition(":")
    is_port = head[: head.rfind("/") + 1].endswith("://")  # nothing but a host stands before the colon
    return head if head and line.isdecimal() and not is_port else source
