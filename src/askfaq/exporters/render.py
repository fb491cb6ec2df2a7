"""An answer's Markdown as HTML that can be published: no scripts, no raw HTML, no strange links."""

import re
from functools import cache
from typing import Any

_SAFE = re.compile(r"(?:https?|mailto|tel):|[/#?.]|[^:/?#]*(?:[/?#]|$)", re.IGNORECASE)


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: bool(_SAFE.match(url.strip()))  # type: ignore[method-assign]
    return parser


def to_html(answer: str) -> str:
    """HTML of an answer. Raw HTML in it is shown as text: a FAQ may come from anywhere."""
    return str(_parser().render(answer)).strip()
