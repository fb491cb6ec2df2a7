"""Markdown whose questions are headings: which level they are on, and what belongs to which."""

import re
from bisect import bisect_left
from typing import Any, NamedTuple

from askfaq.formats.imported import Remark, lines_out, note, shorten, skipped
from askfaq.formats.markdown.marks import Mark, read_marks, unescape_marks
from askfaq.formats.plain_text.labels import label
from askfaq.formats.questions import ends_as_question, is_question_like
from askfaq.model import ImportedEntry

_ATTRIBUTES = re.compile(r"\{:?\s*(?:#([^\s}]+))?[^{}]*\}$")
_ANCHOR = re.compile(r"<a\s[^>]*?(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_ANCHOR_LINE = re.compile(r"\s*<a\s[^>]*?(?:id|name)\s*=[^>]*>(?:\s*</a>)?\s*$", re.IGNORECASE)
# Attributes and anchors are looked for in so many characters.
_LONGEST = 300
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*$")
_JUMP = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\[[^\]]*\]\(#[^)]*\)\s*$")


class Heading(NamedTuple):
    """A heading: its level, its lines (0-based, end exclusive), its text, and what an export said of it."""

    level: int
    start: int
    end: int
    text: str
    id: str | None = None
    mark: Mark | None = None


def parse(text: str) -> list[Any]:
    """Markdown tokens (markdown-it), tables included."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").parse(text)


def plain_text(children: list[Any] | None) -> str:
    """The text of inline tokens without their markup."""
    parts = []
    for token in children or ():
        if token.type in ("text", "code_inline", "text_special"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(plain_text(token.children))
    return "".join(parts)


def headings(lines: list[str], tokens: list[Any]) -> list[Heading]:
    """Every heading that stands outside lists and quotations, in order."""
    marks = read_marks(lines)
    found = {}
    for i, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            start, end = token.map
            found[start] = _heading(int(token.tag[1]), start, end, tokens[i + 1], lines)
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


def _heading(level: int, start: int, end: int, inline: Any, lines: list[str]) -> Heading:
    text, given = heading_text(inline)
    if (
        not given
        and start
        and _ANCHOR_LINE.match(lines[start - 1][:_LONGEST])
        and (above := _ANCHOR.search(lines[start - 1][:_LONGEST]))
    ):
        given = above[1]
    return Heading(level, start, end, text, given)


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
    levels = [heading.level for heading in found if is_question_like(_unlabelled(heading.text))]
    best = max(sorted(set(levels)), key=levels.count, default=0)
    return best, levels.count(best)


def read_headings(lines: list[str], found: list[Heading], level: int, remarks: list[Remark]) -> list[ImportedEntry]:
    """One entry a heading of the question level; shallower ones are topics, deeper ones stay in answers."""
    topic: str | None = None
    entries: list[ImportedEntry] = []
    used = [heading for heading in found if heading.level <= level or heading.mark]
    title = page_title(found, level)
    labelled = _are_labelled([heading.text for heading in used if heading.level == level])
    ends = [heading.start for heading in used[1:]] + [len(lines)]
    _note_text(lines, 0, used[0].start if used else 0, "before the first heading", remarks)
    for heading, end in zip(used, ends, strict=True):
        body = _body(lines[heading.end : end], marked=heading.mark is not None)
        question = _unlabelled(heading.text) if labelled else heading.text
        if heading.mark and not heading.mark.is_topic:
            entries.append(_marked(heading, body))
        elif heading.level < level:
            topic = None if heading is title else heading.text
            if body and ends_as_question(question):
                entries.append(ImportedEntry(question, body, heading.start + 1, id=heading.id))
            else:
                _note_text(lines, heading.end, end, f"under the heading {shorten(heading.text)}", remarks)
        elif body and all(_JUMP.match(line) for line in body.split("\n") if line.strip()):
            remarks.append(skipped(heading.start + 1, f"a table of contents: {shorten(heading.text)}"))
        else:
            if body and not is_question_like(question):
                remarks.append(note(heading.start + 1, f"kept, but not worded as a question: {shorten(question)}"))
            entries.append(ImportedEntry(question, body, heading.start + 1, topic=topic, id=heading.id))
    return entries


def page_title(found: list[Heading], level: int) -> Heading | None:
    """The heading that names the page: the first one, when it is the only one of level 1 above the questions."""
    ones = [heading for heading in found if heading.level == 1]
    first = found[0] if found else None
    return first if first and level > 1 and ones == [first] and not first.mark else None


def _marked(heading: Heading, body: str) -> ImportedEntry:
    fields = heading.mark.fields if heading.mark else {}

    def text(key: str) -> str | None:
        value = fields.get(key)
        return value if isinstance(value, str) else None

    given = fields.get("aliases")
    aliases = tuple(alias for alias in given if isinstance(alias, str)) if isinstance(given, list) else ()
    question = text("question") or heading.text
    answer = unescape_marks(body)
    return ImportedEntry(
        question,
        answer,
        heading.start + 1,
        aliases=aliases,
        topic=text("topic"),
        id=text("id"),
        source=text("source"),
    )


def _body(lines: list[str], *, marked: bool) -> str:
    """The source lines of an answer, without blank lines around it and without what only separates it."""
    end = len(lines)
    while end and (
        not lines[end - 1].strip()
        or (not marked and (_RULE.match(lines[end - 1]) or _ANCHOR_LINE.match(lines[end - 1][:_LONGEST])))
    ):
        end -= 1
    start = next((i for i, line in enumerate(lines[:end]) if line.strip()), end)
    return "\n".join(lines[start:end])


def _unlabelled(text: str) -> str:
    found = label(text)
    return found.rest if found else text


def _are_labelled(texts: list[str]) -> bool:
    styles = [found.style for text in texts if (found := label(text))]
    return len(styles) > 1 and 2 * len(styles) >= len(texts)


def _note_text(lines: list[str], start: int, end: int, where: str, remarks: list[Remark]) -> None:
    inked = [i for i in range(start, end) if lines[i].strip() and not _RULE.match(lines[i])]
    if inked and not all(_JUMP.match(lines[i]) or lines[i].lstrip().startswith("<") for i in inked):
        remarks.append(lines_out(inked[0] + 1, inked[-1] + 1, where))


def topic_above(found: list[Heading], line: int) -> str | None:
    """The heading above a line (0-based), unless it is the page's title."""
    above = bisect_left(found, line, key=lambda heading: heading.start)
    if not above or (above == 1 and found[0].level == 1):
        return None
    return found[above - 1].text
