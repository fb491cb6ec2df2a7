"""Markdown of a FAQ as a Rich renderable: nothing of the text is lost, links are those a reader can trust."""

from collections.abc import Iterable
from itertools import dropwhile
from typing import Any, ClassVar

from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import CodeBlock, Heading, ListItem, Markdown, MarkdownElement, TableElement
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from askfaq.limits import MAX_DRAWN_DEPTH
from askfaq.text.sanitize import clean
from askfaq.text.whole_markdown import show_everything

SAFE_SCHEMES = ("http:", "https:", "mailto:")
_MIN_COLUMN = 5


def markdown(text: str, *, width: int, hyperlinks: bool) -> Markdown | Text:
    """The text as Rich draws it. HTML is shown as it stands, not dropped; other links show where they lead.

    What cannot be drawn without losing some of it (a table too wide for the screen, deep nesting) is shown as it
    stands too.
    """
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_DRAWN_DEPTH})
    tokens = parser.enable(["strikethrough", "table"]).use(show_everything).parse(text)
    if any(token.level >= MAX_DRAWN_DEPTH - 2 for token in tokens):
        return Text(text)
    drawn = _FaqMarkdown("", hyperlinks=hyperlinks)
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
    unsafe: list[str] = []
    titles: list[str] = []
    for token in tokens:
        token.content = clean(token.content)  # again: &#8238; and %E2%80%AE have become characters
        if token.children:
            token.children = list(_safe(token.children, hyperlinks))
        if token.info == "auto" and token.type.startswith("link_") and not hyperlinks:
            continue  # the text is the address: once is enough
        if token.type == "link_open":
            titles.append(_title(token))
        if token.type == "link_open" and not _is_safe(token):
            unsafe.append(clean(str(token.attrs.get("href", ""))))
        elif token.type == "link_close":
            yield Token("text", "", 0, content=f" ({unsafe.pop()})") if unsafe else token
            if title := titles.pop():
                yield Token("text", "", 0, content=title)
        elif token.type == "image":
            source = clean(str(token.attrs.get("src", "")))
            yield Token("text", "", 0, content=f"{token.content} ({source})".strip() + _title(token))
        else:
            yield token


def _title(token: Token) -> str:
    """What pages show when the mouse rests on a link or image; a terminal has no such place."""
    title = clean(str(token.attrs.get("title", "")))
    return f" ({title})" if title else ""


def _is_safe(link: Token) -> bool:
    target = str(link.attrs.get("href", ""))
    return target.lower().startswith(SAFE_SCHEMES) and target.isascii() and target.isprintable()


class _PlainCode(CodeBlock):
    """Code as it stands, indented: a background colour fits dark or light, never both."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Padding(Text(str(self.text).rstrip("\n")), (0, 0, 0, 4))


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


class _NumberedItem(ListItem):
    """A list item whose number keeps its dot."""

    def render_number(self, console: Console, options: ConsoleOptions, number: int, last_number: int) -> RenderResult:
        width = len(str(last_number)) + 3
        lines = console.render_lines(self.elements, options.update(width=max(options.max_width - width, 1)))
        for index, line in enumerate(lines):
            yield Segment((f"{number}." if index == 0 else "").rjust(width - 1) + " ")
            yield from line
            yield Segment("\n")


class _FaqMarkdown(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "fence": _PlainCode,
        "code_block": _PlainCode,
        "heading_open": _LeftHeading,
        "table_open": _WholeTable,
        "list_item_open": _NumberedItem,
    }

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Rich begins a list, a table and a quotation with an empty line, even where nothing stands above."""
        return dropwhile(lambda part: part == Segment.line(), super().__rich_console__(console, options))
