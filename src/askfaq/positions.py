"""Where in a JSON text a value stands. Only used when there is a problem to report: json reads quicker."""

import re
from collections.abc import Iterator
from typing import NamedTuple

Pointer = tuple[str | int, ...]

MAX_DEPTH = 100
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)
_SPACE = " \t\n\r"


class Token(NamedTuple):
    """A key or the start of a value: `pointer` leads to the value (for a key: to the value it names)."""

    pointer: Pointer
    offset: int
    raw: str
    is_key: bool


def tokens(text: str) -> Iterator[Token]:
    """Keys and values of a well-formed JSON text in order; ends early where nesting passes MAX_DEPTH."""
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
                if len(inside) == MAX_DEPTH:
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
    best, best_depth = len(text) - len(text.lstrip(_SPACE)), -1
    for token in tokens(text):
        depth = len(token.pointer)
        if not token.is_key and depth > best_depth and token.pointer == pointer[:depth]:
            best, best_depth = token.offset, depth
            if depth == len(pointer):
                break
    return line_and_column(text, best)
