"""What is made of a source: plain Markdown, and the panels in it."""

from typing import NamedTuple

from askfaq.formats.markdown.dialects.lines import Line
from askfaq.formats.markdown.tokens import inline_text
from askfaq.formats.markup.fragments import html_text


class Panel(NamedTuple):
    """A title and what it opens: indexes of its line, of its body's first line and of the line behind it; the index of
    the panel around it, -1 for none."""

    title: str
    kind: str
    start: int
    body: int
    end: int
    parent: int = -1


class Outline(NamedTuple):
    """Plain Markdown, with a bold line for the title of each panel."""

    lines: list[Line]
    panels: list[Panel]


def with_parents(panels: list[Panel]) -> list[Panel]:
    """The panels, in page order, with the index of the one around each."""
    around: list[int] = []
    found = []
    for i, panel in enumerate(panels):
        while around and panels[around[-1]].end <= panel.start:
            around.pop()
        found.append(panel._replace(parent=around[-1] if around else -1))
        around.append(i)
    return found


def title_text(markup: str) -> str:
    """The title in a summary: HTML or Markdown, as plain text."""
    return inline_text(html_text(markup)) if markup.strip() else ""
