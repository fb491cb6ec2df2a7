"""Markdown to read and to edit: topics and questions are headings, a comment below keeps what they cannot."""

from collections.abc import Iterator
from typing import Any

from askfaq.formats.markdown.headings import heading_text
from askfaq.formats.markdown.marks import escape_marks, mark_line
from askfaq.formats.markdown.tokens import parse
from askfaq.formats.markup.html_inline import escape
from askfaq.model import Entry, FaqFile

_LEVEL = 3


def write(faq: FaqFile) -> str:
    """The FAQ as one page, in file order: a topic's heading stands wherever the topic changes."""
    return "\n\n".join(_parts(faq)) + "\n"


def _parts(faq: FaqFile) -> Iterator[str]:
    if faq.title:
        yield f"# {_heading(faq.title)}"
    topic: str | None = None
    for entry in faq.entries:
        if entry.topic != topic:
            topic = entry.topic
            yield f"## {_heading(topic or 'Other questions')}\n{mark_line(None)}"
        yield _entry(entry)


def _entry(entry: Entry) -> str:
    heading = _heading(entry.question)
    answer = entry.answer.replace("\r\n", "\n").replace("\r", "\n")  # as it is read: a mark could stand behind one
    fields: dict[str, Any] = {"id": entry.id}
    if _read_back(heading) != entry.question:
        fields["question"] = entry.question
    if entry.topic:
        fields["topic"] = entry.topic
    if entry.aliases:
        fields["aliases"] = list(entry.aliases)
    if entry.source:
        fields["source"] = entry.source
    if _hides_headings(answer):
        fields["headings"] = True
    return f"{'#' * _LEVEL} {heading}\n{mark_line(fields)}\n\n{escape_marks(answer)}"


def _heading(text: str) -> str:
    """Text as a heading's: escaped, on one line, and with no closing sequence of number signs."""
    escaped = escape(" ".join(text.split()))
    return escaped[:-1] + "\\#" if escaped.endswith("#") else escaped


def _read_back(heading: str) -> str:
    inline = next((token for token in parse(f"### {heading}") if token.type == "inline"), None)
    return heading_text(inline)[0] if inline else ""


def _hides_headings(answer: str) -> bool:
    """Whether a reader of the page could not tell where the answer ends: it has headings as high as a
    question's, or something that is never closed."""
    end = answer.count("\n") + 2
    found = [
        token.map[0]
        for token in parse(f"{answer}\n\n{'#' * _LEVEL} end")
        if token.type == "heading_open" and token.level == 0 and int(token.tag[1]) <= _LEVEL
    ]
    return found != [end]
