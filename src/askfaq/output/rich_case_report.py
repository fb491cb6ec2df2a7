"""What a test of a FAQ found, drawn for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from askfaq.evaluation.threshold import Point
from askfaq.output.case_report import Curve, Report, Row, curve_lines, report_lines
from askfaq.output.rich_pages import drawn
from askfaq.terminal.streams import Style

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

_BESIDE_BAR = 22  # columns that a row of the curve needs for its numbers


def report(found: Report, style: Style) -> str:
    """A block for each failure, then the figures, those of the topics beside their names."""
    if style.plain:
        return "\n".join(report_lines(found))
    from rich.text import Text

    parts: list[RenderableType] = []
    for one in found.failures:
        parts += [Text(f"✗ {one.verdict}", style="bold red").append(f"  {one.place}", style="not bold dim")]
        parts += [_table(one.rows), Text()]
    parts += [Text(found.head, style="bold"), _table(found.rows)]
    if found.topics:
        parts += [Text(), Text("By topic", style="bold"), _table(found.topics)]
    return drawn([*parts, *map(Text, found.tail)], style)


def curve(found: Curve, style: Style) -> str:
    """A bar for each threshold: right answers from the left, wrong ones from the right, refusals between."""
    if style.plain:
        return "\n".join(curve_lines(found))
    from rich.text import Text

    head = Text("threshold, █ right, ▒ wrong", style="dim")
    rows = [_bar(point, style.width - _BESIDE_BAR) for point in found.points]
    return drawn(
        [*map(Text, found.head), Text(), head, *rows, Text(), *found.tail], style
    )  # a command stays in one line


def _table(rows: Sequence[Row]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in rows:
        table.add_row(Text(f"  {label}", style="dim"), Text(text))
    return table


def _bar(point: Point, width: int) -> Text:
    from rich.text import Text

    figures = point.figures
    right = round(figures.right_share * width)
    wrong = min(round(figures.wrong_share * width), width - right)
    bar = Text(f"{point.threshold:.2f}  ").append("█" * right, style="green").append(" " * (width - right - wrong))
    bar.append("▒" * wrong, style="red")
    return bar.append(f" {figures.right_share:6.1%} {figures.wrong_share:6.1%}")
