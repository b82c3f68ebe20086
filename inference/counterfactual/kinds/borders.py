"""The borders that a displacement may move: of the heart to each side, of the chest, of the domes.

Right and left are the patient's; on a film seen from the front the patient's right is at its left.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.core.counterfactual_types import SizeUnit
from inference.core.geometry import FilmGrid
from inference.core.types import Contour, FloatArray, PixelSpacing, Segmentation, read_only

#: How far a border's part of a displacement blends into its neighbours', as a share of S.
BLEND = 0.04
#: A normal is mostly horizontal or vertical when that part of it is at least this.
MOSTLY = 0.7

Points = NDArray[np.float64]


class Border(StrEnum):
    """A piece of an outline."""

    HEART_LEFT = "heart_left"
    HEART_RIGHT = "heart_right"
    CHEST_LEFT = "chest_left"  # the lateral border of the left lung field
    CHEST_RIGHT = "chest_right"
    DOME_LEFT = "dome_left"  # the lower border of the left lung field
    DOME_RIGHT = "dome_right"


@dataclass(frozen=True, slots=True)
class BorderMove:
    """How far a border moves at most, along its normal."""

    border: Border
    outward: float  # > 0: away from the heart's or the lung field's inside
    unit: SizeUnit  # MILLIMETRES or PIXELS (of the film)


def border_points(segmentation: Segmentation) -> dict[Border, tuple[Points, Points]]:
    """Points (N, 2) and outward normals (N, 2) as (x, y) of every border found, film grid."""
    found: dict[Border, tuple[Points, Points]] = {}
    for contour in segmentation.contours:
        points, normals = contour.points, _normals(contour.points)
        for border, chosen in _pieces(contour, normals).items():
            if chosen.sum() >= 3:
                found[border] = points[chosen], normals[chosen]
    return found


def _pieces(contour: Contour, normals: Points) -> dict[Border, NDArray[np.bool_]]:
    x, y = normals.T
    match contour.structure:
        case "heart":
            return {Border.HEART_RIGHT: x <= -MOSTLY, Border.HEART_LEFT: x >= MOSTLY}
        case "right_lung":
            return {Border.CHEST_RIGHT: x <= -MOSTLY, Border.DOME_RIGHT: y >= MOSTLY}
        case "left_lung":
            return {Border.CHEST_LEFT: x >= MOSTLY, Border.DOME_LEFT: y >= MOSTLY}
        case _:
            return {}


def _normals(points: Points) -> Points:
    """Outward unit normals of a closed outline, smoothed over a few points."""
    reach = max(2, len(points) // 60)
    along = np.roll(points, -reach, 0) - np.roll(points, reach, 0)
    x, y = points.T
    area = float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())
    turned = np.stack([along[:, 1], -along[:, 0]], 1) * (1 if area > 0 else -1)
    return np.asarray(turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-9))


def moves(
    displacement: FloatArray,
    grid: FilmGrid,
    segmentation: Segmentation,
    spacing: PixelSpacing | None,
) -> tuple[BorderMove, ...]:
    """How far each border moves at most when the film is sampled at p + u(p); greatest first."""
    found = []
    for border, (points, normals) in border_points(segmentation).items():
        shift, unit = shifts(displacement, grid, points, spacing)
        outward = (shift * normals).sum(1)
        found.append(BorderMove(border, float(outward[np.abs(outward).argmax()]), unit))
    return tuple(sorted(found, key=lambda move: -abs(move.outward)))


def shifts(
    displacement: FloatArray, grid: FilmGrid, points: Points, spacing: PixelSpacing | None
) -> tuple[Points, SizeUnit]:
    """(N, 2): where what lies at film points goes, in mm or film pixels; to first order -u."""
    at = (grid.points_to_model(points) - 0.5).astype(np.float32)
    u = [
        cv2.remap(part, at[:, :1], at[:, 1:], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        for part in displacement
    ]
    scale, _ = grid.affine()
    moved = -np.concatenate(u, 1).astype(np.float64) / scale
    if spacing is None:
        return moved, SizeUnit.PIXELS
    return moved * (spacing.column_mm, spacing.row_mm), SizeUnit.MILLIMETRES


def greatest_shift(
    displacement: FloatArray,
    grid: FilmGrid,
    segmentation: Segmentation,
    spacing: PixelSpacing | None,
) -> tuple[float, SizeUnit]:
    """The greatest displacement of any outline; without outlines, anywhere on the film."""
    points = [contour.points for contour in segmentation.contours]
    if not points:
        rows, columns = np.nonzero(grid.content_mask())
        centres = np.stack([columns, rows], 1).astype(np.float64) + 0.5
        points = [grid.points_to_film(centres)]
    shift, unit = shifts(displacement, grid, np.concatenate(points), spacing)
    return float(np.linalg.norm(shift, axis=1).max()), unit


def shares(segmentation: Segmentation, grid: FilmGrid) -> dict[Border, FloatArray]:
    """(S, S) float32 for every border: how much of each pixel is its own; together 1 everywhere."""
    borders = border_points(segmentation)
    if not borders:
        return {}
    distances = np.stack([_distance(points, grid) for points, _ in borders.values()])
    nearest = distances.argmin(0)
    sigma = max(1.0, BLEND * grid.size)
    blurred = [
        cv2.GaussianBlur(np.asarray(nearest == k, np.float32), (0, 0), sigma)
        for k in range(len(borders))
    ]
    total = np.maximum(np.sum(blurred, 0), 1e-6)
    return {
        border: read_only(np.asarray(part / total, np.float32))
        for border, part in zip(borders, blurred, strict=True)
    }


def _distance(points: Points, grid: FilmGrid) -> FloatArray:
    at = np.floor(grid.points_to_model(points)).astype(int).clip(0, grid.size - 1)
    away = np.ones((grid.size, grid.size), np.uint8)
    away[at[:, 1], at[:, 0]] = 0
    found = cv2.distanceTransform(away, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(found, np.float32)
