"""Titles and what they open: the items of a page that may be entries."""

import re
from typing import NamedTuple

from askfaq.formats.markup.html_inline import Node, plain
from askfaq.formats.markup.html_tree import line_of
from askfaq.formats.questions import is_question_like
from askfaq.limits import MAX_QUESTION_LENGTH

LONGEST_TITLE = MAX_QUESTION_LENGTH + 100
LANDMARKS = (
    "nav, footer, dialog, [role=navigation], [role=contentinfo], [role=banner], [role=search], [role=dialog],"
    " [role=alertdialog], [role=menu], [role=menubar], [aria-modal=true]"
)
# What names of classes say of titles and panels.
OPENING_NAME = re.compile(r"faq|question|answer|accordion|toggle|collaps|expand|dropdown", re.IGNORECASE)


class Item(NamedTuple):
    """A title and its panel. `head` is the title with what stands around it; items of one `kind` look alike;
    a `toggle` is marked up as something that opens, or is named like it; items of one `row` stand side by side.
    """

    title: Node
    head: Node
    panel: tuple[Node, ...]
    start: int
    end: int
    kind: str
    toggle: bool = True
    name: str = "title that opens"
    row: int = 0

    @property
    def question(self) -> str:
        """The title's text."""
        return plain(self.title)

    @property
    def asks(self) -> bool:
        """Whether the title is worded as a question."""
        return is_question_like(self.question)

    @property
    def looks_only(self) -> bool:
        """Whether nothing says that the title opens the panel."""
        return self.name == "title"

    @property
    def line(self) -> int:
        """The line of the title."""
        return line_of(self.title)


class Toggles(NamedTuple):
    """Every title that opens something, with its panel; plain buttons and links that look like it too. The titles of
    `tabs` stand together, apart from the panels: an item begins where the panel does.
    """

    items: list[Item]
    tabs: list[Item]
