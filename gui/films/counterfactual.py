"""What drawing a counterfactual needs beside the film: its scale, and what moved where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.films.pyramid import FULL, Pyramid
from inference.attribution.map_scale import round_up
from inference.core.counterfactual_types import Change
from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray
from inference.counterfactual.composition import film_at

#: Of the pixels that change, this share lies within the colour scale.
_SEEN_WHOLE = 0.99
#: A change below half a grey level of 256 is no change that could be seen.
_LEAST_LEVELS = 0.5
#: Arrows along one outline, at most.
_ARROWS = 9
#: An outline's point has an arrow where it moves at least this share of the greatest move.
_MOVES = 0.35
_LEVELS = 255.0


@dataclass(frozen=True, slots=True, eq=False)
class ShownChange:
    """A change of the film of any kind, as far as drawing has to tell the kinds apart."""

    grid: FilmGrid
    input_range: tuple[float, float]  # film pixel values standing for input 0 and 1
    displacement: FloatArray | None = None  # (2, S, S) float32 (x, y), model pixels
    adds: bool = True  # a difference is added to the film

    @classmethod
    def of(cls, change: Change) -> ShownChange:
        adds = change.difference is not None
        return cls(change.grid, change.input_range, change.displacement, adds)


@dataclass(frozen=True, slots=True)
class Arrow:
    """Where a point of an outline lies on the film, and where it lies in the counterfactual."""

    start: tuple[float, float]  # (x, y), film grid
    end: tuple[float, float]


def levels_limit(change: Change, pyramid: Pyramid) -> float | None:
    """The end of the colour scale of what changed, in grey levels of 256; None: nothing is seen.

    Levels count the range from which the network takes its input; the film is looked at about as
    finely as the network sees it.
    """
    level = pyramid.level(change.grid.size / max(pyramid.film_shape))
    film = np.asarray(level, np.float32) / np.float32(FULL)
    low, high = change.input_range
    moved = np.abs(film_at(film, change, 1.0) - film) * np.float32(_LEVELS / max(high - low, 1e-6))
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


def moved_point(change: ShownChange, x: float, y: float, amplitude: float) -> tuple[float, float]:
    """The film point whose pixel is seen at (x, y) when the change has `amplitude`."""
    assert change.displacement is not None
    height, width = change.grid.film_shape
    moves = np.array([[at_point(change.grid, part, x, y) for part in change.displacement]])
    at = change.grid.points_to_model(np.array([[x, y]]))
    found = change.grid.points_to_film(at + amplitude * moves)[0]
    return min(max(found[0], 0.0), width - 1e-3), min(max(found[1], 0.0), height - 1e-3)


def at_point(grid: FilmGrid, values: FloatArray, x: float, y: float) -> float:
    """The value of a map (S, S) at a film point."""
    column, row = grid.points_to_model(np.array([[x, y]]))[0].astype(int)
    last = grid.size - 1
    return float(values[min(max(row, 0), last), min(max(column, 0), last)])
