"""Curves on logarithmic axes as SVG, panel beside panel. The light background is part of it: dark pages show it too."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

WIDTH, HEIGHT, LEFT, TOP, GAP = 250, 220, 40, 34, 20  # of one panel's axes, and the room around them
COLORS = ("#2a6fb0", "#c4561a", "#3a8a4d")


class Panel(NamedTuple):
    """What the vertical axis shows, and its curves by name: points (x, y), both above zero."""

    title: str
    curves: Mapping[str, Sequence[tuple[float, float]]]


def log_log(panels: Sequence[Panel], x_title: str) -> str:
    """The panels over one horizontal axis, whole powers of ten at the ends of each axis."""
    width, height = len(panels) * (LEFT + WIDTH + GAP), TOP + HEIGHT + 42
    x_range = _decades([x for panel in panels for curve in panel.curves.values() for x, _ in curve])
    drawn = "".join(
        f'<g transform="translate({LEFT + number * (LEFT + WIDTH + GAP)} {TOP})">{_panel(panel, x_range, x_title)}</g>'
        for number, panel in enumerate(panels)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="11"><rect width="{width}" height="{height}" fill="#fff"/>{drawn}</svg>\n'
    )


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around the values."""
    low = math.floor(math.log10(min(values, default=1)))
    return low, max(math.ceil(math.log10(max(values, default=10))), low + 1)


def _panel(panel: Panel, x_range: tuple[int, int], x_title: str) -> str:
    y_range = _decades([y for curve in panel.curves.values() for _, y in curve])

    def place(value: float, ends: tuple[int, int], length: int) -> float:
        return (math.log10(value) - ends[0]) / (ends[1] - ends[0]) * length

    def at(x: float, y: float) -> tuple[float, float]:
        return round(place(x, x_range, WIDTH), 1), round(HEIGHT - place(y, y_range, HEIGHT), 1)

    parts = [f'<text x="{-LEFT + 12}" y="-18" fill="#333" font-weight="bold">{panel.title}</text>']
    for power in range(x_range[0], x_range[1] + 1):
        x, _ = at(10**power, 10 ** y_range[0])
        parts.append(f'<path d="M{x} 0V{HEIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{HEIGHT + 16}" text-anchor="middle" fill="#333">{_label(power)}</text>')
    for power in range(y_range[0], y_range[1] + 1):
        _, y = at(10 ** x_range[0], 10**power)
        parts.append(f'<path d="M0 {y}H{WIDTH}" stroke="#ddd"/>')
        parts.append(f'<text x="-6" y="{y + 4}" text-anchor="end" fill="#333">{_label(power)}</text>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT + 34}" text-anchor="middle" fill="#333">{x_title}</text>')
    for number, (color, (name, curve)) in enumerate(zip(COLORS, panel.curves.items(), strict=False)):
        points = [at(x, y) for x, y in curve]
        line = " ".join(f"{x},{y}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="3" fill="{color}"/>' for x, y in points]
        parts.append(f'<text x="8" y="{14 + 15 * number}" fill="{color}">{name}</text>')
    return "".join(parts)


def _label(power: int) -> str:
    if power < 0:
        return f"{10.0**power:g}"
    return f"{10 ** (power % 3)}{('', 'k', 'M', 'G')[power // 3]}"
