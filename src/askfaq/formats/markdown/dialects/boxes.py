"""Boxes that other tools open with lines of their own, written as the tags that panels.py reads.

MkDocs (`??? question "…"`), Docusaurus, VitePress, Quarto and MyST (`:::details …`), GitHub and Obsidian
(`> [!faq]- …`), shortcodes of Hugo, Liquid and Discourse.
"""

import html
import re
from typing import NamedTuple

from askfaq.formats.markdown.dialects.lines import Fence, Line
from askfaq.formats.markdown.dialects.tags import BOX, read_tag
from askfaq.formats.questions import ends_as_question
from askfaq.limits import MAX_BOX_DEPTH

# Boxes that make a remark inside a text; any other holds what its title says.
_ASIDES = frozenset(
    """
    note notes tip tips hint info information important success check done warning caution attention danger error bug
    failure fail missing example examples quote cite abstract tldr seealso todo alert callout callout-note callout-tip
    callout-warning callout-important callout-caution spoiler-alert tab admonition
    """.split()
)
_FOLDED = "folded"  # closed until it is clicked, as the items of a FAQ are, whatever its kind
_INDENTED = re.compile(r"( *)(?:(\?\?\?\+?|!!!) +([\w-]++)[\w -]*+|===[!+]? )(?: *\"(.*)\")?\s*$")
_COLONS = re.compile(r"\s*(:{3,}) *(?:\{([^{}]*)\}|([\w-]+))?(?:\[(.*)\])? *(.*)$")
_CALLOUT = re.compile(r"> ?\[!([\w-]+)(?:\|[^\]]*)?\]([+-]?) *(.*)$")
_FENCED = re.compile(r"(`{3,})\{(dropdown|admonition|note|tip|hint|warning|important|seealso|tab-item)\} *(.*)$")
_HUGO = re.compile(r"\s*\{\{[<%] *+(/?) *+([\w./-]++)(.*?)/?[>%]\}\}\s*$")
_LIQUID = re.compile(r"\s*\{%-? *(end)?([\w-]++)(.*?)-?%\}\s*$")
_DISCOURSE = re.compile(r"\s*\[(/?)(details)(?:=(.*))?\]\s*$")
_SHORTCODES = (_HUGO, _LIQUID, _DISCOURSE)
_CLOSERS = re.compile(r"\{\{[<%] *(/) *([\w./-]+)|\{%-? *(end)([\w-]+)|\[(/)(details)\]")
_OPTION = re.compile(r":[\w-]+:.*$")
_CLASS = re.compile(r"\.([\w-]+)")
_END = f"</{BOX}>"


class _Box(NamedTuple):
    """An open box: how many spaces its lines are indented by, the marks before them, or the line that ends it."""

    indent: int = 0
    is_quoted: bool = False
    closer: str = ""


def boxes_as_tags(lines: list[Line]) -> list[Line]:
    """The lines with such boxes as tags on lines of their own, and with what stands in them at the margin."""
    walk = _Walk({name or name2 or name3 for _, name, _, name2, _, name3 in _closers(lines)})
    for line in lines:
        walk.take(line)
    walk.close(0, lines[-1].number if lines else 1)
    return walk.out


def _closers(lines: list[Line]) -> list[tuple[str, ...]]:
    return [found for line in lines if "{" in line.text or "[" in line.text for found in _CLOSERS.findall(line.text)]


