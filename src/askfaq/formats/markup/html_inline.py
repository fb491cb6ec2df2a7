"""Inline HTML to Markdown: text that stays text, emphasis, code, links, images, line breaks."""

import re
from itertools import zip_longest
from typing import Any
from urllib.parse import urljoin, urlsplit

from askfaq.formats.questions import ends_as_question
from askfaq.limits import MAX_KEPT_HTML_DEPTH

Node = Any  # selectolax.lexbor.LexborNode; its stubs are partial

DROPPED = frozenset({"script", "style", "template", "noscript", "svg", "input", "select", "textarea", "button", "nav"})
TITLE_ATTRIBUTE = "data-askfaq-title"

_EMPHASIS = {
    "strong": "**",
    "b": "**",
    "em": "*",
    "i": "*",
    "cite": "*",
    "dfn": "*",
    "del": "~~",
    "s": "~~",
    "strike": "~~",
}
_CODE = frozenset({"code", "kbd", "samp", "tt"})
_SPACES = re.compile(r"[ \t\n\r\f\xa0]+")
_ICON_FONT = re.compile(r"\bmaterial-(?:icons|symbols)")
_SUPERSCRIPT = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
# What CommonMark would read as markup: escapes, code, tags, entities, link brackets, strikethrough, and
# stars and underscores unless they stand between spaces (underscores also between letters).
_MARKUP = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|`|<(?=[A-Za-z/!?])|&(?=#?\w{1,31};)|\](?=[(\[:])|~(?=~)|(?<!\s)\*|\*(?!\s|$)"
    r"|(?<![^\W_])_|_(?![^\W_])"
)
_LINE_START = re.compile(
    r"(?:#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|=+\s*$|(?:-\s*){2,}$|_{3,}\s*$|~{3})|(\d{1,9})(?=[.)](?:\s|$))"
)


def escape(text: str) -> str:
    """Text as Markdown that reads as the same text, with no more backslashes than needed."""
    return _MARKUP.sub(r"\\\g<0>", text)


def escape_line_start(line: str) -> str:
    """A line that would open a heading, a list, a quote or a rule, made to stay text."""
    found = _LINE_START.match(line)
    if not found:
        return line
    return f"{found[1]}\\{line[found.end() :]}" if found[1] else f"\\{line}"


def inline(node: Node, base: str = "", depth: int = 0) -> str:
    """The Markdown of a node's children. A line break is a newline; every other space is a single space."""
    runs: list[tuple[str, list[str]]] = []
    for child in node.iter(include_text=True):
        mark, text = _piece(child, base, depth)
        if text and runs and runs[-1][0] == mark:
            runs[-1][1].append(text)
        elif text:
            runs.append((mark, [text]))
    return _SPACES_AROUND_BREAK.sub("\n", _joined([(mark, "".join(texts)) for mark, texts in runs]))


_SPACES_AROUND_BREAK = re.compile(r"(?:(?<! ) ++)?\n *+")


def plain(node: Node) -> str:
    """The text of a node on one line, without markup, as questions need it."""
    return _SPACES.sub(" ", _plain(node, 0)).strip()


def _plain(node: Node, depth: int) -> str:
    if node.is_text_node:
        return str(node.text_content or "")
    if not node.is_element_node or node.tag in DROPPED - {"button"} or _is_icon(node) or depth > MAX_KEPT_HTML_DEPTH:
        return ""
    if node.tag == "img":
        return f" {node.attributes.get('alt') or ''} "
    inner = "".join(_plain(child, depth + 1) for child in node.iter(include_text=True))
    return inner if node.tag in _INLINE else f" {inner} "


_INLINE = frozenset(
    {*_EMPHASIS, *_CODE, "a", "span", "font", "u", "mark", "small", "big", "abbr", "sub", "sup", "q", "var", "wbr"}
)


def _piece(node: Node, base: str, depth: int) -> tuple[str, str]:
    """(emphasis mark or "", Markdown) of one child."""
    if node.is_text_node:
        return "", escape(_SPACES.sub(" ", node.text_content or ""))
    tag = node.tag
    if not node.is_element_node or is_dropped(node) or _is_icon(node):
        return "", ""
    if depth > MAX_KEPT_HTML_DEPTH:
        return "", escape(_SPACES.sub(" ", node.text()))
    if tag == "br":
        return "", "\n"
    if tag == "img":
        return "", _image(node, base)
    if tag in _CODE:
        return "", _code(_SPACES.sub(" ", node.text()))
    inner = inline(node, base, depth + 1)
    if tag == "a":
        return "", _link(inner, node, base)
    if tag in ("sup", "sub"):
        return "", _raised(inner, _SUPERSCRIPT if tag == "sup" else _SUBSCRIPT)
    if tag == "q":
        return "", f"“{inner}”"
    if tag in ("iframe", "video", "audio", "embed"):
        return "", _link("", node, base, attribute="src")
    return _EMPHASIS.get(tag, ""), inner


def _joined(pieces: list[tuple[str, str]]) -> str:
    joined: list[str] = []
    before = ""
    for (mark, text), (_, following) in zip_longest(pieces, pieces[1:], fillvalue=("", "")):
        joined.append(_emphasised(mark, text, before, following.lstrip("*~")[:1]) if mark else text)
        before = joined[-1][-1:] or before
    return "".join(joined)


def _emphasised(mark: str, text: str, before: str, after: str) -> str:
    """Marks around each line of the text, spaces outside; none where CommonMark would not see them as marks
    (a word on the outside and punctuation on the inside) or where the text is marked so already."""
    inner = text.strip()
    if not inner or mark in inner:
        return text
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    outside_left, outside_right = (left or before)[-1:], (right or after)[:1]
    if (outside_left.isalnum() and not inner[0].isalnum()) or (outside_right.isalnum() and not inner[-1].isalnum()):
        return text
    if outside_left == mark[0] or outside_right == mark[0]:
        return text
    return left + "\n".join(f"{mark}{line}{mark}" if line else "" for line in inner.split("\n")) + right


def _code(text: str) -> str:
    if not text.strip():
        return ""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _link(text: str, node: Node, base: str, attribute: str = "href") -> str:
    target = _target(node.attributes.get(attribute), base)
    if not target:
        return text
    shown = text.strip()
    if target in (shown.replace("\\", ""), "mailto:" + shown.replace("\\", "")) or not shown:
        if attribute == "href" and not shown:
            return text
        is_address = re.match(r"[a-z][a-z0-9+.-]+:[^\s<>]+$", target)
        return f"<{target.removeprefix('mailto:')}>" if is_address else f"[{escape(target)}]({_destination(target)})"
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    label = " ".join(shown.split())
    if "](" not in label:
        label = re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", label)
    return f"{left}[{label}]({_destination(target)}){right}"


def _image(node: Node, base: str) -> str:
    attributes = node.attributes
    alt = escape(" ".join((attributes.get("alt") or "").split()))
    if {attributes.get("width"), attributes.get("height")} & {"0", "1"}:
        return ""
    target = _target(attributes.get("src"), base)
    return f"![{alt}]({_destination(target)})" if target else alt


def _target(value: str | None, base: str) -> str:
    """A link's address, absolute where a base is known; "" for scripts, embedded data and jumps in the page."""
    target = (value or "").strip()
    if not target or target.startswith("#"):
        return ""
    try:
        target = urljoin(base, target) if base else target
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return ""
    return "" if scheme in ("javascript", "vbscript", "data", "about", "blob") else target


def _destination(target: str) -> str:
    target = re.sub(r"[\s<>]", lambda found: f"%{ord(found[0]):02X}", target)
    return f"<{target}>" if "(" in target or ")" in target else target


def _raised(text: str, table: dict[int, int]) -> str:
    return text.translate(table) if text and all(ord(c) in table for c in text) else text


def is_dropped(node: Node) -> bool:
    """Whether an element is no part of the text. A button is one where it asks, or names what it opens."""
    if node.tag == "button":
        return not (ends_as_question(node.text().strip()) or TITLE_ATTRIBUTE in node.attributes)
    return node.tag in DROPPED


def _is_icon(node: Node) -> bool:
    """Whether an element is a sign: hidden from those who listen, or a word that a font draws as one."""
    if node.tag not in ("span", "i", "svg"):
        return False
    hidden = node.attributes.get("aria-hidden") == "true"
    drawn = _ICON_FONT.search(node.attributes.get("class") or "")
    return bool(drawn) or (hidden and len(node.text().strip()) < 3)
