"""Change a JSON text where it must change and nowhere else: order, indentation and line ends stay the owner's.

Pointers as in json_tokens.py. The texts are well-formed, and no object repeats a key (load.py refuses that).
"""

import json
import re
from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from askfaq.faq.json_tokens import tokens
from askfaq.model import Pointer

_SPACE = " \t\r\n"
_DECODER = json.JSONDecoder()


class _Member(NamedTuple):
    """Offsets of a value of an object or list; `start` is that of its key, if it has one."""

    start: int
    value: int
    end: int


class _Container(NamedTuple):
    """Offsets of an object or list, and its members in order."""

    own: _Member
    members: dict[str | int, _Member]


def set_member(text: str, at: Pointer, key: str, value: Any) -> str:
    """The object (not an empty one) with this value under the key: in its old place, or behind the last member."""
    return set_values(text, {(*at, key): value})


def set_values(text: str, values: Mapping[Pointer, Any]) -> str:
    """The text with these values where the pointers lead, in one reading; keys may be new (see `set_member`)."""
    containers = _containers(text, {pointer[:-1] for pointer in values})
    style = _Style(text)
    splices = []
    for pointer, value in values.items():
        inside = containers[pointer[:-1]].members
        if member := inside.get(pointer[-1]):
            splices.append((member.value, member.end, style.json(value, _margin_for(value, text, member.start))))
        else:
            *_, last = inside.values()
            new = _member(text, last, str(pointer[-1]), value, style)
            splices.append((last.end, last.end, _separator(text, inside, style) + new))
    return _spliced(text, splices)


def insert_member(text: str, at: Pointer, key: str, value: Any, *, before: str) -> str:
    """The object with a new key in front of another."""
    inside = _container(text, at).members
    style = _Style(text)
    place = inside[before]
    new = _member(text, place, key, value, style) + _separator(text, inside, style)
    return text[: place.start] + new + text[place.start :]


def in_object(text: str, key: str, value: Any, own_key: str) -> str:
    """The text as a member of an object, its bytes as they are, with another member in front of it."""
    inner = text.strip(_SPACE)
    style = _Style(text)
    members = {key: style.json(value), own_key: inner}
    return text.replace(inner, style.object(members, "" if "\n" in inner else None), 1)


def remove_member(text: str, at: Pointer, key: str) -> str:
    """The object without the key; nothing else of it moves."""
    own, inside = _container(text, at)
    order = list(inside)
    index = order.index(key)
    if index + 1 < len(order):
        return text[: inside[key].start] + text[inside[order[index + 1]].start :]
    start = inside[order[index - 1]].end if index else own.value + 1
    return text[:start] + text[inside[key].end :]


def append_item(text: str, at: Pointer, value: Any) -> str:
    """The list with one value more at its end."""
    own, inside = _container(text, at)
    style = _Style(text)
    if not inside:
        return text[: own.value] + style.json([value], _margin(text, own.start)) + text[own.end :]
    *_, last = inside.values()
    margin = _margin(text, last.start) if "\n" in text[last.value : last.end] or isinstance(value, str) else None
    return text[: last.end] + _separator(text, inside, style) + style.json(value, margin) + text[last.end :]


def change_items(
    text: str, at: Pointer, changed: dict[int, Any], added: list[Any], removed: frozenset[int] = frozenset()
) -> str:
    """The list (not an empty one) with some items replaced, some gone and some more at its end, in one reading."""
    own, inside = _container(text, at)
    style = _Style(text)
    members = list(inside.values())
    lead, margin = _separator(text, inside, style), _spread(text, members[-1])
    behind = [text[one.end : other.start] for one, other in pairwise(members)] + [lead]
    items = [
        (style.json(changed[i], _spread(text, member)) if i in changed else text[member.value : member.end], behind[i])
        for i, member in enumerate(members)
        if i not in removed
    ]
    items += [(style.json(value, margin), lead) for value in added]
    if not items:
        return text[: own.value] + "[]" + text[own.end :]
    *others, (last, _) = items
    listed = "".join(item + separator for item, separator in others) + last
    return text[: members[0].start] + listed + text[members[-1].end :]


def _container(text: str, at: Pointer) -> _Container:
    return _containers(text, {at})[at]


