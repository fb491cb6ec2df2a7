"""Text in a pane: cut or wrapped to its width, whatever characters it holds; the answer as a terminal page."""

import re
from collections.abc import Iterator

from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples, to_formatted_text
from prompt_toolkit.utils import get_cwidth

from askfaq.output import rich_pages
from askfaq.output.messages import EntryPage
from askfaq.terminal.streams import Style

_MOST_MARKS = 16  # characters that share a column, on average: what has more of them is no text
_TAB = "    "
# What makes one sign of several, which terminals do or do not draw in fewer columns than its parts take: the parts are
# drawn side by side.
_JOINS_SIGNS = re.compile("(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\ufe0f|[\U0001f3fb-\U0001f3ff]")


def padded(text: str, width: int) -> str:
    """The text in one row of exactly that width; that some of it is left out is seen."""
    if width <= 0:
        return ""
    begin = text[: width * _MOST_MARKS]
    shown = apart(begin)
    if len(begin) < len(text) or columns(shown) > width:
        shown = next(rows_of_text(shown, width - 1), "") + "…"
    return shown + " " * (width - columns(shown))


def apart(text: str) -> str:
    """The text in signs of which every terminal knows how wide they are."""
    return text if text.isascii() else _JOINS_SIGNS.sub("", text)


def columns(text: str) -> int:
    """The columns that a text takes on a terminal."""
    return len(text) if text.isascii() else sum(map(get_cwidth, text))


def page_lines(page: EntryPage, style: Style) -> list[StyleAndTextTuples]:
    """The entry as it is drawn on a terminal, line by line, none wider than the style."""
    drawn = apart(rich_pages.entry_page(page, style)).replace("\t", _TAB)
    return [row for line in drawn.split("\n") for row in _rows(line, style.width)]


def _rows(line: str, width: int) -> Iterator[StyleAndTextTuples]:
    """A line in as many rows as it needs."""
    if "\x1b" not in line:
        return ([("", row)] for row in (rows_of_text(line, width) if line else [""]))
    return _rows_of_fragments(to_formatted_text(ANSI(line)), width)


def rows_of_text(text: str, width: int) -> Iterator[str]:
    """A line of text in as many rows as it needs."""
    begin, used = 0, 0
    for place, char in enumerate(text):
        wide = get_cwidth(char)
        if used + wide > width and place > begin:
            yield text[begin:place]
            begin, used = place, 0
        used += wide
    yield text[begin:]


def _rows_of_fragments(letters: StyleAndTextTuples, width: int) -> Iterator[StyleAndTextTuples]:
    """The rows of fragments that are single characters, as those of ANSI are."""
    row: StyleAndTextTuples = []
    used = 0
    for fragment in letters:
        wide = get_cwidth(fragment[1])
        if used + wide > width and row:
            yield row
            row, used = [], 0
        row.append(fragment)
        used += wide
    yield row
