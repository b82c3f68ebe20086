"""The colour maps can be read with a colour vision deficiency, and tables are what they say."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from gui.look import colormaps
from gui.panes.picture import colouring
from inference.display.palette import DIVERGING, SEQUENTIAL, STRUCTURE_COLOURS

#: Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
DEFICIENCIES = {
    "none": np.eye(3),
    "protan": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deutan": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}


def linear(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    share = rgb / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lightness(rgb: NDArray[np.float64], matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    seen = np.clip(linear(rgb) @ matrix.T, 0, 1)
    luminance = seen @ np.array([0.2126, 0.7152, 0.0722])
    return 116 * np.cbrt(luminance) - 16


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_heat_map_rises_in_lightness(deficiency: str) -> None:
    seen = lightness(SEQUENTIAL, DEFICIENCIES[deficiency])[8:]
    assert (np.diff(seen) > -0.15).all()
    assert seen[-1] - seen[0] > 60


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_signed_map_is_darkest_at_zero_and_its_ends_differ(deficiency: str) -> None:
    matrix = DEFICIENCIES[deficiency]
    seen = lightness(DIVERGING, matrix)
    assert abs(int(seen.argmin()) - 128) <= 1
    assert (np.diff(seen[:127]) < 0.15).all()
    assert (np.diff(seen[129:]) > -0.15).all()
    low, high = (np.clip(linear(DIVERGING[k]) @ matrix.T, 0, 1) for k in (10, 245))
    assert np.abs(low - high).max() > 0.4


def test_a_fill_tints_by_its_opacity() -> None:
    table = colormaps.fill("right_lung", 0.5)
    assert not table[:255].any()
    red, green, blue = STRUCTURE_COLOURS["right_lung"]
    expected = (128 << 24) | (round(red / 2) << 16) | (round(green / 2) << 8) | round(blue / 2)
    assert abs(int(table[255]) - expected) <= 0x010101


def test_what_is_near_zero_is_transparent_over_the_film() -> None:
    assert colormaps.signed(1.0)[128] >> 24 == 0
    assert colormaps.signed(1.0)[255] >> 24 == 255
    heat = colormaps.heat(1.0) >> 24
    assert heat[0] == 0
    assert heat[round(0.15 * 255)] == 0
    assert heat[round(0.4 * 255)] < 0.5 * 255
    assert heat[255] == 255


def test_grey_keeps_brightness() -> None:
    table = colormaps.grey(np.arange(256, dtype=np.uint8))
    assert table[0x7F] == 0xFF7F7F7F
    assert table.dtype == np.uint32


@pytest.mark.parametrize("of_opencv", [True, False])
def test_every_code_gets_its_own_colour(monkeypatch: pytest.MonkeyPatch, of_opencv: bool) -> None:
    """Older versions of OpenCV look up 8 bits alone."""
    if not of_opencv:
        monkeypatch.setattr(colouring, "_LOOKS_UP_16_BITS", False)
    for kind in (np.uint8, np.uint16):
        codes = np.arange(np.iinfo(kind).max + 1, dtype=kind).reshape(16, -1)
        table = np.random.default_rng(0).integers(0, 1 << 32, codes.size, np.uint32)
        assert np.array_equal(colouring.coloured(table, codes), table.reshape(codes.shape))
