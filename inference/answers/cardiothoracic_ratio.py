"""Measures on the segmented lung fields and heart: the cardiothoracic ratio, plausible masks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.core.geometry import FilmGrid
from inference.core.types import CardiothoracicRatio, FloatArray

#: Shares of the film's area outside of which a mask is called implausible. Wide on purpose: films
#: are cropped differently.
LUNG_AREA = (0.03, 0.40)  # either lung field
HEART_AREA = (0.02, 0.35)
#: Cardiothoracic ratios outside of this are a failed segmentation, not a heart.
PLAUSIBLE_RATIO = (0.2, 0.95)
#: A lung field that meets the film's side edge along more than this share of its rows is cut off.
CUT_OFF = 0.03

_Extent = tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]


def cardiothoracic_ratio(
    right_lung: FloatArray, left_lung: FloatArray, heart: FloatArray, grid: FilmGrid
) -> CardiothoracicRatio | None:
    """Greatest heart width over greatest inner thoracic width (Danzer 1919), from maps (S, S).

    The heart's width is the sum of its greatest extents to the right and to the left of the
    midline, i.e. from its outermost point on one side to that on the other, whatever their
    heights. The thorax's width is the greatest distance, along one row, between the lateral
    borders of the two lung fields. None when a structure is missing or the ratio is implausible.
    """
    rows, left_edge, right_edge = _extent(heart)
    thorax_rows, thorax_left, thorax_right = _extent(np.maximum(right_lung, left_lung))
    both = _has_row(right_lung)[thorax_rows] & _has_row(left_lung)[thorax_rows]
    if not rows.size or not both.any():
        return None
    low, high = int(left_edge.argmin()), int(right_edge.argmax())
    height = (rows[low] + rows[high] + 1) / 2
    heart_line = _film_line(grid, left_edge[low], right_edge[high], height)
    widest = int(np.where(both, thorax_right - thorax_left, -1.0).argmax())
    height = thorax_rows[widest] + 0.5
    thorax_line = _film_line(grid, thorax_left[widest], thorax_right[widest], height)
    ratio = (heart_line[1][0] - heart_line[0][0]) / (thorax_line[1][0] - thorax_line[0][0])
    if not PLAUSIBLE_RATIO[0] <= ratio <= PLAUSIBLE_RATIO[1]:
        return None
    return CardiothoracicRatio(ratio, heart_line, thorax_line)


def mask_warnings(right_lung: FloatArray, left_lung: FloatArray, heart: FloatArray) -> list[str]:
    """Codes of `core.notices` for maps (rows, columns) of a film that look implausible."""
    right, left, core = (float((part >= 0.5).mean()) for part in (right_lung, left_lung, heart))
    warnings: list[str] = []
    if not right or not left:
        warnings.append("lung_missing")
    elif not all(LUNG_AREA[0] <= area <= LUNG_AREA[1] for area in (right, left)):
        warnings.append("lung_area_implausible")
    if right and left and _centre_x(right_lung) > _centre_x(left_lung):
        warnings.append("lungs_swapped")
    if _is_cut_off(np.maximum(right_lung, left_lung)):
        warnings.append("lung_cut_off")
    if not core:
        warnings.append("heart_missing")
    elif not HEART_AREA[0] <= core <= HEART_AREA[1]:
        warnings.append("heart_area_implausible")
    return warnings


def _is_cut_off(lungs: FloatArray) -> bool:
    """A lung field goes on beyond the film's left or right edge, which hides the thorax's width."""
    at_edges = (lungs[:, [0, -1]] >= 0.5).mean(0)
    return bool(at_edges.max() > CUT_OFF)


def _has_row(probability: FloatArray) -> NDArray[np.bool_]:
    return np.asarray((probability >= 0.5).any(1))


def _extent(probability: FloatArray) -> _Extent:
    """Rows that reach 0.5, and x of the first and the last crossing in each, continuous."""
    inside = probability >= 0.5
    rows = np.flatnonzero(inside.any(1))
    if not rows.size:
        return rows, np.zeros(0), np.zeros(0)
    values = probability[rows].astype(np.float64)
    width = values.shape[1]
    first = inside[rows].argmax(1)
    last = width - 1 - inside[rows, ::-1].argmax(1)
    left = _crossing(values, first, -1)
    right = _crossing(values, last, +1)
    return rows, left, right


def _crossing(
    values: NDArray[np.float64], index: NDArray[np.intp], step: int
) -> NDArray[np.float64]:
    """x at which a row falls to 0.5 beyond `index`, on a line through both pixels' centres."""
    framed = np.pad(values, ((0, 0), (1, 1)))
    row = np.arange(len(index))
    here, beyond = framed[row, index + 1], framed[row, index + 1 + step]
    share = (here - 0.5) / np.maximum(here - beyond, 1e-12)
    return index + 0.5 + step * np.clip(share, 0, 1)


def _film_line(
    grid: FilmGrid, left: float, right: float, y: float
) -> tuple[tuple[float, float], tuple[float, float]]:
    ends = grid.points_to_film(np.array([[left, y], [right, y]]))
    limit = grid.film_shape[1]
    (x0, y0), (x1, y1) = ((min(max(float(x), 0.0), limit), float(y)) for x, y in ends)
    return (x0, y0), (x1, y1)


def _centre_x(probability: FloatArray) -> float:
    return float(np.nonzero(probability >= 0.5)[1].mean())
