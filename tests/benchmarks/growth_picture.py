"""How costs grow, drawn: one panel per figure with a curve, both axes logarithmic, as SVG.

    python -m tests.benchmarks.growth_picture speed.json docs/pictures/growth.svg

The grey line is linear growth that ends at a panel's largest size: a curve above it grows less.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

WIDTH, HEIGHT, GAP = 300, 280, 16
#: Of the axes within a panel: left, top, right, bottom.
ROOM = (58, 40, 16, 48)
INK, FAINT, LINE, POINT = "#1f2933", "#9aa5b1", "#c3cad2", "#1769aa"
FONT = "font-family='sans-serif' font-size='12'"

Points = Sequence[Sequence[float]]


def growth_picture(figures: Mapping[str, Mapping[str, Any]]) -> str:
    """An SVG of every figure that has a curve, in their order; a sentence where none has."""
    curves = [figure["curve"] for figure in figures.values() if figure.get("curve")]
    panels = [
        f"<g transform='translate({place * (WIDTH + GAP)} 0)'>{_panel(curve)}</g>"
        for place, curve in enumerate(curves)
    ] or [_text(WIDTH / 2, HEIGHT / 2, "no growth was measured", INK)]
    width = max(1, len(curves)) * (WIDTH + GAP) - GAP
    head = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {HEIGHT}' {FONT}>"
    ground = f"<rect width='{width}' height='{HEIGHT}' fill='white'/>"
    return "\n".join([head, ground, *panels, "</svg>", ""])


def _panel(curve: Mapping[str, Any]) -> str:
    points: Points = curve["points"]
    across = _Axis([x for x, _ in points], ROOM[0], WIDTH - ROOM[2])
    linear = [points[-1][1] * x / points[-1][0] for x, _ in points]
    costs = [y for _, y in points]
    # The line is cut off where it leaves the costs' decades: a constant cost has no need of them.
    up = _Axis([*costs, *(y for y in linear if y >= min(costs) / 10)], HEIGHT - ROOM[3], ROOM[1])
    parts = [_text(WIDTH / 2, 20, f"{curve['cost']} against {curve['size']}", INK)]
    parts += [_tick(across.at(v), HEIGHT - ROOM[3], v, upright=True) for v in across.ticks]
    parts += [_tick(ROOM[0], up.at(v), v, upright=False) for v in up.ticks]
    lowest = max(up.low, min(linear))
    begin = points[-1][0] * lowest / points[-1][1]
    ends = [(begin, lowest), (points[-1][0], points[-1][1])]
    parts.append(_polyline([(across.at(x), up.at(y)) for x, y in ends], FAINT, "stroke-width='1'"))
    places = [(across.at(x), up.at(y)) for x, y in points]
    parts.append(_polyline(places, POINT, "stroke-width='2'"))
    parts += [f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3.5' fill='{POINT}'/>" for x, y in places]
    parts.append(_text(WIDTH / 2, HEIGHT - 8, f"{curve['size']}; grey: linear growth", INK))
    return "\n".join(parts)


class _Axis:
    """Whole decades around some values, on a stretch of the picture."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        least, most = min(values), max(values)
        self._low, self._high = math.floor(math.log10(least)), math.ceil(math.log10(most))
        self._high = max(self._high, self._low + 1)
        self._start, self._end = start, end

    @property
    def low(self) -> float:
        return 10.0**self._low

    @property
    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self._low, self._high + 1)]

    def at(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return self._start + share * (self._end - self._start)


def _tick(x: float, y: float, value: float, *, upright: bool) -> str:
    """A grid line with its number, upright below the panel or lying at its left."""
    words = f"{value:,.0f}" if value >= 1 else f"{value:g}"
    if value >= 1e6:
        words = f"{value / 1e6:g} M"
    if upright:
        ends = [(x, y), (x, float(ROOM[1]))]
        return _polyline(ends, LINE, "stroke-width='0.5'") + _text(x, y + 16, words, INK)
    ends = [(x, y), (float(WIDTH - ROOM[2]), y)]
    label = _text(x - 5, y + 4, words, INK, anchor="end")
    return _polyline(ends, LINE, "stroke-width='0.5'") + label


def _polyline(points: Sequence[tuple[float, float]], colour: str, more: str) -> str:
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f"<polyline points='{places}' fill='none' stroke='{colour}' {more}/>"


def _text(x: float, y: float, words: str, colour: str, anchor: str = "middle") -> str:
    place = f"x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' fill='{colour}'"
    return f"<text {place}>{escape(words)}</text>"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(growth_picture(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
