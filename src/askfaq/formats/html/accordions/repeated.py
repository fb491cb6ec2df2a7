"""What looks like titles and panels though nothing says that it opens: the same two elements again and again."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise, takewhile
from typing import Any

from askfaq.formats.html.accordions.items import LONGEST_TITLE, OPENING_NAME, Item
from askfaq.formats.html.accordions.outline import HEADINGS, Outline, look
from askfaq.formats.markup.html_inline import Node, plain
from askfaq.formats.questions import ends_as_question, is_question_like

_FAQ = re.compile(r"faq|accordion", re.IGNORECASE)
_WRAPPERS = frozenset({"div", "li", "section", "article", "tr"})
_PANELS = frozenset({"div", "section", "article", "nav"})
_NO_TITLES = frozenset({"ul", "ol", "table", "dl", "pre", "form", "details", "img", "nav", "header", "footer", "br"})
_DEEPEST_WRAPPER = 4


def find_repeated(tree: Any, outline: Outline) -> list[Item]:
    """Every element that holds a title and a panel, and titles and panels that take turns below one parent."""
    found: list[Item] = []
    asking = [outline.start(node) for node in tree.css("h2, h3, h4, h5, h6") if ends_as_question(plain(node))]
    for node in tree.body.traverse() if tree.body is not None else ():
        if not node.is_element_node or node.tag in ("dl", "dt", "dd", "details", "summary", "nav", "p"):
            continue
        if (node.tag in _WRAPPERS or "-" in node.tag) and (item := _wrapped(node, outline)):
            found.append(item)
        found += _taking_turns(node, outline)
    asking.sort()
    return [item for item in found if not _asks_inside(item, asking, outline)]


def _asks_inside(item: Item, asking: list[int], outline: Outline) -> bool:
    """Whether headings ask in the panel: it is a section then."""
    return bisect_left(asking, outline.start(item.panel[0])) < bisect_left(asking, item.end)


def _wrapped(node: Node, outline: Outline) -> Item | None:
    """The first thing in an element as the title, the rest as the panel."""
    if node.parent is not None and node.parent.tag == "dl":
        return None
    inside = _inside(node, outline)
    for _ in range(_DEEPEST_WRAPPER):
        if len(inside) != 1 or inside[0].tag not in _WRAPPERS:
            break
        inside = _inside(inside[0], outline)
    if len(inside) < 2 or not _is_title(inside[0], outline) or (node.tag == "tr" and len(inside) > 2):
        return None
    title, panel = inside[0], _behind(inside[0])
    kind = f"{look(node)} > {look(title)}"
    if (heading := next((child for child in title.iter() if child.tag in HEADINGS), None)) and _is_first(
        heading, outline
    ):
        title, panel = heading, [*_behind(heading), *panel]
    return _item(title, tuple(panel), outline, kind, node)


def _is_first(node: Node, outline: Outline) -> bool:
    """Whether nothing is said before a node in its parent."""
    return not outline.has_words(outline.start(node.parent), outline.start(node))


def _inside(node: Node, outline: Outline) -> list[Node]:
    """What says something in a node; no more than decides."""
    found: list[Node] = []
    for child in node.iter(include_text=True):
        if (child.is_element_node or child.is_text_node) and outline.says(child):
            found.append(child)
            if len(found) > 2:
                break
    return found


def _is_title(node: Node, outline: Outline) -> bool:
    if not node.is_element_node or node.tag in _NO_TITLES or outline.length(node) > LONGEST_TITLE:
        return False
    link = node if node.tag == "a" else node.css_first("a[href]")
    target = (link.attributes.get("href") or "#") if link is not None else "#"
    # A title that is a link leads elsewhere.
    return target.startswith("#") or link is None or outline.length(link) < outline.length(node)


def _behind(title: Node) -> list[Node]:
    found = []
    while (title := title.next) is not None:
        if title.is_element_node or title.is_text_node:
            found.append(title)
    return found


def _item(title: Node, panel: tuple[Node, ...], outline: Outline, kind: str, around: Node) -> Item:
    named = any(OPENING_NAME.search(_names(node)) for node in (title, around)) or bool(
        _FAQ.search(_names(around.parent))
    )
    start, end = outline.start(title), outline.end(panel[-1])
    return Item(title, title, panel, start, end, kind, named, "title", around.parent.mem_id)


def _names(node: Node) -> str:
    return " ".join([node.tag, *(node.attributes.get(name) or "" for name in ("class", "id"))])


def _taking_turns(parent: Node, outline: Outline) -> list[Item]:
    """Titles and panels that take turns below one parent."""
    children = [child for child in parent.iter(include_text=True) if outline.says(child)]
    if len(children) < 4 or not all(child.is_element_node for child in children):
        return []
    looks = [look(child) for child in children]
    best = _best_pair(children, looks, outline)
    if not best:
        return []
    found = []
    for i, pair in enumerate(pairwise(looks)):
        if pair == best and _is_title(children[i], outline):
            title, panel = children[i], children[i + 1]
            behind = children[i + 2] if i + 2 < len(children) else None
            if not _may_follow(behind, title, panel):
                return []
            found.append(_item(title, (panel,), outline, " + ".join(best), panel))
    return found if len(found) > 1 else []


def _best_pair(children: list[Node], looks: list[str], outline: Outline) -> tuple[str, str] | None:
    """The pair of looks that most questions begin, then the most frequent one, then the first."""
    counts = Counter(pair for pair in pairwise(looks) if pair[0] != pair[1])
    often = {pair for pair, count in counts.items() if count > 1}
    asked: Counter[tuple[str, str]] = Counter()
    for child, pair in zip(children, pairwise(looks), strict=False):
        if pair in often and _is_title(child, outline) and is_question_like(plain(child)):
            asked[pair] += 1
    return max(often, key=lambda pair: (asked[pair], counts[pair], -looks.index(pair[0])), default=None)


def _may_follow(behind: Node | None, title: Node, panel: Node) -> bool:
    """Whether the panel ends where it should: text of any kind may stand behind a container alone."""
    if behind is None or look(behind) == look(title):
        return True
    if title.tag in HEADINGS and (panel.tag not in _PANELS or (behind.tag in HEADINGS and behind.tag > title.tag)):
        return False
    return behind.tag in HEADINGS or (panel.tag in _PANELS and look(behind) != look(panel))


def find_headed(tree: Any, outline: Outline, items: list[Item]) -> list[Item]:
    """The headings in panels where two or more ask and the title does not: it is a topic then."""
    nodes = sorted({node.mem_id: node for node in tree.css("h2, h3, h4, h5, h6")}.values(), key=outline.start)
    starts = [outline.start(node) for node in nodes]
    taken = [item.start for item in items]
    found: list[Item] = []
    for item in items:
        if item.asks or not item.panel or bisect_right(taken, item.start) < bisect_left(taken, item.end):
            continue
        first, last = (bisect_left(starts, at) for at in (outline.start(item.panel[0]), item.end))
        asked = Counter(node.tag for node in nodes[first:last] if ends_as_question(plain(node)))
        if asked.total() > 1:
            level = asked.most_common(1)[0][0]
            found += [_headed(node, outline) for node in nodes[first:last] if node.tag == level and _behind(node)]
    return found


def _headed(heading: Node, outline: Outline) -> Item:
    panel = tuple(takewhile(lambda node: node.tag not in HEADINGS or node.tag > heading.tag, _behind(heading)))
    end = outline.end(panel[-1]) if panel else outline.end(heading)
    return Item(heading, heading, panel, outline.start(heading), end, "heading", name="heading")
