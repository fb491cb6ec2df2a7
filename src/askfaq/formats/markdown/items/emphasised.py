"""Lines in bold and items of lists that ask."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from askfaq.formats.markdown.items.item import Item
from askfaq.formats.markdown.page import Page
from askfaq.formats.markdown.tokens import BREAKS, inline_text, plain_text
from askfaq.formats.plain_text.labels import answer_label, label
from askfaq.formats.questions import ends_as_question

_HEAD = re.compile(r"\s*(\*\*\*|___|\*\*|__|\*|_)(?=\S)(.{1,600}?)(?<=\S)\1(?![*_])[ :]*", re.DOTALL)
_LISTS = ("bullet_list_open", "ordered_list_open")


class _Head(NamedTuple):
    """The question that a paragraph begins with: how many of its lines it takes, and the text behind it on the last."""

    text: str
    lines: int
    goes_on: bool
    reply: str = ""
    is_strong: bool = True
    names_a_remark: bool = False  # "**Note:** …"


def read_emphasised(page: Page) -> Iterator[Item]:
    """Paragraphs that are bold, or begin with a bold line, or with a bold question."""
    for paragraph, inside in pairwise(page.tokens):
        if paragraph.type == "paragraph_open" and not paragraph.level and paragraph.map:
            start, end = paragraph.map
            head = None if answer_label(inside.content) else _head(inside)
            if head and (ends_as_question(head.text) or (head.is_strong and not head.names_a_remark)):
                yield _item(head, start, end, None, "run-in" if head.reply else "bold")


def read_lists(page: Page) -> Iterator[Item]:
    """Items of lists that begin with a question, if half of their list does so."""
    lists: list[list[Item | None]] = []
    tokens = page.tokens
    for i, token in enumerate(tokens):
        if token.type in _LISTS and not token.level:
            lists.append([])
        elif token.type == "list_item_open" and token.level == 1 and tokens[i + 1].type == "paragraph_open":
            lists[-1].append(_list_item(token, tokens[i + 1], tokens[i + 2]))
    for items in lists:
        if len(items) == 1 and items[0]:
            # The text of a list of one item may stand below it, at the margin.
            yield items[0]._replace(kind="alone in a list", end=None, is_listed=True)
            continue
        likely = [item for item in items if item and (item.kind == "bold" or _is_answered(item, page))]
        asked = sum(ends_as_question(item.question) for item in likely)
        if asked and 2 * asked >= len(items):
            yield from (item._replace(kind="list", is_listed=True) for item in likely)


def _is_answered(item: Item, page: Page) -> bool:
    """Whether a plain item of a list is a question, and text of its own stands below it."""
    return ends_as_question(item.question) and any(map(str.strip, page.lines[item.body : item.end]))


def _list_item(item: Any, paragraph: Any, inline: Any) -> Item | None:
    start, end = item.map
    below = paragraph.map[1]
    if head := _head(inline):
        return _item(head, start, below, end, "bold")
    children = inline.children or []
    first = next((k for k, child in enumerate(children) if child.type in BREAKS), len(children))
    text = plain_text(children[:first]).strip()
    lines = 1 if first < len(children) else below - start
    return _item(_Head(text, lines, first < len(children)), start, below, end, "plain") if text else None


def _item(head: _Head, start: int, below: int, end: int | None, kind: str) -> Item:
    found = label(head.text)
    body = below if head.reply or not head.goes_on else start + head.lines
    is_labelled = found is not None and found.style.startswith("question")
    question = found.rest.strip() if found else head.text
    question = question.removesuffix(".") if head.reply else question
    return Item(question, start, body, end, kind, head.reply, is_labelled=is_labelled)


def _head(inline: Any) -> _Head | None:
    """The emphasised text that a paragraph begins with."""
    children = [child for child in inline.children or [] if child.type != "text" or child.content]
    opening = children[0].type if children else ""
    if opening not in ("strong_open", "em_open"):
        return None
    level = children[0].level
    closing = opening.replace("open", "close")
    close = next(k for k, child in enumerate(children) if child.type == closing and child.level == level)
    text = plain_text(children[:close]).strip()
    rest = [child for child in children[close + 1 :] if child.type != "text" or child.content.strip(" :.")]
    head = _Head(
        text,
        1 + sum(child.type in BREAKS for child in children[:close]),
        bool(rest),
        is_strong=opening == "strong_open" or children[1].type == "strong_open",
        names_a_remark=text.endswith(":"),
    )
    return _with_reply(head, inline.content) if rest and rest[0].type not in BREAKS else head


def _with_reply(head: _Head, source: str) -> _Head | None:
    """The head of a paragraph whose answer begins on the same line."""
    found = _HEAD.match(source)
    if not found or inline_text(found[0].strip(" :")) != head.text:
        return None
    is_remark = head.names_a_remark or found[0].rstrip().endswith(":")
    return head._replace(reply=source[found.end() :], names_a_remark=is_remark)
