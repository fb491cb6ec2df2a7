"""Labels before questions: `12.`, `37.12.`, `A1)`, `Q3:`, a tag between bars or stars."""

import re
from typing import NamedTuple

from askfaq.formats.plain_text.words import ASKS, REPLIES, REPLIES_WITHIN, plain_width

Number = tuple[int, ...]


class Label(NamedTuple):
    """A label, the text behind it, and what it counts. `style` is equal for labels of one series."""

    style: str
    core: str
    number: Number
    rest: str

    @property
    def is_plain(self) -> bool:
        """A single number: lists inside answers look the same."""
        return self.style.startswith("number 1")


_BARS = re.compile(r"\|([^|\s]+)\|\s+(?=\S)")
_TAGGED = re.compile(r"\*([^*\s]+)\*\s+(?=\S)")
_GAP = r"(?:\s+(?=\S)|(?=[^\x00-\x7f]))"
_LETTER = re.compile(rf"([A-Z])[-.]?(\d+(?:\.\d+)*)[.):]+{_GAP}")
_WIDE_NUMBER = re.compile(r"(\d+)[、．](?=\S)")  # the mark has its gap within
_NUMBER = re.compile(rf"[(\[]?(\d+(?:[.-]\d+)*)([.):\]]+){_GAP}|(\d+(?:\.\d+)+)\s+(?=\S)")


def label(line: str) -> Label | None:
    """The label at the start of a line, or None. Indented labels are a series of their own."""
    text = line.lstrip()
    place = "" if text == line else " indented"
    plain = plain_width(text)
    if found := ASKS.match(plain):
        core = next(filter(None, found.groups()), "")
        return Label(f"question{place}", core and f"q{core}", number_of(core), text[found.end() :])
    for pattern, kind in ((_BARS, "bars"), (_TAGGED, "stars")):
        if found := pattern.match(text):
            return Label(kind + place, _digits(found[1]), number_of(found[1]), text[found.end() :])
    if found := _LETTER.match(plain):
        number = (ord(found[1]), *number_of(found[2]))
        return Label(f"letter {len(number)}{place}", found[1] + found[2], number, text[found.end() :])
    if found := _WIDE_NUMBER.match(text):
        return Label(f"number 1.{place}", found[1], number_of(found[1]), text[found.end() :])
    if found := _NUMBER.match(plain):
        core = found[1] or found[3]
        number = number_of(core)
        return Label(f"number {len(number)}{found[2] or ''}{place}", core, number, text[found.end() :])
    return None


def answer_label(line: str) -> int:
    """Length of the label (`A:`, `**Answer:**`) that a line starts with, or 0."""
    found = REPLIES.match(plain_width(line))
    return found.end() if found else 0


def answer_within(text: str) -> int:
    """Where an answer's label stands behind a question on one line (`How? A: So.`), or 0."""
    found = REPLIES_WITHIN.search(text)
    return found.end() if found else 0


def number_of(text: str) -> Number:
    """The numbers in a label."""
    return tuple(int(part[:9]) for part in re.findall(r"\d+", text))


def follows(number: Number, before: Number | None) -> bool:
    """Whether a label is the next one: the last part goes up by one, or an earlier part does and the
    parts behind it start again at 1 (or 0)."""
    if before is None:
        return not number or all(part in (0, 1, 65) for part in number)
    if not number or len(number) != len(before):
        return not number
    for i, (part, earlier) in enumerate(zip(number, before, strict=True)):
        if part != earlier:
            return part == earlier + 1 and all(later in (0, 1) for later in number[i + 1 :])
    return False


def _digits(tag: str) -> str:
    return re.sub(r"^\D+(?=\d)", "", tag)
