"""Where a heat map's colours end: one scale for window, picture and report. Needs numpy only.

A network's card gives one scale per method, the 99th percentile of the map's values over
calibration films that the network calls positive (`python -m training.map_scales`). Every film is
drawn to it, so that one on which the network finds nothing looks empty. A bundle without scales, as
of one's own networks, has its maps drawn to their own extent, and that is said.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from inference.attribution.methods import METHODS
from inference.core.types import AttributionMap, FloatArray

#: Of the values' magnitudes over calibration films, and of one map's values for the finding.
PERCENTILE = 99.0
#: A map whose strength is below this share of its scale shows little.
LITTLE = 0.4
#: A map whose greatest magnitude is below this shows nothing.
NOTHING = 1e-9
#: Share of a signed map's pixels that may lie beyond its own extent, which a few would else set.
BEYOND = 0.002

#: Codes of `inference.core.notices`.
LITTLE_ACTIVATION, OWN_SCALE = "little_activation", "map_own_scale"


@dataclass(frozen=True, slots=True)
class MapScale:
    """How one map is to be drawn, and what must be said of it."""

    end: float | None  # where colours end, ± if signed, in `unit`; None: the map is all 0
    signed: bool
    unit: str  # see `MethodFacts.unit`
    fixed: bool  # True: the network's, for all films alike; False: this map's own extent
    #: What all but the highest 1 % of the map's values on the film stay below, at least 0: like
    #: for like with the scale. A fine map's greatest value would say more of its grain.
    strength: float
    little: bool  # the strength is below `LITTLE` of a fixed scale

    @property
    def notices(self) -> tuple[str, ...]:
        """What a reader has to be told beside the map."""
        if self.little:
            return (LITTLE_ACTIVATION,)
        return () if self.fixed else (OWN_SCALE,)


def scale_of(heat_map: AttributionMap) -> MapScale:
    """The scale that `heat_map` is drawn to.

    Without a scale of the network: up to the greatest value, or for a signed map to the magnitude
    below which all but 0.2 % of the values that are not 0 lie; rounded up to 1, 2 or 5 times a
    power of ten. Nothing can then be said to be little, unless the map is all 0.
    """
    facts, values = METHODS[heat_map.method], heat_map.values
    on_film = values[heat_map.grid.content]
    strength = max(float(np.percentile(on_film, PERCENTILE)), 0.0)
    end = heat_map.scale
    little = end is not None and strength < LITTLE * end
    if end is None:
        own = extent(values) if facts.signed else float(values.max(initial=0.0))
        end = round_up(own) if own > NOTHING else None
        little = end is None
    fixed = heat_map.scale is not None
    return MapScale(end, facts.signed, facts.unit, fixed, strength, little)


def extent(values: FloatArray) -> float:
    """The magnitude below which all but `BEYOND` of the values that are not zero lie."""
    sizes = np.abs(values[values != 0])
    if not sizes.size:
        return 0.0
    place = min(int(sizes.size * (1 - BEYOND)), sizes.size - 1)
    return float(np.partition(sizes, place)[place])


def round_up(value: float) -> float:
    """The next 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if value <= step * power * 1.0001)
