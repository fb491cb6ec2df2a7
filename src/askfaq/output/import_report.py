"""What an import found: a table for a person at a terminal, or one line for each thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from askfaq.output.rich_pages import drawn
from askfaq.terminal.streams import Style
from askfaq.text.sanitize import one_line

if TYPE_CHECKING:
    from askfaq.faq.entry_update import Change
    from askfaq.faq.merge import Merged
    from askfaq.formats.imported import Import

# More rows than this of a kind help nobody to decide.
_MOST_ROWS = 60
_MOST_NEW = 3  # that are named: a first import brings nothing else
_TOLD = {
    "added": "new",
    "answer": "answer updated",
    "question": "question changed",
    "topic": "topic changed",
    "wording": "added to",
    "kept": "left alone",
    "conflict": "conflict",
}
_COUNTED = {
    "added": "new",
    "answer": "with another answer",
    "question": "with another question",
    "topic": "with another topic",
    "wording": "wordings added",
    "conflict": "in conflict",
    "moved": "on other lines",
    "remembered": "remembered as they are",
}
_SIGNS = {"kept": "✓ kept", "skipped": "✗ skipped", "note": "note", "warning": "! warning"}
_COLORS = {"kept": "green", "skipped": "red", "note": "dim", "warning": "yellow"}


def preview(result: Import, style: Style) -> str:
    """The table of what is kept, skipped and why, by line."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=True, header_style="bold", expand=False)
    table.add_column("Line", justify="right", style="dim", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("Question, or what was left out and why", overflow="fold")
    for place, kind, text in _rows(result):
        table.add_row(Text(one_line(place)), Text(_SIGNS.get(kind, ""), style=_COLORS.get(kind, "")), Text(text))
    return drawn([table], style)


def remark_lines(result: Import) -> Iterator[str]:
    """Everything skipped and noted, as `path:line: what: why`."""
    for remark in result.remarks:
        place = ":".join(str(part) for part in (remark.path, remark.line) if part)
        yield one_line(f"{place}: {remark.kind}: {remark.text}" if place else f"{remark.kind}: {remark.text}")


def kept_lines(result: Import) -> Iterator[str]:
    """Every entry that is kept, as `path:line: kept: question`."""
    for entry in result.entries:
        source, line = entry.source or "", str(entry.line)
        place = source if source.endswith(f":{line}") else f"{entry.origin}:{line}" if entry.origin else line
        yield one_line(f"{place}: kept: {entry.question}")


def change_lines(merged: Merged, *, prune: bool = False) -> Iterator[str]:
    """What the import changes in the FAQ."""
    new = [change for change in merged.changes if change.kind == "added"]
    told = [change for change in merged.changes if change.kind in _TOLD]
    for change in [*new[:_MOST_NEW], *(change for change in told if change.kind != "added")]:
        yield one_line(f"{_TOLD[change.kind]}: {change.id}: {_what(change)}")
    if len(new) > _MOST_NEW:
        yield f"new: … and {len(new) - _MOST_NEW} more"
    for entry_id in merged.gone:
        fate = "taken out" if entry_id in merged.removed_ids else "kept, as its answer is yours" if prune else "kept"
        yield one_line(f"no longer in the source, {fate}: {entry_id}")
    counts = {text: sum(change.kind == kind for change in merged.changes) for kind, text in _COUNTED.items()}
    counts["taken out"] = len(merged.removed)
    counts["unchanged"] = merged.unchanged
    yield ", ".join(f"{count} {text}" for text, count in counts.items() if count) or "nothing new"


def _what(change: Change) -> str:
    if change.kind == "conflict":
        return f"you and the source both changed the answer; yours stays, the source now says: {change.text}"
    return f"{change.text} (the old wording stays as an alias)" if change.kind == "question" else change.text


def summary(result: Import) -> str:
    """How much was read, kept and skipped."""
    return one_line(f"{result.format}: {result.read} read, {result.kept} kept, {len(result.skipped)} skipped")


def _rows(result: Import) -> Iterator[tuple[str, str, str]]:
    """(place, kind, text) by line where there is one source; of many of a kind only the first."""
    many_paths = len({remark.path for remark in result.remarks}) > 1
    rows: list[tuple[int, str, str, str]] = []
    left: dict[str, int] = {}
    for kinds in (("warning", "note"), ("skipped",)):
        remarks = [remark for remark in result.remarks if remark.kind in kinds]
        for remark in remarks[:_MOST_ROWS]:
            place = str(remark.line or "")
            shown = f"{remark.path}:{place}".strip(":") if many_paths else place
            rows.append((remark.line or 0, shown, remark.kind, one_line(remark.text)))
        left[kinds[0]] = len(remarks) - _MOST_ROWS
    kept = result.entries[:_MOST_ROWS]
    rows += [(entry.line, str(entry.line), "kept", one_line(entry.question)) for entry in kept]
    left["kept"] = result.kept - _MOST_ROWS
    if not many_paths:
        rows.sort(key=lambda row: row[0])
    for _, place, kind, text in rows:
        yield place, kind, text
    for kind, count in left.items():
        if count > 0:
            yield "", kind, f"… and {count} more"
