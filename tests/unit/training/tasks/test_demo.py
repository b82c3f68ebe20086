"""The demo study: valid, compressed DICOM that says that it is simulated."""

from __future__ import annotations

import io

import numpy as np
import pydicom
import pytest
from pydicom.uid import JPEGLSLossless

from tests.helpers.small_chest import small_chest
from training.simulation.recipe import FIRST_RESERVED_SEED, SimulatedFilm
from training.simulation.simulated_films import simulate
from training.simulation.stored_film import stored_values
from training.tasks import demo_study as demo


@pytest.fixture(scope="module")
def simulated() -> SimulatedFilm:
    return simulate(small_chest(), demo.recipe_of(demo.FILMS[1], 2), 128)


def reread(film: demo.DemoFilm, simulated: SimulatedFilm, number: int) -> pydicom.Dataset:
    buffer = io.BytesIO()
    demo.to_dicom(film, simulated, number).save_as(buffer, enforce_file_format=True)
    return pydicom.dcmread(io.BytesIO(buffer.getvalue()))


def test_the_study_has_the_eight_films() -> None:
    assert [f.finding for f in demo.FILMS] == (
        ["no finding"] * 2 + ["cardiomegaly"] * 3 + ["pneumoconiosis"] * 3
    )
    sizes = [f.ratio for f in demo.FILMS if f.finding == "cardiomegaly"]
    assert sizes == sorted(sizes)
    profusions = [f.disease.profusion for f in demo.FILMS if f.disease.positive]
    assert profusions == ["1/1", "2/2", "3/3"]


def test_its_bodies_are_in_no_training_film() -> None:
    assert all(f.body.deformation_seed >= FIRST_RESERVED_SEED for f in demo.FILMS)
    assert all(f.acquisition.settings == "A" for f in demo.FILMS)


def test_a_film_says_that_it_is_simulated(simulated: SimulatedFilm) -> None:
    dataset = reread(demo.FILMS[0], simulated, 1)
    assert dataset.PatientName == "SIMULATED^DEMO"
    assert dataset.SyntheticData == "YES"
    assert "imulated" in dataset.StudyDescription


def test_pixels_survive_compression_in_both_polarities(simulated: SimulatedFilm) -> None:
    for film in demo.FILMS[:2]:
        dataset = reread(film, simulated, 1)
        assert dataset.file_meta.TransferSyntaxUID == JPEGLSLossless
        assert dataset.PhotometricInterpretation == film.photometric_interpretation
        stored = dataset.pixel_array
        np.testing.assert_array_equal(stored, stored_values(simulated.pixels, demo.form_of(film)))
        dense = stored if film.photometric_interpretation == "MONOCHROME2" else 4095 - stored
        np.testing.assert_allclose(dense / 4095, simulated.pixels, atol=1e-3)


def test_identifiers_are_the_same_at_every_run(simulated: SimulatedFilm) -> None:
    first, second = (reread(demo.FILMS[0], simulated, 1) for _ in range(2))
    assert first.SOPInstanceUID == second.SOPInstanceUID
    assert first.SOPInstanceUID.startswith("2.25.")
    assert first.SOPInstanceUID == first.file_meta.MediaStorageSOPInstanceUID
    others = {reread(f, simulated, 1).SOPInstanceUID for f in demo.FILMS}
    assert len(others) == len(demo.FILMS)


def test_one_film_is_monochrome1() -> None:
    kinds = [f.photometric_interpretation for f in demo.FILMS]
    assert kinds.count("MONOCHROME1") == 1
