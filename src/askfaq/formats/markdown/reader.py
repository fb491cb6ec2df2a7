"""Markdown: questions as headings, bold lines, "Q: … A: …" pairs, details elements, or one file a question."""

import re
from itertools import pairwise
from typing import Any, NamedTuple

from askfaq.errors import FileError
from askfaq.formats.imported import Import, Remark, collect, shorten, skipped
from askfaq.formats.markdown.details import read_details
from askfaq.formats.markdown.front_matter import FrontMatter, front_matter
from askfaq.formats.markdown.headings import (
    Heading,
    headings,
    page_title,
    parse,
    plain_text,
    question_level,
    read_headings,
    topic_above,
)
from askfaq.formats.plain_text import reader as text_reader
from askfaq.formats.plain_text.labels import label
from askfaq.formats.questions import ends_as_question, is_question_like
from askfaq.model import ImportedEntry

_REFERENCE = re.compile(r"\]\s?\[([^\[\]]+)\]|\[([^\[\]]+)\](?![\[(:])")
_BREAKS = ("softbreak", "hardbreak")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]+)\]:", re.MULTILINE)


class Page(NamedTuple):
    """A Markdown text with its front matter blanked out, so that line numbers stay."""

    lines: list[str]
    front: FrontMatter
    tokens: list[Any]
    references: dict[str, dict[str, str]]


class _Bold(NamedTuple):
    """A bold question at the beginning of a paragraph: how many lines it takes, and whether others follow."""

    text: str
    lines: int
    goes_on: bool


def read(text: str, name: str, *, in_folder: bool = False) -> Import:
    """Entries of a Markdown text. Raises FileError when nothing in it is a question.

    In a folder of one file a question, the title in the front matter may be worded in any way.
    """
    page = open_page(text)
    remarks: list[Remark] = []
    head: dict[str, object] = {}
    body = "\n".join(page.lines).strip("\n")
    if question := page.front.text("question", "questions"):
        found = [_whole_file(page.front, question, body)]
    else:
        found = read_page(page, remarks, head)
        title = page.front.text("title")
        if not found and title and body.strip() and (in_folder or is_question_like(title)):
            remarks.clear()
            found = [_whole_file(page.front, title, body)]
        elif title:
            head["title"] = title
    if not found:
        raise FileError(name, "looks like Markdown, but holds no question: no heading, bold line or “Q:” asks one")
    topic = page.front.text("topic", "category", "categories", "section")
    found = [entry if entry.topic else entry._replace(topic=topic) for entry in found]
    if language := page.front.text("lang", "language"):
        head["language"] = language
    return collect("markdown", found, remarks, head=head)


def open_page(text: str) -> Page:
    """Parse a text once: front matter, lines, tokens, link definitions."""
    front = front_matter(text)
    lines = [""] * front.lines + text.split("\n")[front.lines :]
    from markdown_it import MarkdownIt

    env: dict[str, Any] = {}
    tokens = MarkdownIt("commonmark").enable("table").parse("\n".join(lines), env)
    return Page(lines, front, tokens, env.get("references", {}))


def read_page(page: Page, remarks: list[Remark], head: dict[str, object]) -> list[ImportedEntry]:
    """Entries by the way of asking that gives the most questions; headings first where two give as many."""
    found = headings(page.lines, page.tokens)
    page, footer = _without_footer(page, found)
    level, by_heading = question_level(found)
    folded, bold = read_details(page.lines, found), _read_bold(page, found)
    by_pair = text_reader.pairs("\n".join(page.lines))
    best = max(by_heading, len(folded), len(bold), by_pair)
    if not best:
        return []
    remarks += footer
    if by_heading == best:
        title = page_title(found, level)
        if title:
            head["title"] = title.text
        return [_with_references(entry, page) for entry in read_headings(page.lines, found, level, remarks)]
    if by_pair == best:
        paired = text_reader.read("\n".join(page.lines), "", markdown=True)
        remarks += paired.remarks
        return [_paired(entry, found) for entry in paired.entries]
    return [_with_references(entry, page) for entry in (folded if len(folded) == best else bold)]


def read_by_headings(page: Page, remarks: list[Remark]) -> list[ImportedEntry]:
    """Entries whose questions are headings, however many others there are."""
    found = headings(page.lines, page.tokens)
    page, footer = _without_footer(page, found)
    level, asked = question_level(found)
    remarks += footer
    return read_headings(page.lines, found, level, remarks) if asked else []


