"""Lists of definitions as Markdown Extra has them: a question, and below it lines that begin with a colon."""

import re
from collections.abc import Iterator

from askfaq.formats.markdown.dialects.lines import Fence
from askfaq.formats.markdown.items.item import Item
from askfaq.formats.markdown.page import Page
from askfaq.formats.markdown.tokens import inline_text

_DEFINITION = re.compile(r" {0,3}:[ \t]+(?=\S)")
_NO_TERM = re.compile(r"\s|[#>|:`~]|[-*+]\s|\d+[.)]\s|<")


def read_terms(page: Page) -> Iterator[Item]:
    """The terms of such lists as questions; further definitions of a term are further paragraphs of its answer."""
    fence = Fence()
    above = -1  # the last line with text
    term = -1
    for i, line in enumerate(page.lines):
        if fence.holds(line) or not line.strip():
            continue
        found = _DEFINITION.match(line)
        if found and above >= i - 2 and above >= 0 and above != term and not _NO_TERM.match(page.lines[above]):
            term = above
            yield Item(inline_text(page.lines[above]), above, i + 1, None, "term", line[found.end() :], is_listed=True)
        above = term if found else i
