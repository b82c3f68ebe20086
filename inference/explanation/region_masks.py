"""The regions in which a perturbation is measured, as masks on a model grid.

See docs/explanation.md, "Regions and controls".

Bands follow the boundaries of the lung fields and of the heart. Right and left are the patient's:
the right lung lies on the picture's left. Needs numpy and OpenCV only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.answers.body import body_mask
from inference.answers.preprocessing import ModelInput
from inference.attack.region import drawn_mask
from inference.core.errors import OptionError
from inference.core.explanation_types import Region, Side
from inference.core.types import BoolArray, FloatArray, Segmentation, read_only
from inference.grids.resampling import resampled

#: Band width as a share of the thoracic width: as given, and what may be asked for.
BAND_WIDTH = 0.03
BAND_WIDTHS = (0.005, 0.15)
#: Sigma of the Gaussian over a signed distance before its normals are taken, in band widths.
NORMAL_SIGMA = 0.5

_Masks = dict[tuple[Region, Side], BoolArray]


@dataclass(frozen=True, slots=True, eq=False)
class RegionMasks:
    """Every region that is not empty, with what they were built by."""

    masks: Mapping[tuple[Region, Side], BoolArray]  # (S, S) each
    body: BoolArray  # (S, S)
    content: BoolArray  # (S, S): the film
    band_width: float  # model pixels
    thoracic_width: float  # model pixels


def region_masks(
    source: ModelInput,
    segmentation: Segmentation,
    share: float = BAND_WIDTH,
    drawn: BoolArray | None = None,
) -> RegionMasks:
    """The regions on the grid of `source`; bands are `share` of the thoracic width wide.

    A pixel belongs to a band by its centre's distance from the boundary. Heart and lung fields
    never share a pixel: it belongs to the more probable. The film's own edge is no boundary. The
    outside band's parts go by the boundary's outward normal: diaphragmatic within 45° of straight
    down, else lateral or mediastinal; what is heart is mediastinal.

    Raises
    ------
    OptionError: "bad_attack_option" for a share out of range, "mask_wrong_size" for `drawn`.
    """
    _check_share(share)
    grid = source.grid
    right, left, heart = _structures(segmentation, source)
    thorax = _thoracic_width(segmentation, source, right | left)
    width, content = share * thorax, grid.content_mask()
    body = body_mask(source, segmentation)
    masks: _Masks = {}
    _add_lung(masks, right, left, heart, content, width)
    _add_heart(masks, heart, content, width)
    named = np.zeros_like(content)
    for mask in masks.values():
        named |= mask
    masks[Region.ELSEWHERE, Side.BOTH] = body & ~named
    masks[Region.BACKGROUND, Side.BOTH] = content & ~body & ~named
    if drawn is not None:
        masks[Region.DRAWN, Side.BOTH] = drawn_mask(drawn, grid) & content
    kept = {key: read_only(mask) for key, mask in masks.items() if mask.any()}
    return RegionMasks(kept, body, read_only(content), width, thorax)


def _check_share(share: float) -> None:
    low, high = BAND_WIDTHS
    if not low <= share <= high:
        reason = f"allowed: {low:g} to {high:g} of the thoracic width"
        raise OptionError("bad_attack_option", option="band width", value=share, reason=reason)


def _structures(
    segmentation: Segmentation, source: ModelInput
) -> tuple[BoolArray, BoolArray, BoolArray]:
    """Right lung, left lung and heart on the grid of `source`; no pixel is two of them."""
    maps = [segmentation.right_lung, segmentation.left_lung, segmentation.heart]
    right, left, heart = (resampled(segmentation.grid, part, source.grid) for part in maps)
    lungs = np.maximum(right, left)
    in_heart = (heart >= 0.5) & (heart >= lungs)
    in_right = (right >= 0.5) & (right >= left) & ~in_heart
    in_left = (left >= 0.5) & ~in_right & ~in_heart
    return in_right, in_left, in_heart


def _thoracic_width(segmentation: Segmentation, source: ModelInput, lungs: BoolArray) -> float:
    """Model pixels: the measured line's length, else the lungs' greatest extent, else the film."""
    ratio = segmentation.cardiothoracic_ratio
    if ratio is not None:
        ends = source.grid.points_to_model(np.array(ratio.thorax_line, np.float64))
        return float(np.abs(ends[1, 0] - ends[0, 0]))
    columns = np.flatnonzero(lungs.any(0))
    if columns.size:
        return float(columns[-1] - columns[0] + 1)
    return float(source.grid.content_shape[1])


def _add_lung(
    masks: _Masks,
    right: BoolArray,
    left: BoolArray,
    heart: BoolArray,
    content: BoolArray,
    width: float,
) -> None:
    lungs = right | left
    inside = lungs & (_distance(lungs | ~content) <= width)
    to_right, to_left = (_distance_or_far(~lung) for lung in (right, left))
    outside = ~lungs & content & (np.minimum(to_right, to_left) <= width)
    near_right = to_right <= to_left
    down, to_midline = _outward(right, left, near_right, width)
    mediastinal = heart | (~down & to_midline)
    parts = {
        Region.INSIDE_BAND: (inside, right, left),
        Region.OUTSIDE_BAND: (outside, near_right, ~near_right),
        Region.OUTSIDE_LATERAL: (
            outside & ~mediastinal & ~(down & ~heart),
            near_right,
            ~near_right,
        ),
        Region.OUTSIDE_MEDIASTINAL: (outside & mediastinal, near_right, ~near_right),
        Region.OUTSIDE_DIAPHRAGMATIC: (outside & down & ~heart, near_right, ~near_right),
        Region.LUNG_CORE: (lungs & ~inside, right, left),
    }
    for region, (mask, on_right, on_left) in parts.items():
        _add_sides(masks, region, mask, on_right, on_left)


def _add_heart(masks: _Masks, heart: BoolArray, content: BoolArray, width: float) -> None:
    if not heart.any():
        return
    across, down = _normals(heart, width)
    lateral, on_right = np.abs(across) > np.abs(down), across < 0
    inside = heart & lateral & (_distance(heart | ~content) <= width)
    outside = ~heart & content & lateral & (_distance(~heart) <= width)
    for region, mask in ((Region.HEART_INSIDE, inside), (Region.HEART_OUTSIDE, outside)):
        _add_sides(masks, region, mask, on_right, ~on_right)
    masks[Region.HEART_CORE, Side.BOTH] = heart & ~inside


def _add_sides(
    masks: _Masks, region: Region, mask: BoolArray, right: BoolArray, left: BoolArray
) -> None:
    masks[region, Side.BOTH] = mask
    masks[region, Side.RIGHT], masks[region, Side.LEFT] = mask & right, mask & left


def _outward(
    right: BoolArray, left: BoolArray, near_right: BoolArray, width: float
) -> tuple[BoolArray, BoolArray]:
    """Whether the nearest lung's outward normal points down, and whether to the midline."""
    (across_r, down_r), (across_l, down_l) = (_normals(lung, width) for lung in (right, left))
    across = np.where(near_right, across_r, across_l)
    down = np.where(near_right, down_r, down_l)
    return down > np.abs(across), np.where(near_right, across > 0, across < 0)


def _normals(mask: BoolArray, width: float) -> tuple[FloatArray, FloatArray]:
    """(x, y) of the outward normal of `mask`'s boundary, not of unit length."""
    if not mask.any():
        nothing = np.zeros(mask.shape, np.float32)
        return nothing, nothing
    signed = (_distance(~mask) - _distance(mask)).astype(np.float32)
    edge = cv2.BORDER_REPLICATE  # else the normal at the film's edge would have no direction
    sigma = max(NORMAL_SIGMA * width, 0.5)
    blurred = cv2.GaussianBlur(signed, (0, 0), sigma, borderType=edge)
    across = cv2.Sobel(blurred, cv2.CV_32F, 1, 0, borderType=edge)
    return across, cv2.Sobel(blurred, cv2.CV_32F, 0, 1, borderType=edge)


def _distance(mask: BoolArray) -> NDArray[np.float32]:
    """Where `mask`: distance of the pixel's centre from its boundary, else 0."""
    found = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(np.maximum(found - 0.5, 0), np.float32)


def _distance_or_far(mask: BoolArray) -> NDArray[np.float32]:
    """`_distance`; a mask without any boundary is infinitely far from it."""
    return np.full(mask.shape, np.inf, np.float32) if mask.all() else _distance(mask)
