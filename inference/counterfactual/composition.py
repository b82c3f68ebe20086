"""Draws the film of a change at any amplitude. Needs numpy and OpenCV only.

The window may use `displaced` and `drawn_difference` at a pane's own resolution.
"""

from __future__ import annotations

import cv2
import numpy as np

from inference.core.counterfactual_types import Change
from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray


def film_at(pixels: FloatArray, change: Change, amplitude: float) -> FloatArray:
    """(H, W) float32 in [0, 1]: the film (H, W) with `amplitude` times the change.

    0 gives the film itself, 1 the counterfactual; above 1 exaggerates, below 0 goes the other way.
    `pixels` may be the film at another resolution (its area average): the whole is drawn there.
    """
    if amplitude == 0:
        return pixels
    grid = FilmGrid((int(pixels.shape[0]), int(pixels.shape[1])), change.grid.size)
    film = pixels
    if change.displacement is not None:
        film = displaced(film, change.displacement, amplitude, grid)
    if change.difference is not None:
        added = drawn_difference(change, grid)
        low, high = change.input_range
        film = added * np.float32(amplitude * (high - low)) + film
    return np.clip(film, 0.0, 1.0)


def displaced(
    pixels: FloatArray, displacement: FloatArray, amplitude: float, grid: FilmGrid
) -> FloatArray:
    """`pixels` (H, W) sampled at p + s · u(p) for `displacement` u (2, S, S) in model pixels."""
    height, width = pixels.shape
    rows, columns = grid.content_shape
    scale = amplitude * np.array([width / columns, height / rows])
    x, y = (
        grown(part, grid) * np.float32(factor)
        for part, factor in zip(displacement, scale, strict=True)
    )
    x += np.arange(width, dtype=np.float32)
    y += np.arange(height, dtype=np.float32)[:, None]
    return np.asarray(cv2.remap(pixels, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE))


def drawn_difference(change: Change, grid: FilmGrid) -> FloatArray:
    """(H, W) of `grid`'s film: the difference in input units, at amplitude 1."""
    assert change.difference is not None
    if change.smooth:
        return grown(change.difference, grid)
    return grid.perturbation_to_film(change.difference)


def grown(values: FloatArray, grid: FilmGrid) -> FloatArray:
    """(H, W): a smooth map (S, S) on the film, bicubic, at half-pixel centres."""
    height, width = grid.film_shape
    inner = np.ascontiguousarray(values[grid.content], np.float32)
    rows, columns = inner.shape
    way = cv2.INTER_CUBIC if height >= rows and width >= columns else cv2.INTER_AREA
    return np.asarray(cv2.resize(inner, (width, height), interpolation=way))
