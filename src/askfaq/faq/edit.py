"""Write or change one entry of a FAQ file, and nothing else of the file."""

import json
from typing import Any, NamedTuple

from askfaq.errors import ChangedError, UsageError
from askfaq.faq.document import Written, entries_at, new_json, rewrite, with_ids
from askfaq.faq.ids import id_fault, unique_slug
from askfaq.faq.json_edit import append_item, change_items, remove_member, set_member, set_values
from askfaq.model import Entry, FaqFile, Pointer
from askfaq.text.normalize import wording_key
from askfaq.text.sanitize import one_line


class Draft(NamedTuple):
    """The values wanted: None leaves one as it is, an empty topic or source takes it away.

    `aliases` replaces all of them, `removed_aliases` takes some out, `more_aliases` adds those that are missing.
    """

    question: str | None = None
    answer: str | None = None
    topic: str | None = None
    aliases: tuple[str, ...] | None = None
    more_aliases: tuple[str, ...] = ()
    source: str | None = None
    id: str | None = None
    removed_aliases: tuple[str, ...] = ()


class NoSuchEntryError(Exception):
    """The FAQ, which comes with it, has no entries of these ids."""

    def __init__(self, faq: FaqFile, *ids: str) -> None:
        super().__init__()
        self.faq = faq
        self.ids = ids


class NoSuchAliasError(Exception):
    """The entry, which comes with it, has no such alias."""

    def __init__(self, entry: Entry, alias: str) -> None:
        super().__init__()
        self.entry = entry
        self.alias = alias


def find(faq: FaqFile, entry_id: str) -> tuple[int, Entry]:
    """The entry of this id and its number, from 0. Raises NoSuchEntryError."""
    for index, entry in enumerate(faq.entries):
        if entry.id == entry_id:
            return index, entry
    raise NoSuchEntryError(faq, entry_id)


def refuse_taken(entry_id: str, faq: FaqFile) -> None:
    """Raises UsageError when an entry has the id."""
    if any(entry.id == entry_id for entry in faq.entries):
        raise UsageError(f'the id "{entry_id}" is taken; to change that entry: askfaq edit {entry_id}')


def add_entry(path: str, draft: Draft) -> Written:
    """Append an entry; the file is made when it is not there. Raises UsageError and FileError."""
    draft = tidied(draft)

    def appended(text: str, faq: FaqFile) -> tuple[str, list[str]]:
        taken = {entry.id for entry in faq.entries}
        entry_id = draft.id or unique_slug(draft.question or "", taken)
        refuse_taken(entry_id, faq)
        row = new_entry(draft, entry_id)
        if not text:
            return new_json({"entries": [row]}), [entry_id]
        return append_item(text, entries_at(text), row), [entry_id]

    return rewrite(path, appended)


def change_entry(path: str, entry_id: str, draft: Draft, *, seen: Entry | None = None) -> Written:
    """Change what the draft wants of an entry. Its id stays, unless the draft has one: then codes in `ignore` follow.

    With `seen`, the entry must still be what it was when it was shown: raises ChangedError otherwise.
    Raises NoSuchEntryError, NoSuchAliasError, UsageError and FileError too.
    """
    draft = tidied(draft)

    def changed(text: str, faq: FaqFile) -> tuple[str, list[str]]:
        index, entry = find(faq, entry_id)
        if seen is not None and entry != seen:
            raise ChangedError(path, f'another program has changed "{entry_id}" meanwhile; nothing was written')
        text = _spliced(text, (*entries_at(text), index), entry, draft)
        ids = [entry.id for entry in faq.entries]
        if draft.id and draft.id != entry_id:
            refuse_taken(draft.id, faq)
            text = _renamed(text, faq, index, draft.id)
            ids[index] = draft.id
        return with_ids(text, ids), [ids[index]]

    return rewrite(path, changed)


def _renamed(text: str, faq: FaqFile, index: int, new: str) -> str:
    """The text with another id for an entry, also where a code names it, as "similar:ID" does."""
    at, old = entries_at(text), faq.entries[index].id
    values: dict[Pointer, str] = {(*at, index, "id"): new}
    for i, entry in enumerate(faq.entries):
        for n, code in enumerate(entry.ignore):
            name, colon, named = code.partition(":")
            if colon and named == old:
                values[(*at, i, "ignore", n)] = f"{name}:{new}"
    return set_values(text, values)


