"""A FAQ file that is open for change: what it holds, and writing only what is different."""

import json
import os
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from askfaq import files, paths, saving
from askfaq.errors import FileError
from askfaq.faq.ids import ids_of
from askfaq.faq.json_edit import change_items, set_values
from askfaq.faq.load import load_text, parse_faq
from askfaq.model import Entry, FaqFile, Pointer

_BOM = b"\xef\xbb\xbf"


class Document(NamedTuple):
    """The FAQ that is written to: its path, what it holds (None: it is not there yet), as text and as data."""

    path: str
    raw: bytes | None
    text: str
    data: Any


def open_document(path: str) -> Document:
    """The FAQ to add to, or an empty one where there is no file, or a pipe, which holds nothing.

    Raises FileError for one that is refused."""
    if not os.path.lexists(path) or files.is_stream(path):
        return Document(path, None, "", {"entries": []})
    raw = files.read_bytes(path)
    text = files.decode(raw, path)
    return Document(path, raw, text, parse_faq(text, path))


def save(document: Document, data: Any, removed: frozenset[int] = frozenset()) -> list[str]:
    """Make the file hold this data, atomically; entries that stay as they were stay so to the byte.

    Gives back what its owner should know of the writing."""
    if document.raw is None:
        saving.make_folder(document.path)
    content = encoded(updated(document, data, removed), like=document.raw)
    return saving.write_atomically(document.path, content, replacing=document.raw)


def updated(document: Document, data: Any, removed: frozenset[int] = frozenset()) -> str:
    """The text of the FAQ with this data: its entries but those removed (by their place), then new ones."""
    at = ("entries",) if isinstance(document.data, dict) else ()
    old = document.data["entries"] if at else document.data
    new = data["entries"] if at else data
    if not old:
        return new_json(data)
    kept = [i for i in range(len(old)) if i not in removed]
    changed = {i: row for i, row in zip(kept, new, strict=False) if row != old[i]}
    return change_items(document.text, at, changed, new[len(kept) :], removed)


def new_json(data: Any) -> str:
    """The text of a FAQ file that is new."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def encoded(text: str, *, like: bytes | None) -> bytes:
    """The bytes of a text that takes the place of others: with a byte order mark where those have one."""
    return (_BOM if like and like.startswith(_BOM) else b"") + text.encode()


class Written(NamedTuple):
    """What was done to a file: `before` is None when it was not there, `after` equals it when nothing changed.

    `entries` are those that were changed, as they are now, or taken out; `faq` is what the file says now; `remarks` are
    what its owner should know of the writing.
    """

    path: str
    before: bytes | None
    after: bytes
    entries: tuple[Entry, ...]
    faq: FaqFile
    remarks: tuple[str, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether the file holds something else than before."""
        return self.before != self.after

    @property
    def became_object(self) -> bool:
        """Whether a FAQ that was a bare list is an object now."""
        starts = [(raw or b"").removeprefix(_BOM).lstrip()[:1] for raw in (self.before, self.after)]
        return starts == [b"[", b"{"]


def read_faq(path: str) -> tuple[bytes | None, FaqFile]:
    """The file's bytes and what it says; None and an empty FAQ when it is not there yet. Raises FileError."""
    if not os.path.lexists(path):
        return None, FaqFile((), path=path)
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        raise FileError(path, "this is not a file that can be changed")
    raw = files.read_bytes(path)
    return raw, load_text(files.decode(raw, path), path)


def rewrite(path: str, change: Callable[[str, FaqFile], tuple[str, Iterable[str]]]) -> Written:
    """Read, change, write; again from the start when another program wrote in between.

    `change` makes the new text of the old one, and names the entries concerned.
    """

    def attempt() -> Written:
        before, old = read_faq(path)
        text, ids = change("" if before is None else files.decode(before, path), old)
        after, new = encoded(text, like=before), load_text(text, path)
        entries = {entry.id: entry for entry in (*old.entries, *new.entries)}
        written = Written(path, before, after, tuple(entries[entry_id] for entry_id in ids), new)
        if not written.is_change:
            return written
        if path == paths.user_faq():  # any other folder has to be there
            saving.make_folder(path)
        return written._replace(remarks=tuple(saving.write_atomically(path, after, replacing=before)))

    return saving.until_undisturbed(path, attempt)


def entries_at(text: str) -> Pointer:
    """Where a FAQ's entries stand: it is an object, or nothing but their list."""
    return ("entries",) if text.lstrip()[:1] == "{" else ()


def with_ids(text: str, ids: list[str]) -> str:
    """The text with the ids written down that entries would not go by any more: one that is missing is made anew."""
    at, data = entries_at(text), json.loads(text)
    made = ids_of(data["entries"] if at else data)
    lost = {(*at, i, "id"): own for i, (own, now) in enumerate(zip(ids, made, strict=True)) if own != now}
    return set_values(text, lost) if lost else text
