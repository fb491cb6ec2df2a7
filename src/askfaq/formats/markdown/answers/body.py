"""Answers as the lines of the page that they are, and which of its lines are in none."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from askfaq.formats.imported import Remark, lines_out, shorten
from askfaq.formats.markdown.answers.definitions import Definitions, is_definition
from askfaq.formats.markdown.dialects.lines import Fence
from askfaq.formats.markdown.headings import Heading
from askfaq.formats.markdown.items.labelled import without_answer_label
from askfaq.formats.markdown.items.tables import BREAK
from askfaq.formats.markdown.page import Page

RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*$")
_JUMP = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\[[^\]]*\]\(#[^)]*\)\s*$")


class Answers:
    """Takes answers out of a page, and knows what is left."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._definitions = Definitions(page)
        self._taken = bytearray(len(page.lines))

    def take(
        self,
        start: int,
        end: int,
        *,
        nested: list[tuple[int, int]] | None = None,
        reply: str = "",
        is_labelled: bool = False,
        is_listed: bool = False,
    ) -> str:
        """The answer on these lines but those of other entries; `reply` is how it began on the question's line."""
        pieces: list[list[str]] = []
        at = start
        for inner_start, inner_end in [*(nested or []), (end, end)]:
            self.leave(at, inner_start)
            lines = self._page.lines[at:inner_start]
            pieces.append(stripped(_dedented(lines) if is_listed else lines))
            at = max(inner_end, at)
        lines = [line for piece in pieces if piece for line in (*piece, "")]
        if reply:
            gap = [""] if end > start and not self._page.lines[start].strip() else []
            lines = [*reply.split("\n"), *gap, *lines]
        lines = stripped(self._definitions.without_foreign(lines))
        lines = without_answer_label(lines) if is_labelled else lines
        return self._definitions.completed("\n".join(_breaks_in_tables(lines)))

    def take_as_is(self, start: int, end: int) -> str:
        """An answer of an export, which ends where the export says."""
        self.leave(start, end)
        return "\n".join(stripped(self._page.lines[start:end], is_marked=True))

    def leave(self, start: int, end: int) -> None:
        """These lines are accounted for."""
        self._taken[start:end] = b"\1" * max(end - start, 0)

    def left(self, found: list[Heading]) -> Iterator[Remark]:
        """A note on every run of lines that is no part of an entry and no topic."""
        for heading in found:
            self.leave(heading.start, heading.end)
        starts = [heading.start for heading in found]
        for start, end in self._runs():
            above = bisect_right(starts, start)
            where = f"under the heading {shorten(found[above - 1].text)}" if above else "before the first heading"
            if not found:
                where = "outside all questions and answers"
            if is_contents(self._page.lines[start:end]):
                where = "a table of contents"
            yield lines_out(self._page.number(start), self._page.number(end - 1), where)
        yield from self._definitions.remarks()

    def _runs(self) -> Iterator[tuple[int, int]]:
        start = last = -1
        for i, line in enumerate(self._page.lines):
            if self._taken[i]:
                if start >= 0:
                    yield start, last + 1
                start = -1
            elif line.strip(" \t|:-") and not RULE.match(line) and not is_definition(line) and line.lstrip()[:1] != "<":
                start, last = (i if start < 0 else start), i
        if start >= 0:
            yield start, last + 1


def is_contents(lines: list[str]) -> bool:
    """Whether there are lines, and all of them are jumps in the page."""
    inked = [line for line in lines if line.strip()]
    return bool(inked) and all(_JUMP.match(line) for line in inked)


def stripped(lines: list[str], *, is_marked: bool = False) -> list[str]:
    """The lines without blank ones around them and without a rule at their end."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or (not is_marked and RULE.match(lines[end - 1]))):
        end -= 1
    start = next((i for i, line in enumerate(lines[:end]) if line.strip()), end)
    return lines[start:end]


def _dedented(lines: list[str]) -> list[str]:
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[indent:] if line.strip() else "" for line in lines]


def _breaks_in_tables(lines: list[str]) -> list[str]:
    """A row of a table is one line, so a break in a cell becomes a space."""
    if not any("<br" in line.lower() for line in lines):
        return lines
    fence = Fence()
    return [
        BREAK.sub(" ", line) if not fence.holds(line) and "|" in line and "`" not in line else line for line in lines
    ]
