"""Codes and masks of a pane as colours, at the pane's own resolution."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from gui.look import colormaps
from inference.core.types import FloatArray

Picture = NDArray[np.uint32]  # (h, w) 0xAARRGGBB, premultiplied

_LOOKS_UP_16_BITS = int(cv2.__version__.split(".")[0]) >= 5


def region_picture(mask: NDArray[np.uint8], opacity: float) -> Picture:
    """A region's fill and its outline, 2 device pixels wide, as (h, w) premultiplied colours."""
    square = np.ones((3, 3), np.uint8)
    codes = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_GRADIENT, square), np.uint8) * 2
    codes[(codes == 0) & (mask == 1)] = 1
    return np.asarray(np.take(colormaps.region(opacity), codes), np.uint32)


def coloured(
    table: colormaps.Table,
    codes: NDArray[np.uint8] | NDArray[np.uint16],
    out: Picture | None = None,
) -> Picture:
    """`table` at each code, as `np.take` gives it in nearly three times the time.

    The table has an entry for every value of the codes' type. OpenCV looks 16 bits up from its
    version 5 on.
    """
    picture = np.empty(codes.shape, np.uint32) if out is None else out
    if codes.dtype == np.uint16 and not _LOOKS_UP_16_BITS:
        np.take(table, codes, out=picture, mode="clip")
    else:
        cv2.LUT(codes, table.view(np.int32), dst=picture.view(np.int32))
    return picture


def signed_codes(values: FloatArray, per_unit: float) -> NDArray[np.uint8]:
    """128 + 127 · values · per_unit, saturated at 0 and 255."""
    codes = cv2.addWeighted(values, 127 * per_unit, values, 0.0, 128.0, dtype=cv2.CV_8U)
    return np.asarray(codes, np.uint8)


def heat_codes(values: FloatArray, limit: float) -> NDArray[np.uint8]:
    """255 · values / limit, saturated at 0 and 255."""
    codes = cv2.addWeighted(values, 255 / limit, values, 0.0, 0.0, dtype=cv2.CV_8U)
    return np.asarray(codes, np.uint8)
