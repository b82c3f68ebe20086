"""Materials along each ray of a film: what everything before the exposure is drawn into."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.core.types import FloatArray
from training.simulation.projection import Geometry

Canvas = NDArray[np.uint8]


@dataclass(slots=True, eq=False)
class Thickness:
    """Materials along each ray, (H, W) float32 in mm of water; drawn into in place."""

    soft: FloatArray
    bone: FloatArray
    lung: FloatArray
    geometry: Geometry
    shoulder_drop: float = 0.0  # mm, of the body's shape

    @property
    def pixel_mm(self) -> float:
        """Pixel size in the body."""
        return float(self.geometry.field / self.soft.shape[0])

    def to_pixel(self, x: float, z: float) -> tuple[float, float]:
        """(column, row) where the unscaled body's point (x, z) in mm falls, without rotation."""
        side = self.soft.shape[0]
        scale, centre = self.geometry.scale, self.geometry.centre
        column = ((x * scale[0] - centre[0]) / self.geometry.field + 0.5) * side
        row = (0.5 - (z * scale[2] - centre[1]) / self.geometry.field) * side
        return column, row

    def canvas(self) -> Canvas:
        """(H, W) uint8 zeros to draw on; 255 stands for all of a thickness."""
        return np.zeros(self.soft.shape, np.uint8)

    def grid(self) -> tuple[FloatArray, FloatArray]:
        """(H, W) column and row indices."""
        rows, columns = np.mgrid[: self.soft.shape[0], : self.soft.shape[1]].astype(np.float32)
        return columns, rows
