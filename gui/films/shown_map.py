"""A map of one network's grid with the scale that it is drawn to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inference.attribution.map_scale import NOTHING, extent, round_up, scale_of
from inference.core.explanation_types import EffectMaps
from inference.core.geometry import FilmGrid
from inference.core.types import AttributionMap, FloatArray, Translation


@dataclass(frozen=True, slots=True, eq=False)
class ShownMap:
    """Values and the end of their scale: a raw value, printed on the colour bar."""

    grid: FilmGrid
    values: FloatArray  # (S, S) float32, model grid, in `unit`
    limit: float | None  # the end of the scale; None: the map shows nothing at all
    signed: bool
    unit: str  # of `attribution_methods.MethodFacts`, or "" for none

    #: What the reader has to be told of the map: codes of `inference.core.notices`.
    notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: AttributionMap) -> ShownMap:
        """To the scale that the report has, too."""
        scale = scale_of(found)
        return cls(found.grid, found.values, scale.end, scale.signed, scale.unit, scale.notices)

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
            return ShownMap(fact.grid, fact.effect, _limit(extent(fact.effect)), True, "logit")
        case "translation_difference", Translation():
            limit = _limit(extent(fact.difference))
            return ShownMap(fact.grid, fact.difference, limit, True, "input")
        case "translation_attention", Translation():
            return ShownMap(fact.grid, fact.attention, 1.0, False, "")
        case _, AttributionMap():
            return ShownMap.of(fact)
        case _:
            raise TypeError(f"{name}: {type(fact).__name__}")


def _limit(greatest: float) -> float | None:
    return round_up(greatest) if greatest > NOTHING else None
