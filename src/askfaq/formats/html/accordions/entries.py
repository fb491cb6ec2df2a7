"""Items of a page to entries: those inside others, and what is taken out of the page."""

from typing import NamedTuple

from askfaq.formats.html.accordions.items import Item
from askfaq.formats.html.accordions.nesting import holding_items
from askfaq.formats.html.accordions.outline import Outline
from askfaq.formats.html.labels import spell_badges
from askfaq.formats.markup.html_blocks import siblings_to_markdown
from askfaq.formats.markup.html_inline import TITLE_ATTRIBUTE, Node
from askfaq.model import ImportedEntry


class Placed(NamedTuple):
    """An entry and the stretch of the page that it stands in."""

    entry: ImportedEntry
    start: int
    end: int


class Nest(NamedTuple):
    """Items with those inside them: `entries` are entries of their own, `topics` hold nothing but such."""

    entries: list[Item]
    topics: list[Item]


def nest(items: list[Item], outline: Outline) -> Nest:
    """Which items are entries: inside another one only those that ask, unless it holds nothing beside them."""
    found = Nest([], [])
    around: list[tuple[Item, bool]] = []
    topics = holding_items(items, outline)
    for item in items:
        while around and around[-1][0].end <= item.start:
            around.pop()
        is_topic = item.start in topics
        if item.asks or all(holds for _, holds in around):
            (found.topics if is_topic else found.entries).append(item)
        else:
            item.title.attrs[TITLE_ATTRIBUTE] = ""
        around.append((item, is_topic))
    return found


def take_out(found: Nest, base: str) -> list[Placed]:
    """The entries, in the order of the page; their elements are taken out of it, the innermost first."""
    placed: list[Placed] = []
    gone: set[int] = set()
    both = [*((item, True) for item in found.entries), *((item, False) for item in found.topics)]
    for item, is_entry in sorted(both, key=lambda one: one[0].start, reverse=True):
        if is_entry:
            placed.append(Placed(_entry(item, gone, base), item.start, item.end))
        for node in (item.head, *item.panel):
            _remove(node, gone)
    return placed[::-1]


def _entry(item: Item, gone: set[int], base: str) -> ImportedEntry:
    panel = [node for node in item.panel if node.mem_id not in gone]
    spell_badges(item.title, panel)
    answer = siblings_to_markdown(panel, base) if panel else ""
    return ImportedEntry(item.question, answer, item.line)


def _remove(node: Node, gone: set[int]) -> None:
    if node.mem_id not in gone:
        gone.add(node.mem_id)
        node.decompose()
