"""Draws the film of a change at any amplitude. Needs numpy and OpenCV only.

The window may use `displaced` and `drawn_difference` at a pane's own resolution.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    return ChangedFilm.of(pixels, change).at(amplitude)


@dataclass(frozen=True, slots=True, eq=False)
class ChangedFilm:
    """One film and one change of it, brought to the film's size once for many amplitudes."""

    pixels: FloatArray  # (H, W)
    change: Change
    shift: tuple[FloatArray, FloatArray] | None  # (x, y) in the film's pixels, at amplitude 1
    added: FloatArray | None  # (H, W) in input units, at amplitude 1

    @classmethod
    def of(cls, pixels: FloatArray, change: Change) -> ChangedFilm:
        """`pixels` (H, W) in [0, 1] and the change to draw on them."""
        grid = FilmGrid((int(pixels.shape[0]), int(pixels.shape[1])), change.grid.size)
        moved, added = change.displacement, change.difference
        return cls(
            pixels,
            change,
            None if moved is None else film_shift(moved, grid),
            None if added is None else drawn_difference(change, grid),
        )

    def at(self, amplitude: float) -> FloatArray:
        """(H, W): `film_at` of this film and this change."""
        if amplitude == 0:
            return self.pixels
        film = self.pixels
        if self.shift is not None:
            film = displaced(film, self.shift, amplitude)
        if self.added is not None:
            low, high = self.change.input_range
            film = self.added * np.float32(amplitude * (high - low)) + film
        return np.clip(film, 0.0, 1.0)


def film_shift(displacement: FloatArray, grid: FilmGrid) -> tuple[FloatArray, FloatArray]:
    """u (2, S, S) in model pixels as x and y (H, W) in pixels of `grid`'s film."""
    (height, width), (rows, columns) = grid.film_shape, grid.content_shape
    x, y = displacement
    return (
        grown(x, grid) * np.float32(width / columns),
        grown(y, grid) * np.float32(height / rows),
    )


def displaced(
    pixels: FloatArray, shift: tuple[FloatArray, FloatArray], amplitude: float
) -> FloatArray:
    """`pixels` (H, W) sampled at p + s · u(p), for `shift` u as `film_shift` has it."""
    height, width = pixels.shape
    x, y = (part * np.float32(amplitude) for part in shift)
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
