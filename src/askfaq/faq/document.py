"""A FAQ file that is open for change: what it holds, and writing only what is different."""

import json
import os
from typing import Any, NamedTuple

from askfaq import files
from askfaq.faq.json_edit import change_items
from askfaq.faq.load import parse_faq

_BOM = b"\xef\xbb\xbf"


class Document(NamedTuple):
    """The FAQ that is written to: its path, what it holds (None: it is not there yet), as text and as data."""

    path: str
    raw: bytes | None
    text: str
    data: Any


def open_document(path: str) -> Document:
    """The FAQ to add to, or an empty one where there is no file. Raises FileError for one that is refused."""
    if not os.path.lexists(path):
        return Document(path, None, "", {"entries": []})
    raw = files.read_bytes(path)
    text = files.decode(raw, path)
    return Document(path, raw, text, parse_faq(text, path))


def save(document: Document, data: Any, removed: frozenset[int] = frozenset()) -> None:
    """Make the file hold this data, atomically; entries that stay as they were stay so to the byte."""
    if document.raw is None:
        files.make_folder(document.path)
    content = encoded(updated(document, data, removed), like=document.raw)
    files.write_atomically(document.path, content, replacing=document.raw)


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
