"""The adversarial film's PNG: marked everywhere, and still adversarial when it is opened again."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.core.attack_types import AttackConfig
from inference.core.errors import ExportError
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.export.case import adversarial_name
from inference.export.originals import OriginalFilm, PerturbedFilm
from inference.export.pictures.adversarial_png import encoded_adversarial, write_adversarial
from inference.export.synthetic_pixels import marked_film
from inference.formats.marking_band import band_rows, film_rows
from inference.formats.raster import read_raster
from inference.formats.signatures import Format
from inference.reading.study_reader import read_study
from tests.helpers import exports
from tests.helpers.networks import film, phantom

FILM = exports.named_film()


@pytest.fixture(scope="module")
def result() -> AnalysisResult:
    return exports.analysed(FILM)


@pytest.fixture(scope="module")
def content(result: AnalysisResult) -> bytes:
    return encoded_adversarial(PerturbedFilm.of(FILM, result, 1.0))


def test_it_has_sixteen_bits_and_a_band_below_the_film(
    content: bytes, result: AnalysisResult
) -> None:
    image = Image.open(io.BytesIO(content))
    codes = np.asarray(image)
    assert codes.dtype == np.uint16
    rows, columns = FILM.pixels.shape
    assert codes.shape == (rows + band_rows(columns), columns)
    assert film_rows(codes) == rows
    perturbed = PerturbedFilm.of(FILM, result, 1.0)
    expected = marked_film(perturbed.codes, result.segmentation)
    np.testing.assert_array_equal(codes[:rows], expected)
    assert len(np.unique(codes[rows:])) > 2  # words, not a bare stripe


def test_its_texts_say_what_it_is_and_name_nobody(content: bytes) -> None:
    texts = Image.open(io.BytesIO(content)).text
    assert texts["Setsudo"].startswith("adversarial")
    assert "Not for diagnostic use" in texts["Setsudo"]
    assert "epsilon 8/255" in texts["Description"]
    assert "診断には使用できません" in texts["Comment"]
    assert exports.secrets_in(content) == []


def test_its_name_must_say_so(result: AnalysisResult, tmp_path: Path) -> None:
    perturbed = PerturbedFilm.of(FILM, result, 1.0)
    assert adversarial_name(FILM).startswith("ADV_")
    with pytest.raises(ExportError) as caught:
        write_adversarial(tmp_path / "film.png", perturbed)
    assert caught.value.code == "adversarial_name"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("side", [64, 100, 257, 1030])
def test_the_band_is_known_again_at_any_size_without_its_texts(side: int) -> None:
    made = film(phantom(64)[:, :64])
    pixels = np.resize(phantom(64), (side + 3, side)).astype(np.float32)
    made = replace(made, pixels=pixels)
    picture = encoded_adversarial(PerturbedFilm.of(made, exports.analysed(made), 1.0))
    bare = io.BytesIO()
    Image.open(io.BytesIO(picture)).save(bare, "PNG")  # Pillow drops the texts
    assert b"adversarial" not in bare.getvalue()
    read = read_raster(bare.getvalue(), Format.PNG)
    assert read.facts.adversarial
    assert read.codes.shape == (side + 3, side)


def test_a_film_without_the_band_is_nobodys() -> None:
    rng = np.random.default_rng(1)
    for shape in ((64, 64), (300, 260), (90, 1200)):
        assert film_rows(rng.integers(0, 65535, shape).astype(np.uint16)) is None
    assert film_rows(np.zeros((200, 200), np.uint8)) is None


def test_opened_again_it_is_announced_and_still_flips(
    result: AnalysisResult, content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / adversarial_name(FILM)
    path.write_bytes(content)
    radiograph = read_study(path).radiographs[0]
    assert radiograph.adversarial
    assert "adversarial" in radiograph.notices
    assert radiograph.pixels.shape == FILM.pixels.shape
    again = exports.pipeline().run(AnalysisRequest(1, radiograph, None)).predictions[0]
    attack = result.attack
    assert attack is not None
    assert attack.roundtrip_flipped
    assert again.probability == pytest.approx(attack.roundtrip_probability, abs=2e-3)
    assert again.positive != result.predictions[0].positive


def test_originals_and_perturbed_films_are_not_taken_for_each_other(
    result: AnalysisResult,
) -> None:
    with pytest.raises(TypeError):
        encoded_adversarial(OriginalFilm.of(FILM))  # type: ignore[arg-type]
    with pytest.raises(ExportError) as caught:
        PerturbedFilm.of(FILM, replace(result, attack=None), 1.0)
    assert caught.value.code == "no_attack"
    assert AttackConfig().epsilon == 8 / 255
