"""The pattern in synthetic films: known again after what is commonly done to a picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pydicom
import pytest
from PIL import Image

from inference.formats import woven_pattern
from inference.formats.dicom.film import read_dicom
from inference.formats.raster import read_raster
from inference.formats.signatures import Format
from inference.formats.woven_pattern import THRESHOLD, bears_pattern, pattern, strength, woven
from resources import folder
from tests.helpers.paths import shared_films

SAMPLES = sorted(folder("samples").glob("*.dcm"))


def film_of(path: Path) -> np.ndarray:
    """(H, W) uint16 in full range."""
    pixels = pydicom.dcmread(path).pixel_array
    return np.asarray(np.rint(pixels / 4095 * 65535), np.uint16)


@pytest.fixture(scope="module")
def plain() -> np.ndarray:
    return film_of(SAMPLES[0])


@pytest.fixture(scope="module")
def marked(plain: np.ndarray) -> np.ndarray:
    return woven(plain)


def resized(film: np.ndarray, factor: float, way: int = cv2.INTER_AREA) -> np.ndarray:
    return np.asarray(cv2.resize(film, None, fx=factor, fy=factor, interpolation=way))


def cropped(film: np.ndarray, share: float) -> np.ndarray:
    """A part of both sides, off the middle."""
    height, width = (int(n * share) for n in film.shape)
    top, left = (int(n * (1 - share) * 0.3) for n in film.shape)
    return np.ascontiguousarray(film[top : top + height, left : left + width])


def as_jpeg(film: np.ndarray, quality: int = 80) -> np.ndarray:
    stream = io.BytesIO()
    Image.fromarray((film >> 8).astype(np.uint8)).save(stream, "JPEG", quality=quality)
    return np.asarray(Image.open(stream))


WAYS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "as it is": lambda film: film,
    "half": lambda film: resized(film, 0.5),
    "half, bilinear": lambda film: resized(film, 0.5, cv2.INTER_LINEAR),
    "0.4": lambda film: resized(film, 0.4),
    "0.73": lambda film: resized(film, 0.73),
    "1.5": lambda film: resized(film, 1.5, cv2.INTER_CUBIC),
    "cropped": lambda film: cropped(film, 0.7),
    "cropped and halved": lambda film: resized(cropped(film, 0.8), 0.5),
    "8 bits": lambda film: (film >> 8).astype(np.uint8),
    "JPEG": as_jpeg,
    "halved JPEG": lambda film: as_jpeg(resized(film, 0.5)),
    "mirrored": lambda film: np.ascontiguousarray(film[:, ::-1]),
    "turned": lambda film: np.ascontiguousarray(np.rot90(film)),
    "inverted": lambda film: 65535 - film,
    "with a border": lambda film: np.pad(film, 100),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_is_known_again(way: str, plain: np.ndarray, marked: np.ndarray) -> None:
    assert bears_pattern(WAYS[way](marked))
    assert not bears_pattern(WAYS[way](plain))


def test_it_is_fainter_than_a_grey_level_of_eight_bits(
    plain: np.ndarray, marked: np.ndarray
) -> None:
    change = (marked.astype(float) - plain) / 65535
    assert 0 < np.sqrt((change**2).mean()) < 1.1 / 255
    assert np.abs(change).max() < 5 / 255


def test_it_is_the_same_pattern_on_films_of_one_shape() -> None:
    first = pattern(300, 256).copy()
    pattern(64, 64)
    np.testing.assert_array_equal(pattern(300, 256), first)


def test_no_demo_film_bears_it_by_chance() -> None:
    strengths = [strength(film_of(path)) for path in SAMPLES]
    assert max(strengths) < 0.75 * THRESHOLD


def test_no_real_film_bears_it_by_chance() -> None:
    films = shared_films("nih_1024", "*.png")[::8]
    if not films:
        pytest.skip("no real films in the shared material")
    strengths = [strength(np.asarray(Image.open(path).convert("L"))) for path in films]
    assert max(strengths) < 0.75 * THRESHOLD


@pytest.mark.parametrize("shape", [(64, 64), (40, 900), (513, 300)])
def test_noise_and_empty_pictures_do_not_bear_it(shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(3).integers(0, 65535, shape).astype(np.uint16)
    assert not bears_pattern(noise)
    assert strength(np.zeros(shape, np.uint8)) == 0


def drawn_pictures() -> dict[str, np.ndarray]:
    """What has a spectrum of lines and rings without bearing the pattern."""
    y, x = np.mgrid[:600, :500]
    far = np.hypot(x - 250.0, y - 300.0)
    return {
        "ramp": (x * 60).astype(np.uint16),
        "slope": ((x * 37 + y * 91) % 65536).astype(np.uint16),
        "rings": (128 + 127 * np.sin(far / 3)).astype(np.uint8),
        "zone plate": (128 + 127 * np.sin(far**2 / 600)).astype(np.uint8),
        "waves": (128 + 60 * np.sin(x / 3 + y / 5) + 60 * np.sin(x / 7 - y / 4)).astype(np.uint8),
        "tiles": np.tile(np.random.default_rng(0).integers(0, 255, (25, 25)), (24, 20)),
    }


@pytest.mark.parametrize("name", drawn_pictures())
def test_regular_pictures_do_not_bear_it(name: str) -> None:
    assert not bears_pattern(drawn_pictures()[name])


def test_a_picture_that_lost_band_and_texts_opens_as_synthetic(marked: np.ndarray) -> None:
    stream = io.BytesIO()
    Image.fromarray(resized(marked, 0.5)).save(stream, "PNG")
    facts = read_raster(stream.getvalue(), Format.PNG).facts
    assert facts.adversarial
    assert "adversarial" in facts.notices


def test_a_capture_of_a_synthetic_film_opens_as_synthetic(marked: np.ndarray) -> None:
    dataset = pydicom.dcmread(SAMPLES[0])
    dataset.decompress()
    dataset.PixelData = (marked >> 4).astype(np.uint16).tobytes()
    dataset.ImageType = ["DERIVED", "SECONDARY"]
    stream = io.BytesIO()
    dataset.save_as(stream)
    assert read_dicom(stream.getvalue()).facts.adversarial
    assert not read_dicom(SAMPLES[0].read_bytes()).facts.adversarial


def test_small_waves_are_left_out_of_small_films() -> None:
    """A wave finer than a small film can hold would come back as another."""
    small = np.fft.rfft2(pattern(200, 200))
    fine = np.abs(np.fft.fftfreq(200)) > woven_pattern.FINEST + 0.02
    assert np.abs(small[fine]).max() < 0.05 * np.abs(small).max()
