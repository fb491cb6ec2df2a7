"""What its source said of an entry when it was last imported, kept in the entry: who changed a text since?

Digests are enough to compare three ways (as version control does: the common ancestor, ours, theirs).
"""

import re
from hashlib import blake2b
from typing import Any, Literal, NamedTuple

from askfaq.model import ImportedEntry

KEY = "imported"
_TEXT = re.compile(r"question ([0-9a-f]{8}) answer ([0-9a-f]{8}) topic ([0-9a-f]{8})(?: from (.*))?")

Author = Literal["nobody", "owner", "source", "both"]


class Memory(NamedTuple):
    """Digests of the texts that the source had, and the name of the source that was imported, if it has one."""

    question: str
    answer: str
    topic: str
    origin: str = ""

    def __str__(self) -> str:
        origin = f" from {self.origin}" if self.origin else ""
        return f"question {self.question} answer {self.answer} topic {self.topic}{origin}"


def memory_of(entry: ImportedEntry) -> Memory:
    """What is to be remembered of an entry."""
    return Memory(digest(entry.question), digest(entry.answer), digest(entry.topic), entry.origin or "")


def remembered(row: dict[str, Any]) -> Memory | None:
    """What is remembered in an entry of the FAQ; None where nothing is, or nothing that can be read."""
    found = _TEXT.fullmatch(row.get(KEY) or "")
    return Memory(found[1], found[2], found[3], found[4] or "") if found else None


def who_changed(before: str, own: str | None, source: str | None) -> Author:
    """Whose text differs from what it was at the last import (`before`, a digest). What both made alike, nobody did."""
    if digest(own) == digest(source):
        return "nobody"
    if digest(source) == before:
        return "owner"
    return "source" if digest(own) == before else "both"


def digest(text: str | None) -> str:
    """32 bits of BLAKE2, in hexadecimal digits; no text is an empty one."""
    return blake2b((text or "").encode(), digest_size=4).hexdigest()
