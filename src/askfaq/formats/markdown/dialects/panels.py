"""Panels: details elements and components with a title, and the Markdown that stands in them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from askfaq.formats.markdown.dialects.inline_html import PICTURES
from askfaq.formats.markdown.dialects.lines import Line, dedented
from askfaq.formats.markdown.dialects.outline import Outline, Panel, title_text, with_parents
from askfaq.formats.markdown.dialects.raw_html import without_html
from askfaq.formats.markdown.dialects.tags import BOX, Tag, read_tag
from askfaq.formats.markdown.tokens import parse_blocks
from askfaq.formats.markup.html_inline import escape

_EVENT = re.compile(
    r"^[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+){0,9}(?P<fence>`{3,}|~{3,})(?=[^`\n]*$)|(?P<code>`+)"
    r"|(?P<comment><!--|\{/\*)|<(?P<raw>pre|script|style|textarea)\b|(?P<tag></?[A-Za-z])",
    re.MULTILINE,
)
_CLOSED = re.compile(r"</([\w.-]+)\s*>")
_LONGEST_TITLE = 2000
_LONGEST_CODE = 4000
_MOST_OPEN = 60  # tags that a closing one is looked for among


def read_panels(lines: list[Line], *, is_mdx: bool) -> Outline:
    """The lines without tags and comments; what the panels are."""
    text = "\n".join(line.text for line in lines)
    if not re.search(r"[<&{\\]", text):
        return Outline(lines, [])
    scan = _Scan(text, lines, is_mdx=is_mdx)
    scan.run()
    return Outline(scan.out, with_parents(sorted(scan.panels, key=lambda panel: (panel.start, -panel.end))))


class _Open(NamedTuple):
    """A tag that is open, and the panel that began in it: its title and first line, -1 for none."""

    name: str
    kind: str
    title: str = ""
    start: int = -1


class _Scan:
    def __init__(self, text: str, lines: list[Line], *, is_mdx: bool) -> None:
        self.out: list[Line] = []
        self.panels: list[Panel] = []
        self._text, self._lines, self._is_mdx = text, lines, is_mdx
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line.text) + 1)
        self._code = _indented_code(text)
        self._closed = {name.lower() for name in _CLOSED.findall(text)}
        self._open: list[_Open] = [_Open("", "")]  # the page itself
        self._from = self._done = 0  # where the text that is not handed on yet begins; up to where it is in `_held`
        self._held = ""
        self._emptied: set[int] = set()  # indexes of lines with comments
        self._missing: set[str] = set()  # ends that were looked for and are nowhere below

    def run(self) -> None:
        at = 0
        while found := _EVENT.search(self._text, at):
            at = max(self._event(found), found.start() + 1)
        self._flush(len(self._text))
        while len(self._open) > 1:
            self._end_panel()
            self._open.pop()
        self._end_panel()

    def _event(self, found: re.Match[str]) -> int:
        """Where to look for the next one."""
        start = found.start()
        if len(self._open) == 1 and self._index(start) in self._code:
            return self._starts[self._index(start) + 1]
        if fence := found["fence"]:
            return self._fence_end(found.end(), fence)
        if code := found["code"]:
            closing = re.compile(rf"(?<!`){code}(?!`)").search(self._text, found.end(), found.end() + _LONGEST_CODE)
            return closing.end() if closing and "\n\n" not in closing.string[start : closing.end()] else found.end()
        if found["comment"]:
            return self._comment(start, found["comment"])
        if found["raw"]:
            return self._find(f"</{found['raw']}", found.end())
        tag = read_tag(self._text, start)
        return self._tag(tag, start) if tag else found.end()

    def _fence_end(self, at: int, fence: str) -> int:
        closing = re.compile(rf"^[ \t>]*{fence}{fence[0]}*[ \t]*$", re.MULTILINE).search(self._text, at)
        return closing.end() if closing else len(self._text)

    def _find(self, end: str, at: int) -> int:
        """Where this stands further down, or the place itself."""
        place = -1 if end in self._missing else self._text.find(end, at)
        if place < 0:
            self._missing.add(end)
        return place if place >= 0 else at

    def _comment(self, start: int, opening: str) -> int:
        closing = "-->" if opening == "<!--" else "*/}"
        end = self._find(closing, start + len(opening))
        if closing in self._missing:
            return start + len(opening)
        end += len(closing)
        self._held += self._text[self._done : start] + "\n" * self._text.count("\n", start, end)
        self._emptied.update(range(self._index(start), self._index(end) + 1))
        self._done = end
        return end

    def _tag(self, tag: Tag, start: int) -> int:
        name = tag.name.lower()
        if tag.is_closing:
            is_open = any(one.name == name for one in self._open[-_MOST_OPEN:])
            return self._close(name, start, tag.end) if is_open else tag.end
        if tag.names_a_panel and not tag.title and not tag.is_empty and (len(self._open) > 1 or tag.is_component):
            return self._title_element(tag, start)
        if tag.is_component and tag.is_empty and name not in PICTURES:
            self._answered(tag, start) if tag.title and tag.answer else self._drop(tag, start)
        elif self._is_container(tag, start) and (name in self._closed or name == "details"):
            self._skip(start, tag.end)
            self._open.append(_Open(name, tag.attributes.get("kind", "") if tag.name == BOX else tag.name))
            if tag.title:
                self._begin_panel(tag.title, start)
                self._add(tag.answer, start)
        return tag.end

    def _is_container(self, tag: Tag, start: int) -> bool:
        """Whether what stands in it may be a panel: `details`, a list of definitions, a component on its own lines."""
        if not tag.is_component:
            return tag.name.lower() in ("details", "dl")
        return self._begins_line(start) and (bool(tag.title) or self._text[tag.end : tag.end + 1] in ("\n", "", "<"))

    def _begins_line(self, start: int) -> bool:
        line = max(self._text.rfind("\n", 0, start) + 1, start - 300)
        before = self._text[line:start].rstrip()
        return not before or before.endswith(">")

    def _drop(self, tag: Tag, start: int) -> None:
        if self._is_container(tag, start):
            self._skip(start, tag.end)

    def _title_element(self, tag: Tag, start: int) -> int:
        """The title that stands in an element; the panel lasts to the next one beside it, or to the end around it."""
        closing = re.compile(rf"</{re.escape(tag.name)}\s*>").search(self._text, tag.end, tag.end + _LONGEST_TITLE)
        if not closing:
            return tag.end
        title = title_text(self._text[tag.end : closing.start()])
        self._skip(start, closing.end())
        self._end_panel()
        if title:
            self._begin_panel(title, start)
        return closing.end()

    def _answered(self, tag: Tag, start: int) -> None:
        """A component that is empty, with question and answer in its attributes."""
        self._skip(start, tag.end)
        self._open.append(_Open(tag.name.lower(), tag.name))
        self._begin_panel(tag.title, start)
        self._add(tag.answer, start)
        self._end_panel()
        self._open.pop()

    def _close(self, name: str, start: int, end: int) -> int:
        self._skip(start, end)
        while True:
            self._end_panel()
            if self._open.pop().name == name:
                return end

    def _skip(self, start: int, end: int) -> None:
        self._flush(start)
        self._from = self._done = end

    def _begin_panel(self, title: str, at: int) -> None:
        self._blank_line()
        number = self._lines[self._index(at)].number
        self._open[-1] = self._open[-1]._replace(title=title, start=len(self.out))
        self.out += [Line(f"**{escape(title)}**", number), Line("", number)]

    def _end_panel(self) -> None:
        panel = self._open[-1]
        if panel.start >= 0:
            self.panels.append(Panel(panel.title, panel.kind, panel.start, panel.start + 2, len(self.out)))
            self._blank_line()
            self._open[-1] = panel._replace(title="", start=-1)

    def _blank_line(self) -> None:
        if self.out and self.out[-1].text.strip():
            self.out.append(Line("", self.out[-1].number))

    def _add(self, text: str, at: int) -> None:
        if not text:
            return
        number = self._lines[self._index(at)].number
        self.out += without_html([Line(part, number) for part in text.split("\n")], is_mdx=True)

    def _flush(self, end: int) -> None:
        """Hand on the text up to there."""
        text, first = self._held + self._text[self._done : end], self._index(self._from)
        began_inside = self._from > self._starts[first]
        self._held, self._from, self._done = "", end, end
        segment = [
            Line(part, self._lines[min(i, len(self._lines) - 1)].number)
            for i, part in self._inked(text.split("\n"), first)
        ]
        if len(self._open) > 1:
            segment = dedented(segment, skip_first=began_inside)
        if any(line.text.strip() for line in segment):
            self.out += without_html(self._spaced(segment), is_mdx=self._is_mdx)
        else:
            self._blank_line()

    def _inked(self, parts: list[str], first: int) -> Iterator[tuple[int, str]]:
        """The lines with their indexes, without those that held nothing but a comment."""
        above, is_cut = "", False
        for i, part in enumerate(parts, first):
            is_cut = not part.strip() and (i in self._emptied or (is_cut and not above.strip()))
            if not is_cut:
                yield i, part
                above = part

    def _spaced(self, segment: list[Line]) -> list[Line]:
        """A piece between two tags without more than one empty line before and behind it."""
        inked = [i for i, line in enumerate(segment) if line.text.strip()]
        first = inked[0] if self.out and not self.out[-1].text.strip() else 0
        return segment[first : inked[-1] + 2]

    def _index(self, at: int) -> int:
        return min(bisect_right(self._starts, at) - 1, len(self._lines) - 1)


def _indented_code(text: str) -> set[int]:
    if "\n    " not in text and "\n\t" not in text:
        return set()
    blocks = (token for token in parse_blocks(text) if token.type == "code_block" and token.map)
    return {line for block in blocks for line in range(*block.map)}
