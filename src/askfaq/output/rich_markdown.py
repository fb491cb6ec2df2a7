"""Markdown of a FAQ as a Rich renderable: nothing of the text is lost, links are those a reader can trust, and what is
there to be copied, code and addresses, is not broken by line ends."""

import re
from collections.abc import Iterable, Iterator
from itertools import dropwhile
from typing import Any, ClassVar

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich._wrap import divide_line
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import (
    BlockQuote,
    CodeBlock,
    Heading,
    ListItem,
    Markdown,
    MarkdownElement,
    Paragraph,
    TableElement,
)
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from askfaq.limits import MAX_DRAWN_DEPTH
from askfaq.text.sanitize import clean
from askfaq.text.whole_markdown import show_everything

SAFE_SCHEMES = ("http:", "https:", "mailto:")
_MIN_COLUMN = 5
_WORD = re.compile(r"\S+")


def markdown(text: str, *, width: int, hyperlinks: bool) -> Markdown | Text:
    """The text as Rich draws it. HTML is shown as it stands, not dropped; links that cannot be opened show their
    address.

    What cannot be drawn without losing some of it (a table too wide for the screen, deep nesting) is shown as it
    stands too.
    """
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_DRAWN_DEPTH})
    tokens = parser.enable(["strikethrough", "table"]).use(show_everything).parse(text)
    if any(token.level >= MAX_DRAWN_DEPTH - 2 for token in tokens):
        return Text(text)
    drawn = _FaqMarkdown("")
    drawn.parsed = list(_safe(_narrow(tokens, text.split("\n"), width), hyperlinks))
    return drawn


def _narrow(tokens: list[Token], lines: list[str], width: int) -> Iterable[Token]:
    """The tokens with tables of too many columns as they stand: Rich drops the columns that find no room."""
    rest = iter(tokens)
    for token in rest:
        if token.type == "table_open" and token.map:
            begin, end = token.map
            if (lines[begin].count("|") + 1) * _MIN_COLUMN > width:
                yield Token("fence", "", 0, content="\n".join(lines[begin:end]) + "\n")
                for skipped in rest:
                    if skipped.type == "table_close":
                        break
                continue
        yield token


def _safe(tokens: Iterable[Token], hyperlinks: bool) -> Iterable[Token]:
    links: list[_Link] = []
    for token in tokens:
        token.content = clean(token.content)  # again: &#8238; and %E2%80%AE have become characters
        if token.children:
            token.children = list(_safe(token.children, hyperlinks))
        for link in links:
            link.texts.append(token.content)
        if token.type == "link_open":
            links.append(_Link(token, hyperlinks))
        elif token.type == "link_close":
            yield from links.pop().ends(token)
            continue
        if token.type == "image":
            source = clean(str(token.attrs.get("src", "")))
            yield Token("text", "", 0, content=f"{token.content} ({source})".strip() + _title(token))
        elif token.type != "link_open" or links[-1].opens:
            yield token


class _Link:
    """A link that is being read: its texts so far, and whether a terminal opens it."""

    def __init__(self, token: Token, hyperlinks: bool) -> None:
        target = str(token.attrs.get("href", ""))
        is_safe = target.lower().startswith(SAFE_SCHEMES) and target.isascii() and target.isprintable()
        self.opens, self.texts = hyperlinks and is_safe, list[str]()
        self._address, self._title = clean(target).removeprefix("mailto:"), _title(token)

    def ends(self, token: Token) -> Iterator[Token]:
        """What stands behind the text: the end of the link, or the address, but for a text that is the address."""
        if self.opens:
            yield token
        elif self._address != "".join(self.texts):
            yield Token("text", "", 0, content=f" ({self._address})")
        if self._title:
            yield Token("text", "", 0, content=self._title)


def _title(token: Token) -> str:
    """What pages show when the mouse rests on a link or image; a terminal has no such place."""
    title = clean(str(token.attrs.get("title", "")))
    return f" ({title})" if title else ""


class WithAddresses:
    """A text whose addresses are not broken: one that is wider than the line is left for the terminal to wrap."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self._text.split(allow_blank=True):
            words = [word for word in _WORD.finditer(line.plain) if "://" in word[0]]
            inside = {place for word in words for place in range(word.start() + 1, word.end())}
            ends = (end for end in divide_line(line.plain, options.max_width) if end not in inside)
            for part in line.divide([end + 1 if line.plain[end].isspace() else end for end in ends]):
                part.rstrip()
                yield from part.render(console, end="\n")


class _Paragraph(Paragraph):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield WithAddresses(self.text) if "://" in self.text.plain else self.text


class _PlainCode(CodeBlock):
    """Code as it stands, indented: a background colour fits dark or light, never both. A line that is wider than the
    terminal is the terminal's to wrap: what is pasted stays one line."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in str(self.text).rstrip("\n").split("\n"):
            yield Segment(f"    {line.expandtabs()}".rstrip())
            yield Segment.line()


class _WholeTable(TableElement):
    """A table that breaks long words instead of cutting them off."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for part in super().__rich_console__(console, options):
            if isinstance(part, Table):
                part.show_edge = False
                for column in part.columns:
                    column.overflow = "fold"
            yield part


class _LeftHeading(Heading):
    LEVEL_ALIGN: ClassVar[dict[str, Any]] = {}


def _beside(lead: Segment, rest: str, drawn: Iterable[Segment]) -> Iterator[Segment]:
    """What is drawn, with a lead before its first line and another before the rest. Rich's own would crop the lines."""
    for number, line in enumerate(Segment.split_lines(drawn)):
        yield Segment(rest, lead.style) if number else lead
        yield from line
        yield Segment.line()


def _narrower(options: ConsoleOptions, by: int) -> ConsoleOptions:
    return options.update(width=max(options.max_width - by, 1))


class _Item(ListItem):
    """A list item whose number keeps its dot."""

    def render_bullet(self, console: Console, options: ConsoleOptions) -> RenderResult:
        bullet = Segment(" • ", console.get_style("markdown.item.bullet"))
        return _beside(bullet, "   ", console.render(self.elements, _narrower(options, 3)))

    def render_number(self, console: Console, options: ConsoleOptions, number: int, last_number: int) -> RenderResult:
        width = len(str(last_number)) + 3
        lead = Segment(f"{number}.".rjust(width - 1) + " ")
        return _beside(lead, " " * width, console.render(self.elements, _narrower(options, width)))


class _Quote(BlockQuote):
    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        drawn = console.render(self.elements, _narrower(options, 2))
        return _beside(Segment("▌ ", self.style), "▌ ", Segment.apply_style(drawn, self.style))


class _FaqMarkdown(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "paragraph_open": _Paragraph,
        "blockquote_open": _Quote,
        "fence": _PlainCode,
        "code_block": _PlainCode,
        "heading_open": _LeftHeading,
        "table_open": _WholeTable,
        "list_item_open": _Item,
    }

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Rich begins a list, a table and a quotation with an empty line, even where nothing stands above."""
        return dropwhile(lambda part: part == Segment.line(), super().__rich_console__(console, options))
