"""Change a JSON text where it must change and nowhere else: order, indentation and line ends stay the owner's.

Pointers as in json_tokens.py. The texts are well-formed, and no object repeats a key (load.py refuses that).
"""

import json
import re
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
    inside = _container(text, at).members
    style = _Style(text)
    if member := inside.get(key):
        return text[: member.value] + style.json(value, _margin(text, member.start)) + text[member.end :]
    *_, last = inside.values()
    colon = text[last.start : last.value].rpartition('"')[2]
    new = f"{style.json(key)}{colon}{style.json(value, _margin(text, last.start))}"
    return text[: last.end] + _separator(text, inside, style) + new + text[last.end :]


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
    keys: dict[Pointer, int] = {}
    own: _Member | None = None
    inside: dict[str | int, _Member] = {}
    for token in tokens(text):
        if own and token.offset >= own.end:
            break
        if token.is_key:
            keys[token.pointer] = token.offset
        elif token.pointer == at or (own and token.pointer[:-1] == at):
            _, end = _DECODER.raw_decode(text, token.offset)
            member = _Member(keys.get(token.pointer, token.offset), token.offset, end)
            if own:
                inside[token.pointer[-1]] = member
            else:
                own = member
    assert own is not None, f"nothing stands at {at}"
    return _Container(own, inside)


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
        opening, closing = "[]" if isinstance(value, list) else "{}"
        flat = not value or margin is None or (self._flat_lists and isinstance(value, list) and _holds_texts(value))
        inner = None if flat else f"{margin}{self._step}"
        if isinstance(value, list):
            parts = [self.json(item, inner) for item in value]
        else:
            parts = [f"{self.json(key)}{self._colon}{self.json(item, inner)}" for key, item in value.items()]
        if flat:
            return opening + self.comma.join(parts) + closing
        lead = f"{self._newline}{inner}"
        return f"{opening}{lead}{f',{lead}'.join(parts)}{self._newline}{margin}{closing}"


def _holds_texts(values: list[Any]) -> bool:
    return all(isinstance(value, str) for value in values)
