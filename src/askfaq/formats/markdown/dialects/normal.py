"""A source as plain Markdown: all that other tools write in it, in one order."""

import re

from askfaq.formats.markdown.dialects.boxes import boxes_as_tags
from askfaq.formats.markdown.dialects.line_marks import without_line_marks
from askfaq.formats.markdown.dialects.lines import Line
from askfaq.formats.markdown.dialects.outline import Outline
from askfaq.formats.markdown.dialects.panels import read_panels
from askfaq.formats.markdown.dialects.templates import without_template_marks

_ESM = re.compile(r"^(?:import\s[^\n]*['\"]|export\s+(?:const|default|function|\{))", re.MULTILINE)


def is_mdx_page(lines: list[str], name: str) -> bool:
    """Whether a page is MDX, by its suffix or by what it imports and exports."""
    return name.lower().endswith(".mdx") or bool(_ESM.search("\n".join(lines)))


def as_plain_markdown(lines: list[str], *, is_mdx: bool) -> Outline:
    """The lines in plain Markdown with their numbers, and the panels in them."""
    numbered = [Line(text, number) for number, text in enumerate(lines, 1)]
    return read_panels(without_line_marks(boxes_as_tags(without_template_marks(numbered))), is_mdx=is_mdx)
