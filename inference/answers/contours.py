"""Outlines of probability maps, in continuous film coordinates (half-pixel centres)."""

from __future__ import annotations

import contourpy
import numpy as np
from numpy.typing import NDArray

from inference.core.geometry import FilmGrid
from inference.core.types import Contour, FloatArray

LEVEL = 0.5


def outline(structure: str, probability: FloatArray, grid: FilmGrid) -> Contour | None:
    """The largest closed line at probability 0.5 of a map (S, S); None when there is none.

    Points are clipped to the film, so that a structure cut off by its edge ends there. Holes have
    no line of their own.
    """
    lines = _closed_lines(probability[grid.content])
    if not lines:
        return None
    longest = max(lines, key=lambda line: abs(signed_area(line)))
    rows, columns = grid.content
    points = grid.points_to_film(longest + np.array([columns.start, rows.start]))
    height, width = grid.film_shape
    clipped = np.ascontiguousarray(np.clip(points, 0, (width, height)))
    clipped.flags.writeable = False
    return Contour(structure, clipped)


def level_lines(values: FloatArray, level: float, grid: FilmGrid) -> list[NDArray[np.float64]]:
    """Every closed line (N, 2) as (x, y), film grid, at `level` of a map (S, S) of `grid`."""
    rows, columns = grid.content
    corner = np.array([columns.start, rows.start])
    height, width = grid.film_shape
    lines = _closed_lines(values[grid.content] * np.float32(LEVEL / level))
    return [np.clip(grid.points_to_film(line + corner), 0, (width, height)) for line in lines]


def signed_area(points: NDArray[np.float64]) -> float:
    """Area inside a closed line (N, 2) by the shoelace formula; its sign tells the direction."""
    x, y = points.T
    return 0.5 * float(x @ np.roll(y, -1) - y @ np.roll(x, -1))


def _closed_lines(probability: FloatArray) -> list[NDArray[np.float64]]:
    """Lines at `LEVEL` as (N, 2) continuous (x, y); the first point is not repeated."""
    framed = np.pad(probability, 1)  # below the level outside, so that every line closes
    lines: list[NDArray[np.float64]] = contourpy.contour_generator(z=framed).lines(LEVEL)
    # An index is a pixel's centre: + 0.5; the frame shifted it by one: - 1.
    return [line[:-1] - 0.5 for line in lines if len(line) > 3]
