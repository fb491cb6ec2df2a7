"""A parsed page: source lines on its elements, a limit on depth, and ways around in it."""

import re
from bisect import bisect_right
from itertools import islice
from typing import Any

from askfaq.formats.markup.costly_html import refuse_costly
from askfaq.formats.markup.html_blocks import LINE_ATTRIBUTE, source_line
from askfaq.formats.markup.html_inline import Node, plain
from askfaq.limits import MAX_TITLE_ELEMENTS

_ICON_SIGNS = "+-−–—"
_ICONS = rf"[{re.escape(_ICON_SIGNS)}›»>❯❱➕➖✕✖✗×⨯▲△▴▵▶▷▸▹►▼▽▾▿◀◂◄⌃⌄˄˅⏵⏶⏷↓↑→⬇⬆➜➤❓❔⁉]"
# A space or the end of the element stands between such a mark and the words: "C++" and "-40 °C" have none.
_FIRST_ICON = re.compile(rf"\s*(?P<mark>{_ICONS})\ufe0f?(?:\s(?P<rest>.*))?", re.DOTALL)
_LAST_ICON = re.compile(rf"(?:(?P<rest>.*)\s)?(?P<mark>{_ICONS})\ufe0f?\s*", re.DOTALL)


_TITLES = (
    "summary, button, h1, h2, h3, h4, h5, h6, label, [role=button], [role=tab], [aria-expanded], [aria-controls],"
    " [data-toggle=collapse], [data-bs-toggle=collapse]"
)
_ASIDES = ".sr-only, .visually-hidden, .screen-reader-text, .visuallyhidden"
_MOST_ASIDES = 4
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|(<script)(\b.*?(?:</script|\Z))|<(/?)([a-z][a-z0-9]*)(?=[\s/>])", re.DOTALL | re.IGNORECASE
)
_LINED = frozenset(
    """
    body div section p h1 h2 h3 h4 h5 h6 li ul ol dl dt dd details summary table td blockquote pre label button
    """.split()
)


def parsed(text: str, name: str, *, with_lines: bool = False) -> Any:
    """The tree of a page, or of a piece of one. Raises FileError for one that the parser would take minutes for.

    With `with_lines` each element of interest knows its line: the parser does not keep positions.
    """
    from selectolax.lexbor import LexborHTMLParser

    refuse_costly(text, name)
    return LexborHTMLParser(_with_lines(text) if with_lines else text)


def _with_lines(text: str) -> str:
    breaks = [i for i, char in enumerate(text) if char == "\n"]

    def numbered(found: re.Match[str]) -> str:
        line = f' {LINE_ATTRIBUTE}="{bisect_right(breaks, found.start()) + 1}"'
        if found[1]:
            return found[1] + line + found[2]
        return found[0] + line if found[4] and not found[3] and found[4].lower() in _LINED else found[0]

    return _TAG.sub(numbered, text)


def line_of(node: Node) -> int:
    return source_line(node) or 1


def ancestor(node: Node, tag: str) -> Node | None:
    above = node.parent
    while above is not None and above.tag != tag:
        above = above.parent
    return above


def is_within(node: Node, kind: str) -> bool:
    above = node.parent
    while above is not None and above.is_element_node:
        if kind in (above.attributes.get("itemtype") or ""):
            return True
        above = above.parent
    return False


def own_property(node: Node, name: str) -> str | None:
    """The text of the item's own property; not that of an item inside it."""
    for found in node.css(f"[itemprop~={name}]"):
        above = found.parent
        while above is not None and above.mem_id != node.mem_id and "itemscope" not in above.attributes:
            above = above.parent
        if above is not None and above.mem_id == node.mem_id:
            return found.attributes.get("content") or plain(found)
    return None


def head_of(tree: Any) -> dict[str, object]:
    root, title = tree.root, tree.css_first("head > title")
    language = (root.attributes.get("lang") or "").strip() if root is not None else ""
    texts = {"title": plain(title) if title is not None else "", "language": language}
    return {key: text for key, text in texts.items() if text}


def address_of(tree: Any) -> str:
    """The address that the page states for itself, or ""."""
    for selector in ("base[href]", "link[rel=canonical][href]", "meta[property='og:url'][content]"):
        node = tree.css_first(selector)
        address = (
            (node.attributes.get("href") or node.attributes.get("content") or "") if node is not None else ""
        ).strip()
        if re.match(r"https?://[^\s<>]+$", address):
            return address
    return ""


def strip_icons(tree: Any) -> None:
    """Take the marks from every heading of a page and every title that is marked up as one that opens something."""
    for node in tree.css(_TITLES):
        strip_icons_of(node)


def strip_icons_of(title: Any) -> None:
    """Take the marks, up to two in a row, from both ends of a title, and what it says to screen readers alone ("Toggle
    answer")."""
    if next(islice(title.traverse(), MAX_TITLE_ELEMENTS, None), None) is not None:
        return
    for aside in title.css(_ASIDES)[:_MOST_ASIDES]:
        if len(plain(aside)) < len(plain(title)):
            _silence(aside)
    for at, pattern in ((0, _FIRST_ICON), (0, _FIRST_ICON), (-1, _LAST_ICON), (-1, _LAST_ICON)):
        _strip_icon(title, at, pattern)


def _silence(node: Any) -> None:
    for text in [text for text in node.traverse(include_text=True) if text.is_text_node]:
        text.replace_with("")


def _strip_icon(node: Any, at: int, pattern: re.Pattern[str]) -> None:
    texts = [text for text in node.traverse(include_text=True) if text.is_text_node and text.text_content.strip()]
    found = pattern.fullmatch(texts[at].text_content) if texts else None
    if not found or texts[at].parent.tag in ("sup", "sub"):
        return
    rest = found["rest"] or ""
    parts = [text.text_content for text in texts]
    parts[at] = rest
    words = "".join(parts).strip()
    signed = at == 0 and found["mark"] in _ICON_SIGNS and words[:1].isdigit()
    quoted = at == -1 and found["mark"] in "›»" and re.search("[«‹]", words)
    if re.search(r"\w", words) and not signed and not quoted:
        texts[at].replace_with(f" {rest}" if at == 0 else f"{rest} ")
