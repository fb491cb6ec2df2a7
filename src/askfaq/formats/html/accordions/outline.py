"""A page in document order: where each element begins and ends, and where there is text."""

import re
from bisect import bisect_left
from itertools import accumulate
from typing import Any

from askfaq.formats.markup.html_blocks import BLOCKS
from askfaq.formats.markup.html_inline import Node

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

Span = tuple[int, int]
_WORD = re.compile(r"\w")
_CLASS_NUMBER = re.compile(r"\d+")


class Outline:
    """Positions in a page; they hold for as long as nothing is taken out of it."""

    def __init__(self, root: Node) -> None:
        self._spans: dict[int, Span] = {}
        self.texts: list[Node] = []
        self._at: list[int] = []
        self._walk(root)
        self._lengths = [0, *accumulate(len(text.text_content or "") for text in self.texts)]

    def _walk(self, root: Node) -> None:
        position = 0
        path: list[tuple[Node, int, Any]] = [(root, 0, root.iter(include_text=True))]
        while path:
            node, start, inside = path[-1]
            child = next(inside, None)
            if child is None:
                self._spans[node.mem_id] = (start, position + 1)
                path.pop()
                continue
            position += 1
            if child.is_element_node:
                path.append((child, position, child.iter(include_text=True)))
                continue
            self._spans[child.mem_id] = (position, position + 1)
            if child.is_text_node and _WORD.search(child.text_content or ""):
                self.texts.append(child)
                self._at.append(position)

    def start(self, node: Node) -> int:
        """The position of a node."""
        return self._spans[node.mem_id][0]

    def end(self, node: Node) -> int:
        """The position behind everything in a node."""
        return self._spans[node.mem_id][1]

    def span(self, node: Node) -> Span:
        """Both positions."""
        return self._spans[node.mem_id]

    def has_words(self, start: int, end: int) -> bool:
        """Whether there is text with words between two positions."""
        return bisect_left(self._at, start) < bisect_left(self._at, end)

    def says(self, node: Node) -> bool:
        """Whether there is text with words in a node."""
        return self.has_words(self.start(node), self.end(node))

    def length(self, node: Node) -> int:
        """How many characters the texts with words in a node have."""
        first, last = (bisect_left(self._at, at) for at in self._spans[node.mem_id])
        return self._lengths[last] - self._lengths[first]

    def in_heading(self, text: Node) -> bool:
        """Whether a text stands in a heading."""
        above = text.parent
        while above is not None and above.tag not in BLOCKS:
            above = above.parent
        return above is not None and above.tag in HEADINGS

    def texts_between(self, start: int, end: int) -> list[Node]:
        """The texts with words between two positions."""
        return self.texts[bisect_left(self._at, start) : bisect_left(self._at, end)]


class Spans:
    """Stretches of a page, to ask whether a position lies in one of them."""

    def __init__(self, spans: list[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if not self._ends or start >= self._ends[-1]:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, position: int) -> bool:
        at = bisect_left(self._starts, position + 1) - 1
        return at >= 0 and position < self._ends[at]

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them and the stretch between two positions have something in common."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and start < self._ends[at]


def look(node: Node) -> str:
    """What elements of one kind share: the tag and the first class, whatever number is in it."""
    names = (node.attributes.get("class") or "").split() if node.is_element_node else []
    return f"{node.tag}.{_CLASS_NUMBER.sub('0', names[0])}" if names else str(node.tag)
