"""Everything that a page marks up as questions with its elements, in the order in which it stands there."""

from bisect import bisect_left
from typing import Any, NamedTuple

from askfaq.formats.html.accordions.choice import chosen
from askfaq.formats.html.accordions.entries import Placed, nest, take_out
from askfaq.formats.html.accordions.items import Item
from askfaq.formats.html.accordions.nesting import without_looks_in_answers
from askfaq.formats.html.accordions.outline import Outline, Span, Spans
from askfaq.formats.html.accordions.repeated import find_headed, find_repeated
from askfaq.formats.html.accordions.surroundings import left_out, topics_above
from askfaq.formats.html.accordions.toggles import find_toggles
from askfaq.formats.html.elements import Marked, read_definitions, read_microdata
from askfaq.formats.html.labels import drop_numbers, without_labels
from askfaq.formats.imported import Remark, note, shorten
from askfaq.formats.markup.html_tree import strip_icons_of
from askfaq.formats.questions import is_question_like
from askfaq.model import ImportedEntry


class MarkedUp(NamedTuple):
    """The entries that a page marks up, and notes on the text around them."""

    entries: list[ImportedEntry]
    around: list[Remark]


def read_elements(tree: Any, base: str, remarks: list[Remark]) -> MarkedUp:
    """The entries of microdata, of titles that open panels, and of definition lists; their elements are taken out."""
    if tree.body is None:
        return MarkedUp([], [])
    outline = Outline(tree.root)
    toggles = find_toggles(tree, outline)
    stated = read_microdata(tree, base, remarks)
    items = chosen(tree, outline, toggles, find_repeated(tree, outline), remarks)
    items = without_looks_in_answers(_apart_from(stated, items, outline), outline)
    items = sorted([*items, *find_headed(tree, outline, items)], key=lambda item: item.start)
    listed = read_definitions(_free_lists(tree, outline, stated, items), base, remarks)
    found, marked = nest(items, outline), [*stated, *listed]
    drop_numbers(item.title for item in items)
    for item in items:
        strip_icons_of(item.title)
    spans = [outline.span(one.node) for one in marked] + [(item.start, item.end) for item in found.entries]
    holders = [*found.topics, *_holding(toggles.tabs, spans)]
    topics = topics_above(tree, outline, spans, holders)
    around = left_out(tree, outline, [*spans, *(outline.span(item.head) for item in items)])
    placed = [Placed(entry, *outline.span(one.node)) for one in marked for entry in one.entries]
    for one in marked:
        whole = one.node.tag in ("html", "body")  # the page is one question; it stays a page
        for node in list(tree.body.iter(include_text=True)) if whole else [one.node]:
            node.decompose()
    placed = sorted([*placed, *take_out(found, base)], key=lambda one: one.start)
    entries = without_labels([one.entry._replace(topic=topics.get(one.start) or None) for one in placed])
    remarks += [
        note(entry.line, f"kept, but not worded as a question: {shorten(entry.question)}")
        for entry in entries
        if entry.answer and not is_question_like(entry.question)
    ]
    return MarkedUp(entries, around)


def _holding(tabs: list[Item], entries: list[Span]) -> list[Item]:
    """The tabs that hold entries."""
    starts = sorted(start for start, _ in entries)
    inside = Spans(entries)
    return [
        tab for tab in tabs if bisect_left(starts, tab.start) < bisect_left(starts, tab.end) and tab.start not in inside
    ]


def _apart_from(marked: list[Marked], items: list[Item], outline: Outline) -> list[Item]:
    """The items that neither stand in such an element nor hold one."""
    spans = Spans([outline.span(one.node) for one in marked])
    return [item for item in items if not spans.meet(item.start, item.end)]


def _free_lists(tree: Any, outline: Outline, stated: list[Marked], items: list[Item]) -> list[Any]:
    """The definition lists that stand apart from what has been found."""
    taken = Spans([*(outline.span(one.node) for one in stated), *((item.start, item.end) for item in items)])
    return [node for node in tree.css("dl") if not taken.meet(*outline.span(node))]
