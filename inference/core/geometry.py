"""The one mapping between a radiograph and a network's square input, in both directions.

Coordinates are continuous: pixel (row 0, column 0) covers [0, 1) × [0, 1), so that a pixel's
centre lies at +0.5 (half-pixel centres on both grids; the same convention as torch's
`align_corners=False`). The film keeps its aspect: it is scaled to fit the square and centred.

film → model grid is area averaging `A` (`inference.grids.resampling.to_model`). For a
perturbation, model grid → film is an operator `U` with A·U = identity, so that a film composed
with U(delta) shows the network exactly delta again: each model pixel is replicated over its film
pixels, after a small correction where the ratio is not an integer. Needs numpy only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class FilmGrid:
    """Ties a film of `film_shape` (H, W) to a model grid of `size` (S) pixels squared."""

    film_shape: tuple[int, int]
    size: int

    @property
    def content_shape(self) -> tuple[int, int]:
        """(rows, columns) of the model grid that the film covers; the rest is padding."""
        longest = max(self.film_shape)
        rows, columns = (max(1, round(n * self.size / longest)) for n in self.film_shape)
        return rows, columns

    @property
    def offset(self) -> tuple[int, int]:
        """(row, column) of the film's first model pixel."""
        rows, columns = self.content_shape
        return (self.size - rows) // 2, (self.size - columns) // 2

    @property
    def content(self) -> tuple[slice, slice]:
        """The rows and columns of the model grid that the film covers."""
        (rows, columns), (top, left) = self.content_shape, self.offset
        return slice(top, top + rows), slice(left, left + columns)

    def content_mask(self) -> NDArray[np.bool_]:
        """(S, S) bool: True where the model grid shows film, False on padding."""
        mask = np.zeros((self.size, self.size), bool)
        mask[self.content] = True
        return mask

    def enlargement(self) -> tuple[FloatArray, FloatArray] | None:
        """For a film smaller than the model grid: A by rows (rows, H) and by columns (columns, W).

        `to_model` is then A_rows · film · A_columnsᵀ on the content. None for larger films,
        where A averages and loses nothing that the model grid could hold.
        """
        (height, width), (rows, columns) = self.film_shape, self.content_shape
        if rows <= height and columns <= width:
            return None
        return _averaging(height, rows), _averaging(width, columns)

    def perturbation_to_film(self, delta: FloatArray) -> FloatArray:
        """U(delta), (H, W): A of it is `delta` (S, S) wherever the film reaches.

        Exact up to float32 rounding while the film is at least as large as the model grid; for a
        smaller film it is the least-squares answer.
        """
        self.check_map(delta)
        row_index, column_index = self.replication()
        return np.asarray(self.replicated(delta)[np.ix_(row_index, column_index)])

    def replicated(self, delta: FloatArray) -> FloatArray:
        """(rows, columns) of the content: what is to be replicated to give U(delta).

        With `replication` this lets a viewer draw U(delta) at any scale without building it.
        """
        (height, width), (rows, columns) = self.film_shape, self.content_shape
        inner = delta[self.content].astype(np.float64)
        corrected = _correction(height, rows) @ inner @ _correction(width, columns).T
        return np.ascontiguousarray(corrected, np.float32)

    def replication(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Indices into `replicated`, for every film row (H,) and every film column (W,)."""
        (height, width), (rows, columns) = self.film_shape, self.content_shape
        return _owner(height, rows), _owner(width, columns)

    def points_to_film(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """(N, 2) model-grid points (x, y), continuous, as film points (x, y)."""
        scale, shift = self.affine()
        return (np.asarray(points, np.float64) - shift) / scale

    def points_to_model(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """(N, 2) film points (x, y), continuous, as model-grid points (x, y)."""
        scale, shift = self.affine()
        return np.asarray(points, np.float64) * scale + shift

    def affine(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Scale (x, y) and shift (x, y): model point = film point · scale + shift."""
        (height, width), (rows, columns) = self.film_shape, self.content_shape
        top, left = self.offset
        return np.array([columns / width, rows / height]), np.array([left, top], np.float64)

    def check_film(self, film: FloatArray) -> None:
        """ValueError unless `film` has the film's shape."""
        _check(film, self.film_shape)

    def check_map(self, model_map: FloatArray) -> None:
        """ValueError unless `model_map` has the model grid's shape."""
        _check(model_map, (self.size, self.size))


def _check(array: FloatArray, shape: tuple[int, int]) -> None:
    if array.shape != shape:
        raise ValueError(f"expected an array of shape {shape}, got {array.shape}")


@lru_cache(maxsize=32)
def _averaging(long: int, short: int) -> FloatArray:
    """(short, long): row i averages the `long` samples that cell i covers, by overlap."""
    if short > long:
        return _interpolation(long, short)
    edges = np.arange(short + 1) * (long / short)
    starts = np.arange(long)
    low, high = edges[:-1, None], edges[1:, None]
    overlap = np.minimum(high, starts + 1) - np.maximum(low, starts)
    return np.ascontiguousarray(np.clip(overlap, 0, None) * (short / long), np.float32)


def _interpolation(source: int, target: int) -> FloatArray:
    """(target, source): linear interpolation at half-pixel centres, edges clamped."""
    position = np.clip((np.arange(target) + 0.5) * source / target - 0.5, 0, source - 1)
    left = np.minimum(position.astype(int), max(source - 2, 0))
    fraction = position - left
    matrix = np.zeros((target, source))
    matrix[np.arange(target), left] = 1 - fraction
    if source > 1:
        matrix[np.arange(target), left + 1] += fraction
    return np.ascontiguousarray(matrix, np.float32)


@lru_cache(maxsize=32)
def _owner(long: int, short: int) -> NDArray[np.intp]:
    """(long,): the cell that each sample's centre lies in."""
    centres = (np.arange(long) + 0.5) * (short / long)
    return np.minimum(centres.astype(np.intp), short - 1)


@lru_cache(maxsize=32)
def _correction(long: int, short: int) -> NDArray[np.float64]:
    """(short, short): inverse of averaging after replication; the identity for whole ratios."""
    replicate = np.zeros((long, short))
    replicate[np.arange(long), _owner(long, short)] = 1
    averaged = _averaging(long, short).astype(np.float64) @ replicate
    return np.asarray(np.linalg.pinv(averaged, rcond=1e-3), np.float64)
