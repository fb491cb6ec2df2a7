"""A FAQ file that is open for change: what it holds, and writing only what is different."""

import json
import os
from typing import Any, NamedTuple

from askfaq import files
from askfaq.faq.load import parse_faq
from askfaq.faq.merge import Merged


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


def save(target: Document, merged: Merged) -> None:
    """Write the FAQ atomically, changing only the entries that changed."""
    text = updated(target, merged.data)
    if target.raw is None:
        files.make_folder(target.path)
    mark = "\ufeff" if target.raw and target.raw.startswith(b"\xef\xbb\xbf") else ""
    files.write_atomically(target.path, (mark + text).encode(), replacing=target.raw)


def updated(target: Document, data: Any) -> str:
    """The text of the FAQ with this data; entries that stay as they were stay so to the byte."""
    from askfaq.faq.json_edit import change_items

    at = ("entries",) if isinstance(target.data, dict) else ()
    old = target.data["entries"] if at else target.data
    new = data["entries"] if at else data
    if not old:
        return new_json(data) + "\n"
    changed = {i: row for i, row in enumerate(new[: len(old)]) if row != old[i]}
    added = new[len(old) :]
    return change_items(target.text, at, changed, added)


def new_json(data: Any) -> str:
    """JSON as a new FAQ file has it."""
    return json.dumps(data, ensure_ascii=False, indent=2)
