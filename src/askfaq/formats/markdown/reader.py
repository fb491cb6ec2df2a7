"""Markdown: questions as headings, panels, bold lines, "Q: … A: …" pairs, rows of tables, or one file a question."""

from askfaq.errors import FileError
from askfaq.formats.imported import Folder, Import, Remark, collect, shorten, skipped
from askfaq.formats.markdown.answers.recurring import without_recurring
from askfaq.formats.markdown.articles import (
    asks_by_title,
    is_article,
    is_draft,
    read_article,
    title_of,
    topic_of,
)
from askfaq.formats.markdown.headings import Heading, headings, question_level
from askfaq.formats.markdown.items.find import find_items
from askfaq.formats.markdown.items.front_list import read_front_list
from askfaq.formats.markdown.items.script_list import read_script_list
from askfaq.formats.markdown.marks import read_marks
from askfaq.formats.markdown.page import Page, open_page
from askfaq.formats.markdown.sections import Sections
from askfaq.formats.markup.endings import without_tools
from askfaq.formats.plain_text.labels import label
from askfaq.formats.questions import ends_as_question
from askfaq.model import ImportedEntry


def read(text: str, name: str, *, folder: Folder | None = None, heading_level: int | None = None) -> Import:
    """Entries of a Markdown text. Raises FileError when nothing in it is a question.

    In a folder of one file a question, the title in the front matter may be worded in any way. `heading_level` is that
    of the questions, however they are worded.
    """
    page = open_page(text, name, is_plain=False)
    remarks: list[Remark] = []
    if is_draft(page.front):
        return Import("markdown", (), (skipped(1, "a draft: its front matter says that it is not published"),))
    head: dict[str, object] = {}
    listed = [*read_front_list(page.front, name, remarks), *(read_script_list(text) if page.is_mdx else [])]
    found = [] if listed else _read_article(page, folder, heading_level)
    found = found or [*listed, *read_page(page, remarks, head, level=heading_level)]
    if title := page.front.text("title"):
        found = found or ([read_article(page, headings(page.lines, page.tokens), title)] if folder else [])
        head.setdefault("title", title)
    if not read_marks(page.lines):  # an export's answers come back as they are
        found = without_tools(without_recurring(found, remarks), remarks)
    if not found:
        raise FileError(name, _refusal(page))
    topic = topic_of(page.front, remarks, in_subfolder=bool(folder and folder.gives_topic))
    found = [entry if entry.topic else entry._replace(topic=topic) for entry in found]
    if language := page.front.text("lang", "language"):
        head["language"] = language
    return collect("markdown", found, remarks, head=head)


def looks_like_article(text: str, name: str) -> bool:
    """Whether a file is one text under a title, whose sections do not ask."""
    page = open_page(text, name, is_plain=False)
    found = headings(page.lines, page.tokens)
    return bool(page.front.text("question")) or (not page.is_faq and is_article(page, found))


def _read_article(page: Page, folder: Folder | None, level: int | None) -> list[ImportedEntry]:
    """The page as one entry, if its front matter or its title is the question that all of it answers."""
    found = headings(page.lines, page.tokens)
    if question := page.front.text("question", "questions"):
        return [read_article(page, found, question)]
    title = title_of(page, found)
    is_expected = (folder and folder.is_help_centre and not page.is_faq) or asks_by_title(page, found)
    return [read_article(page, found, title)] if title and is_expected and not level and is_article(page, found) else []


def read_page(
    page: Page, remarks: list[Remark], head: dict[str, object], *, level: int | None = None
) -> list[ImportedEntry]:
    """Entries by what asks on the page, headings first where two ways of asking give as many."""
    found = headings(page.lines, page.tokens)
    page, footer = _without_footer(page, found)
    sections = Sections(page, found, find_items(page, remarks), remarks)
    entries = sections.read(level)
    if entries:
        remarks += [*footer, *sections.answers.left(found)]
    if sections.title:
        head["title"] = sections.title
    return entries


def read_by_headings(page: Page, remarks: list[Remark]) -> list[ImportedEntry]:
    """Entries whose questions are headings, however many others there are."""
    found = headings(page.lines, page.tokens)
    page, footer = _without_footer(page, found)
    if not question_level(found)[1]:
        return []
    sections = Sections(page, found, [], remarks)
    entries = sections.read()
    remarks += [*footer, *sections.answers.left(found)]
    return entries


def _refusal(page: Page) -> str:
    told = "looks like Markdown, but holds no question: no heading, bold line or “Q:” asks one"
    if any(token.type == "heading_open" for token in page.tokens):
        return f"{told}; if its headings are the questions, say of which level: --heading-level 2"
    return told


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
    asks = any(ends_as_question(line) or _is_pair(line) for line in page.lines[start:])
    if asks or any(panel.end > start for panel in page.panels):
        return page, []
    reason = f"behind the line at the end of the page: {shorten(' '.join(page.lines[first:]))}"
    return page._replace(lines=page.lines[:start]), [skipped(page.number(first), reason)]


def _is_pair(line: str) -> bool:
    found = label(line)
    return found is not None and found.style.startswith("question")
