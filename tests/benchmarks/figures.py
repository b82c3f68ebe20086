"""A measured figure beside its reference, and how the two are measured fairly: in turn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

#: Repetitions of each call, one of each in turn; odd, so that the median is one of them.
ROUNDS, QUICK_ROUNDS = 9, 3

Call = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Curve:
    """What was measured at several sizes, for `growth_picture`."""

    size: str  # what grows, e.g. "films in one call"
    cost: str  # what it costs, with its unit
    points: tuple[tuple[float, float], ...]  # (size, cost), ascending

    def as_json(self) -> dict[str, Any]:
        points = [[rounded(value) for value in point] for point in self.points]
        return {"size": self.size, "cost": self.cost, "points": points}


@dataclass(frozen=True, slots=True)
class Figure:
    """Smaller is better; what the limit bounds is `value / reference`."""

    value: float
    reference: float
    limit: float
    unit: str
    about: str  # what was measured
    beside: str  # what the reference is
    curve: Curve | None = None

    @property
    def ratio(self) -> float:
        return self.value / self.reference

    def as_json(self) -> dict[str, Any]:
        curve = {} if self.curve is None else {"curve": self.curve.as_json()}
        return {
            "value": rounded(self.value),
            "reference": rounded(self.reference),
            "ratio": rounded(self.ratio),
            "limit": rounded(self.limit),
            "met": self.ratio <= self.limit,
            "unit": self.unit,
            "about": self.about,
            "beside": self.beside,
            **curve,
        }


def beside_limit(value: float, limit: float, unit: str, about: str) -> Figure:
    """A figure whose limit is a number of its unit: that number is the reference."""
    return Figure(value, limit, 1.0, unit, about, f"the limit, {limit:g} {unit}")


def in_turn(calls: Mapping[str, Call], rounds: int, warm_up: int = 1) -> dict[str, list[float]]:
    """Seconds of every call, `rounds` times: each call once, then each again.

    Whatever else the computer does then hits all of them alike.
    """
    for _ in range(warm_up):
        for call in calls.values():
            call()
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            taken[name].append(seconds(call))
    return taken


def medians(taken: Mapping[str, list[float]]) -> dict[str, float]:
    return {name: statistics.median(values) for name, values in taken.items()}


def percentile_95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def seconds(call: Call) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def rounded(value: float) -> float:
    """To four significant digits."""
    return float(f"{value:.4g}")


def slope(sizes: list[float], costs: list[float]) -> float:
    """k of cost ≈ c · size^k, by least squares of the logarithms: 1 is linear growth."""
    import numpy as np

    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])
