"""Lung fields and heart as a reader draws them on a frontal film, from projected thickness.

Lung fields leave out lung that lies behind heart, diaphragm and mediastinum (the convention of
the JSRT/SCR and Montgomery masks; van Ginneken 2006).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from scipy import ndimage

from inference.core.types import BoolArray, FloatArray

#: mm of tissue along a ray: lung needs more than the first, the others less than theirs.
LUNG_MM, HEART_MM, ABDOMEN_MM, MEDIASTINUM_MM = 5.0, 8.0, 8.0, 22.0
LEAST_HEART_KEPT = 0.7  # share of the projected heart that its silhouette keeps


@dataclass(frozen=True, slots=True, eq=False)
class FrontalMasks:
    """(H, W) bool each; right and left are the patient's."""

    right_lung: BoolArray
    left_lung: BoolArray
    heart: BoolArray

    @property
    def lungs(self) -> BoolArray:
        """Either lung field."""
        return np.asarray(self.right_lung | self.left_lung)


def frontal_masks(heart: FloatArray, structures: FloatArray, pixel_mm: float) -> FrontalMasks:
    """Masks from `heart` (H, W) and `structures` (H, W, 4), thicknesses in mm.

    `structures` has the channels of `ct.STRUCTURES`; `pixel_mm` is the pixel's size in the body.
    """
    right, left, abdomen, mediastinum = (structures[..., c] for c in range(4))
    heart_mask = _heart(heart, pixel_mm)
    open_view = ~heart_mask & (abdomen < ABDOMEN_MM) & (mediastinum < MEDIASTINUM_MM)
    right_mask = (right > LUNG_MM) & (right >= left) & open_view
    left_mask = (left > LUNG_MM) & (left > right) & open_view
    return FrontalMasks(_tidy(right_mask, pixel_mm), _tidy(left_mask, pixel_mm), heart_mask)


def cardiothoracic_ratio(masks: FrontalMasks) -> float:
    """Greatest heart width over greatest inner thoracic width (Danzer 1919); nan if empty."""
    heart_columns = np.flatnonzero(masks.heart.any(axis=0))
    lungs = masks.lungs
    rows = lungs.any(axis=1)
    if not heart_columns.size or not rows.any():
        return float("nan")
    first = lungs.argmax(axis=1)[rows]
    last = lungs.shape[1] - lungs[:, ::-1].argmax(axis=1)[rows]
    return float((np.ptp(heart_columns) + 1) / (last - first).max())


def _heart(thickness: FloatArray, pixel_mm: float) -> BoolArray:
    """Heart silhouette: holes filled, great vessels above cut off by an opening.

    A small heart would lose itself to the widest opening: then a narrower one is taken.
    """
    filled: BoolArray = np.asarray(ndimage.binary_fill_holes(thickness > HEART_MM))
    opened = filled
    for diameter_mm in (46.0, 34.0, 24.0):
        opened = _largest(_morph(filled, cv2.MORPH_OPEN, diameter_mm / pixel_mm))
        if opened.sum() > LEAST_HEART_KEPT * filled.sum():
            break
    return opened


def _tidy(mask: BoolArray, pixel_mm: float) -> BoolArray:
    closed = _morph(_largest(mask), cv2.MORPH_CLOSE, 9.0 / pixel_mm)
    return _largest(_morph(ndimage.binary_fill_holes(closed), cv2.MORPH_OPEN, 9.0 / pixel_mm))


def _morph(mask: BoolArray, operation: int, diameter: float) -> BoolArray:
    size = max(1, round(diameter)) | 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    padded = cv2.copyMakeBorder(mask.astype(np.uint8), size, size, size, size, cv2.BORDER_REPLICATE)
    return np.asarray(cv2.morphologyEx(padded, operation, disc)[size:-size, size:-size] > 0)


def _largest(mask: BoolArray) -> BoolArray:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    if count < 2:
        return mask
    return np.asarray(labels == 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax()))
