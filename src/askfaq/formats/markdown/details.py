"""details elements written into Markdown."""

import re

from askfaq.formats.markdown.headings import Heading, parse, plain_text, topic_above
from askfaq.formats.markup.fragments import html_answer, html_text
from askfaq.formats.questions import is_question_like
from askfaq.model import ImportedEntry

_DETAILS = re.compile(r"<(/?)details\b[^<>]*>", re.IGNORECASE)
_SUMMARY = re.compile(r"\s*<summary\b[^<>]*>(.*?)</summary\s*>", re.IGNORECASE | re.DOTALL)


def read_details(lines: list[str], found: list[Heading]) -> list[ImportedEntry]:
    """details elements written into Markdown: the summary is the question; nested ones count if they ask."""
    text = "\n".join(lines)
    open_at: list[tuple[int, int]] = []
    entries: list[tuple[int, ImportedEntry]] = []
    for tag in _DETAILS.finditer(text):
        if not tag[1]:
            open_at.append((tag.start(), tag.end()))
            continue
        if not open_at:
            continue
        start, inside = open_at.pop()
        summary = _SUMMARY.match(text, inside, tag.start())
        if not summary:
            continue
        question = _html_text(summary[1])
        if not open_at or is_question_like(question):
            line = text.count("\n", 0, start)
            answer = _inner(text[summary.end() : tag.start()])
            entries.append((start, ImportedEntry(question, answer, line + 1, topic=topic_above(found, line))))
    ordered = [entry for _, entry in sorted(entries)]
    return ordered if 2 * sum(is_question_like(entry.question) for entry in ordered) >= len(ordered) else []


def _inner(text: str) -> str:
    """The inside of a details element: Markdown as it stands, HTML converted."""
    body = text.strip("\n").rstrip()
    is_html = re.search(r"<(?:p|ul|ol|div|table|pre|br)\b", body, re.IGNORECASE)
    if is_html and not re.search(r"^(?:[-*]|\d+\.|```)", body, re.MULTILINE):
        return html_answer(body)
    lines = body.split("\n")
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[indent:] for line in lines)


def _html_text(html: str) -> str:
    text = html_text(html)
    inline = next((token for token in parse(text) if token.type == "inline"), None)
    return plain_text(inline.children).strip() if inline else text
