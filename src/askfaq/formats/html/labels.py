"""Labels before questions and answers: "Q:" and "A:", also as badges of their own, and running numbers."""

import re
from collections.abc import Iterable

from askfaq.formats.markup.html_inline import Node, plain
from askfaq.formats.plain_text.labels import label
from askfaq.model import ImportedEntry

_Q_BADGE = re.compile(r"[QＱ]\s?\d*\s?[.:．：]?")
_A_BADGE = re.compile(r"[AＡ]\s?\d*\s?[.:．：]?")
_NUMBER = re.compile(r"#?(\d{1,3})\s?[.):．：]?")
_NUMBERED = re.compile(r"#?(\d{1,3})[.):．：]\s+(?=\S)")
_ASKED = re.compile(r"[QＱ]\s?\d*\s?[.:．：、)]\s*(?=\S)")
_REPLIED = re.compile(r"[AＡ]\s?\d*\s?[.:．：、)]\s*(?=\S)")


def spell_badges(title: Node, panel: Iterable[Node]) -> None:
    """Write a "Q" and an "A" that stand in elements of their own as labels."""
    asked = _badge([title], _Q_BADGE)
    if asked is not None:
        asked.replace_with("Q: ")
        if (replied := _badge(panel, _A_BADGE)) is not None:
            replied.replace_with("A: ")


def drop_numbers(titles: Iterable[Node]) -> None:
    """Take out the numbers in elements of their own that run up over a series of titles."""
    badges = [(badge, plain(title)) for title in titles if (badge := _badge([title], _NUMBER)) is not None]
    badges = [(badge, words) for badge, words in badges if not _NUMBER.fullmatch(words)]
    numbers = [_number(_NUMBER, (badge.text_content or "").strip()) for badge, _ in badges]
    for i in _running(numbers):
        badges[i][0].replace_with(" ")


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.match(text)
    return int(found[1]) if found else None


def _running(numbers: list[int | None]) -> list[int]:
    """Where numbers count from one, at least to two; what has none may stand between."""
    running: list[int] = []
    series: list[int] = []
    for i, number in [*enumerate(numbers), (len(numbers), 1)]:
        if number == len(series) + 1 and series:
            series.append(i)
        elif number is not None:
            running += series if len(series) > 1 else []
            series = [i] if number == 1 else []
    return running


def without_labels(entries: list[ImportedEntry]) -> list[ImportedEntry]:
    """The entries without such labels, where all have them."""
    if len(entries) > 1 and all(_ASKED.match(entry.question) for entry in entries):
        return [
            entry._replace(question=_ASKED.sub("", entry.question, count=1), answer=_unlabelled(entry.answer))
            for entry in entries
        ]
    found = [one for entry in entries if (one := label(entry.question))]
    if len(found) < max(len(entries), 2) or len({one.style for one in found}) > 1:
        return _without_numbers(entries)
    return [entry._replace(question=one.rest) for entry, one in zip(entries, found, strict=True)]


def _without_numbers(entries: list[ImportedEntry]) -> list[ImportedEntry]:
    """The entries without the numbers of a series of them."""
    running = set(_running([_number(_NUMBERED, entry.question) for entry in entries]))
    return [
        entry._replace(question=_NUMBERED.sub("", entry.question, count=1)) if i in running else entry
        for i, entry in enumerate(entries)
    ]


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
