"""Markdown as markdown-it reads it."""

from typing import Any, NamedTuple

from markdown_it import MarkdownIt

BREAKS = ("softbreak", "hardbreak")


class Parsed(NamedTuple):
    """The tokens of a text, and the link definitions by their normalised names."""

    tokens: list[Any]
    references: dict[str, dict[str, str]]


def parse_page(text: str) -> Parsed:
    """Tokens (CommonMark and tables) and link definitions."""
    env: dict[str, Any] = {}
    tokens = MarkdownIt("commonmark").enable("table").parse(text, env)
    return Parsed(tokens, env.get("references", {}))


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
    inline = next((token for token in parse(markdown) if token.type == "inline"), None)
    return plain_text(inline.children).strip() if inline else markdown
