"""A map of one network's grid with the scale that it is drawn to."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from inference.attribution.methods import METHODS
from inference.core.explanation_types import EffectMaps
from inference.core.geometry import FilmGrid
from inference.core.types import AttributionMap, FloatArray, Translation

#: A map whose greatest value is below this shows nothing.
_NO_EVIDENCE = 1e-9
#: Share of a fine signed map's pixels that may lie beyond its scale, which a few would else set.
_BEYOND = 0.002


@dataclass(frozen=True, slots=True, eq=False)
class ShownMap:
    """Values and the end of their scale: a raw value, printed on the colour bar."""

    grid: FilmGrid
    values: FloatArray  # (S, S) float32, model grid, in `unit`
    limit: float | None  # the end of the scale; None: the map shows nothing at all
    signed: bool
    unit: str  # of `attribution_methods.MethodFacts`, or "" for none

    @classmethod
    def of(cls, found: AttributionMap) -> ShownMap:
        """Unsigned: up to the greatest value. Signed: ±, but for the outermost 0.2 percent."""
        facts = METHODS[found.method]
        greatest = _extent(found.values) if facts.signed else float(found.values.max(initial=0.0))
        return cls(found.grid, found.values, _limit(greatest), facts.signed, facts.unit)

    def at(self, x: float, y: float) -> float:
        """The value at a film point."""
        point = self.grid.points_to_model(np.array([[x, y]]))[0].astype(int)
        last = self.grid.size - 1
        return float(self.values[min(point[1], last), min(point[0], last)])


def shown_map(name: str, fact: object) -> ShownMap:
    """What the pane or layer `name` draws of a fact that is, or holds, a map."""
    match name, fact:
        case "sign_density", EffectMaps():
            return ShownMap(fact.grid, fact.sign_density, 1.0, True, "")
        case "effect", EffectMaps():
            return ShownMap(fact.grid, fact.effect, _limit(_extent(fact.effect)), True, "logit")
        case "translation_difference", Translation():
            limit = _limit(_extent(fact.difference))
            return ShownMap(fact.grid, fact.difference, limit, True, "input")
        case "translation_attention", Translation():
            return ShownMap(fact.grid, fact.attention, 1.0, False, "")
        case _, AttributionMap():
            return ShownMap.of(fact)
        case _:
            raise TypeError(f"{name}: {type(fact).__name__}")


def round_up(value: float) -> float:
    """The next 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if value <= step * power * 1.0001)


def _limit(greatest: float) -> float | None:
    return round_up(greatest) if greatest > _NO_EVIDENCE else None


def _extent(values: FloatArray) -> float:
    """The magnitude below which all but `_BEYOND` of the values that are not zero lie."""
    sizes = np.abs(values[values != 0])
    if not sizes.size:
        return 0.0
    place = min(int(sizes.size * (1 - _BEYOND)), sizes.size - 1)
    return float(np.partition(sizes, place)[place])