def _containers(text: str, wanted: Collection[Pointer]) -> dict[Pointer, _Container]:
    """The objects and lists at these places, in one reading."""
    own: dict[Pointer, _Member] = {}
    inside: dict[Pointer, dict[str | int, _Member]] = {at: {} for at in wanted}
    start: int | None = None
    end = 0
    for token in tokens(text):
        if token.is_key:
            start = token.offset
            continue
        at, begin, start = token.pointer, token.offset if start is None else start, None
        if len(own) == len(inside) and token.offset >= end:
            break
        holder = inside.get(at[:-1]) if at else None
        if holder is None and at not in inside:
            continue
        member = _Member(begin, token.offset, _DECODER.raw_decode(text, token.offset)[1])
        if holder is not None:
            holder[at[-1]] = member
        if at in inside:
            own[at] = member
            end = max(end, member.end)
    assert len(own) == len(inside), f"nothing stands at {inside.keys() - own.keys()}"
    return {at: _Container(own[at], members) for at, members in inside.items()}


def _spliced(text: str, splices: list[tuple[int, int, str]]) -> str:
    """The text with each piece (start, end) replaced."""
    parts, at = [], 0
    for start, end, new in sorted(splices, key=lambda splice: splice[0]):
        parts += [text[at:start], new]
        at = end
    return "".join(parts) + text[at:]


def _member(text: str, like: _Member, key: str, value: Any, style: "_Style") -> str:
    """A key and its value, set as another member of the object is."""
    colon = text[like.start : like.value].rpartition('"')[2]
    return f"{style.json(key)}{colon}{style.json(value, _margin_for(value, text, like.start))}"


def _separator(text: str, inside: dict[str | int, _Member], style: "_Style") -> str:
    """What stands between two members: as between the last two, or as before the only one."""
    *others, last = inside.values()
    if others:
        return text[others[-1].end : last.start]
    before = text[: last.start]
    lead = before[len(before.rstrip(_SPACE)) :]
    return "," + lead if "\n" in lead else style.comma


def _spread(text: str, member: _Member) -> str | None:
    """The margin of a value that goes over several lines, else None."""
    return _margin(text, member.start) if "\n" in text[member.value : member.end] else None


def _margin_for(value: Any, text: str, offset: int) -> str | None:
    """The margin of a new value there; a text needs none, and a line may be as long as the file."""
    return _margin(text, offset) if isinstance(value, list | dict) else None


def _margin(text: str, offset: int) -> str | None:
    """The white space before it on its line, or None when something else stands there too."""
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    return None if before.strip(_SPACE) else before


class _Style:
    """How the owner (or their tool) sets JSON."""

    def __init__(self, text: str) -> None:
        indented = re.search(r"\n([ \t]+)", text)
        self._step = indented[1] if indented else "" if text.count("\n") > 2 else "  "
        self._newline = "\r\n" if "\r\n" in text else "\n"
        after_keys = re.findall(r'":(\s|)', text)
        self._colon = ":" if after_keys.count("") > len(after_keys) / 2 else ": "
        after_commas = re.findall(r'",(\s|)', text)
        self.comma = "," if after_commas.count("") > len(after_commas) / 2 else ", "
        list_lead = re.search(r'"aliases"\s*:\s*\[(\s*)[^\s\]]', text)
        self._flat_lists = list_lead is not None and "\n" not in list_lead[1]
        self._ascii = text.isascii() and re.search(r"\\u(?!00[0-7])", text) is not None

    def json(self, value: Any, margin: str | None = None) -> str:
        """The value, over several lines where `margin` (the white space of its first line) is given."""
        if not isinstance(value, list | dict):
            return json.dumps(value, ensure_ascii=self._ascii)
        if not value or (self._flat_lists and isinstance(value, list) and _holds_texts(value)):
            margin = None
        inner = None if margin is None else f"{margin}{self._step}"
        if isinstance(value, list):
            return self._bracketed("[", [self.json(item, inner) for item in value], "]", margin)
        return self.object({key: self.json(item, inner) for key, item in value.items()}, margin)

    def object(self, members: dict[str, str], margin: str | None) -> str:
        """An object of values that are JSON already."""
        parts = [f"{self.json(key)}{self._colon}{value}" for key, value in members.items()]
        return self._bracketed("{", parts, "}", margin)

    def _bracketed(self, opening: str, parts: list[str], closing: str, margin: str | None) -> str:
        if margin is None:
            return opening + self.comma.join(parts) + closing
        lead = f"{self._newline}{margin}{self._step}"
        return f"{opening}{lead}{f',{lead}'.join(parts)}{self._newline}{margin}{closing}"


def _holds_texts(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)
