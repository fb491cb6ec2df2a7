"""From headings and items to entries: what asks in each part of a page, and where its answer ends."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from askfaq.formats.imported import Remark, note, shorten, skipped
from askfaq.formats.markdown.answers.body import Answers, is_contents
from askfaq.formats.markdown.headings import (
    Heading,
    are_labelled,
    noun_level,
    page_title,
    question_level,
    unlabelled,
)
from askfaq.formats.markdown.items.item import Item
from askfaq.formats.markdown.marks import unescape_marks
from askfaq.formats.markdown.page import Page
from askfaq.formats.questions import ends_as_question, is_faq_title, is_question_like
from askfaq.model import ImportedEntry

_NO_LEVEL = 7  # deeper than any heading


class Part(NamedTuple):
    """Some lines of the page, the topic they are under, and whether they are known to be a FAQ."""

    start: int
    end: int
    topic: str | None = None
    is_faq: bool = False


class Sections:
    """The entries of a page by its headings and by what else asks in it."""

    def __init__(self, page: Page, found: list[Heading], items: list[Item], remarks: list[Remark]) -> None:
        self._page, self._found, self._items, self._remarks = page, found, items, remarks
        self._heads = [heading.start for heading in found]
        self._starts = [item.start for item in items]
        self._questions = set(self._starts)
        self.answers = Answers(page)
        self.title: str | None = None
        self._is_told = False  # of which level the questions are

    def read(self, level: int | None = None) -> list[ImportedEntry]:
        """The entries of the whole page; `level` is that of the questions where the user knows it."""
        self._is_told = level is not None
        whole = Part(0, len(self._page.lines), is_faq=self._page.is_faq)
        entries = list(self._read(whole, level))
        if not entries:
            parts = [self._below(heading) for heading in self._found if is_faq_title(heading.text)]
            entries = [entry for part in parts for entry in self._read(part)]
        return entries

    def _below(self, heading: Heading, topic: str | None = None) -> Part:
        """What stands under a heading, deeper ones included."""
        behind = self._found[bisect_left(self._heads, heading.end) :]
        end = next((one.start for one in behind if one.level <= heading.level), len(self._page.lines))
        return Part(heading.end, end, topic, is_faq=is_faq_title(heading.text))

    def _read(self, part: Part, level: int | None = None) -> Iterator[ImportedEntry]:
        found = self._found[bisect_left(self._heads, part.start) : bisect_left(self._heads, part.end)]
        level = level or self._level(part, found)
        if not level:
            return
        used = [heading for heading in found if heading.level <= level or heading.mark]
        is_top = part.start == 0 and not self._items_in(Part(0, used[0].start if used else 0))
        title = page_title(found, level=level) if is_top else None
        self.title = title.text if title else self.title
        labelled = are_labelled([heading.text for heading in used if heading.level == level])
        ends = [*(heading.start for heading in used[1:]), part.end][: len(used)]
        topic = part.topic
        yield from self._read_items(part._replace(end=used[0].start if used else part.end))
        for heading, end in zip(used, ends, strict=True):
            body = Part(heading.end, min(end, self._panel_end(heading)), topic)
            if heading.mark and not heading.mark.is_topic:
                yield self._marked(heading, end)
            elif heading.level < level:
                own = None if heading is title or is_faq_title(heading.text) else heading.text
                topic = own or part.topic
                yield from self._read_topic(heading, body._replace(topic=topic))
            else:
                question = unlabelled(heading.text) if labelled else heading.text
                under = topic or self._panel_title(heading.start)
                yield from self._read_question(heading, question, body._replace(topic=under))

    def _level(self, part: Part, found: list[Heading]) -> int:
        """The level of the headings that ask; _NO_LEVEL where other things do; 0 where nothing does."""
        level, by_heading = question_level(found)
        items = self._items_in(part)
        by_item = sum(item.asks for item in items)
        if level and by_heading >= by_item:
            return level
        if by_item:
            return _NO_LEVEL
        if part.is_faq and (nouns := noun_level(found, self._page.lines[: part.end])):
            return nouns
        return _NO_LEVEL if items else 0

    def _read_topic(self, heading: Heading, body: Part) -> Iterator[ImportedEntry]:
        """A heading above the questions: an entry only if it asks and has an answer of its own."""
        entries = list(self._read(body))
        asks = ends_as_question(unlabelled(heading.text))
        if not entries and asks and (answer := self.answers.take(body.start, body.end)):
            entries = [ImportedEntry(heading.text, answer, self._number(heading.start), id=heading.id)]
        yield from entries

    def _read_question(self, heading: Heading, question: str, body: Part) -> Iterator[ImportedEntry]:
        """A heading of the questions' level. One that does not ask is a topic if something below it asks."""
        line = self._number(heading.start)
        asks = self._is_told or is_question_like(question)
        if not asks and not heading.mark:
            if is_contents(self._page.lines[body.start : body.end]):
                self.answers.leave(body.start, body.end)
                self._remarks.append(skipped(line, f"a table of contents: {shorten(heading.text)}"))
                return
            own = None if is_faq_title(heading.text) else heading.text
            inner = list(self._read(body._replace(topic=own or body.topic, is_faq=is_faq_title(heading.text))))
            if inner:
                yield from inner
                return
        answer = self.answers.take(body.start, body.end, is_labelled=question != heading.text)
        if answer and not asks:
            self._note_wording(line, question)
        yield ImportedEntry(question, answer, line, topic=body.topic, id=heading.id)

    def _read_items(self, part: Part) -> Iterator[ImportedEntry]:
        items = self._items_in(part)
        topic = part.topic
        waiting: list[Item] = []  # questions right above another
        for i, item in enumerate(items):
            following = items[i + 1].start if i + 1 < len(items) else part.end
            panel = self._page.panel_around(item.start)
            around = min(part.end, panel.end if panel else part.end)
            end = item.end if item.end is not None else max(min(following, around), item.body)
            has_text = item.reply or any(line.strip() for line in self._page.lines[item.body : end])
            if not has_text and item.end is None and i + 1 < len(items) and following == self._next_text(item.body):
                if item.asks:
                    waiting.append(item)
                elif not item.question.endswith((".", "!")):  # a sentence names no topic
                    topic = item.question
                continue
            answer = self.answers.take(
                item.body,
                end,
                nested=list(self._nested(items, i)),
                reply=item.reply,
                is_labelled=item.is_labelled,
                is_listed=item.is_listed,
            )
            yield self._entry(item, waiting, answer, item.topic or self._panel_title(item.start) or topic)
            waiting = []

    def _entry(self, item: Item, above: list[Item], answer: str, topic: str | None) -> ImportedEntry:
        first, *others = [*above, item]
        self.answers.leave(first.start if first.top is None else first.top, item.body)
        for other in others:
            told = f"a second question line in a row, taken as an alias: {shorten(other.question)}"
            self._remarks.append(note(self._number(other.start), told))
        if answer and not is_question_like(first.question):
            self._note_wording(self._number(first.start), first.question)
        aliases = tuple(other.question for other in others)
        return ImportedEntry(first.question, answer, self._number(first.start), aliases=aliases, topic=topic)

    def _nested(self, items: list[Item], at: int) -> Iterator[tuple[int, int]]:
        """The lines of other items that stand in an item's answer."""
        end, i = items[at].end or 0, at + 1
        while i < len(items) and items[i].start < end:
            yield items[i].start, items[i].end or end
            i = bisect_left(self._starts, items[i].end or end) - bisect_left(self._starts, items[0].start)

    def _items_in(self, part: Part) -> list[Item]:
        return self._items[bisect_left(self._starts, part.start) : bisect_left(self._starts, part.end)]

    def _panel_end(self, heading: Heading) -> int:
        panel = self._page.panel_around(heading.start)
        return panel.end if panel else len(self._page.lines)

    def _panel_title(self, line: int) -> str | None:
        """The topic that a panel around a question is: one that is no question itself."""
        panel = self._page.panel_around(line)
        if not panel or panel.start in self._questions or panel.kind == "aside":
            return None
        self.answers.leave(panel.start, panel.body)
        return None if is_faq_title(panel.title) else panel.title

    def _marked(self, heading: Heading, end: int) -> ImportedEntry:
        fields = heading.mark.fields if heading.mark else {}

        def text(key: str) -> str | None:
            value = fields.get(key)
            return value if isinstance(value, str) else None

        given = fields.get("aliases")
        return ImportedEntry(
            text("question") or heading.text,
            unescape_marks(self.answers.take_as_is(heading.end, end)),
            self._number(heading.start),
            aliases=tuple(alias for alias in given if isinstance(alias, str)) if isinstance(given, list) else (),
            topic=text("topic"),
            id=text("id"),
            source=text("source"),
        )

    def _next_text(self, line: int) -> int:
        lines = self._page.lines
        return next((i for i in range(line, len(lines)) if lines[i].strip()), len(lines))

    def _note_wording(self, line: int, question: str) -> None:
        self._remarks.append(note(line, f"kept, but not worded as a question: {shorten(question)}"))

    def _number(self, line: int) -> int:
        return self._page.number(line)
