"""Ids: lower-case ASCII slugs of the question, made once and then frozen in the file."""

import hashlib
import re
import unicodedata
from collections.abc import Container

LONGEST = 60

# Letters that Unicode does not decompose, as a reader of the language would spell them in ASCII.
_SPELLED = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"}
    | dict.fromkeys("'’‘ʼ`´", "")
)
_LETTER = re.compile(r"[^\W\d_]")


def slug(question: str) -> str:
    """A lower-case ASCII id of at most 60 characters, cut between words.

    A question mostly in another script has no readable ASCII form; it gets `q-` and eight hexadecimal
    digits of its own hash, which depend on nothing but its words.
    """
    folded = unicodedata.normalize("NFKC", question).casefold().translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    letters = len(_LETTER.findall(folded))
    if not words or 2 * len(_LETTER.findall(plain)) < letters:
        spelled = " ".join(re.findall(r"\w+", folded)) or question
        digest = hashlib.sha256(spelled.encode("utf-8", "surrogatepass")).hexdigest()
        return f"q-{digest[:8]}"
    return _cut("-".join(words))


def unique(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or `wanted-2`, `wanted-3`, … : the first that is not taken."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def is_valid(text: str) -> bool:
    """Whether a given id may be kept: no spaces, colons or control characters, 1 to 100 characters."""
    return 0 < len(text) <= 100 and text.isprintable() and not re.search(r"[\s:]", text)


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    head, _, _ = text[: LONGEST + 1].rpartition("-")
    return head or text[:LONGEST]
