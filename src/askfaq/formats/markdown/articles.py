"""One article a file: its title is the question, and its front matter says the topic."""

from askfaq.formats.imported import Remark, note
from askfaq.formats.markdown.answers.body import Answers
from askfaq.formats.markdown.front_matter import FrontMatter
from askfaq.formats.markdown.headings import Heading, page_title
from askfaq.formats.markdown.items.find import find_items
from askfaq.formats.markdown.page import Page
from askfaq.formats.questions import ends_as_question, is_question_like
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key

_DRAFT = {"draft": ("true", "yes"), "published": ("false", "no"), "unlisted": ("true",)}


def is_draft(front: FrontMatter) -> bool:
    """Whether the page is not published, as Jekyll, Hugo and Docusaurus say it."""
    return any((front.text(name) or "").lower() in values for name, values in _DRAFT.items())


def title_of(page: Page, found: list[Heading]) -> str | None:
    """The title of an article: that of its front matter, else the only heading of its level, at its top."""
    title = page_title(found)
    return page.front.text("title") or (title.text if title and title.level == 1 else None)


def is_article(page: Page, found: list[Heading]) -> bool:
    """Whether the page is one text under a title, whose sections do not ask."""
    title = page_title(found)
    sections = [heading for heading in found if heading is not title]
    asking = sum(ends_as_question(heading.text) for heading in sections)
    has_text = any(line.strip() and not line.startswith("#") for line in page.lines)
    if not title_of(page, found) or not has_text or any(heading.mark for heading in found):
        return False
    return 3 * asking < max(len(sections), 1) and not any(item.asks for item in find_items(page, []))


def asks_by_title(page: Page, found: list[Heading]) -> bool:
    """Whether its title is a question, and none of its sections is."""
    title = title_of(page, found)
    return (
        bool(title)
        and is_question_like(title or "")
        and not any(ends_as_question(heading.text) for heading in found[1 if page_title(found) else 0 :])
    )


def read_article(page: Page, found: list[Heading], question: str) -> ImportedEntry:
    """The page as one entry. A heading at its top that repeats the title, or says it otherwise, is no part of it."""
    title = page_title(found)
    first = next((i for i, line in enumerate(page.lines) if line.strip()), 0)
    answers = Answers(page)
    start, line, aliases = 0, 1, wordings(page.front)
    if title and title.start == first and title.level == 1:
        start, line = title.end, page.number(title.start) if not page.front.lines else 1
        if wording_key(title.text) != wording_key(question):
            aliases = [*aliases, title.text]
    answer = answers.take(start, len(page.lines))
    return ImportedEntry(question, answer, line, aliases=tuple(aliases), id=page.front.text("id"))


def wordings(front: FrontMatter) -> list[str]:
    """Other wordings of the question. Hugo's and Jekyll's aliases are addresses that redirect to the page."""
    given = front.fields.get("aliases", front.fields.get("alias", []))
    return [alias for alias in ([given] if isinstance(given, str) else given) if not alias.startswith("/")]


def topic_of(front: FrontMatter, remarks: list[Remark], *, in_subfolder: bool) -> str | None:
    """The topic that front matter gives. Of several categories it is the first, and the others are said; tags are
    labels, and one is the topic only where nothing else is, the page's folder included."""
    named = front.text("topic", "category", "section")
    categories, tags = front.listed("categories"), front.listed("tags")
    others = categories if named else categories[1:]
    topic = named or next(iter(categories), None)
    if not topic and not in_subfolder and tags:
        topic, tags = tags[0], tags[1:]
    _note_others("categories", [name for name in others if name != topic], remarks)
    _note_others("tags", [name for name in tags if name != topic], remarks)
    return topic


def _note_others(what: str, names: list[str], remarks: list[Remark]) -> None:
    if names:
        remarks.append(note(1, f"an entry has one topic; {what} left out: {', '.join(names)[:200]}"))
