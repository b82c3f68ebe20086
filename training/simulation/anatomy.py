"""Other bodies from one: smooth deformation, bent spine, diaphragm, soft tissue, heart size.

Every change moves points within their coronal plane (`projection.Deformation`) and maps the posed
body back to the CT's material. All are monotone, so that nothing folds.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from scipy import ndimage

from inference.core.types import BoolArray, FloatArray
from training.simulation.ct import ChestVolume
from training.simulation.projection import Points

RIBS_MM = 138.0  # |x| outside which only soft tissue is left
FIELD_MM = 260.0  # half the side of the displacement's cube
FIELD_SHAPE = (9, 28, 28)  # of the interpolated displacement, (y, z, x)


@dataclass(frozen=True, slots=True)
class Heart:
    """Where the CT's heart is stretched, in mm."""

    middle: float = 8.0  # x that stays
    left_height: tuple[float, float] = (-82.0, 0.0)  # z over which it is stretched in full
    right_height: tuple[float, float] = (-82.0, -20.0)  # below the hilum
    depth: tuple[float, float] = (-30.0, 74.0)  # y, the same


@dataclass(frozen=True, slots=True, eq=False)
class ChestRoom:
    """Where heart and lungs end sideways, by depth and height: the room a heart can grow into.

    Every array is (Y, Z) float32, x in mm, on the planes and rows of the volume it is from.
    """

    right_wall: FloatArray
    left_wall: FloatArray
    right_heart: FloatArray
    left_heart: FloatArray
    voxel_mm: tuple[float, float]  # (y, z)
    origin_mm: tuple[float, float]

    @classmethod
    def of(cls, volume: ChestVolume, heart: FloatArray) -> ChestRoom:
        """The room in a volume whose heart's share is `heart` (Y, Z, X)."""
        x = volume.origin_mm[2] + volume.voxel_mm[2] * np.arange(heart.shape[2], dtype=np.float64)
        middle = Heart().middle
        right, left = volume.structures[..., 0] > 0.5, volume.structures[..., 1] > 0.5
        core = ndimage.binary_opening(heart > 0.5, iterations=5)
        return cls(
            _ends(right, x, -1, -60.0),
            _ends(left, x, 1, 60.0),
            np.minimum(_ends(core, x, -1, middle - 30), middle - 26),
            np.maximum(_ends(core, x, 1, middle + 40), middle + 30),
            volume.voxel_mm[:2],
            volume.origin_mm[:2],
        )

    def at(self, y: float, z: Points) -> tuple[Points, Points, Points, Points]:
        """x in mm of right and left wall, right and left heart border, at `y` and heights `z`."""
        plane = round((y - self.origin_mm[0]) / self.voxel_mm[0])
        plane = min(max(plane, 0), len(self.right_wall) - 1)
        row = (z - self.origin_mm[1]) / self.voxel_mm[1]
        rows = np.arange(self.right_wall.shape[1])
        tables = (self.right_wall, self.left_wall, self.right_heart, self.left_heart)
        right, left, right_heart, left_heart = (np.interp(row, rows, t[plane]) for t in tables)
        return right, left, right_heart, left_heart


def _ends(inside: BoolArray, x: Points, side: int, fallback: float) -> FloatArray:
    """(Y, Z) x where `inside` (Y, Z, X) ends to the right (-1) or left (1), smoothed."""
    first = inside.argmax(axis=2)
    last = inside.shape[2] - 1 - inside[:, :, ::-1].argmax(axis=2)
    known = inside.any(axis=2).astype(np.float64)
    ends = np.where(known > 0, x[first if side < 0 else last], 0.0)
    weight = ndimage.gaussian_filter(known, 4.0) + 1e-3
    smooth = (ndimage.gaussian_filter(ends * known, 4.0) + 1e-3 * fallback) / weight
    return np.asarray(smooth, np.float32)


@dataclass(frozen=True, slots=True)
class BodyShape:
    """One person's body, as changes to the CT's. Lengths in mm."""

    deformation_seed: int = 0
    displacement: float = 0.0  # standard deviation of the broad smooth displacement
    fine_displacement: float = 0.0  # of the finer one
    bend: float = 0.0  # sideways amplitude of the spine's curve
    bend_phase: float = 0.0
    diaphragm: tuple[float, float] = (0.0, 0.0)  # lift of the right and left dome
    soft_tissue: float = 1.0  # thickness factor of the lateral chest wall
    shoulder_drop: float = 0.0  # how far the shoulders hang below the scan's
    heart_scale: float = 1.0  # lateral stretch of the heart
    heart_right_share: float = 0.6  # of that stretch, on the right border
    heart: Heart = field(default_factory=Heart)