def _spliced(text: str, at: Pointer, entry: Entry, draft: Draft) -> str:
    """The text with what is wanted; what is so already is not touched."""
    if draft.question and draft.question != entry.question:
        text = set_member(text, at, "question", draft.question)
    if draft.answer and draft.answer != entry.answer.strip("\r\n"):
        text = set_member(text, at, "answer", draft.answer)
    for key, old, new in (("topic", entry.topic, draft.topic), ("source", entry.source, draft.source)):
        if new and new != old:
            text = set_member(text, at, key, new)
        elif new == "" and old is not None:
            text = remove_member(text, at, key)
    return _spliced_aliases(text, at, entry, draft)


def _spliced_aliases(text: str, at: Pointer, entry: Entry, draft: Draft) -> str:
    kept = _without(entry, draft.removed_aliases) if draft.aliases is None else draft.aliases
    question = draft.question or entry.question
    wanted = (*kept, *missing_aliases(entry._replace(question=question, aliases=kept), draft.more_aliases))
    if wanted == entry.aliases:
        return text
    held = _value(text, at).get("aliases")
    if not held:
        return set_member(text, at, "aliases", list(wanted))
    stays = 0
    removed = set()
    for i, alias in enumerate(held):
        if stays < len(wanted) and alias == wanted[stays]:
            stays += 1
        elif alias.strip():  # blank ones are not among the entry's
            removed.add(i)
    return change_items(text, (*at, "aliases"), {}, list(wanted[stays:]), frozenset(removed))


def _without(entry: Entry, removed: tuple[str, ...]) -> tuple[str, ...]:
    """The aliases but those that read so; where none does, those that differ in case or punctuation alone."""
    if not removed:
        return entry.aliases
    same: dict[str, list[str]] = {}
    alike: dict[str, list[str]] = {}
    for alias in entry.aliases:
        same.setdefault(one_line(alias), []).append(alias)
        alike.setdefault(wording_key(alias), []).append(alias)
    gone: set[str] = set()
    for text in removed:
        found = same.get(text) or alike.get(wording_key(text))
        if not found:
            raise NoSuchAliasError(entry, text)
        gone.update(found)
    return tuple(alias for alias in entry.aliases if alias not in gone)


def _value(text: str, at: Pointer) -> dict[str, Any]:
    value = json.loads(text)
    for step in at:
        value = value[step]
    found: dict[str, Any] = value
    return found


def tidied(draft: Draft) -> Draft:
    """The draft with every value as it may stand in a file. Raises UsageError where none can."""
    aliases = (*(draft.aliases or ()), *draft.more_aliases, *draft.removed_aliases)
    for value in (draft.question, draft.answer, draft.topic, draft.source, draft.id, *aliases):
        _refuse_what_is_not_utf8(value or "")
    if draft.id is not None and (why := id_fault(draft.id)):
        raise UsageError(f"the id {why}")
    for name, value in (("question", draft.question), ("answer", draft.answer), *(("alias", a) for a in aliases)):
        if value is not None and not one_line(value):
            raise UsageError(f"the {name} is empty")
    return draft._replace(
        question=draft.question and one_line(draft.question),
        answer=draft.answer and draft.answer.strip("\r\n"),
        topic=draft.topic and one_line(draft.topic),
        aliases=None if draft.aliases is None else tuple(map(one_line, draft.aliases)),
        more_aliases=tuple(map(one_line, draft.more_aliases)),
        removed_aliases=tuple(map(one_line, draft.removed_aliases)),
        source=draft.source and one_line(draft.source),
    )


def tidied_line(value: str) -> str:
    """The text of one line as it may stand in a file. Raises UsageError when it is not UTF-8."""
    _refuse_what_is_not_utf8(value)
    return one_line(value)


def _refuse_what_is_not_utf8(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:  # a lone surrogate: how Python shows what it could not decode
        raise UsageError("what was given is not UTF-8") from None


def new_entry(draft: Draft, entry_id: str) -> dict[str, Any]:
    """The entry as it goes into the file. Raises UsageError when the question or the answer is missing."""
    if not draft.question or not draft.answer:
        missing = "a question" if not draft.question else "an answer"
        raise UsageError(f"an entry needs {missing}: give --{missing.split()[1]}")
    nothing = Entry(entry_id, draft.question, draft.answer)
    row = {
        "id": entry_id,
        "topic": draft.topic,
        "question": draft.question,
        "aliases": [*(draft.aliases or ()), *missing_aliases(nothing, draft.more_aliases)],
        "answer": draft.answer,
        "source": draft.source,
    }
    return {key: value for key, value in row.items() if value}


def missing_aliases(entry: Entry, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are no wording of the entry yet (case and punctuation apart), each once."""
    seen = set(map(wording_key, entry.phrasings))
    missing = []
    for alias in aliases:
        if wording_key(alias) not in seen:
            seen.add(wording_key(alias))
            missing.append(alias)
    return tuple(missing)
