"""Write or change one entry of a FAQ file, and nothing else of the file."""

import json
import os
from collections.abc import Callable
from typing import Any, NamedTuple

from askfaq import files, paths
from askfaq.errors import ChangedError, FileError, UsageError
from askfaq.faq.document import encoded, new_json
from askfaq.faq.ids import id_fault, unique_slug
from askfaq.faq.json_edit import append_item, remove_member, set_member
from askfaq.faq.load import load_text
from askfaq.model import Entry, FaqFile, Pointer
from askfaq.text.normalize import wording_key
from askfaq.text.sanitize import one_line

_TRIES = 100


class Draft(NamedTuple):
    """The values wanted: None leaves one as it is, an empty topic or source takes it away.

    `aliases` replaces all of them, `more_aliases` adds those that are missing.
    """

    question: str | None = None
    answer: str | None = None
    topic: str | None = None
    aliases: tuple[str, ...] | None = None
    more_aliases: tuple[str, ...] = ()
    source: str | None = None
    id: str | None = None


class Written(NamedTuple):
    """What was done to a file: `before` is None when it was not there, `after` equals it when nothing changed."""

    path: str
    entry: Entry
    before: bytes | None
    after: bytes

    @property
    def is_change(self) -> bool:
        """Whether the file holds something else than before."""
        return self.before != self.after


class NoSuchEntryError(Exception):
    """The FAQ, which comes with it, has no entry of this id."""

    def __init__(self, faq: FaqFile) -> None:
        super().__init__()
        self.faq = faq


def read_faq(path: str) -> tuple[bytes | None, FaqFile]:
    """The file's bytes and what it says; None and an empty FAQ when it is not there yet. Raises FileError."""
    if not os.path.lexists(path):
        return None, FaqFile((), path=path)
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise FileError(path, "this is not a file that can be changed")
    raw = files.read_bytes(path)
    return raw, load_text(files.decode(raw, path), path)


def find(faq: FaqFile, entry_id: str) -> tuple[int, Entry]:
    """The entry of this id and its number, from 0. Raises NoSuchEntryError."""
    for index, entry in enumerate(faq.entries):
        if entry.id == entry_id:
            return index, entry
    raise NoSuchEntryError(faq)


def refuse_taken(entry_id: str, faq: FaqFile) -> None:
    """Raises UsageError when an entry has the id."""
    if any(entry.id == entry_id for entry in faq.entries):
        raise UsageError(f'the id "{entry_id}" is taken; to change that entry: askfaq edit {entry_id}')


def add_entry(path: str, draft: Draft) -> Written:
    """Append an entry; the file is made when it is not there. Raises UsageError and FileError."""
    draft = tidied(draft)

    def appended(text: str, faq: FaqFile) -> tuple[str, str]:
        taken = {entry.id for entry in faq.entries}
        entry_id = draft.id or unique_slug(draft.question or "", taken)
        refuse_taken(entry_id, faq)
        row = new_entry(draft, entry_id)
        if not text:
            return new_json({"entries": [row]}), entry_id
        return append_item(text, _entries_at(text), row), entry_id

    return _update(path, appended)


def change_entry(path: str, entry_id: str, draft: Draft, *, seen: Entry | None = None) -> Written:
    """Change what the draft wants of an entry. Raises NoSuchEntryError, UsageError and FileError.

    With `seen`, the entry must still be what it was when it was shown: raises ChangedError otherwise.
    """
    draft = tidied(draft)

    def changed(text: str, faq: FaqFile) -> tuple[str, str]:
        index, entry = find(faq, entry_id)
        if seen is not None and entry != seen:
            raise ChangedError(path, f'another program has changed "{entry_id}" meanwhile; nothing was written')
        return _spliced(text, (*_entries_at(text), index), entry, draft), entry_id

    return _update(path, changed)


def _update(path: str, change: Callable[[str, FaqFile], tuple[str, str]]) -> Written:
    """Read, change, write; again from the start when another program wrote in between."""
    for _ in range(_TRIES):
        before, faq = read_faq(path)
        text, entry_id = change("" if before is None else files.decode(before, path), faq)
        after = encoded(text, like=before)
        _, entry = find(load_text(text, path), entry_id)
        try:
            if after != before:
                if path == paths.user_faq():  # any other folder has to be there
                    files.make_folder(path)
                files.write_atomically(path, after, replacing=before)
            return Written(path, entry, before, after)
        except ChangedError:
            continue
    raise ChangedError(path, "other programs keep changing the file; nothing was written")


def _entries_at(text: str) -> Pointer:
    return ("entries",) if text.lstrip()[:1] == "{" else ()


def _spliced(text: str, at: Pointer, entry: Entry, draft: Draft) -> str:
    """The text with what is wanted; what is so already is not touched."""
    if draft.question and draft.question != entry.question:
        text = set_member(text, at, "question", draft.question)
        if _value(text, at).get("id") is None:
            # it was made from the old question, and others may know the entry by it
            text = set_member(text, at, "id", entry.id)
    if draft.answer and draft.answer != entry.answer.strip("\r\n"):
        text = set_member(text, at, "answer", draft.answer)
    for key, old, new in (("topic", entry.topic, draft.topic), ("source", entry.source, draft.source)):
        if new and new != old:
            text = set_member(text, at, key, new)
        elif new == "" and old is not None:
            text = remove_member(text, at, key)
    return _spliced_aliases(text, at, entry, draft)


def _spliced_aliases(text: str, at: Pointer, entry: Entry, draft: Draft) -> str:
    kept = entry.aliases if draft.aliases is None else draft.aliases
    question = draft.question or entry.question
    wanted = (*kept, *missing_aliases(entry._replace(question=question, aliases=kept), draft.more_aliases))
    count = len(entry.aliases)
    if wanted == entry.aliases:
        return text
    if wanted[:count] != entry.aliases or not isinstance(_value(text, at).get("aliases"), list):
        return set_member(text, at, "aliases", list(wanted))
    for alias in wanted[count:]:
        text = append_item(text, (*at, "aliases"), alias)
    return text


def _value(text: str, at: Pointer) -> dict[str, Any]:
    value = json.loads(text)
    for step in at:
        value = value[step]
    found: dict[str, Any] = value
    return found


def tidied(draft: Draft) -> Draft:
    """The draft with every value as it may stand in a file. Raises UsageError where none can."""
    aliases = (*(draft.aliases or ()), *draft.more_aliases)
    for value in (draft.question, draft.answer, draft.topic, draft.source, draft.id, *aliases):
        if value is not None and any("\ud800" <= c <= "\udfff" for c in value):
            raise UsageError("what was given is not UTF-8")
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
        source=draft.source and one_line(draft.source),
    )


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
