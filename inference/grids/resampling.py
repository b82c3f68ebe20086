"""Pixels moved between a film and a model grid, or between two model grids, by OpenCV.

Where each pixel lies is said by `inference.core.geometry.FilmGrid`.
"""

from __future__ import annotations

import cv2
import numpy as np

from inference.core.geometry import FilmGrid
from inference.core.types import BoolArray, FloatArray, Segmentation, read_only


def to_model(grid: FilmGrid, film: FloatArray) -> FloatArray:
    """Area average of `film` (H, W) float32 on the model grid, (S, S); padding is 0."""
    grid.check_film(film)
    model = np.zeros((grid.size, grid.size), np.float32)
    enlargement = grid.enlargement()
    if enlargement is None:
        rows, columns = grid.content_shape
        small = cv2.resize(film, (columns, rows), interpolation=cv2.INTER_AREA)
    else:
        by_rows, by_columns = enlargement
        small = by_rows @ film @ by_columns.T
    model[grid.content] = small
    return model


def to_film(grid: FilmGrid, model_map: FloatArray) -> FloatArray:
    """Bilinear film-size version (H, W) of a map (S, S), for probabilities and heat maps."""
    grid.check_map(model_map)
    height, width = grid.film_shape
    inner = np.ascontiguousarray(model_map[grid.content], np.float32)
    return np.asarray(cv2.resize(inner, (width, height), interpolation=cv2.INTER_LINEAR))


def resampled(grid: FilmGrid, model_map: FloatArray, other: FilmGrid) -> FloatArray:
    """A map (S, S) of `grid` on the grid `other` of the same film; padding becomes 0."""
    grid.check_map(model_map)
    if other == grid:
        return model_map
    (scale, shift), (other_scale, other_shift) = grid.affine(), other.affine()
    ratio = scale / other_scale
    move = shift - ratio * other_shift + 0.5 * ratio - 0.5  # half-pixel centres
    matrix = np.array([[ratio[0], 0, move[0]], [0, ratio[1], move[1]]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    target = (other.size, other.size)
    edge = cv2.BORDER_REPLICATE
    moved = cv2.warpAffine(model_map, matrix, target, flags=flags, borderMode=edge)
    moved[~other.content_mask()] = 0.0
    return np.asarray(moved, np.float32)


def from_layer(grid: FilmGrid, layer_map: FloatArray) -> FloatArray:
    """Bilinear version (S, S) of a map (h, w) that covers the whole model grid evenly.

    Half-pixel centres, edges clamped: torch's `align_corners=False`.
    """
    target = (grid.size, grid.size)
    return np.asarray(cv2.resize(layer_map, target, interpolation=cv2.INTER_LINEAR))


def film_mask(segmentation: Segmentation, structure: str) -> BoolArray:
    """(H, W) bool, film grid, of "lungs", "right_lung", "left_lung" or "heart"."""
    return read_only(to_film(segmentation.grid, getattr(segmentation, structure)) >= 0.5)
