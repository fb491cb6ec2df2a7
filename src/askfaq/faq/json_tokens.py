"""Where keys and values of a JSON text stand, and which break a rule that json lets pass.

Only used when there is a problem to report, or a file to change: json reads quicker.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from askfaq.limits import MAX_JSON_DEPTH
from askfaq.model import Pointer, is_large_number

_TOKEN = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*"?|[{}\[\]:,]'
    r"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|NaN|-?Infinity"  # where json ends a number, so do we
    r'|[^\s{}\[\]:,"]+',
    re.DOTALL,
)
_SPACE = " \t\n\r"
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)


class Token(NamedTuple):
    """A key or the start of a value: `pointer` leads to the value (for a key: to the value it names)."""

    pointer: Pointer
    offset: int
    raw: str
    is_key: bool


def tokens(text: str) -> Iterator[Token]:
    """Keys and values of a well-formed JSON text in order; ends early where nesting passes MAX_JSON_DEPTH."""
    path: list[str | int] = []
    inside: list[str] = []
    expects_key = False
    for found in _TOKEN.finditer(text):
        raw = found.group()
        if raw in "]}":
            del inside[-1:], path[-1:]
        elif raw == ",":
            expects_key = bool(inside) and inside[-1] == "{"
            if inside and inside[-1] == "[" and isinstance(path[-1], int):
                path[-1] += 1
        elif raw == ":":
            expects_key = False
        elif expects_key:
            path[-1] = raw[1:-1] if "\\" not in raw else _unescaped(raw)
            yield Token(tuple(path), found.start(), raw, True)
        else:
            yield Token(tuple(path), found.start(), raw, False)
            if raw in "{[":
                if len(inside) == MAX_JSON_DEPTH:
                    return
                inside.append(raw)
                path.append("" if raw == "{" else 0)
                expects_key = raw == "{"


def _unescaped(raw: str) -> str:
    import json

    try:
        return str(json.loads(raw))
    except ValueError:
        return raw


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """1-based line and column, in characters."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def locate(text: str, pointer: Pointer) -> tuple[int, int]:
    """Line and column of the value at the pointer, or of its nearest parent that exists."""
    places = Places(text)
    return places.line_and_column(places.of_value(pointer))


class Places:
    """Where the keys and values of one text stand, as offsets: one read serves many questions."""

    def __init__(self, text: str) -> None:
        self._start = len(text) - len(text.lstrip(_SPACE))
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._values: dict[Pointer, Token] = {}
        self._keys: dict[Pointer, int] = {}
        for token in tokens(text):
            if token.is_key:
                self._keys[token.pointer] = token.offset
            else:
                self._values[token.pointer] = token

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """1-based line and column, in characters."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def of_key(self, pointer: Pointer) -> int:
        """The start of the key that names the value."""
        return self._keys.get(pointer, self.of_value(pointer))

    def of_value(self, pointer: Pointer) -> int:
        """The start of the value, or of its nearest parent that exists."""
        while pointer and pointer not in self._values:
            pointer = pointer[:-1]
        token = self._values.get(pointer)
        return self._start if token is None else token.offset

    def of_character(self, pointer: Pointer, index: int) -> int:
        """The place of one character of a text value, whatever escapes stand before it."""
        token = self._values[pointer]
        offset = 1
        for found in _CHARACTER.finditer(token.raw, 1):
            if index == 0:
                break
            index -= 1
            offset = found.end()
        return token.offset + offset


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
    if len(token.pointer) >= MAX_JSON_DEPTH and raw in "[{":
        return "deep-nesting", f"nested more than {MAX_JSON_DEPTH} deep"
    return None
