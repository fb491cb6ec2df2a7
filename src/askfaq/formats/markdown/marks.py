"""The comment under a heading by which an exported Markdown file comes back whole: id, aliases, source, topic."""

import json
import re
from typing import Any, NamedTuple

_MARK = re.compile(r"<!-- askfaq (\{.*\}|topic) -->\s*$")
_HEADING = re.compile(r"(#{1,6}) (.*)$")
_LOOKALIKE = re.compile(r"^<!-- askfaq(?=-* )", re.MULTILINE)
_ESCAPED = re.compile(r"^<!-- askfaq-(?=-* )", re.MULTILINE)


class Mark(NamedTuple):
    """What stands in the comment; `fields` is empty for a topic's heading."""

    level: int
    is_topic: bool
    fields: dict[str, Any]


def mark_line(fields: dict[str, Any] | None) -> str:
    """The comment for an entry's heading; None: for a topic's."""
    if fields is None:
        return "<!-- askfaq topic -->"
    # A comment ends at the first "-->", so that no text may hold one.
    return f"<!-- askfaq {json.dumps(fields, ensure_ascii=False).replace('>', chr(92) + 'u003e')} -->"


def read_marks(lines: list[str]) -> dict[int, Mark]:
    """0-based line of each heading that has such a comment below it."""
    marks: dict[int, Mark] = {}
    for i, line in enumerate(lines[1:]):
        found = _MARK.match(line) if line.startswith("<!-- askfaq ") else None
        heading = _HEADING.match(lines[i]) if found else None
        if not found or not heading:
            continue
        if found[1] == "topic":
            marks[i] = Mark(len(heading[1]), True, {})
            continue
        try:
            fields = json.loads(found[1])
        except (ValueError, RecursionError):
            continue
        marks[i] = Mark(len(heading[1]), False, fields if isinstance(fields, dict) else {})
    return marks


def escape_marks(answer: str) -> str:
    """An answer in which nothing can be taken for such a comment."""
    return _LOOKALIKE.sub("<!-- askfaq-", answer)


def unescape_marks(answer: str) -> str:
    """The answer as it was before `escape_marks`."""
    return _ESCAPED.sub("<!-- askfaq", answer)
