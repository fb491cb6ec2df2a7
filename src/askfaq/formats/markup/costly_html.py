"""HTML that the parser would take minutes or gigabytes for, told before it is parsed, in linear time."""

import re
from collections import Counter

from askfaq.errors import FileError
from askfaq.limits import (
    MAX_HTML_ATTRIBUTES,
    MAX_HTML_DEPTH,
    MAX_OPEN_FORMATTING,
    MAX_REOPENED_FORMATTING,
)

_SPACE = r" \t\n\r\f"
# An attribute, or what stands between two, as the tokenizer of the HTML standard reads them.
_BETWEEN = rf"[{_SPACE}/]"
_ATTRIBUTE = rf"""[^{_SPACE}/>][^{_SPACE}/>=]*+(?:[{_SPACE}]*+=[{_SPACE}]*+(?:"[^"]*+"?|'[^']*+'?|[^{_SPACE}>]*+))?+"""
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))|<(script|style|textarea|title|xmp|iframe|noembed|noframes)\b.*?(?:</\1|\Z)"
    rf"|<(/?)([a-z][^{_SPACE}/>]*+)(?:{_BETWEEN}++|{_ATTRIBUTE})*+>?",
    re.DOTALL | re.IGNORECASE,
)
_MANY_ATTRIBUTES = re.compile(
    rf"<[a-z][^{_SPACE}/>]*+((?:{_BETWEEN}++|{_ATTRIBUTE}){{{2 * MAX_HTML_ATTRIBUTES}}})?", re.IGNORECASE
)
# Elements that the parser closes by itself, or that hold nothing: they do not nest when they are left open.
_NOT_NESTING = frozenset(
    """
    area base br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot option
    """.split()
)
# What of these is left open is opened again in each block that follows: but one <a>, and three that are alike.
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_MOST_ALIKE = 3


def refuse_costly(text: str, name: str) -> None:
    """Raises FileError, with the line, for elements nested too deep, left open too often, or with many attributes."""
    if found := next((tag for tag in _MANY_ATTRIBUTES.finditer(text) if tag[1]), None):
        raise _refusal(name, f"an element with more than {MAX_HTML_ATTRIBUTES} attributes", text, found.start())
    depth = reopened = 0
    formatting = _OpenFormatting()
    for found in _TAG.finditer(text):
        tag, is_end = (found[3] or "").lower(), bool(found[2])
        if tag in _FORMATTING:
            formatting.close(tag) if is_end else formatting.open(tag, found[0])
        elif tag and not is_end:
            reopened += max(formatting.count - MAX_OPEN_FORMATTING, 0)
        if tag and tag not in _NOT_NESTING:
            depth = max(depth - 1, 0) if is_end else depth + 1
        if depth > MAX_HTML_DEPTH:
            raise _refusal(name, f"elements nested more than {MAX_HTML_DEPTH} deep", text, found.start())
        if reopened > MAX_REOPENED_FORMATTING:
            raise _refusal(name, "too many formatting elements that are not closed, such as <b>", text, found.start())


class _OpenFormatting:
    """The formatting elements that are open, by their tags."""

    def __init__(self) -> None:
        self._open: dict[str, list[str]] = {}
        self._alike: Counter[str] = Counter()
        self.count = 0

    def open(self, tag: str, whole: str) -> None:
        if tag == "a":
            self.close(tag)
        if self._alike[whole] < _MOST_ALIKE:
            self._open.setdefault(tag, []).append(whole)
            self._alike[whole] += 1
            self.count += 1

    def close(self, tag: str) -> None:
        if opened := self._open.get(tag):
            self._alike[opened.pop()] -= 1
            self.count -= 1


def _refusal(name: str, what: str, text: str, at: int) -> FileError:
    return FileError(name, what, line=text.count("\n", 0, at) + 1)
