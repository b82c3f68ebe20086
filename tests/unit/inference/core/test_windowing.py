"""Windows against the formulas of DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3, worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from inference.core.types import Radiograph, VoiFunction, Window, read_only
from inference.core.windowing import auto_window, default_window, voi_brightness, window_table
from tests.helpers.networks import film

EIGHT_BIT = (0.0, 255.0)


def brightness(window: Window, value: float) -> float:
    return float(voi_brightness(np.array([value]), window)[0])


def ramp_film(**changes: object) -> Radiograph:
    pixels = np.linspace(0, 1, 100 * 100, dtype=np.float32).reshape(100, 100)
    return film(pixels, **changes)


@pytest.mark.parametrize(("center", "width"), [(2048, 4096), (2048, 1), (0, 100), (0, 2)])
def test_linear_follows_the_notes_of_the_standard(center: float, width: float) -> None:
    """C.11.2.1.2.1, the pseudo-code, with the output 0 to 1."""
    window = Window(center, width)
    for x in np.arange(center - width, center + width + 1, 0.25):
        if x <= center - 0.5 - (width - 1) / 2:
            expected = 0.0
        elif x > center - 0.5 + (width - 1) / 2:
            expected = 1.0
        else:
            expected = (x - (center - 0.5)) / (width - 1) + 0.5
        assert brightness(window, x) == pytest.approx(expected, abs=1e-12)


def test_linear_examples_of_the_standard() -> None:
    """C.11.2.1.2.1: c=2048, w=4096 is black at 0 and white at 4095; c=2048, w=1 is a threshold."""
    assert brightness(Window(2048, 4096), 0) == 0
    assert brightness(Window(2048, 4096), 4095) == 1
    assert brightness(Window(2048, 1), 2047) == 0
    assert brightness(Window(2048, 1), 2048) == 1


def test_linear_exact_spans_exactly_its_width() -> None:
    window = Window(100, 40, VoiFunction.LINEAR_EXACT)
    found = [brightness(window, x) for x in (79, 80, 90, 100, 110, 120, 121)]
    assert found == pytest.approx([0, 0, 0.25, 0.5, 0.75, 1, 1])


def test_sigmoid_is_the_logistic_curve() -> None:
    window = Window(100, 40, VoiFunction.SIGMOID)
    assert brightness(window, 100) == pytest.approx(0.5)
    assert brightness(window, 120) == pytest.approx(1 / (1 + math.exp(-2)))
    assert brightness(window, -1e9) == pytest.approx(0)
    assert brightness(window, 1e9) == pytest.approx(1)


def test_table_reads_between_entries_and_keeps_its_ends() -> None:
    table = read_only(np.array([0.0, 0.2, 1.0], np.float32))
    window = Window(11, 2, VoiFunction.TABLE, table=table)
    found = [brightness(window, x) for x in (0, 10, 11, 11.5, 12, 99)]
    assert found == pytest.approx([0, 0, 0.2, 0.6, 1, 1])


def test_window_table_maps_every_code_of_a_film() -> None:
    table = window_table(Window(127.5, 255, VoiFunction.LINEAR_EXACT), EIGHT_BIT)
    assert table.shape == (65536,)
    assert table.dtype == np.uint8
    codes = np.rint(np.arange(256) / 255 * 65535).astype(int)
    assert table[codes].tolist() == list(range(256))


@pytest.mark.parametrize("function", [VoiFunction.LINEAR, VoiFunction.SIGMOID])
def test_polarity_comes_after_the_window(function: VoiFunction) -> None:
    """A MONOCHROME1 film with its file's window is the negative of its MONOCHROME2 twin."""
    window = Window(90, 60, function)
    upright = window_table(window, (0.0, 255.0)).astype(int)
    turned = window_table(window, (255.0, 0.0)).astype(int)
    assert np.abs(turned - (255 - upright[::-1])).max() <= 1


def test_inverting_twice_changes_nothing() -> None:
    window = Window(90, 60)
    plain = window_table(window, EIGHT_BIT).astype(int)
    inverted = window_table(window, EIGHT_BIT, invert=True).astype(int)
    assert np.abs(plain + inverted - 255).max() <= 1
    assert np.array_equal(window_table(window, (255.0, 0.0), invert=True)[::-1], plain)


def test_auto_window_spans_the_percentiles() -> None:
    window = auto_window(ramp_film(), 10, 90)
    assert window.function is VoiFunction.LINEAR_EXACT
    assert window.center == pytest.approx(4095 / 2, abs=1e-2)
    assert window.width == pytest.approx(4095 * 0.8, abs=1e-2)


def test_auto_window_of_an_inverted_film_has_the_same_width() -> None:
    window = auto_window(ramp_film(value_range=(4095.0, 0.0)), 10, 90)
    assert window.width == pytest.approx(4095 * 0.8, abs=1e-2)


def test_auto_window_leaves_padding_out() -> None:
    radiograph = ramp_film()
    padding = read_only(radiograph.pixels < 0.5)
    window = auto_window(ramp_film(padding=padding), 0, 100)
    assert window.center - window.width / 2 == pytest.approx(4095 / 2, abs=0.5)


def test_auto_window_of_an_even_film_is_one_code_wide() -> None:
    window = auto_window(film(np.full((70, 70), 0.5, np.float32)))
    assert window.width == pytest.approx(1)


def test_default_window_is_the_files_first() -> None:
    first, second = Window(1000, 500), Window(2000, 500)
    assert default_window(ramp_film(windows=(first, second))) is first


def test_default_window_passes_over_one_that_misses_the_film() -> None:
    missing, second = Window(-9000, 500), Window(2000, 500)
    assert default_window(ramp_film(windows=(missing, second))) is second


def test_default_window_without_any_is_automatic() -> None:
    assert default_window(ramp_film()).function is VoiFunction.LINEAR_EXACT
