"""Pieces of HTML that other formats carry: names of questions, and answers."""

import html
import re
from functools import cache
from typing import Any

from askfaq.errors import FileError
from askfaq.formats.markup.costly_html import refuse_costly
from askfaq.formats.markup.html_blocks import to_markdown
from askfaq.formats.markup.html_inline import plain
from askfaq.formats.markup.html_tree import parsed
from askfaq.formats.markup.text_lists import to_markdown as text_to_markdown

_SAFE = re.compile(r"(?:https?|mailto|tel):|[/#?.]|[^:/?#]*(?:[/?#]|$)", re.IGNORECASE)


_AROUND = "<div>" * 10  # a page has elements around an answer
_HAS_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#?\w{2,8});")
_HAS_BLOCKS = re.compile(r"<(?:p|br|ul|ol|li|div|table|h[1-6]|pre|blockquote)\b", re.IGNORECASE)


def html_text(fragment: str) -> str:
    """HTML or plain text as one line of plain text."""
    if not _HAS_TAGS.search(fragment):
        return " ".join(fragment.split())
    body = parsed(fragment, "-").body
    return plain(body) if body is not None else ""


def html_answer(fragment: str, base: str = "") -> str:
    """An answer given as HTML, as text with line breaks, or as Markdown, in Markdown."""
    if not _HAS_TAGS.search(fragment):
        return text_to_markdown(fragment.split("\n"))
    if re.search(r"&lt;/?(?:p|br|ul|ol|li|div|a|strong|b)\b", fragment) and not re.search(r"<[a-z]", fragment):
        fragment = html.unescape(fragment)
    if not _HAS_BLOCKS.search(fragment):
        fragment = fragment.strip().replace("\n", "<br>")
    body = parsed(fragment, "-").body
    return to_markdown(body, base) if body is not None else ""


@cache
def _markdown_parser() -> Any:
    from markdown_it import MarkdownIt

    from askfaq.text.whole_markdown import show_everything

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).use(show_everything)
    parser.validateLink = lambda url: bool(_SAFE.match(url.strip()))  # type: ignore[method-assign]
    return parser


def to_html(answer: str) -> str:
    """HTML of an answer. Raw HTML in it is shown as text: a FAQ may come from anywhere. So is all of an answer whose
    elements are nested so deep that a page with it would be refused.
    """
    rendered = str(_markdown_parser().render(answer)).strip()
    try:
        refuse_costly(_AROUND + rendered, "-")
    except FileError:
        return f"<p>{html.escape(answer)}</p>"
    return rendered
