"""A page as text: its main part in Markdown, read by headings, bold lines, labels or lines that ask."""

from bisect import bisect_left, bisect_right
from itertools import groupby
from typing import Any, NamedTuple

from askfaq.errors import FileError
from askfaq.formats.html.accordions.surroundings import left_out_lines
from askfaq.formats.imported import Remark
from askfaq.formats.markdown import reader as markdown
from askfaq.formats.markdown.headings import Heading, headings
from askfaq.formats.markdown.page import Page, open_page
from askfaq.formats.markup.html_blocks import Block, blocks
from askfaq.formats.plain_text import reader as plain_text
from askfaq.formats.plain_text.labels import label
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key


class Content(NamedTuple):
    """What a page says: its blocks, and where each begins in the text that they make up."""

    blocks: list[Block]
    starts: list[int]

    @property
    def text(self) -> str:
        """The blocks as Markdown. It begins with an empty line: a rule at the top opens no front matter."""
        return "\n" + "\n\n".join(block.text for block in self.blocks)

    def line(self, line: int) -> int:
        """The line of the source that a line of the text comes from."""
        return (self.blocks[max(bisect_right(self.starts, line) - 1, 0)].line or 1) if self.blocks else 1


def content_of(tree: Any, base: str) -> Content:
    """The main part of the page."""
    tree.strip_tags(["nav", "footer", "aside"])
    main = tree.css_first("main") or tree.css_first("[role=main]")
    body = main if main is not None and ("?" in main.text() or main.css_first("h1, h2, h3, h4")) else tree.body
    parts = blocks(body, base) if body is not None else []
    starts, line = [], 2
    for block in parts:
        starts.append(line)
        line += block.text.count("\n") + 2
    return Content(parts, starts)


def read_text(content: Content, name: str, remarks: list[Remark]) -> list[ImportedEntry]:
    """Headings, bold questions, "Q:" and "A:", or lines that end in "?". Raises FileError when there are none."""
    page = open_page(content.text)
    own: list[Remark] = []
    found = markdown.read_page(page, own, {})
    if not found:
        try:
            result = plain_text.read(content.text, name, markdown=True)
        except FileError:
            raise FileError(
                name,
                "looks like a web page, but no FAQ was found in it: no FAQPage data, no details, no definition list,"
                " no titles with panels, and no heading or line that asks a question",
            ) from None
        found, own = _under_headings(list(result.entries), page), list(result.remarks)
    return _placed(content, found, own, remarks)


def read_headed(content: Content, remarks: list[Remark]) -> list[ImportedEntry]:
    """The questions that are headings."""
    own: list[Remark] = []
    found = markdown.read_by_headings(open_page(content.text), own)
    return _placed(content, found, [remark for remark in own if remark.kind == "skipped"], remarks)


def _under_headings(entries: list[ImportedEntry], page: Page) -> list[ImportedEntry]:
    """Entries whose questions are plain lines: a heading ends the answer above it and is the topic of what follows."""
    found = headings(page.lines, page.tokens)
    topics = {_topic_above(found, entry.line - 1) for entry in entries}
    starts = {page.lines[heading.start] for heading in found}
    result = []
    for entry in entries:
        lines = entry.answer.split("\n")
        end = next((i for i, line in enumerate(lines) if line in starts), len(lines))
        topic = _topic_above(found, entry.line - 1) if len(topics) > 1 else None
        result.append(entry._replace(answer="\n".join(lines[:end]), topic=topic))
    return result


def _topic_above(found: list[Heading], line: int) -> str | None:
    """The heading above a line (0-based), unless it is the page's title."""
    above = bisect_left(found, line, key=lambda heading: heading.start)
    return None if not above or (above == 1 and found[0].level == 1) else found[above - 1].text


def _placed(
    content: Content, found: list[ImportedEntry], own: list[Remark], remarks: list[Remark]
) -> list[ImportedEntry]:
    """The entries with the lines of the source; what no entry holds is left out with a note."""
    told = [remark._replace(line=content.line(remark.line or 1)) for remark in own if " left out" not in remark.text]
    remarks += told
    remarks += _unclaimed(content, found, " ".join(remark.text for remark in told if remark.kind == "skipped"))
    return [entry._replace(line=content.line(entry.line)) for entry in found]


def _wordings(text: str) -> list[str]:
    """A block's text, and what stands behind the label that it begins with."""
    found = label(text.strip("*_ "))
    return [text, found.rest] if found else [text]


def _unclaimed(content: Content, found: list[ImportedEntry], told: str) -> list[Remark]:
    """A note on each stretch of blocks that are in no entry. Headings are topics, but not those behind the last one."""
    lines = {line for entry in found for line in entry.answer.split("\n")}
    asked = {wording_key(text) for entry in found for text in (entry.question, *entry.aliases, entry.topic or "")}
    claimed = [
        block.text.rsplit("\n", 1)[-1] in lines or any(wording_key(text) in asked for text in _wordings(block.text))
        for block in content.blocks
    ]
    last = max((i for i, is_claimed in enumerate(claimed) if is_claimed), default=0)
    free = [
        not is_claimed and block.text[:20] not in told and (i > last or not block.text.startswith("#"))
        for i, (is_claimed, block) in enumerate(zip(claimed, content.blocks, strict=True))
    ]
    remarks = []
    for is_free, run in groupby(zip(free, content.blocks, strict=True), key=lambda one: one[0]):
        parts = [block for _, block in run if block.text.strip("-*_ ")]
        if is_free and parts:
            remarks.append(
                left_out_lines(
                    parts[0].line, parts[-1].line, "outside the questions", " ".join(block.text for block in parts)
                )
            )
    return remarks
