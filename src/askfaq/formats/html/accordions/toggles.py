"""What a page marks up as something that opens: summaries, buttons, links and labels, each with its panel."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from askfaq.formats.html.accordions.items import LONGEST_TITLE, Item, Toggles
from askfaq.formats.html.accordions.outline import HEADINGS, Outline, look
from askfaq.formats.markup.html_blocks import BLOCKS
from askfaq.formats.markup.html_inline import Node

_TRIGGERS = (
    "summary, button, label, [role=button], [role=tab], [aria-expanded], [aria-controls], [data-toggle=collapse],"
    " [data-bs-toggle=collapse], a[href^='#'], a:not([href])"
)
_REFERENCES = ("aria-controls", "data-bs-target", "data-target", "href")
_MARKS = frozenset({"aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle", "role"})
# Such an element is a panel as a whole; of others all up to the next title are one.
_CONTAINERS = frozenset("div section article nav dd aside main fieldset figure form".split())


def find_toggles(tree: Any, outline: Outline) -> Toggles:
    """What a page marks up as something that opens."""
    finder = _Finder(tree, outline)
    return Toggles(finder.items(), finder.tabs())


class _Finder:
    """The triggers of a page, and what they refer to."""

    def __init__(self, tree: Any, outline: Outline) -> None:
        self._outline = outline
        self._by_id = {node.attributes["id"]: node for node in reversed(tree.css("[id]"))}
        self._labelled = {node.attributes["aria-labelledby"]: node for node in tree.css("[role][aria-labelledby]")}
        switches = tree.css("input[type=checkbox][id], input[type=radio][id]")
        self._switches = {node.attributes["id"] for node in switches}
        # A node may fit several selectors; what is in the head can be marked up as well, and is no part of the page.
        triggers = {node.mem_id: node for node in tree.body.css(_TRIGGERS)}
        self._triggers = sorted(filter(self._may_open, triggers.values()), key=outline.start)
        self._known = set(triggers)
        self._panels = self._alternating()

    def _may_open(self, node: Node) -> bool:
        if node.tag == "label" and node.attributes.get("for") not in self._switches:
            return False
        return node.tag not in ("body", "input", "select") and self._outline.length(node) <= LONGEST_TITLE

    def items(self) -> list[Item]:
        """Each title once: the outermost of the triggers that stand in each other."""
        found: list[Item] = []
        seen: Counter[str] = Counter()
        taken: set[int] = set()
        title_end = 0
        for trigger in self._triggers:
            if self._outline.start(trigger) < title_end:
                continue
            item = self._item(trigger)
            seen[_kind(trigger)] += 1
            if item and not taken.intersection(node.mem_id for node in item.panel):
                taken.update(node.mem_id for node in item.panel)
                found.append(item)
                title_end = self._outline.end(item.title)
        opened = Counter(item.kind for item in found)
        return [item for item in found if item.name == "details" or 2 * opened[item.kind] > seen[item.kind]]

    def tabs(self) -> list[Item]:
        """The titles of tabs."""
        found = []
        for trigger in self._triggers:
            values = {trigger.attributes.get(name) for name in ("role", "data-toggle", "data-bs-toggle")}
            panel = self._referred(trigger) if values & {"tab", "pill"} else None
            if panel is not None and trigger.mem_id not in self._panels:
                found.append(Item(trigger, trigger, (panel,), *self._outline.span(panel), _kind(trigger), name="tab"))
        return found

    def _alternating(self) -> dict[int, Node]:
        """The panel that a trigger refers to, where the panel is what follows it: those of tabs stand together."""
        start = self._outline.start
        referring = [(node, panel) for node in self._triggers if (panel := self._referred(node)) is not None]
        events = sorted({(start(node), panel.mem_id) for pair in referring for node, panel in (pair, pair[1:] * 2)})
        following = {at: panel for (at, _), (_, panel) in pairwise(events)}
        return {node.mem_id: panel for node, panel in referring if following.get(start(node)) == panel.mem_id}

    def _referred(self, trigger: Node) -> Node | None:
        attributes = trigger.attributes
        names = [(attributes.get(name) or "").removeprefix("#") for name in _REFERENCES]
        panels = [self._by_id.get(name) for name in names if name]
        panels.append(self._labelled.get(attributes.get("id")))
        end = self._outline.end(trigger)
        return next((panel for panel in panels if panel is not None and self._outline.start(panel) >= end), None)

    def _item(self, trigger: Node) -> Item | None:
        outline, panel = self._outline, self._panels.get(trigger.mem_id)
        if trigger.tag == "summary":
            return self._details(trigger)
        title = self._worded(trigger)
        head, nodes = self._followed(title) if panel is None else (self._widened(title, panel), (panel,))
        if not nodes or not outline.says(title) or outline.length(title) > LONGEST_TITLE:
            return None
        if outline.start(nodes[0]) < outline.end(head):
            return None
        marked = panel is not None or trigger.tag == "label" or bool(_MARKS & set(trigger.attributes))
        name = "title that opens" if marked else "button" if trigger.tag == "button" else "link"
        end = outline.end(nodes[-1])
        return Item(title, head, nodes, outline.start(head), end, _kind(trigger), name != "link", name)

    def _details(self, summary: Node) -> Item | None:
        details = summary.parent
        if details is None or details.tag != "details" or _previous(summary, "summary"):
            return None
        panel = tuple(_siblings(summary))
        start, end = self._outline.start(details), self._outline.end(details)
        return Item(summary, summary, panel, start, end, look(details), name="details")

    def _worded(self, node: Node) -> Node:
        """The title that a trigger belongs to: itself, or what is around a mark without words."""
        while not self._outline.says(node) and node.parent is not None and node.parent.tag != "body":
            node = node.parent
        return node

    def _widened(self, node: Node, panel: Node) -> Node:
        """The node with everything around it that says no more, up to where its panel is."""
        outline = self._outline
        while (above := node.parent) is not None and outline.length(above) == outline.length(node):
            if outline.end(above) > outline.start(panel):
                break
            node = above
        return node

    def _followed(self, title: Node) -> tuple[Node, tuple[Node, ...]]:
        """The panel behind a title, as (the title with what is around it, the panel)."""
        node, empty = title, (title, ())
        while node.parent is not None and node.tag != "body":
            panel = self._panel(node)
            if panel and self._outline.says(panel[0]):
                return node, panel
            empty = (node, panel) if panel and not empty[1] else empty
            if self._outline.length(node.parent) > self._outline.length(node):
                break
            node = node.parent
        return empty

    def _panel(self, node: Node) -> tuple[Node, ...]:
        """What follows a node among its siblings; where that says nothing, its first block."""
        if self._runs_on(node):
            return ()
        panel: list[Node] = []
        block: list[Node] = []
        for sibling in _siblings(node):
            if self._ends_panel(sibling, node):
                break
            says = self._outline.says(sibling)
            if says and not panel and sibling.tag in _CONTAINERS:
                return (sibling,)
            if says or panel:
                panel.append(sibling)
            elif sibling.tag in BLOCKS and not block:
                block.append(sibling)
        return tuple(panel or block)

    def _ends_panel(self, sibling: Node, node: Node) -> bool:
        if not sibling.is_element_node:
            return False
        if sibling.mem_id in self._known and (sibling.tag != "a" or node.tag == "a"):
            return True
        return sibling.tag in HEADINGS or sibling.tag == "hr" or look(sibling) == look(node)

    def _runs_on(self, node: Node) -> bool:
        """Whether a node stands in the middle of a line."""
        before = node.prev
        while before is not None and not self._outline.says(before):
            before = before.prev
        return before is not None and node.tag not in BLOCKS and before.tag not in BLOCKS | {"label", "button"}


def _kind(trigger: Node) -> str:
    if trigger.tag == "summary" and trigger.parent is not None:
        return look(trigger.parent)
    return f"{look(trigger)} in {look(trigger.parent)}"


def _siblings(node: Node) -> Iterator[Node]:
    """What follows a node below the same parent, comments aside."""
    while (node := node.next) is not None:
        if node.is_element_node or node.is_text_node:
            yield node


def _previous(node: Node, tag: str) -> bool:
    while (node := node.prev) is not None:
        if node.tag == tag:
            return True
    return False
