"""How film pixels become brightness: the VOI transformation (DICOM PS3.3 C.11.2.1).

Windows are in modality units; polarity comes after them, so that a MONOCHROME1 film keeps its
file's windows. Needs numpy only.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.core.coded_pixels import CodedPixels, kept_pixels, pixels_of
from inference.core.types import Radiograph, VoiFunction, Window

#: Film pixels are looked up by round(pixel * TOP_CODE).
TOP_CODE = 65535
#: At most this many pixels are looked at for a percentile window: the 0.5th percentile of so many
#: has a standard error of 0.014 %. A thumbnail looks at the same ones.
SAMPLE_PIXELS = 1 << 18


def voi_brightness(values: NDArray[np.float64], window: Window) -> NDArray[np.float64]:
    """Brightness in [0, 1] of modality `values` (N,), before polarity.

    LINEAR is PS3.3 C.11.2.1.2.1, SIGMOID C.11.2.1.3.1, LINEAR_EXACT C.11.2.1.3.2, TABLE the
    VOI LUT of C.11.2.1.1 with its first and last entry continued outwards.
    """
    center, width = window.center, window.width
    if window.function is VoiFunction.SIGMOID:
        return np.asarray(1 / (1 + np.exp(np.clip(-4 * (values - center) / width, -700, 700))))
    if window.function is VoiFunction.TABLE and window.table is not None:
        entries = np.linspace(center - width / 2, center + width / 2, len(window.table))
        return np.interp(values, entries, window.table)
    if window.function is VoiFunction.LINEAR:
        center, width = center - 0.5, width - 1
    if width <= 0:
        return np.where(values <= center, 0.0, 1.0)
    return np.clip((values - center) / width + 0.5, 0.0, 1.0)


def window_table(
    window: Window, value_range: tuple[float, float], *, invert: bool = False
) -> NDArray[np.uint8]:
    """(65536,) uint8: the brightness at which film pixel code round(pixel * 65535) is shown.

    Parameters
    ----------
    window: in modality units.
    value_range: `Radiograph.value_range`; where it falls, low modality values are bright.
    invert: True to turn black and white once more, as the reader asked.
    """
    low, high = value_range
    values = low + (high - low) * (np.arange(TOP_CODE + 1) / TOP_CODE)
    brightness = voi_brightness(values, window)
    if (low > high) != invert:
        brightness = 1 - brightness
    return np.rint(brightness * 255).astype(np.uint8)


def default_window(radiograph: Radiograph) -> Window:
    """The file's first window that meets the film's values, else `auto_window`."""
    low, high = sorted(radiograph.value_range)
    for window in radiograph.windows:
        if window.center - window.width / 2 < high and window.center + window.width / 2 > low:
            return window
    return auto_window(radiograph)


def auto_window(radiograph: Radiograph, low: float = 0.5, high: float = 99.5) -> Window:
    """The window from percentile `low` to `high` of the film's values, padding left out.

    Films of more than `SAMPLE_PIXELS` are sampled on a regular grid.
    """
    step = sampling_step(radiograph.shape)
    kept = kept_pixels(radiograph)
    sample = (kept.codes if isinstance(kept, CodedPixels) else kept)[::step, ::step]
    if radiograph.padding is not None:
        film = sample[~radiograph.padding[::step, ::step]]
        sample = film if film.size else sample
    if isinstance(kept, CodedPixels):
        found = _counted_percentiles(sample, (low, high), kept.maximum)
    else:
        found = np.percentile(sample, (low, high))
    ends = [radiograph.modality_value(float(pixel)) for pixel in found]
    code_step = abs(radiograph.value_range[1] - radiograph.value_range[0]) / (
        2**radiograph.bits_stored - 1
    )
    width = max(abs(ends[1] - ends[0]), code_step)
    return Window(sum(ends) / 2, width, VoiFunction.LINEAR_EXACT)


def sampling_step(shape: tuple[int, ...]) -> int:
    """Every how many rows and columns a film (H, W) is looked at for a percentile window."""
    return max(1, math.ceil(math.sqrt(math.prod(shape) / SAMPLE_PIXELS)))


def _counted_percentiles(
    codes: NDArray[Any], shares: tuple[float, ...], maximum: int
) -> NDArray[np.float64]:
    """Pixels at percentiles of a film's codes: `np.percentile`'s, counted rather than sorted."""
    up_to = np.cumsum(np.bincount(codes.ravel(), minlength=TOP_CODE + 1))
    ranks = np.asarray(shares) / 100 * (codes.size - 1)
    below, above = (
        pixels_of(np.searchsorted(up_to, whole, side="right").astype(np.uint16), maximum)
        for whole in (np.floor(ranks), np.ceil(ranks))
    )
    return np.asarray(below + (ranks - np.floor(ranks)) * (above - below))
