"""Lengths and values measured on a film: what a ruler and a region of interest say.

Needs numpy only. Millimetres are those of the film's `PixelSpacing`, whose provenance must be
shown beside them; without one, lengths are in film pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from inference.core.types import BoolArray, PixelSpacing, Radiograph

Point = tuple[float, float]  # (x, y), film grid, continuous


@dataclass(frozen=True, slots=True)
class Length:
    """A distance, in millimetres if the film has a spacing, else in film pixels."""

    value: float
    unit: str  # "mm" | "px"


@dataclass(frozen=True, slots=True)
class RoiStatistics:
    """Modality values inside a region of interest, padding left out."""

    mean: float
    deviation: float  # standard deviation of the population
    minimum: float
    maximum: float
    pixels: int
    area_mm2: float | None  # None without a spacing


def length_between(start: Point, end: Point, spacing: PixelSpacing | None) -> Length:
    """The straight distance between two film points."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    if spacing is None:
        return Length(math.hypot(dx, dy), "px")
    return Length(math.hypot(dx * spacing.column_mm, dy * spacing.row_mm), "mm")


def roi_statistics(
    radiograph: Radiograph, start: Point, end: Point, *, ellipse: bool
) -> RoiStatistics | None:
    """Values of the film pixels whose centres lie in the rectangle from `start` to `end`.

    With `ellipse`, in the ellipse that fills the rectangle. None if there is no such pixel.
    """
    rows, columns = (
        _box(radiograph.shape[0], start[1], end[1]),
        _box(radiograph.shape[1], start[0], end[0]),
    )
    pixels = radiograph.part(rows, columns)
    inside = np.ones(pixels.shape, bool)
    if ellipse:
        inside &= _in_ellipse(rows, columns, start, end)
    if radiograph.padding is not None:
        inside &= ~radiograph.padding[rows, columns]
    found = pixels[inside].astype(np.float64)
    if not found.size:
        return None
    low, high = radiograph.value_range
    values = low + found * (high - low)
    spacing = radiograph.spacing
    area = None if spacing is None else found.size * spacing.row_mm * spacing.column_mm
    return RoiStatistics(
        float(values.mean()),
        float(values.std()),
        float(values.min()),
        float(values.max()),
        int(found.size),
        area,
    )


def _box(limit: int, one: float, other: float) -> slice:
    """Pixels whose centres lie between two coordinates."""
    first, last = sorted((one, other))
    return slice(max(0, math.ceil(first - 0.5)), max(0, min(limit, math.floor(last - 0.5) + 1)))


def _in_ellipse(rows: slice, columns: slice, start: Point, end: Point) -> BoolArray:
    center = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    radii = abs(end[0] - start[0]) / 2 or 1.0, abs(end[1] - start[1]) / 2 or 1.0
    x = (np.arange(columns.start, columns.stop) + 0.5 - center[0]) / radii[0]
    y = (np.arange(rows.start, rows.stop)[:, None] + 0.5 - center[1]) / radii[1]
    return np.asarray(x * x + y * y <= 1)
