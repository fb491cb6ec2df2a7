"""Items in the panels of others: which panels hold nothing else, and which give no titles."""

from askfaq.formats.html.accordions.items import Item
from askfaq.formats.html.accordions.outline import Outline, Spans


def holding_items(items: list[Item], outline: Outline) -> set[int]:
    """Where the items begin whose panels hold other items and beside them nothing but headings."""
    inner = _inside(items)
    return {item.start for item in items if item.start in inner and _holds_only(item, inner[item.start], outline)}


def without_looks_in_answers(items: list[Item], outline: Outline) -> list[Item]:
    """The items without those that only look like some and stand in an answer: in the panel of a toggle, unless that
    holds nothing but several of them, most of which ask."""
    inner = _inside(items)
    holding = holding_items(items, outline)
    answers = [item for item in items if not item.looks_only and item.start in inner]
    answers = [item for item in answers if item.start not in holding or not _is_topic(item, inner[item.start])]
    panels = Spans([(item.start, item.end) for item in answers])
    return [item for item in items if not item.looks_only or item.start not in panels]


def _is_topic(item: Item, inner: list[Item]) -> bool:
    """Whether what stands in the panel of a toggle are items: toggles are, what looks like them has to ask."""
    looks = [one for one in inner if one.looks_only]
    return not looks or (not item.asks and len(looks) > 1 and 2 * sum(one.asks for one in looks) >= len(looks))


def _inside(items: list[Item]) -> dict[int, list[Item]]:
    """The items directly inside each, by its start."""
    inner: dict[int, list[Item]] = {}
    around: list[Item] = []
    for item in items:
        while around and around[-1].end <= item.start:
            around.pop()
        if around:
            inner.setdefault(around[-1].start, []).append(item)
        around.append(item)
    return inner


def _holds_only(item: Item, inner: list[Item], outline: Outline) -> bool:
    edges = [outline.start(item.panel[0]), *(edge for one in inner for edge in (one.start, one.end)), item.end]
    texts = [text for i in range(0, len(edges), 2) for text in outline.texts_between(edges[i], edges[i + 1])]
    return all(outline.in_heading(text) for text in texts)