class _Walk:
    def __init__(self, closed: set[str]) -> None:
        self.out: list[Line] = []
        self._closed = closed
        self._boxes: list[_Box] = []
        self._fence = Fence()
        self._after_opening = False

    def take(self, line: Line) -> None:
        text = self._inside(line)
        if self._boxes and self._ends_box(text):
            self.close(len(self._boxes) - 1, line.number)
            return
        option, self._after_opening = self._after_opening and bool(_OPTION.match(text)), False
        if option or (not (fenced := _FENCED.match(text)) and self._fence.holds(text)):
            self.out += [] if option else [Line(text, line.number)]
            return
        if fenced:
            self._open(_Box(closer=fenced[1]), fenced[2], fenced[3], line.number)
        elif not self._opens(text, line.number):
            self.out.append(Line(text, line.number))

    def close(self, depth: int, number: int) -> None:
        """End every box from this depth on."""
        if len(self._boxes) > depth:
            self._fence = Fence()
        for _ in self._boxes[depth:]:
            self.out += [Line(_END, number), Line("", number)]
        del self._boxes[depth:]

    def _inside(self, line: Line) -> str:
        """The line without what marks it as part of the open boxes; those that it is no part of end."""
        text = line.text
        for depth, box in enumerate(self._boxes):
            if box.is_quoted and text.startswith(">"):
                text = text[1:].removeprefix(" ")
            elif box.indent and not text[: box.indent].expandtabs(4)[: box.indent].strip():
                wide = text.expandtabs(4) if "\t" in text[: box.indent] else text
                text = wide[box.indent :]
            elif box.is_quoted or box.indent:
                self.close(depth, line.number)
                break
        return text

    def _ends_box(self, text: str) -> bool:
        closer, mark = self._boxes[-1].closer, text.strip()
        if closer[:3] == ":::":
            return mark.startswith(":::") and not mark.strip(":")
        return bool(closer) and mark == closer

    def _opens(self, text: str, number: int) -> bool:
        if len(self._boxes) >= MAX_BOX_DEPTH:
            return False
        if found := _INDENTED.match(text):
            kind, title = found[3] or "tab", found[4] or ""
            kind = _FOLDED if title and (found[2] or "")[:1] == "?" else kind
            self._open(_Box(indent=len(found[1]) + 4), kind, title, number)
        elif (found := _COLONS.match(text)) and (found[2] or found[3]):
            kind, title = _directive(found)
            self._open(_Box(closer=found[1]), kind, title, number)
        elif found := _CALLOUT.match(text):
            kind = _FOLDED if found[2] and found[3] else found[1]
            self._open(_Box(is_quoted=True), kind, found[3], number)
        else:
            return self._shortcode(text, number)
        return True

    def _shortcode(self, text: str, number: int) -> bool:
        found = next((found for pattern in _SHORTCODES if (found := pattern.match(text))), None)
        if not found or found[2] not in self._closed:
            return False
        if found[1]:
            depth = next((i for i in range(len(self._boxes) - 1, -1, -1) if self._boxes[i].closer == found[2]), None)
            if depth is not None:
                self.close(depth, number)
            return True
        self._open(_Box(closer=found[2]), found[2], _given((found[3] or "").strip(" "), found[2]), number, named=False)
        return True

    def _open(self, box: _Box, kind: str, title: str, number: int, *, named: bool = True) -> None:
        """`named`: a box without a title shows its kind instead."""
        # In the answer of another box even a remark that asks is one.
        aside = kind.lower() in _ASIDES and (bool(self._boxes) or not ends_as_question(title))
        shown = title.strip() or (kind.replace("callout-", "").capitalize() if named and aside else "")
        tag = f'<{BOX} kind="{"aside" if aside else html.escape(kind)}" title="{html.escape(shown)}">'
        self.out += [Line("", number), Line(tag, number)]
        self._boxes.append(box)
        self._after_opening = True


def _directive(found: re.Match[str]) -> tuple[str, str]:
    """(kind, title) of a line of colons: `details Title`, `tip[Title]`, `{dropdown} Title`, `{.tip title="…"}`."""
    inside = found[2] or ""
    if "." in inside or "=" in inside:
        named = _CLASS.search(inside)
        return named[1] if named else "", _given(inside, "")
    rest = re.sub(r"\{[^{}]*\}\s*$", "", found[5])
    return inside or found[3] or "", found[4] or rest.strip(" :")


def _given(arguments: str, name: str) -> str:
    """The title among a shortcode's arguments: by name, or the first string; of `details` all there is."""
    if tag := read_tag(f"<X-x {arguments}>", 0):
        if tag.title:
            return tag.title
        quoted = re.match(r"[\"“](.*?)[\"”]", arguments)
        if quoted:
            return quoted[1]
    return arguments.strip("\"' ") if name == "details" else ""