def _without_footer(page: Page, found: list[Heading]) -> tuple[Page, list[Remark]]:
    """The page without what stands behind a rule at its end, where nothing asks any more, and a remark on that.

    A rule right below a question opens its answer; an exported answer says itself where it ends.
    """
    last = next((i for i in range(len(page.tokens) - 1, -1, -1) if page.tokens[i].type == "hr"), 0)
    rule, behind = page.tokens[last] if last else None, page.tokens[last + 1 :]
    if not rule or rule.level or not behind or page.tokens[last - 1].type == "heading_close":
        return page, []
    start, first = rule.map[0], behind[0].map[0]
    above = next((line for line in reversed(page.lines[:start]) if line.strip()), "")
    is_marked = bool(found) and found[-1].mark is not None
    if is_marked or ends_as_question(above) or any(heading.start > start for heading in found):
        return page, []
    if any(ends_as_question(line) or _is_pair(line) or "<summary" in line for line in page.lines[start:]):
        return page, []
    reason = f"behind the line at the end of the page: {shorten(' '.join(page.lines[first:]))}"
    return page._replace(lines=page.lines[:start]), [skipped(first + 1, reason)]


def _read_bold(page: Page, found: list[Heading]) -> list[ImportedEntry]:
    """Paragraphs that are bold and end in a question mark, or begin with a bold line that does."""
    asked = []
    for paragraph, inside in pairwise(page.tokens):
        if paragraph.type == "paragraph_open" and not paragraph.level and paragraph.map:
            start, end = paragraph.map
            if bold := _bold_question(inside.children or []):
                asked.append((bold.text, start, start + bold.lines if bold.goes_on else end))
    stops = sorted([*(start for _, start, _ in asked), *(heading.start for heading in found), len(page.lines)])
    entries = []
    for text, start, end in asked:
        answer = _lines(page.lines, end, next(stop for stop in stops if stop >= end))
        entries.append(ImportedEntry(text, answer, start + 1, topic=topic_above(found, start)))
    return entries


def _bold_question(children: list[Any]) -> _Bold | None:
    """The question that a paragraph's inline tokens begin with, if it is bold and stands on lines of its own."""
    close = next((k for k, child in enumerate(children) if child.type == "strong_close"), 0)
    opens = next((k for k, child in enumerate(children) if child.type != "text" or child.content.strip()), 0)
    if not close or children[opens].type != "strong_open":
        return None
    text = plain_text(children[opens:close])
    labelled = label(text)
    text = labelled.rest if labelled else text
    rest = [child for child in children[close + 1 :] if child.type != "text" or child.content.strip(" :")]
    if not ends_as_question(text) or (rest and rest[0].type not in _BREAKS):
        return None
    return _Bold(text.strip(), 1 + sum(child.type in _BREAKS for child in children[:close]), bool(rest))


def _whole_file(front: FrontMatter, question: str, body: str) -> ImportedEntry:
    aliases = front.fields.get("aliases", front.fields.get("alias", []))
    # Hugo's and Jekyll's aliases are addresses that redirect to the page.
    wordings = [alias for alias in ([aliases] if isinstance(aliases, str) else aliases) if not alias.startswith("/")]
    topic = front.text("topic", "category", "categories", "section")
    return ImportedEntry(question, body, 1, aliases=tuple(wordings), topic=topic, id=front.text("id"))


def _with_references(entry: ImportedEntry, page: Page) -> ImportedEntry:
    """The entry with the link definitions that its answer uses and that stand elsewhere in the file."""
    names = {(a or b) for a, b in _REFERENCE.findall(entry.answer)}
    defined = {name.casefold() for name in _DEFINITION.findall(entry.answer)}
    missing = []
    for name in sorted(names):
        target = page.references.get(" ".join(name.split()).casefold().upper())
        if target and name.casefold() not in defined:
            title = f' "{target["title"]}"' if target.get("title") else ""
            missing.append(f"[{name}]: {target['href']}{title}")
    return entry._replace(answer="\n\n".join([entry.answer, "\n".join(missing)])) if missing else entry


def _paired(entry: ImportedEntry, found: list[Heading]) -> ImportedEntry:
    """A pair without the marks around it and without the headings that come after it."""
    text = re.sub(r"^(\*\*|__)|(\*\*|__)$", "", entry.question).strip()
    inline = next((token for token in parse(text) if token.type == "inline"), None)
    question = plain_text(inline.children) if inline else text
    lines = entry.answer.split("\n")
    while lines and (not lines[-1].strip() or re.match(r"#{1,6} ", lines[-1])):
        lines.pop()
    answer = "\n".join(lines)
    return entry._replace(question=question, answer=answer, topic=topic_above(found, entry.line - 1))


def _is_pair(line: str) -> bool:
    found = label(line)
    return found is not None and found.style.startswith("question")


def _lines(lines: list[str], start: int, end: int) -> str:
    """The lines of an answer without blank ones around it and without a rule at its end."""
    body = lines[start:end]
    while body and (not body[-1].strip() or set("".join(body[-1].split())) in ({"-"}, {"*"}, {"_"})):
        body.pop()
    return "\n".join(body).strip("\n")
