"""Lines of a source that may have come from elsewhere in it: every text keeps its number."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_FENCE = re.compile(r"[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+){0,9}(`{3,}|~{3,})([^\n]*)")


class Line(NamedTuple):
    """A line and its number in the source, from 1."""

    text: str
    number: int


class Fence:
    """Whether the lines that are fed to it, one after the other, are fenced code."""

    def __init__(self) -> None:
        self._open = ""

    def holds(self, text: str) -> bool:
        """Whether this line is code, or opens or closes it."""
        found = _FENCE.match(text)
        if not self._open:
            if found and not (found[1][0] == "`" and "`" in found[2]):
                self._open = found[1]
                return True
            return False
        if found and found[1].startswith(self._open) and not found[2].strip():
            self._open = ""
        return True


def outside_code(lines: Iterable[Line]) -> Iterator[tuple[Line, bool]]:
    """Every line, and whether it stands outside fenced code."""
    fence = Fence()
    for line in lines:
        yield line, not fence.holds(line.text)


def dedented(lines: list[Line], *, skip_first: bool = False) -> list[Line]:
    """The lines without the indent that all of them share; a first one that began in another's middle has none."""
    measured = [line.text for line in lines[1 if skip_first else 0 :] if line.text.strip()]
    indent = min((len(text) - len(text.lstrip()) for text in measured), default=0)
    return [line._replace(text=line.text[_cut(line.text, indent) :]) for line in lines] if indent else lines


def _cut(text: str, indent: int) -> int:
    return min(indent, len(text) - len(text.lstrip()))
