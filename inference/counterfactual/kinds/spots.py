"""Small rounded opacities on a model grid: their profile, sizes and zones. Needs numpy and OpenCV.

Sizes are the ILO classification's (ILO 2022, §4): p up to 1.5 mm in diameter, q to 3, r to 10. An
opacity's *diameter* is its full width at half maximum.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from inference.core.counterfactual_types import SizeUnit, Spot, Zone
from inference.core.geometry import FilmGrid
from inference.core.types import BoolArray, FloatArray, PixelSpacing, Segmentation
from inference.counterfactual.zones import zone_at
from inference.grids.resampling import resampled

#: Diameters that are tried, mm: p, q, and three of r.
DIAMETERS_MM = (1.5, 2.5, 4.0, 5.5)
#: Inner width of an adult's thorax in mm, assumed where the film has no spacing (about twice the
#: greatest normal heart width of 13-15 cm, Danzer 1919).
ASSUMED_THORAX_MM = 275.0
#: Half maximum of (1 - rho²)² lies at this rho.
_HALF = math.sqrt(1 - math.sqrt(0.5))


@dataclass(frozen=True, slots=True)
class Scale:
    """Millimetres per model pixel, and whether the film says so."""

    mm: float
    known: bool

    @classmethod
    def of(cls, grid: FilmGrid, spacing: PixelSpacing | None, segmentation: Segmentation) -> Scale:
        """From the film's spacing, else from the width of the thorax as segmented."""
        if spacing is not None:
            (height, width), (rows, columns) = grid.film_shape, grid.content_shape
            along = (spacing.row_mm * height / rows, spacing.column_mm * width / columns)
            return cls(sum(along) / 2, True)
        lungs = resampled(segmentation.grid, segmentation.lungs, grid) >= 0.5
        across = np.flatnonzero(lungs.any(0))
        thorax = int(np.ptp(across)) + 1 if across.size else grid.content_shape[1]
        return cls(ASSUMED_THORAX_MM / thorax, False)


@dataclass(frozen=True, slots=True)
class Disc:
    """One opacity on the model grid: (1 - rho²)², slightly elongated."""

    x: float  # continuous, model pixels
    y: float
    diameter: float  # model pixels, mean of both axes
    contrast: float  # signed peak, input units
    elongation: float = 1.0  # long over short axis
    angle: float = 0.0

    @property
    def radius(self) -> float:
        """Where the opacity ends, along its mean axis."""
        return self.diameter / (2 * _HALF)


def draw(discs: list[Disc], size: int) -> FloatArray:
    """(S, S) float32: the sum of `discs`, each averaged over the model's pixels."""
    total = np.zeros((size, size), np.float32)
    for disc in discs:
        _add(total, disc)
    return total


def _add(total: FloatArray, disc: Disc) -> None:
    stretch = math.sqrt(disc.elongation)
    long, short = disc.radius * stretch, disc.radius / stretch
    left, top = math.floor(disc.x - long), math.floor(disc.y - long)
    right, bottom = math.ceil(disc.x + long), math.ceil(disc.y + long)
    left, top = max(left, 0), max(top, 0)
    right, bottom = min(right, total.shape[1]), min(bottom, total.shape[0])
    if left >= right or top >= bottom:
        return
    fine_x = left + (np.arange(3 * (right - left)) + 0.5) / 3 - disc.x
    fine_y = (top + (np.arange(3 * (bottom - top)) + 0.5) / 3 - disc.y)[:, None]
    cosine, sine = math.cos(disc.angle), math.sin(disc.angle)
    along = (fine_x * cosine + fine_y * sine) / long
    across = (fine_y * cosine - fine_x * sine) / short
    profile = np.clip(1 - along**2 - across**2, 0, None) ** 2
    cells = profile.reshape(bottom - top, 3, right - left, 3).mean(axis=(1, 3))
    total[top:bottom, left:right] += np.float32(disc.contrast) * cells.astype(np.float32)


def template(diameter: float) -> FloatArray:
    """(K, K) float32, K odd: a round opacity of contrast 1 at the middle pixel's centre."""
    reach = math.ceil(diameter / (2 * _HALF))
    side = 2 * reach + 1
    return draw([Disc(side / 2, side / 2, diameter, 1.0)], side)


def response(values: FloatArray, kernel: FloatArray) -> FloatArray:
    """(S, S): the sum of `values` weighted by `kernel` around every pixel; 0 beyond the grid."""
    found = cv2.filter2D(values, cv2.CV_32F, kernel, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(found, np.float32)


def spot_of(disc: Disc, grid: FilmGrid, scale: Scale, masks: dict[Zone, BoolArray]) -> Spot:
    """`disc` in the reader's terms: film coordinates, mm (or film pixels) and its zone."""
    x, y = grid.points_to_film(np.array([[disc.x, disc.y]]))[0]
    last = grid.size - 1
    zone = zone_at(masks, min(int(disc.y), last), min(int(disc.x), last))
    unit = SizeUnit.MILLIMETRES if scale.known else SizeUnit.PIXELS
    diameter = disc.diameter * _per_pixel(grid, scale)
    return Spot((float(x), float(y)), diameter, unit, disc.contrast, zone)


def disc_of(spot: Spot, grid: FilmGrid, scale: Scale) -> Disc:
    """A round opacity as large and as strong as `spot`, at its place."""
    x, y = grid.points_to_model(np.array([spot.place]))[0]
    diameter = spot.diameter / _per_pixel(grid, scale)
    return Disc(float(x), float(y), diameter, spot.contrast)


def _per_pixel(grid: FilmGrid, scale: Scale) -> float:
    """What a model pixel measures in the unit of `Spot.diameter`."""
    return scale.mm if scale.known else grid.film_shape[1] / grid.content_shape[1]
