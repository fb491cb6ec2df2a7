"""The headings of a Markdown page: which level asks, which one names the page."""

import re
from typing import Any, NamedTuple

from askfaq.formats.markdown.marks import Mark, read_marks
from askfaq.formats.markdown.tokens import parse, plain_text
from askfaq.formats.plain_text.labels import label
from askfaq.formats.questions import is_faq_title, is_question_like

_ATTRIBUTES = re.compile(r"\{:?\s*(?:#([^\s}]+))?[^{}]*\}$")
_ANCHOR = re.compile(r"<a\s[^>]*?(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
# Attributes and anchors are looked for in so many characters.
_LONGEST = 300


class Heading(NamedTuple):
    """A heading: its level, its lines (0-based, end exclusive), its text, and what an export said of it."""

    level: int
    start: int
    end: int
    text: str
    id: str | None = None
    mark: Mark | None = None


def headings(lines: list[str], tokens: list[Any]) -> list[Heading]:
    """Every heading that stands outside lists and quotations, in order."""
    marks = read_marks(lines)
    found = {}
    for i, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            start, end = token.map
            text, given = heading_text(tokens[i + 1])
            found[start] = Heading(int(token.tag[1]), start, end, text, given)
    for start, mark in marks.items():
        # An answer above may hide this heading from the parser (a fence that is never closed).
        base = found.get(start) or _marked_alone(lines[start], start, mark)
        found[start] = base._replace(end=start + 2, mark=mark)
    ordered = [found[start] for start in sorted(found)]
    return _without_inner(ordered) if marks else ordered


def heading_text(inline: Any) -> tuple[str, str | None]:
    """(text without markup and without `{#id}`, the id given there or in an anchor) of a heading's inline token."""
    text = plain_text(inline.children).strip()
    anchor = _ANCHOR.search(inline.content[:_LONGEST])
    given = anchor[1] if anchor else None
    attributes = _ATTRIBUTES.search(text[-_LONGEST:])
    if attributes and ("#" in attributes[0] or attributes[0].startswith("{:")):
        text, given = text[: -len(attributes[0])], attributes[1] or given
    return " ".join(text.split()), given


def _marked_alone(line: str, start: int, mark: Mark) -> Heading:
    inline = next((token for token in parse(line) if token.type == "inline"), None)
    return Heading(mark.level, start, start + 2, heading_text(inline)[0] if inline else "")


def _without_inner(found: list[Heading]) -> list[Heading]:
    """Without the headings inside an answer of an export that says it holds such."""
    kept: list[Heading] = []
    inside = False
    for heading in found:
        if heading.mark:
            inside = bool(heading.mark.fields.get("headings"))
        if heading.mark or not inside:
            kept.append(heading)
    return kept


def question_level(found: list[Heading]) -> tuple[int, int]:
    """(level with the most question-like headings, how many they are); (0, 0) without any."""
    marked = [heading.level for heading in found if heading.mark and not heading.mark.is_topic]
    if marked:
        return max(set(marked), key=marked.count), len(marked)
    levels = [heading.level for heading in found if is_question_like(unlabelled(heading.text))]
    best = max(sorted(set(levels)), key=levels.count, default=0)
    return best, levels.count(best)


def noun_level(found: list[Heading], lines: list[str]) -> int:
    """The level of most headings that have text of their own, if they are two or more; else 0."""
    ends = [*(heading.start for heading in found[1:]), len(lines)][: len(found)]
    title = page_title(found)
    levels = [
        heading.level
        for heading, end in zip(found, ends, strict=True)
        if heading is not title and any(line.strip() for line in lines[heading.end : end])
    ]
    best = max(sorted(set(levels)), key=levels.count, default=0)
    return best if levels.count(best) > 1 else 0


def page_title(found: list[Heading], *, level: int = 7) -> Heading | None:
    """The heading that names the page: the first one, when all others are deeper, its level is above that of the
    questions, and it is of the first level or calls the page a FAQ."""
    first = found[0] if found else None
    if not first or first.mark or first.level >= level or any(one.level <= first.level for one in found[1:]):
        return None
    return first if first.level == 1 or is_faq_title(first.text) else None


def unlabelled(text: str) -> str:
    """A question without the label before it."""
    found = label(text)
    return found.rest if found else text


def are_labelled(texts: list[str]) -> bool:
    """Whether labels stand before half of these texts, or more."""
    styles = [found.style for text in texts if (found := label(text))]
    return len(styles) > 1 and 2 * len(styles) >= len(texts)
