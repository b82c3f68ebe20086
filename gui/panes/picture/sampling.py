"""Film, maps and perturbation at a pane's own resolution.

Arrays are sampled in the film's own direction and turned afterwards, so that a turned film shows
exactly the pixels that it showed before.
"""

from __future__ import annotations

import math
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from gui.films.pyramid import Codes, Pyramid
from gui.panes.view.viewport import Viewport
from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray

Sampled = TypeVar("Sampled", FloatArray, NDArray[np.uint8])

#: From this many device pixels per film pixel on, film pixels are shown as squares.
_SQUARES_FROM = 4.0


def sample_film(pyramid: Pyramid, viewport: Viewport) -> Codes:
    """(h, w) uint16: the film under every device pixel; area-averaged when reduced."""
    flat, level = viewport.flat, pyramid.level(viewport.scale)
    share = np.array(level.shape[::-1]) / np.array(pyramid.film_shape[::-1])  # level per film
    smooth = cv2.INTER_LINEAR if viewport.scale < _SQUARES_FROM else cv2.INTER_NEAREST
    return viewport.orientation.array(np.asarray(_warped(level, share, flat, smooth), np.uint16))


def sample_map(grid: FilmGrid, values: Sampled, viewport: Viewport) -> Sampled:
    """(h, w): a map (S, S) of the model grid, bilinear, like `inference.grids.resampling.to_film`.

    float32, or uint8 codes of a map, which cost less to colour.
    """
    inner = np.ascontiguousarray(values[grid.content])
    corner = grid.points_to_model(np.zeros((1, 2)))[0]
    share = grid.points_to_model(np.ones((1, 2)))[0] - corner
    sampled = _warped(inner, share, viewport.flat, cv2.INTER_LINEAR).astype(
        values.dtype, copy=False
    )
    return viewport.orientation.array(sampled)


def sample_displaced(
    pyramid: Pyramid, grid: FilmGrid, displacement: FloatArray, amplitude: float, viewport: Viewport
) -> Codes:
    """(h, w) uint16: the film at p + s · u(p), like `counterfactual.composition.displaced`.

    `displacement` u (2, S, S) float32 in model pixels, (x, y).
    """
    flat, level = viewport.flat, pyramid.level(viewport.scale)
    height, width = flat.shape
    if height == 0 or width == 0:
        return np.zeros(viewport.shape, np.uint16)
    ends = grid.points_to_model(np.array([[0.0, 0.0], [1.0, 1.0]]))
    model_per_film = ends[1] - ends[0]
    level_per_film = np.array(level.shape[::-1]) / np.array(pyramid.film_shape[::-1])
    places = []
    for axis, count in ((0, width), (1, height)):
        moved = sample_map(grid, displacement[axis], flat) * np.float32(
            amplitude / model_per_film[axis]
        )
        along = (flat.origin[axis] + np.arange(count) / flat.scale).astype(np.float32)
        moved += along if axis == 0 else along[:, None]
        places.append(moved * np.float32(level_per_film[axis]) - np.float32(0.5))
    edge = cv2.BORDER_REPLICATE
    seen = cv2.remap(level, places[0], places[1], cv2.INTER_LINEAR, borderMode=edge)
    return viewport.orientation.array(np.asarray(seen, np.uint16))


def sample_perturbation(grid: FilmGrid, replicated: FloatArray, viewport: Viewport) -> FloatArray:
    """(h, w) float32: U(delta) under every device pixel, in input units.

    `replicated` is `grid.replicated(delta)`. Where a device pixel covers more than one model
    pixel, it shows their average.
    """
    model_per_device = max(replicated.shape) / (max(grid.film_shape) * viewport.scale)
    fold = max(1, math.ceil(model_per_device))
    row_owner, column_owner = grid.replication()
    x, y = viewport.flat.origin
    height, width = viewport.flat.shape
    rows = row_owner[_film_index(y, viewport.scale, height, fold, len(row_owner))]
    columns = column_owner[_film_index(x, viewport.scale, width, fold, len(column_owner))]
    if rows.size == 0 or columns.size == 0:
        return np.zeros(viewport.shape, np.float32)
    # Columns first, of the rows that are seen: whole rows are then copied, which is fast.
    seen = replicated[rows[0] : rows[-1] + 1].take(columns, axis=1)
    picked = seen.take(rows - rows[0], axis=0)
    if fold > 1:
        picked = picked.reshape(height, fold, width, fold).mean(axis=(1, 3), dtype=np.float32)
    return viewport.orientation.array(picked)


def _film_index(start: float, scale: float, count: int, fold: int, limit: int) -> NDArray[np.intp]:
    """Film pixels under `count` device pixels, `fold` evenly spread points in each."""
    within = (np.arange(fold) + 0.5) / fold - 0.5
    points = start + (np.arange(count)[:, None] + within).ravel() / scale
    return np.clip(np.floor(points), 0, limit - 1).astype(np.intp)


def _warped(
    source: NDArray[np.generic],
    share: NDArray[np.float64],
    viewport: Viewport,
    flags: int,
) -> NDArray[np.generic]:
    """`source` at the device pixels of `viewport`; `share` is its pixels per film pixel, (x, y)."""
    height, width = viewport.shape
    if height == 0 or width == 0:
        return np.zeros((height, width), source.dtype)
    step = share / viewport.scale
    first = np.array(viewport.origin) * share - 0.5  # half-pixel centres
    matrix = np.array([[step[0], 0, first[0]], [0, step[1], first[1]]])
    return np.asarray(
        cv2.warpAffine(
            source,
            matrix,
            (width, height),
            flags=flags | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
    )
