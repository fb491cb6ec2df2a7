"""Labels before questions and answers: "Q:" and "A:", also as badges of their own, and running numbers."""

import re
from collections.abc import Iterable

from askfaq.formats.markup.html_inline import Node
from askfaq.formats.plain_text.labels import label
from askfaq.model import ImportedEntry

_Q_BADGE = re.compile(r"[QＱ]\s?\d*\s?[.:．：]?")
_A_BADGE = re.compile(r"[AＡ]\s?\d*\s?[.:．：]?")
_ASKED = re.compile(r"[QＱ]\s?\d*\s?[.:．：、)]\s*(?=\S)")
_REPLIED = re.compile(r"[AＡ]\s?\d*\s?[.:．：、)]\s*(?=\S)")


def spell_badges(title: Node, panel: Iterable[Node]) -> None:
    """Write a "Q" and an "A" that stand in elements of their own as labels."""
    asked = _badge([title], _Q_BADGE)
    if asked is not None:
        asked.replace_with("Q: ")
        if (replied := _badge(panel, _A_BADGE)) is not None:
            replied.replace_with("A: ")


def without_labels(entries: list[ImportedEntry]) -> list[ImportedEntry]:
    """The entries without such labels, where all have them."""
    if len(entries) > 1 and all(_ASKED.match(entry.question) for entry in entries):
        return [
            entry._replace(question=_ASKED.sub("", entry.question, count=1), answer=_unlabelled(entry.answer))
            for entry in entries
        ]
    found = [one for entry in entries if (one := label(entry.question))]
    if len(found) < max(len(entries), 2) or len({one.style for one in found}) > 1:
        return entries
    return [entry._replace(question=one.rest) for entry, one in zip(entries, found, strict=True)]


def _unlabelled(answer: str) -> str:
    found = _REPLIED.match(answer)
    return answer[found.end() :] if found else answer


def _badge(nodes: Iterable[Node], pattern: re.Pattern[str]) -> Node | None:
    """The first text in the nodes, if it is a badge in an element of its own."""
    for node in nodes:
        for text in node.traverse(include_text=True):
            words = (text.text_content or "").strip() if text.is_text_node else ""
            if words:
                alone = text.next is None and text.prev is None and text.parent.mem_id != node.mem_id
                return text if alone and pattern.fullmatch(words) else None
    return None
