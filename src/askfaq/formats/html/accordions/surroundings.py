"""What stands around the entries of a page: headings that are their topics, and text that belongs to none."""

import re
from typing import Any

from askfaq.formats.html.accordions.items import LANDMARKS, Item
from askfaq.formats.html.accordions.outline import Outline, Span, Spans
from askfaq.formats.imported import Remark, note, shorten
from askfaq.formats.markup.html_blocks import source_line
from askfaq.formats.markup.html_inline import plain
from askfaq.formats.questions import ends_as_question

# What names the page and no part of it.
_FAQ = re.compile(
    r"(?:(?:the |our )?faqs?|q ?& ?a|(?:frequently asked )?questions(?: (?:and|&) answers)?)(?: \(faqs?\))?"
    r"|(?:die )?h[äa]ufig(?:e|sten?| gestellte) fragen(?: \(faqs?\))?|questions fr[ée]quentes|preguntas frecuentes"
    r"|domande frequenti|perguntas frequentes|veelgestelde vragen|よくある(?:ご)?質問",
    re.IGNORECASE,
)
_BEFORE, _BETWEEN, _BEHIND = "before the first question", "between questions", "behind the last question"


def topics_above(tree: Any, outline: Outline, entries: list[Span], holders: list[Item]) -> dict[int, str]:
    """The topic of what stands in each stretch, by its start: the heading above it, or the title that it is under.

    Nothing where it is one for all (it names the page then); the page's own title, headings that ask and those inside
    an entry are no topics.
    """
    taken = Spans(entries)
    above = ""
    before: list[str] = []
    topics: dict[int, str] = {}
    events: list[tuple[int, int, str]] = [(start, 3, "") for start, _ in entries]
    events += [(item.end, 0, "") for item in holders] + [(item.start, 1, item.question) for item in holders]
    for node in tree.css("h1, h2, h3, h4, h5, h6, [role=heading], legend"):
        if (at := outline.start(node)) not in taken:
            text = plain(node)
            events.append((at, 2, "" if node.tag == "h1" or ends_as_question(text) or _FAQ.fullmatch(text) else text))
    for at, kind, text in sorted(events):
        if kind == 3:
            topics[at] = above
        elif kind == 0:
            above = before.pop()
        else:
            before += [above] if kind == 1 else []
            above = text
    return topics if len(set(topics.values())) > 1 else {}


def left_out(tree: Any, outline: Outline, entries: list[Span]) -> list[Remark]:
    """A note on each stretch of text before, between and behind the entries; menus are none, nor are topics."""
    if not entries or tree.body is None:
        return []
    menus = Spans([(outline.start(node), outline.end(node)) for node in tree.css(LANDMARKS) if node.tag != "footer"])
    remarks: list[Remark] = []
    said: set[str] = set()
    at = outline.start(tree.body)
    last = max(end for _, end in entries)
    for start, end in [*sorted(entries), (outline.end(tree.body), 0)]:
        where = _BEHIND if at >= last else _BEFORE if not said and at == outline.start(tree.body) else _BETWEEN
        texts = [
            text
            for text in outline.texts_between(at, start)
            if outline.start(text) not in menus and (where == _BEHIND or not outline.in_heading(text))
        ]
        words = " ".join(" ".join(text.text_content or "" for text in texts).split())
        if words and words not in said:
            said.add(words)
            lines = [source_line(text.parent) or 1 for text in texts]
            remarks.append(left_out_lines(min(lines), max(lines), where, words))
        at = max(at, end)
    return remarks


def left_out_lines(first: int, last: int, where: str, words: str) -> Remark:
    """A note on a stretch of a page that belongs to no entry."""
    lines = f"lines {first} to {last}, {where}, are" if last > first else f"line {first}, {where}, is"
    return note(first, f"{lines} left out: {shorten(words)}")
