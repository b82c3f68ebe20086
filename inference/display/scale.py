"""To which scale perturbations and maps are drawn, in the window and in every export.

Needs numpy only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from inference.attribution.map_scale import NOTHING, extent, round_up, scale_of
from inference.core.attack_types import AttackResult
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
    unit: str  # of `attribution.methods.MethodFacts`, or "" for none

    #: What the reader has to be told of the map: codes of `inference.core.notices`.
    notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: AttributionMap) -> ShownMap:
        """To its network's scale for the method, or to its own."""
        scale = scale_of(found)
        return cls(found.grid, found.values, scale.end, scale.signed, scale.unit, scale.notices)

    def at(self, x: float, y: float) -> float:
        """The value at a film point."""
        point = self.grid.points_to_model(np.array([[x, y]]))[0].astype(int)
        last = self.grid.size - 1
        return float(self.values[min(point[1], last), min(point[0], last)])


def shown_map(name: str, fact: object) -> ShownMap:
    """What is drawn under `name` of a fact that is, or holds, a map."""
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


def perturbation_limit(attack: AttackResult) -> float:
    """The end of the perturbation's colour scale, input units: from epsilon, never from δ.

    L-inf: epsilon itself. L2: eight times the root mean square that a δ of norm epsilon has.
    """
    config = attack.config
    if config.norm == "linf":
        return max(config.epsilon, 1e-6)
    rows, columns = attack.grid.content_shape
    return max(8 * config.epsilon / math.sqrt(rows * columns), 1e-6)


def _limit(greatest: float) -> float | None:
    return round_up(greatest) if greatest > NOTHING else None
