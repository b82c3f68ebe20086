"""The window of the values inside the lung fields."""

from __future__ import annotations

import numpy as np

from inference.core.types import Radiograph, Segmentation, VoiFunction, Window
from inference.grids.resampling import to_model

#: Lung fields of fewer pixels of the model grid say nothing of a film's values.
MIN_LUNG_PIXELS = 64


def lung_field_window(
    radiograph: Radiograph, segmentation: Segmentation, low: float = 1.0, high: float = 99.0
) -> Window | None:
    """The window from percentile `low` to `high` of the values inside the lung fields.

    Values are area averages on the model grid. None where the lung fields are too small to tell.
    """
    inside = segmentation.lungs >= 0.5
    if int(inside.sum()) < MIN_LUNG_PIXELS:
        return None
    values = to_model(segmentation.grid, radiograph.pixels)[inside]
    ends = sorted(radiograph.modality_value(float(p)) for p in np.percentile(values, (low, high)))
    span = abs(radiograph.value_range[1] - radiograph.value_range[0])
    width = max(ends[1] - ends[0], span / (2**radiograph.bits_stored - 1))
    return Window(sum(ends) / 2, width, VoiFunction.LINEAR_EXACT)
