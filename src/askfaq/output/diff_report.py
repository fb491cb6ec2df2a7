"""What differs between two versions of a FAQ, in words: lines for a pipe, the same in colour, labelled lines, JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from askfaq.evaluation.differences import Differences, EntryDifference, Outcome, OutcomeChange
from askfaq.evaluation.entry_changes import Change
from askfaq.output.json_lines import SCHEMA
from askfaq.terminal.streams import Style
from askfaq.text.sanitize import one_line

MOST_QUOTED = 60  # characters of a text that changed
MOST_WHOLE = 240  # of one that came or went
CONTEXT = 15  # characters of it before the first that differs
_STYLES = {"entry": "bold", "before": "red", "after": "green", "label": "dim"}


class Part(NamedTuple):
    """Some words of a line, and what they are: a key of _STYLES, or nothing in particular."""

    text: str
    role: str = ""


Line = tuple[Part, ...]


def report(found: Differences, style: Style) -> str:
    """The differences as text, entry by entry."""
    if style.plain:
        return "\n".join(_labelled(found))
    lines = list(_lines(found))
    if not style.is_terminal and not style.color:
        return "\n".join("".join(part.text for part in line) for line in lines)
    from rich.text import Text

    from askfaq.output.rich_pages import drawn

    return drawn([Text.assemble(*((p.text, _STYLES.get(p.role, "")) for p in line)) for line in lines], style)


def _lines(found: Differences) -> Iterator[Line]:
    yield from (_change_line(change, "") for change in found.faq)
    for entry in found.entries:
        kind, name = _kind(entry), (entry.pair.new or entry.pair.old)
        question = f": {one_line(name.question)}" if name else ""
        yield Part(f"{kind} ", "label"), Part(entry.pair.id, "entry"), Part(question)
        yield from (_change_line(change, "  ") for change in entry.changes)
        for outcome in entry.outcomes:
            if not outcome.is_same_entry:
                before, after = said(outcome.before), said(outcome.after)
                yield Part(f"  {one_line(outcome.query)}: "), *_arrow(before, after)
        if count := sum(outcome.is_same_entry for outcome in entry.outcomes):
            yield (Part(f"  {count} {'query gets' if count == 1 else 'queries get'} the new answer"),)


def _labelled(found: Differences) -> Iterator[str]:
    yield from map(_labelled_change, found.faq)
    for entry in found.entries:
        yield f"Entry: {entry.pair.id} ({_kind(entry)})"
        yield from map(_labelled_change, entry.changes)
        for outcome in entry.outcomes:
            after = "the new answer" if outcome.is_same_entry else said(outcome.after)
            yield f"Query: {one_line(outcome.query)}"
            yield f"Before: {said(outcome.before)}"
            yield f"After: {after}"


def _labelled_change(change: Change) -> str:
    before, after = _quoted(change)
    return f"Changed: {change.what}, from {before} to {after}"


def _kind(entry: EntryDifference) -> str:
    old, new = entry.pair
    if not old or not new:
        return "removed" if old else "added"
    if old.id != new.id:
        return "renamed"
    if old.question != new.question:
        return "reworded"
    return "changed" if entry.changes else "unchanged"


def _change_line(change: Change, indent: str) -> Line:
    return Part(f"{indent}{change.what}: ", "label"), *_arrow(*_quoted(change))


def _arrow(before: str, after: str) -> Line:
    return Part(before, "before"), Part(" → "), Part(after, "after")


def _quoted(change: Change) -> tuple[str, str]:
    """The values before and after, of long texts the stretch in which they begin to differ."""
    before, after = (None if text is None else one_line(text) for text in (change.before, change.after))
    if before is None or after is None:
        return _stretch(before, 0, MOST_WHOLE), _stretch(after, 0, MOST_WHOLE)
    begin = 0
    if max(len(before), len(after)) > MOST_QUOTED:
        differing = (place for place, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
        begin = max(0, next(differing, min(len(before), len(after))) - CONTEXT)
    return _stretch(before, begin, MOST_QUOTED), _stretch(after, begin, MOST_QUOTED)


def _stretch(text: str | None, begin: int, most: int) -> str:
    if text is None:
        return "none"
    end = begin + most
    return f'"{"…" if begin else ""}{text[begin:end]}{"…" if len(text) > end else ""}"'


def said(outcome: Outcome) -> str:
    """What became of a query."""
    if outcome.status == "unanswered":
        return "no answer"
    return f"{'' if outcome.status == 'answered' else 'offered '}{', '.join(outcome.ids)}"


def summary(found: Differences, asked: int) -> str:
    """How much differs, in words."""
    ends = sum(len(entry.outcomes) for entry in found.entries)
    queries = f"{asked} {'query' if asked == 1 else 'queries'}"
    return f"{ends} of {queries} {'ends' if ends == 1 else 'end'} differently"


def shapes(found: Differences) -> Iterator[dict[str, Any]]:
    """One line of `diff --json` for each change, and for each query with another outcome."""
    yield from (_shape(change.what, None, change.before, change.after) for change in found.faq)
    for entry in found.entries:
        old, new = entry.pair
        if not old or not new:
            was, now = (one and one.question for one in entry.pair)
            yield _shape("entry", entry.pair.id, was, now)
        yield from (_shape(change.what, entry.pair.id, change.before, change.after) for change in entry.changes)
        yield from (_outcome_shape(outcome, entry.pair.id) for outcome in entry.outcomes)


def _shape(what: str, entry_id: str | None, before: object, after: object) -> dict[str, Any]:
    return {"schema": SCHEMA, "change": what, "id": entry_id, "query": None, "before": before, "after": after}


def _outcome_shape(change: OutcomeChange, entry_id: str) -> dict[str, Any]:
    shape = _shape("outcome", entry_id, _ending(change.before), _ending(change.after))
    return {**shape, "query": change.query}


def _ending(outcome: Outcome) -> dict[str, Any]:
    return {"status": outcome.status, "ids": list(outcome.ids), "answer": outcome.answer}
