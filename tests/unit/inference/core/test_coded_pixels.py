"""A film kept as codes gives the pixels that were stored, and no more memory than is needed."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

from gui.films.film import data_range_of
from gui.films.pyramid import Pyramid
from inference.core.coded_pixels import CodedPixels
from inference.core.types import Radiograph
from inference.core.windowing import auto_window
from inference.formats.decoded_film import FilmFacts
from tests.helpers.dicom_files import texture


def radiograph(pixels: object, maximum: int, padding: np.ndarray | None = None) -> Radiograph:
    facts = FilmFacts(maximum, (0.0, float(maximum)), maximum.bit_length(), "MONOCHROME2")
    return Radiograph(
        pixels=pixels,  # type: ignore[arg-type]  # either form
        value_range=facts.value_range,
        windows=(),
        padding=padding,
        spacing=None,
        view_position="",
        photometric_interpretation="MONOCHROME2",
        bits_stored=facts.bits_stored,
        file_name="film",
        sha256="0" * 64,
    )


@pytest.mark.parametrize("bits", [8, 9, 10, 12, 13, 14, 15, 16])
def test_every_stored_value_comes_back_exactly(bits: int) -> None:
    maximum = (1 << bits) - 1
    stored = np.arange(maximum + 1, dtype=np.uint8 if bits == 8 else np.uint16).reshape(16, -1)
    kept = CodedPixels.of(stored, maximum)
    assert np.array_equal(kept.floats(), stored.astype(np.float32) / np.float32(maximum))
    assert np.abs(kept.codes - stored / maximum * 65535).max() <= 0.5 + 1e-2
    assert not kept.floats().flags.writeable
    assert not kept.codes.flags.writeable


def test_pixels_are_one_array_while_somebody_holds_them_and_then_gone() -> None:
    film = radiograph(CodedPixels.of(texture(), 4095), 4095)
    first = film.pixels
    assert film.pixels is first
    seen = weakref.ref(first)
    del first
    gc.collect()
    assert seen() is None
    with film.held():
        seen = weakref.ref(film.pixels)
        assert seen() is film.pixels
    gc.collect()
    assert seen() is None


def test_a_film_of_codes_is_a_film_of_pixels() -> None:
    stored = texture(12, 300, 200)
    kept = CodedPixels.of(stored, 4095)
    codes, floats = radiograph(kept, 4095), radiograph(kept.floats(), 4095)
    assert codes.shape == floats.shape == (300, 200)
    assert np.abs(codes.codes.astype(int) - floats.codes).max() <= 1  # halves, in float32
    rows, columns = slice(10, 20), slice(5, 9)
    assert np.array_equal(codes.part(rows, columns), floats.part(rows, columns))
    assert data_range_of(codes) == pytest.approx(data_range_of(floats), abs=0.04)
    assert data_range_of(codes) == pytest.approx((stored.min(), stored.max()), abs=1e-4)


@pytest.mark.parametrize("padded", [False, True])
def test_counted_percentiles_are_sorted_ones(padded: bool) -> None:
    padding = texture(12, 300, 200) < 1200 if padded else None
    kept = CodedPixels.of(texture(12, 300, 200), 4095)
    counted = auto_window(radiograph(kept, 4095, padding))
    ranked = auto_window(radiograph(kept.floats(), 4095, padding))
    assert counted.center == pytest.approx(ranked.center, abs=1e-3)
    assert counted.width == pytest.approx(ranked.width, abs=1e-3)


def test_the_finest_level_is_the_kept_film_itself() -> None:
    kept = CodedPixels.of(texture(12, 300, 200), 4095)
    assert Pyramid.of_codes(kept.codes).finest is kept.codes
    padding = np.zeros((300, 200), bool)
    padding[:9] = True
    dark = Pyramid.of_codes(kept.codes, padding).finest
    assert dark[:9].max() == 0
    assert np.array_equal(dark[9:], kept.codes[9:])
    assert kept.codes[:9].min() > 0


def test_levels_are_made_when_they_are_needed() -> None:
    pyramid = Pyramid.of_codes(CodedPixels.of(texture(16, 800, 700), 65535).codes)
    before = pyramid.nbytes
    small = pyramid.level(0.2)
    assert pyramid.level(0.2) is small
    assert before == pyramid.finest.nbytes
    assert pyramid.nbytes < 1.5 * before
