"""What is put on the finished film: side markers, captions, collimation."""

from __future__ import annotations

import cv2
import numpy as np

from inference.core.types import FloatArray


def mark(rng: np.random.Generator, film: FloatArray, side: str = "L", neatly: bool = False) -> None:
    """Burn a side marker into an upper corner of `film` (H, W); "L" stands at the image's right."""
    size = film.shape[0]
    if neatly:
        _letters(rng, film, side, (int(0.93 * size), int(0.07 * size)), size / 700, 0.95, 0.0)
        return
    scale = size / 512 * rng.uniform(0.4, 0.9)
    column = rng.uniform(0.86, 0.95) if side == "L" else rng.uniform(0.02, 0.1)
    where = (int(column * size), int(rng.uniform(0.05, 0.2) * size))
    _letters(rng, film, side, where, scale, float(rng.uniform(0.7, 1.0)))


def caption(rng: np.random.Generator, film: FloatArray) -> None:
    """Burn one or two lines of text somewhere near the border of `film`."""
    size = film.shape[0]
    words = ("PORTABLE", "AP", "ERECT", "SUPINE", "PA", "CHEST", "ICU", "1", "R", "SEMI-ERECT")
    where = (int(rng.uniform(0.02, 0.75) * size), int(rng.choice([0.05, 0.1, 0.9, 0.96]) * size))
    scale = size / 512 * rng.uniform(0.3, 0.6)
    _letters(rng, film, str(rng.choice(words)), where, scale, float(rng.choice([0.0, 0.8, 1.0])))


def _letters(
    rng: np.random.Generator,
    film: FloatArray,
    text: str,
    where: tuple[int, int],
    scale: float,
    level: float,
    tilted: float = 0.4,
) -> None:
    drawn = np.zeros(film.shape, np.uint8)
    width = max(1, round(scale * rng.uniform(1.2, 3)))
    cv2.putText(drawn, text, where, cv2.FONT_HERSHEY_SIMPLEX, scale, 255, width, cv2.LINE_AA)
    stamp = drawn.astype(np.float32) / 255
    if rng.random() < tilted:
        centre = (film.shape[1] / 2, film.shape[0] / 2)
        near = (float(where[0]), float(where[1])) if rng.random() < 0.5 else centre
        turn = cv2.getRotationMatrix2D(near, float(rng.normal(0, 12)), 1.0)
        stamp = cv2.warpAffine(stamp, turn, film.shape[::-1])
    film[:] = film * (1 - stamp) + level * stamp


def collimate(rng: np.random.Generator, film: FloatArray) -> tuple[slice, slice]:
    """Shutter one to four sides of `film` in place; returns the rows and columns left open."""
    size = film.shape[0]
    margins = np.where(rng.random(4) < 0.45, rng.uniform(0.005, 0.05, 4), 0.0)
    top, bottom, left, right = (int(m * size) for m in margins)
    level = 0.0 if rng.random() < 0.72 else float(rng.uniform(0.85, 1.0))
    shape = np.ones_like(film)
    corners = np.array(
        [[left, top], [size - right, top], [size - right, size - bottom], [left, size - bottom]],
        np.float64,
    )
    tilt = np.deg2rad(rng.normal(0, 0.7)) if margins.any() else 0.0
    turned = (corners - size / 2) @ np.array(
        [[np.cos(tilt), np.sin(tilt)], [-np.sin(tilt), np.cos(tilt)]]
    ) + size / 2
    shape[:] = 0
    cv2.fillPoly(shape, [np.round(turned).astype(np.int32)], 1.0)
    if margins.any():
        film[:] = film * shape + level * (1 - shape)
    return slice(top, size - bottom), slice(left, size - right)
