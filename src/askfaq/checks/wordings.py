"""Wordings that stand in more than one entry."""

from collections.abc import Iterator

from askfaq.checks.finding import Finding, Placed
from askfaq.model import Pointer
from askfaq.text.normalize import wording_key


def same_wordings(entries: list[Placed]) -> Iterator[Finding]:
    """For each phrasing that an earlier entry has as well: where that one stands."""
    first: dict[tuple[str, ...] | str, tuple[Placed, Pointer]] = {}
    for placed in entries:
        for text, pointer in zip(placed.entry.phrasings, placed.phrasings, strict=True):
            holder, place = first.setdefault(wording_key(text), (placed, pointer))
            if holder is not placed:
                message = f'"{holder.entry.id}" has this wording too: whoever asks it is offered a choice'
                yield Finding("same-wording", message, pointer, other=place)
