"""Right entry first against the time of a question, a point for each program, as SVG on a light or a dark page."""

import math
from collections.abc import Sequence
from typing import NamedTuple

LEFT, TOP, WIDTH, HEIGHT = 52, 40, 570, 300  # of the axes
FASTEST, SLOWEST = 1, 30_000  # milliseconds, the ends of the axis
COLORS = {
    "light": {"page": "#ffffff", "text": "#1f2328", "grid": "#d1d9e0", "ours": "#0969da", "theirs": "#57606a"},
    "dark": {"page": "#0d1117", "text": "#e6edf3", "grid": "#3d444d", "ours": "#58a6ff", "theirs": "#9198a1"},
}


class Point(NamedTuple):
    """A program, how often it has the right entry first, and the milliseconds of a question."""

    name: str
    right: float
    ms: float


def drawn(points: Sequence[Point], theme: str) -> str:
    """The plot. A label stands right of its point, or left of it where there is no room."""
    color = COLORS[theme]
    parts = [f'<rect width="100%" height="100%" fill="{color["page"]}"/>', *axes(color)]
    ours = [point for point in points if point.name.startswith("askfaq")]
    parts.append(f'<path d="M{" L".join(f"{x(p.ms)} {y(p.right)}" for p in ours)}" stroke="{color["ours"]}"/>')
    for point in points:
        fill = color["ours" if point in ours else "theirs"]
        parts.append(f'<circle cx="{x(point.ms)}" cy="{y(point.right)}" r="6" fill="{fill}"/>')
        parts.append(label(point, color["text"], is_left=point is ours[0] or x(point.ms) > LEFT + WIDTH * 0.7))
    width, height = LEFT + WIDTH + 18, TOP + HEIGHT + 54
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="15"><title>Right entry first against time</title>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def axes(color: dict[str, str]) -> list[str]:
    """Lines at whole powers of ten and at fifths, with their figures."""
    parts = [f'<text x="8" y="22" fill="{color["text"]}" font-weight="bold">right entry first</text>']
    for fifth in range(6):
        at = y(fifth / 5)
        parts.append(f'<path d="M{LEFT} {at}h{WIDTH}" stroke="{color["grid"]}"/>')
        parts.append(
            f'<text x="{LEFT - 8}" y="{at + 5}" text-anchor="end" fill="{color["text"]}">{fifth / 5:.1f}</text>'
        )
    for ms, said in ((10, "10 ms"), (100, "100 ms"), (1000, "1 s"), (10_000, "10 s")):
        parts.append(f'<path d="M{x(ms)} {TOP}v{HEIGHT}" stroke="{color["grid"]}"/>')
        parts.append(
            f'<text x="{x(ms)}" y="{TOP + HEIGHT + 22}" text-anchor="middle" fill="{color["text"]}">{said}</text>'
        )
    about = "processor time of the whole program, one question"
    middle = f'x="{LEFT + WIDTH / 2}" y="{TOP + HEIGHT + 46}" text-anchor="middle"'
    parts.append(f'<text {middle} fill="{color["text"]}">{about}</text>')
    return parts


def label(point: Point, fill: str, *, is_left: bool) -> str:
    """The name of a point, on one side of it."""
    at, anchor = (x(point.ms) - 12, "end") if is_left else (x(point.ms) + 12, "start")
    place = f'x="{round(at, 1)}" y="{round(y(point.right) + 5, 1)}" text-anchor="{anchor}"'
    weight = ' font-weight="bold"' if point.name.startswith("askfaq") else ""
    return f'<text {place} fill="{fill}"{weight}>{point.name}</text>'


def x(ms: float) -> float:
    return round(LEFT + WIDTH * math.log10(ms / FASTEST) / math.log10(SLOWEST / FASTEST), 1)


def y(right: float) -> float:
    return round(TOP + HEIGHT * (1 - right), 1)
