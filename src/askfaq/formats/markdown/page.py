"""A Markdown page, parsed once: lines with their numbers, front matter, tokens, link definitions, panels."""

import os
import re
from bisect import bisect_left
from itertools import pairwise
from typing import Any, NamedTuple

from askfaq.formats.markdown.dialects.normal import as_plain_markdown, is_mdx_page
from askfaq.formats.markdown.dialects.outline import Panel
from askfaq.formats.markdown.front_matter import FrontMatter, front_matter
from askfaq.formats.markdown.marks import read_marks
from askfaq.formats.markdown.tokens import parse_page, plain_text
from askfaq.formats.plain_text.reader import pairs
from askfaq.formats.plain_text.spelling import spelt_out
from askfaq.formats.questions import is_faq_title
from askfaq.limits import MAX_PANEL_DEPTH


class Page(NamedTuple):
    """A Markdown text with its front matter blanked out. A line's number is that of the source."""

    lines: list[str]
    numbers: list[int]
    front: FrontMatter
    tokens: list[Any]
    references: dict[str, dict[str, str]]
    panels: list[Panel]
    is_faq: bool = False  # it says so of itself
    is_mdx: bool = False

    def number(self, line: int) -> int:
        """The line of the source, from 1, that the 0-based line of the page came from."""
        return self.numbers[min(line, len(self.numbers) - 1)]

    def panel_around(self, line: int) -> Panel | None:
        """The innermost panel that this line stands in, its title aside."""
        at = bisect_left(self.panels, line, key=lambda one: one.start) - 1
        for _ in range(MAX_PANEL_DEPTH):
            if at < 0 or self.panels[at].body <= line < self.panels[at].end:
                return self.panels[at] if at >= 0 else None
            at = self.panels[at].parent
        return None


def open_page(text: str, name: str = "", *, is_plain: bool = True) -> Page:
    """Parse a text once. `is_plain`: it holds nothing but Markdown, as what was made of HTML; and as exports do,
    whose answers come back as they are."""
    front = front_matter(text)
    lines = [""] * front.lines + text.split("\n")[front.lines :]
    numbers, panels, is_mdx = list(range(1, len(lines) + 1)), [], False
    is_marked = bool(read_marks(lines))
    if not is_plain and not is_marked:
        is_mdx = is_mdx_page(lines, name)
        outline = as_plain_markdown(lines, is_mdx=is_mdx)
        panels = outline.panels
        lines, numbers = [line.text for line in outline.lines], [line.number for line in outline.lines]
    if not is_marked and pairs("\n".join(lines)):
        lines = spelt_out(lines)
    tokens, references = parse_page("\n".join(lines))
    title = next((below for token, below in pairwise(tokens) if token.type == "heading_open"), None)
    is_faq = _says_faq(front, name) or bool(title and is_faq_title(plain_text(title.children)))
    return Page(lines, numbers, front, tokens, references, panels, is_faq, is_mdx)


def _says_faq(front: FrontMatter, name: str) -> bool:
    stem = re.sub(r"[\W_]+", " ", os.path.splitext(os.path.basename(name))[0])
    return is_faq_title(stem) or is_faq_title(front.text("title", "layout", "type") or "")
