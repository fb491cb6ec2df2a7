"""What is meant for the tools that make a page, and never shown on it: comments of kramdown, Liquid and Hugo, raw tags,
icons by their names."""

import re
from typing import NamedTuple

from askfaq.formats.markdown.dialects.lines import Line, outside_code


class _Comment(NamedTuple):
    """What a comment begins and ends with."""

    start: re.Pattern[str]
    end: re.Pattern[str]


_COMMENTS = (
    _Comment(re.compile(r"\{::comment\}"), re.compile(r"\{:/(?:comment)?\}")),
    _Comment(re.compile(r"\{%-? *comment\b[^%\n]{0,300}%\}"), re.compile(r"\{%-? *endcomment *-?%\}")),
    _Comment(re.compile(r"\{\{[<%]?/\*"), re.compile(r"\*/[>%]?\}\}")),
)
_RAW = re.compile(r"\{%-? *(?:end)?raw *-?%\}")
_ICON = re.compile(r" ?:(?:material|octicons|fontawesome|simple)-[\w-]+:(?:\{[^{}\n]{0,200}\})?")


def without_template_marks(lines: list[Line]) -> list[Line]:
    """The lines without them. A comment that is never closed is text."""
    walked = list(outside_code(lines))
    ends = [
        max((i for i, (line, is_text) in enumerate(walked) if is_text and kind.end.search(line.text)), default=-1)
        for kind in _COMMENTS
    ]
    kept: list[Line] = []
    closing: re.Pattern[str] | None = None
    for i, (line, is_text) in enumerate(walked):
        if not is_text and not closing:
            kept.append(line)
            continue
        kinds = [kind for kind, end in zip(_COMMENTS, ends, strict=True) if end >= i]
        shown, closing = _shown(line.text, closing, kinds)
        if shown.strip() or not line.text.strip():
            kept.append(line._replace(text=_ICON.sub("", _RAW.sub("", shown))))
    return kept


def _shown(text: str, closing: re.Pattern[str] | None, kinds: list[_Comment]) -> tuple[str, re.Pattern[str] | None]:
    """What of a line is no comment, and what ends the comment that is open behind it."""
    shown: list[str] = []
    at = 0
    while True:
        if closing:
            found = closing.search(text, at)
            if not found:
                return "".join(shown), closing
            at, closing = found.end(), None
        opened = [(found, kind.end) for kind in kinds if (found := kind.start.search(text, at))]
        if not opened:
            return "".join([*shown, text[at:]]), None
        found, closing = min(opened, key=lambda one: one[0].start())
        shown.append(text[at : found.start()])
        at = found.end()
