"""What drawing a counterfactual needs beside the film: its scale, and which pixel is seen where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gui.films.pyramid import FULL, Pyramid
from inference.core.counterfactual_types import Change
from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray
from inference.display.changes import levels_limit


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


def scale_end(change: Change, pyramid: Pyramid) -> float | None:
    """The end of the colour scale of what changed: `inference.display.changes.levels_limit`."""
    level = pyramid.level(change.grid.size / max(pyramid.film_shape))
    return levels_limit(np.asarray(level, np.float32) / np.float32(FULL), change)


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
