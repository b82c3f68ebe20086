"""How a counterfactual's change is drawn: its scale in grey levels, and what moved where.

Needs numpy and OpenCV only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.attribution.map_scale import round_up
from inference.core.counterfactual_types import Change
from inference.core.types import FloatArray
from inference.counterfactual.composition import film_at

#: How strongly a change covers the film below it where it is greatest.
CHANGE_OPACITY = 0.85
#: Of the pixels that change, this share lies within the colour scale.
_SEEN_WHOLE = 0.99
#: A change below half a grey level of 256 is no change that could be seen.
_LEAST_LEVELS = 0.5
#: Arrows along one outline, at most.
_ARROWS = 9
#: An outline's point has an arrow where it moves at least this share of the greatest move.
_MOVES = 0.35
LEVELS = 255.0


@dataclass(frozen=True, slots=True)
class Arrow:
    """Where a point of an outline lies on the film, and where it lies in the counterfactual."""

    start: tuple[float, float]  # (x, y), film grid
    end: tuple[float, float]


def moved_levels(film: FloatArray, change: Change, amplitude: float = 1.0) -> FloatArray:
    """(h, w) float32: by how many grey levels of 256 the film (h, w) in [0, 1] gets brighter.

    Levels count the range from which the network takes its input.
    """
    low, high = change.input_range
    return (film_at(film, change, amplitude) - film) * np.float32(LEVELS / max(high - low, 1e-6))


def levels_limit(film: FloatArray, change: Change) -> float | None:
    """The end of the colour scale of what changed, in grey levels of 256; None: nothing is seen.

    `film` (h, w) in [0, 1] is about as fine as the network sees it.
    """
    moved = np.abs(moved_levels(film, change))
    seen = moved[moved > _LEAST_LEVELS]
    if seen.size == 0:
        return None
    return round_up(max(1.0, round(float(np.quantile(seen, _SEEN_WHOLE)))))


def arrows(change: Change, outline: NDArray[np.float64]) -> tuple[Arrow, ...]:
    """How the points of an outline (N, 2), film grid, move at amplitude 1; few, evenly spread.

    The film at p shows what was at p + u(p), hence what was at p is seen at about p - u(p).
    """
    if change.displacement is None or len(outline) == 0:
        return ()
    at = change.grid.points_to_model(outline)
    last = change.grid.size - 1
    columns, rows = (np.clip(at[:, axis].astype(int), 0, last) for axis in (0, 1))
    moved = -np.stack([part[rows, columns] for part in change.displacement], axis=1)
    length = np.hypot(*moved.T)
    greatest = float(length.max())
    if greatest == 0:
        return ()
    ends = change.grid.points_to_film(at + moved)
    chosen = np.linspace(0, len(outline), _ARROWS, endpoint=False).astype(int)
    return tuple(
        Arrow(tuple(outline[i].tolist()), tuple(ends[i].tolist()))
        for i in chosen
        if length[i] >= _MOVES * greatest
    )