class BodyDeformation:
    """The `Deformation` of one body shape."""

    def __init__(self, shape: BodyShape, room: ChestRoom) -> None:
        self.shape = shape
        self.room = room
        self._displacement = _displacement(shape)

    def with_heart(self, scale: float) -> BodyDeformation:
        """The same body with another heart; shares the displacement."""
        other = copy(self)
        other.shape = replace(self.shape, heart_scale=scale)
        return other

    def __call__(self, x: Points, y: float, z: Points) -> tuple[Points, Points]:
        """(x, z) of the material at posed (x, y, z)."""
        if self._displacement is not None:
            dx, dz = self._displaced(x, y, z)
            x, z = x + dx, z + dz
        x = x - self.shape.bend * np.sin(z / 95.0 + self.shape.bend_phase)
        z = z + self.shape.shoulder_drop * _shoulder(x, z)
        z = _diaphragm(x, z, self.shape.diaphragm)
        x = _soft_tissue(x, self.shape.soft_tissue)
        return _heart_stretch(x, y, z, self.shape, self.room), z

    def _displaced(self, x: Points, y: float, z: Points) -> FloatArray:
        assert self._displacement is not None
        depth, height, width = FIELD_SHAPE
        layer = np.clip((y / FIELD_MM + 1) / 2 * (depth - 1), 0, depth - 1.001)
        below = int(layer)
        share = layer - below
        plane = (1 - share) * self._displacement[below] + share * self._displacement[below + 1]
        columns = ((x / FIELD_MM + 1) / 2 * (width - 1)).astype(np.float32)
        rows = ((z / FIELD_MM + 1) / 2 * (height - 1)).astype(np.float32)
        moved = cv2.remap(plane, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(moved.transpose(2, 0, 1))


def _displacement(shape: BodyShape) -> FloatArray | None:
    """(Y, Z, X, 2) float32 displacement (x, z) in mm on `FIELD_SHAPE`, or None for none."""
    if shape.displacement == 0 and shape.fine_displacement == 0:
        return None
    rng = np.random.default_rng(shape.deformation_seed)
    total = np.zeros((*FIELD_SHAPE, 2), np.float32)
    scales = ((shape.displacement, (4, 5, 5)), (shape.fine_displacement, (7, 9, 9)))
    for deviation, points in scales:
        control = rng.normal(0, deviation, (*points, 2))
        factors = (*(n / p for n, p in zip(FIELD_SHAPE, points, strict=True)), 1)
        total += ndimage.zoom(control, factors, order=3, mode="nearest")
    return total


def _smooth_step(value: Points, low: float, high: float) -> Points:
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    return np.asarray(t * t * (3 - 2 * t))


def _plateau(value: Points, low: float, high: float, fade: float) -> Points:
    """1 between `low` and `high`, smoothly 0 at `fade` mm outside."""
    rise = _smooth_step(value, low - fade, low)
    return np.asarray(rise * (1 - _smooth_step(value, high, high + fade)))


def _diaphragm(x: Points, z: Points, lift: tuple[float, float]) -> Points:
    """Material height where the domes are lifted by `lift` (right, left): lung is compressed."""
    leftness = _smooth_step(x, -35.0, 45.0)
    amount = lift[0] * (1 - leftness) + lift[1] * leftness
    return np.asarray(z - amount * _plateau(z, -95.0, -30.0, 105.0))


def _shoulder(x: Points, z: Points) -> Points:
    """1 at the shoulders, 0 at the neck and below the armpits."""
    return np.asarray(_smooth_step(np.abs(x), 55.0, 175.0) * _smooth_step(z, 20.0, 150.0))


def _soft_tissue(x: Points, factor: float) -> Points:
    """Material x where the layer outside the ribs is `factor` times as thick."""
    outside = np.abs(x) - RIBS_MM
    return np.asarray(np.where(outside > 0, np.sign(x) * (RIBS_MM + outside / factor), x))


def _heart_stretch(x: Points, y: float, z: Points, shape: BodyShape, room: ChestRoom) -> Points:
    """Material x where the heart is stretched sideways about its centre, pushing lung aside."""
    if shape.heart_scale == 1.0:
        return x
    heart, middle = shape.heart, shape.heart.middle
    depth = _plateau(np.asarray(y, np.float64), *heart.depth, 35.0)
    right_wall, left_wall, right, left = room.at(y, z)
    excess = shape.heart_scale - 1.0
    right_excess = excess * (shape.heart_right_share if excess > 0 else 1.0)
    to_left = 1 + excess * depth * _plateau(z, *heart.left_height, 40.0)
    to_right = 1 + right_excess * depth * _plateau(z, *heart.right_height, 40.0)
    left_part = _pushed_aside(x - middle, left - middle, left_wall - middle, to_left)
    right_part = _pushed_aside(middle - x, middle - right, middle - right_wall, to_right)
    return np.where(x < middle, middle - right_part, middle + left_part)


def _pushed_aside(offset: Points, border: Points, wall: Points, stretch: Points) -> Points:
    """Material offset >= 0: up to `border` stretched, the rest up to `wall` compressed.

    The border takes most of the room up to the wall, never all of it.
    """
    room = np.maximum(wall - border, 1.0)
    wanted = border * (stretch - 1)
    most = 0.85 * room
    moved = border + np.where(wanted > 0, most * np.tanh(wanted / most), wanted)
    inner = offset * border / moved
    outer = border + (offset - moved) * room / (border + room - moved)
    return np.where(offset < moved, inner, np.where(offset < border + room, outer, offset))
