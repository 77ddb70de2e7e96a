"""The cost of a search against the number of services, as an SVG: both axes by powers of ten, one line an engine."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tests.load.search_bench import Compared

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 400, 70, 130, 30, 50
LINES = {"Waymark": ("#0b5", ""), "SQLite FTS5": ("#c33", "8 4"), "tantivy": ("#36c", "2 4"), "Xapian": ("#850", "12 3 2 3")}
"""A colour and a dash for each, so that no line is known by its colour alone."""


def svg(compared: Sequence[Compared]) -> str:
    """The picture. Each line ends in its name."""
    sizes = [one.size for one in compared]
    times = [time for one in compared for time in one.milliseconds.values()]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    first, last = math.log10(min(sizes)), math.log10(max(sizes))

    def x(size: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (math.log10(size) - first) / ((last - first) or 1)

    def y(time: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - math.log10(time)) / ((high - low) or 1)

    parts = [_open("Milliseconds for one search, by number of services")]
    for power in range(low, high + 1):
        level = y(10.0**power)
        parts.append(f'<path d="M{LEFT} {level:.0f}H{WIDTH - RIGHT}" stroke="#ccc"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{level + 4:.0f}" text-anchor="end">{10.0**power:g} ms</text>')
    for size in sizes:
        parts.append(f'<text x="{x(size):.0f}" y="{HEIGHT - 28}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 8}" text-anchor="middle">services</text>')
    for name in compared[0].milliseconds:
        colour, dash = LINES[name]
        points = " ".join(f"{x(one.size):.1f},{y(one.milliseconds[name]):.1f}" for one in compared)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"/>')
        end = compared[-1]
        parts.append(f'<text x="{x(end.size) + 8:.0f}" y="{y(end.milliseconds[name]) + 4:.0f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _open(title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" font-size="13">\n'
        f'<title>{title}</title>\n<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    )
