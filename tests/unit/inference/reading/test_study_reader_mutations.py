"""Damaged files: whatever is cut or flipped, the reader gives a film or one typed error.

The properties are P1, P2, P5 and P7 of the reliability plan: this process lives, the outcome is
typed and readable, the source is untouched, and a film is finite, in range, and of the size that
its header says. Seeds and damage are generated, so that every failure can be repeated by name.
"""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom import uid

from inference.core.errors import REASONS, TEMPLATES, StudyError
from inference.reading.study_reader import read_study
from tests.helpers.dicom_files import dicom_bytes, texture

TRUNCATIONS = 9
FLIPS = 26


def raster(kind: str, bits: int) -> bytes:
    target = BytesIO()
    Image.fromarray(texture(bits)).save(target, kind)
    return target.getvalue()


SEEDS = {
    "uncompressed": lambda: dicom_bytes(
        texture(), WindowCenter=9, WindowWidth=8, PixelPaddingValue=0
    ),
    "big-endian": lambda: dicom_bytes(texture(), 12, uid.ExplicitVRBigEndian),
    "deflated": lambda: dicom_bytes(texture(), 12, uid.DeflatedExplicitVRLittleEndian),
    "rle": lambda: dicom_bytes(texture(), 12, uid.RLELossless),
    "jpeg": lambda: dicom_bytes(texture(8), 8, uid.JPEGBaseline8Bit),
    "jpeg-12": lambda: dicom_bytes(texture(), 12, uid.JPEGExtended12Bit),
    "jpeg-lossless": lambda: dicom_bytes(texture(16), 16, uid.JPEGLosslessSV1),
    "jpeg-ls": lambda: dicom_bytes(texture(), 12, uid.JPEGLSLossless),
    "jpeg-2000": lambda: dicom_bytes(texture(), 12, uid.JPEG2000Lossless),
    "htj2k": lambda: dicom_bytes(texture(), 12, uid.HTJ2KLossless),
    "png-16": lambda: raster("PNG", 16),
    "tiff-16": lambda: raster("TIFF", 16),
    "jpeg-file": lambda: raster("JPEG", 8),
}


def truncations(contents: bytes, rng: np.random.Generator) -> list[bytes]:
    cuts = {0, 1, 131, 132, 140, len(contents) - 1, len(contents) - 2, len(contents) - 8}
    while len(cuts) < TRUNCATIONS + 8:
        cuts.add(int(rng.integers(len(contents))))
    return [contents[:cut] for cut in sorted(cuts)]


def flips(contents: bytes, rng: np.random.Generator) -> list[bytes]:
    """One to eight flipped bits, half of the time within the first 600 bytes after the preamble."""
    damaged = []
    for n in range(FLIPS):
        mutant = bytearray(contents)
        low, high = (128, min(728, len(mutant))) if n % 2 else (0, len(mutant))
        for at in rng.integers(low, high, int(rng.integers(1, 9))):
            mutant[at] ^= 1 << int(rng.integers(8))
        damaged.append(bytes(mutant))
    return damaged


def readable_code(error: StudyError) -> str:
    assert error.code in TEMPLATES
    assert error.code != "internal"
    assert error.params.get("reason") in (None, *REASONS.values())
    assert "{" not in str(error)
    return error.code


def outcome(path: Path) -> str:
    """The error's code or "film", after checking what must hold of each."""
    try:
        study = read_study(path)
    except StudyError as error:
        return readable_code(error)
    (radiograph,), (attributes,) = study.radiographs, study.attributes
    assert np.isfinite(radiograph.pixels).all()
    assert 0 <= radiograph.pixels.min() < radiograph.pixels.max() <= 1
    assert np.isfinite(radiograph.value_range).all()
    assert 8 <= radiograph.bits_stored <= 16
    if "Rows" in attributes:
        shape = (int(attributes["Rows"]), int(attributes["Columns"]))
        assert radiograph.pixels.shape == shape
    return "film"


@pytest.mark.parametrize("seed", SEEDS)
def test_damage_gives_a_film_or_one_typed_error(seed: str, tmp_path: Path) -> None:
    contents = SEEDS[seed]()
    rng = np.random.default_rng(list(seed.encode()))
    path = tmp_path / "damaged"
    path.write_bytes(contents)
    assert outcome(path) == "film"
    outcomes: Counter[str] = Counter()
    for mutant in truncations(contents, rng) + flips(contents, rng):
        path.write_bytes(mutant)
        outcomes[outcome(path)] += 1
        assert path.read_bytes() == mutant
    assert list(tmp_path.iterdir()) == [path]
    assert sum(outcomes.values()) == TRUNCATIONS + 8 + FLIPS
    assert outcomes["truncated"] >= TRUNCATIONS // 2
