"""Wordings that stand in more than one entry."""

from collections.abc import Iterator

from askfaq.checks.finding import Finding, Placed
from askfaq.matching.text import fold, words
from askfaq.model import Pointer


def same_wordings(entries: list[Placed]) -> Iterator[Finding]:
    """For each phrasing that an earlier entry has as well: where that one stands."""
    first: dict[tuple[str, ...] | str, tuple[Placed, Pointer]] = {}
    for placed in entries:
        for text, pointer in zip(placed.entry.phrasings, placed.phrasings, strict=True):
            holder, place = first.setdefault(folded(text), (placed, pointer))
            if holder is not placed:
                message = f'"{holder.entry.id}" has this wording too: whoever asks it is offered a choice'
                yield Finding("same-wording", message, pointer, other=place)


def folded(text: str) -> tuple[str, ...] | str:
    """What makes two phrasings the same wording: their words, or all of a text that has none."""
    return tuple(words(text)) or fold(text).strip()
