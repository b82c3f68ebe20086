"""Hybrids: a finding composed onto a real film inside its own masks.

The same film with and without the change teaches what the finding is and nothing of its source.
Hearts are widened or narrowed by a smooth warp; small opacities are added in log attenuation,
which a processed film shows as brightness, scaled by the film's own contrast.
"""

from __future__ import annotations

import cv2
import numpy as np

from inference.core.types import BoolArray, FloatArray
from training.simulation.opacities import Pneumoconiosis, render_opacities
from training.simulation.visibility import DENSEST, VISIBLE, denser, visibility

#: mm between the lateral borders of the lung fields of an adult, in the body (Danzer 1919: about
#: twice the greatest normal heart width of 13-15 cm).
THORAX_MM = (250.0, 300.0)
#: mm of water by which the mediastinum exceeds the lung field along a ray, as simulated.
MEDIASTINUM_EXCESS_MM = 100.0
#: mm of water up to which an opacity counts as a small detail.
SMALL_MM = 6.0
#: How much stronger than broad ones small details show after a vendor's processing.
DETAIL_CONTRAST = (0.9, 3.0)


def stretch_heart(
    film: FloatArray, masks: FloatArray, factor: float, right_share: float
) -> tuple[FloatArray, FloatArray]:
    """The film (H, W) and masks (3, H, W) with a heart `factor` times as wide.

    The left border moves by the factor, the right one by `right_share` of its excess. Lung between
    heart and chest wall gives way; the wall stays. Rows beyond the heart fade to no change. Returns
    the inputs when heart or lungs are missing.
    """
    heart, lungs = masks[2] >= 0.5, masks[:2].max(0) >= 0.5
    if heart.sum() < 20 or lungs.sum() < 20:
        return film, masks
    columns, rows = np.flatnonzero(heart.any(0)), np.flatnonzero(heart.any(1))
    centre = float(columns.mean())
    height, width = film.shape
    distance = np.arange(width, dtype=np.float32)[None] - np.float32(centre)
    shift = np.zeros((height, width), np.float32)
    for sign, border, share in ((-1, columns[0], right_share), (1, columns[-1], 1.0)):
        half = max(sign * (border - centre), 2.0)
        room = sign * (_wall(lungs, sign)[:, None] - centre)
        room = np.maximum(room, half + 2)
        moved = _displacement(sign * distance, half, half * (1 + (factor - 1) * share), room)
        shift += np.where(sign * distance > 0, sign * moved, 0)
    shift = cv2.GaussianBlur(shift, (0, 0), width / 100)
    fade = _fade(height, int(rows[0]), int(rows[-1]))
    columns_of_film = np.arange(width, dtype=np.float32)[None]
    map_x = columns_of_film + fade[:, None] * shift
    map_y = np.repeat(np.arange(height, dtype=np.float32)[:, None], width, 1)
    parts = (np.ascontiguousarray(part, np.float32) for part in (film, *masks))
    warped = [np.asarray(cv2.remap(p, map_x, map_y, cv2.INTER_LINEAR)) for p in parts]
    return warped[0], np.stack(warped[1:])


def _displacement(
    distance: FloatArray, half: float, widened: float, room: FloatArray
) -> FloatArray:
    """(H, W): source minus target distance from the midline for a half-width `half` made `widened`.

    Proportional inside the heart, linear between it and the wall at `room` (H, 1), 0 beyond.
    """
    border = np.minimum(widened, 0.93 * room)
    inside = distance * (half / border)
    between = half + (distance - border) * (room - half) / (room - border)
    source = np.where(distance <= border, inside, np.where(distance <= room, between, distance))
    return np.asarray(source - distance, np.float32)


def _wall(lungs: BoolArray, sign: int) -> FloatArray:
    """(H,): column of the lungs' lateral border in each row, smoothed; the nearest beyond them."""
    height, width = lungs.shape
    rows = np.flatnonzero(lungs.any(1))
    right, left = lungs[rows, ::-1].argmax(1), lungs[rows].argmax(1)
    border = width - 1 - right if sign > 0 else left
    wall = np.interp(np.arange(height), rows, border).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(wall[:, None], (0, 0), height / 60)[:, 0])


def _fade(height: int, top: int, bottom: int) -> FloatArray:
    """(H,): 1 on the heart's rows, falling smoothly to 0 over a third of its height beyond."""
    reach = max(2.0, 0.33 * (bottom - top + 1))
    row = np.arange(height)
    outside = np.maximum(np.maximum(top - row, row - bottom), 0) / reach
    return np.asarray(0.5 + 0.5 * np.cos(np.pi * np.clip(outside, 0, 1)), np.float32)


def add_opacities(
    film: FloatArray,
    right: BoolArray,
    left: BoolArray,
    disease: Pneumoconiosis,
    random: np.random.Generator,
) -> tuple[FloatArray, FloatArray, float]:
    """The film (H, W) with the opacities of `disease`, their thickness (H, W) in mm, visibility.

    `right` and `left` are the lung fields (H, W) bool. Brightness per mm comes from the film: the
    mediastinum is about `MEDIASTINUM_EXCESS_MM` thicker than the lung field. Opacities that would
    be hidden are drawn denser.
    """
    field = right | left
    columns = np.flatnonzero(field.any(0))
    pixel_mm = float(random.uniform(*THORAX_MM)) / (columns[-1] - columns[0] + 1)
    thickness = render_opacities(disease, right, left, pixel_mm)
    gain = contrast_per_mm(film, field)
    small = np.minimum(thickness, SMALL_MM)
    added = gain * (random.uniform(*DETAIL_CONTRAST) * small + (thickness - small))
    factor = 1.0
    for _ in range(3):
        changed = np.asarray(np.clip(film + factor * added, 0, 1), np.float32)
        seen = visibility(changed, film, field, thickness > 0.5, pixel_mm)
        if seen >= VISIBLE or factor == DENSEST:
            break
        factor = denser(seen, factor)
    return changed, thickness, seen


def contrast_per_mm(film: FloatArray, field: BoolArray) -> float:
    """Brightness per mm of water: what lies between the lung fields against what lies in them."""
    rows, columns = np.flatnonzero(field.any(1)), np.flatnonzero(field.any(0))
    box = film[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    inside = field[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    third = box.shape[1] // 3
    middle = box[:, third : 2 * third][~inside[:, third : 2 * third]]
    if not middle.size:
        return 0.3 / MEDIASTINUM_EXCESS_MM
    difference = float(np.median(middle) - np.median(box[inside]))
    return max(difference, 0.1) / MEDIASTINUM_EXCESS_MM
