"""Ids: stable handles for entries, made from the question when the owner gives none."""

import zlib
from collections.abc import Container, Mapping, Sequence
from typing import Any

from askfaq.limits import MAX_ID_LENGTH
from askfaq.text.normalize import normalized

_SLUG_LENGTH = 60

# Apostrophes vanish; letters that Unicode does not decompose are spelled as their readers spell them in ASCII.
_SPELLED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"} | dict.fromkeys("'’‘`´", "")
)


def slug(question: str) -> str:
    """The question as a lower-case ASCII id of at most 60 characters.

    A question written mostly in another script has no readable ASCII form: it gets `q-` and a checksum of its
    text, so that it is stable too.
    """
    letters = normalized("NFKC", question).casefold().translate(_SPELLED)
    ascii_text = normalized("NFKD", letters).encode("ascii", "ignore").decode()
    words = "".join(c if c.isalnum() else " " for c in ascii_text).split()
    if not words or 2 * sum(map(str.isalpha, ascii_text)) < sum(map(str.isalpha, letters)):
        return f"q-{zlib.crc32(question.encode('utf-8', 'surrogatepass')):08x}"
    whole = "-".join(words)
    if len(whole) > _SLUG_LENGTH:
        whole = whole[: _SLUG_LENGTH + 1].rpartition("-")[0] or whole[:_SLUG_LENGTH]
    return whole


def unique_slug(question: str, taken: Container[str], last: dict[str, int] | None = None) -> str:
    """The question's slug, with `-2`, `-3` … behind it when that id is taken.

    `last` remembers the last number of each slug from call to call: without it, ten thousand entries with one
    question would take minutes.
    """
    last = {} if last is None else last
    base = slug(question)
    number = last.get(base, 0) + 1
    candidate = base if number == 1 else f"{base}-{number}"
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    last[base] = number
    return candidate


def ids_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The id that each entry (plain data) has, or goes by: one that is missing is made from the question."""
    taken = {row["id"] for row in rows if row.get("id") is not None}
    last: dict[str, int] = {}
    ids = []
    for row in rows:
        own = row.get("id")
        if own is None:
            own = unique_slug(row["question"], taken, last)
            taken.add(own)
        ids.append(own)
    return ids


def id_fault(text: str) -> str | None:
    """Why the text cannot be an id, or None when it can."""
    if not text:
        return "is empty"
    if len(text) > MAX_ID_LENGTH:
        return f"is longer than {MAX_ID_LENGTH} characters"
    if ":" in text or not text.isprintable() or any(c.isspace() for c in text):
        return "may not hold spaces, colons or control characters"
    return None
