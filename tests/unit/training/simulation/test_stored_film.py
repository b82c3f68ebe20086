"""How films are stored: grey levels, polarity, and codes that mean what they say."""

from __future__ import annotations

import numpy as np
from pydicom.dataset import Dataset

from inference.formats.dicom.geometry import _VIEW_CODES
from training.simulation.projection import Geometry
from training.simulation.stored_film import (
    BITS,
    StoredForm,
    describe_acquisition,
    draw_form,
    quantised,
    stored_values,
)


def test_both_polarities_and_all_bit_depths_are_drawn() -> None:
    rng = np.random.default_rng(0)
    forms = {draw_form(rng) for _ in range(300)}
    assert len(forms) == 2 * len(BITS)


def test_stored_values_span_the_bits_in_either_polarity() -> None:
    pixels = np.array([[0.0, 1.0]], np.float32)
    assert stored_values(pixels, StoredForm(10)).tolist() == [[0, 1023]]
    assert stored_values(pixels, StoredForm(10, "MONOCHROME1")).tolist() == [[1023, 0]]


def test_few_bits_leave_few_levels() -> None:
    ramp = np.linspace(0, 1, 5000, dtype=np.float32)[None]
    assert len(np.unique(quantised(ramp, 8))) == 256


def test_the_viewer_reads_the_view_from_the_code_alone() -> None:
    for view in ("PA", "AP"):
        dataset = Dataset()
        describe_acquisition(dataset, Geometry(view=view), 0.5)
        assert _VIEW_CODES[dataset.ViewCodeSequence[0].CodeValue] == view
