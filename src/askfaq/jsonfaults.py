"""What a FAQ file may not hold though JSON, or Python's reading of it, allows it."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from askfaq.model import MAX_DEPTH, Pointer, is_large_number
from askfaq.positions import Token, tokens


class JsonFault(NamedTuple):
    """A rule that a token of the text breaks, with the token's offset."""

    pointer: Pointer
    offset: int
    code: str
    message: str


def json_faults(text: str) -> Iterator[JsonFault]:
    """Repeated keys, infinities, numbers without end, lone surrogates, depth: all of them, in order."""
    seen: set[tuple[str | int, ...]] = set()
    for token in tokens(text):
        if token.is_key:
            if token.pointer in seen:
                message = f"the key {token.raw[:100]} stands twice in one object"
                yield JsonFault(token.pointer, token.offset, "duplicate-key", message)
            seen.add(token.pointer)
        if fault := _text_fault(token) if token.raw[0] == '"' else _other_fault(token):
            yield JsonFault(token.pointer, token.offset, *fault)


def _text_fault(token: Token) -> tuple[str, str] | None:
    if "\\u" in token.raw and any("\ud800" <= c <= "\udfff" for c in json.loads(token.raw)):
        return "lone-surrogate", "half of a character pair (a lone surrogate): write the whole character"
    return None


def _other_fault(token: Token) -> tuple[str, str] | None:
    raw = token.raw
    if raw in ("NaN", "Infinity", "-Infinity"):
        return "not-a-number", f"{raw} is not a JSON number"
    if raw[0] in "-0123456789" and is_large_number(raw):
        return "large-number", "the number is too large"
    if len(token.pointer) >= MAX_DEPTH and raw in "[{":
        return "deep-nesting", f"nested more than {MAX_DEPTH} deep"
    return None
