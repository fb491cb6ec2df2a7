"""What was asked in vain, in words: groups of questions, each with the entries that come near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from askfaq.model import Match
from askfaq.text.sanitize import one_line

if TYPE_CHECKING:
    from askfaq.misses.grouping import Group

MOST_SHOWN = 4  # wordings of a group


def rows(groups: Iterable[Group]) -> list[str]:
    """One tab-separated line a group: how often, its status, the nearest entry and its score, the question."""
    return ["\t".join((str(g.times), g.result.status, *_nearest(g.result.matches), one_line(g.name))) for g in groups]


def _nearest(matches: Sequence[Match]) -> tuple[str, str]:
    return (matches[0].entry.id, f"{matches[0].score:.2f}") if matches else ("", "")


def page(groups: Sequence[Group], name: str, flag: str) -> list[str]:
    """The groups, those that are answered by now told apart; `flag` makes a command read this FAQ."""
    in_vain = [group for group in groups if group.result.answer is None]
    answered = [group for group in groups if group.result.answer]
    lines = []
    if in_vain:
        lines += [f"Asked in vain of {name}: {_times(in_vain)}.", *_group_lines(in_vain)]
        lines.append(f"askfaq misses review{flag} walks through them.")
    if answered:
        lines += [
            f"Answered since: {_times(answered)} (askfaq misses clear --answered{flag}).",
            *_group_lines(answered),
        ]
    return lines


def _times(groups: Sequence[Group]) -> str:
    count = sum(group.times for group in groups)
    return f"{counted(len(groups), 'question')}, {counted(count, 'time')}"


def counted(count: int, name: str) -> str:
    """So many of what is named."""
    return f"{count} {name}{'' if count == 1 else 's'}"


def _group_lines(groups: Iterable[Group]) -> Iterator[str]:
    for group in groups:
        first, *others = wording_lines(group)
        yield f"  {group.times}x {first}"
        yield from (f"     {line}" for line in others)
        near = "answer" if group.result.answer else "nearest"
        yield from (f"     {near}: {match_line(match)}" for match in group.result.matches[:1])


def wording_lines(group: Group) -> list[str]:
    """The first wordings of a group, a line each, and how many more there are."""
    lines = [one_line(wording.text) for wording in group.wordings[:MOST_SHOWN]]
    more = len(group.wordings) - MOST_SHOWN
    return [*lines, f"and {counted(more, 'other wording')}"] if more > 0 else lines


def match_line(match: Match) -> str:
    """An entry that comes near, and how near."""
    return f"{one_line(match.entry.question)}  {match.entry.id}  {match.score:.2f}"
