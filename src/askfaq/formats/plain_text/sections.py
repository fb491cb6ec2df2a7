"""Section headings of a plain text: the lines between one answer and the next question that name a topic."""

import re
from typing import NamedTuple

from askfaq.formats.markup.line_breaks import wrap_width
from askfaq.formats.plain_text.labels import Number, number_of
from askfaq.formats.questions import is_faq_title

_RULE = re.compile(r"\s*([-=*_~#+.])(?:\s?\1){4,}\s*$")
_TAGS = re.compile(r"\s*(?:\*[^*\s|]+\*\s*)+$|\s*(?:\|[^|\s]+\|\s*)+$")
_NAMED = re.compile(
    r"\s*(?:section|part|chapter|topic|category|teil|abschnitt|kapitel|partie|sección)\s+[\w.]+\s*[-:.–—)]*\s+(\S.*)$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"\s*(?:[IVX]{1,5}|[A-Z])[.)]\s+([A-Z].*)$")
_CAPITALS = re.compile(r"[^a-z]*[A-Z]{2}[^a-z]*$")
_NUMBERED = re.compile(r"\s*(\d+(?:\.\d+)*)[.):]?\s+([^\d\s].*)$")
_ENDED = re.compile(r"[.!:。！：][\"')\]”’»]*\s*$")
_DRAWN = " *=#_-"
_LONGEST = 60


class Cut(NamedTuple):
    """An answer's lines without the heading of the section that comes after it, and that section's name."""

    lines: list[str]
    topic: str | None = None


def is_rule(line: str) -> bool:
    """A line drawn with one character, five times or more."""
    return bool(_RULE.match(line))


def is_tags(line: str) -> bool:
    """Nothing but jump targets between stars or bars, as Vim's help has them."""
    return bool(_TAGS.match(line))


def is_named(line: str) -> bool:
    """A heading that says so: "Section 2 - …", "Part B: …"."""
    return len(line) < 200 and bool(_NAMED.match(line))


def is_unspaced(lines: list[str]) -> bool:
    """Whether each line is a paragraph, as in what was copied from a page: none is blank, and none is wrapped."""
    inked = [i for i, line in enumerate(lines) if line.strip()]
    return bool(inked) and inked[-1] - inked[0] + 1 == len(inked) and not wrap_width(lines)


def topic_lines(lines: list[str], questions: list[int]) -> set[int]:
    """Line numbers (0-based) of short lines that stand alone above a question, if there are two or more:
    one alone may be the end of an answer."""
    places: set[int] = set()
    if is_unspaced(lines):
        below = [top - 1 for top in questions if top == 1 or (top > 1 and _ENDED.search(lines[top - 2]))]
        places = {i for i in below if _is_title(_bare(lines[i])) and not is_faq_title(lines[i])}
        return places if len(places) > 1 else set()
    for top in questions:
        i = top - 1
        while i >= 0 and not lines[i].strip():
            i -= 1
        alone = i >= 0 and (i == 0 or not lines[i - 1].strip())
        if alone and i < top - 1 and _is_title(_bare(lines[i])):
            places.add(i)
    return places if len(places) > 1 else set()


def cut_heading(lines: list[str], topics: set[int], *, offset: int = 0, number: Number = ()) -> Cut:
    """Take a section heading off the end: framed by rules, named ("Section 2 - …"), in capitals, numbered as the
    question below it begins (`number`), or one of the lines in `topics` (numbers in the file; `offset` is the
    number of the first of `lines`)."""
    end = _inked(lines)
    last = end
    while last and (is_tags(lines[last - 1]) or is_rule(lines[last - 1])):
        last -= 1
    last = _inked(lines[:last])
    if not last:
        return Cut(lines[:last])
    top = last - 1
    while top and (is_tags(lines[top - 1]) or is_rule(lines[top - 1])):
        top -= 1
    framed = any(is_rule(line) for line in [*lines[top : last - 1], *lines[last:end]])
    alone = top == 0 or not lines[top - 1].strip() or offset + last - 1 in topics
    name = _numbered(lines[last - 1], number) or _name(
        lines[last - 1], framed=framed, known=offset + last - 1 in topics
    )
    if not alone or not name:
        trailing_rule = any(is_rule(line) for line in lines[last:end])
        return Cut(lines[: last if trailing_rule else end])
    rest = _inked(lines[:top])
    while rest and is_rule(lines[rest - 1]) and (rest < 2 or not lines[rest - 2].strip()):
        rest = _inked(lines[: rest - 1])
    return Cut(lines[:rest], name)


def _numbered(line: str, below: Number) -> str | None:
    """The title behind "2." above a question that begins with "2.1"."""
    found = _NUMBERED.match(line[:200])
    if not found or len(found[2]) > _LONGEST or found[2][-1] in ".?":
        return None
    number = number_of(found[1])
    return found[2] if len(number) < len(below) and number == below[: len(number)] else None


def _name(line: str, *, framed: bool, known: bool) -> str | None:
    text = _bare(line.strip()).strip()
    if len(text) > 200:
        return None
    if found := _NAMED.match(text):
        return found[1]
    if found := _ROMAN.match(text):
        return found[1] if _is_title(found[1]) else None
    if known or (framed and _is_title(text)) or (_is_title(text) and _CAPITALS.match(text)):
        return text
    return None


def _bare(line: str) -> str:
    """The line without what people draw around a heading; an indent stays."""
    return line.rstrip().rstrip("~").rstrip(_DRAWN).lstrip(_DRAWN if line[:1] in _DRAWN and line[:1] != " " else "")


def _is_title(line: str) -> bool:
    text = line.strip()
    return (
        3 <= len(text) <= _LONGEST
        and text[0].isupper()
        and text[-1] not in ".!?:;,？。"
        and line[:1] not in " \t"
        and "://" not in text
        and "@" not in text
    )


def _inked(lines: list[str]) -> int:
    """Number of lines without the blank ones at the end."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return end
