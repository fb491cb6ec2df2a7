"""Markdown as markdown-it reads it."""

import re
from functools import cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt

_MARKUP = re.compile(r"[^\w\s?.,;()’'\"“”„-]|^\s*(?:[-+]|\d+[.)])\s|^    |__|\b_|_\b")
BREAKS = ("softbreak", "hardbreak")


class Parsed(NamedTuple):
    """The tokens of a text, and the link definitions by their normalised names."""

    tokens: list[Any]
    references: dict[str, dict[str, str]]


@cache
def _parser(*, inline: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    return parser if inline else parser.disable("inline")


def parse_page(text: str) -> Parsed:
    """Tokens (CommonMark and tables) and link definitions."""
    env: dict[str, Any] = {}
    tokens = _parser(inline=True).parse(text, env)
    return Parsed(tokens, env.get("references", {}))


def parse_blocks(text: str) -> list[Any]:
    """Tokens of the blocks alone, which takes half the time."""
    return _parser(inline=False).parse(text)


def parse(text: str) -> list[Any]:
    """Tokens (CommonMark and tables)."""
    return parse_page(text).tokens


def plain_text(children: list[Any] | None) -> str:
    """The text of inline tokens without their markup."""
    parts = []
    for token in children or ():
        if token.type in ("text", "code_inline", "text_special"):
            parts.append(token.content)
        elif token.type in BREAKS:
            parts.append(" ")
        elif token.type == "image":
            parts.append(plain_text(token.children))
    return "".join(parts)


def inline_text(markdown: str) -> str:
    """A line of Markdown without its markup."""
    if not _MARKUP.search(markdown):
        return markdown.strip()
    inline = next((token for token in parse(markdown) if token.type == "inline"), None)
    return plain_text(inline.children).strip() if inline else markdown
