"""What the simulator writes of a film: pixels, masks, DICOM, and its line of `films.jsonl`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np

from inference.core.types import FloatArray
from training.simulation.recipe import Recipe, SimulatedFilm
from training.simulation.stored_film import (
    StoredForm,
    add_pixels,
    describe_acquisition,
    draw_form,
    new_dataset,
    quantised,
    uid,
)


def film_name(number: int) -> str:
    """`film_00001`."""
    return f"film_{number:05d}"


def form_of(recipe: Recipe) -> StoredForm:
    """How a film is stored; it changes nothing else about it."""
    return draw_form(np.random.default_rng([recipe.seed, recipe.number, 2]))


def write_film(film: SimulatedFilm, folder: Path, dicom: bool = False) -> dict[str, object]:
    """Write a film and its masks; returns its line for `films.jsonl`."""
    name, form = film_name(film.recipe.number), form_of(film.recipe)
    masks = {
        "right_lung": film.masks.right_lung,
        "left_lung": film.masks.left_lung,
        "heart": film.masks.heart,
        "opacities": film.opacities,
    }
    for part, mask in masks.items():
        cv2.imwrite(str(folder / f"{name}.{part}.png"), mask.astype(np.uint8) * 255)
    _write_grey(folder / f"{name}.png", film.pixels, form)
    if film.healthy is not None:
        _write_grey(folder / f"{name}.healthy.png", film.healthy, form)
    if dicom:
        _write_dicom(folder / f"{name}.dcm", film, form)
    return describe(film)


def _write_grey(path: Path, pixels: FloatArray, form: StoredForm) -> None:
    grey = np.round(quantised(pixels, form.bits) * 65535).astype(np.uint16)
    cv2.imwrite(str(path), grey, [cv2.IMWRITE_PNG_COMPRESSION, 1])


def _write_dicom(path: Path, film: SimulatedFilm, form: StoredForm) -> None:
    recipe = film.recipe
    name = f"{recipe.seed}.{recipe.number}"
    dataset = new_dataset(path.name)
    dataset.SOPInstanceUID, dataset.SeriesInstanceUID = uid(f"{name}.film"), uid(f"{name}.series")
    dataset.StudyInstanceUID = uid(f"{name}.study")
    dataset.PatientName = f"SIMULATED^{recipe.number}"
    dataset.PatientID = f"SIMULATED-{recipe.seed}-{recipe.number}"
    dataset.StudyDate, dataset.StudyTime = "20260101", "120000"
    dataset.ContentDate, dataset.ContentTime = "20260101", "120000"
    dataset.StudyID, dataset.ManufacturerModelName = (
        str(recipe.number),
        "training.simulate",
    )
    dataset.SeriesNumber, dataset.InstanceNumber = 1, 1
    dataset.ImageComments = "Simulated from a CT. Not for diagnostic use."
    describe_acquisition(dataset, recipe.geometry, film.pixel_mm)
    add_pixels(dataset, film.pixels, form)
    dataset.save_as(path, enforce_file_format=True)


def describe(film: SimulatedFilm) -> dict[str, object]:
    """What is known of a film, as JSON values."""
    recipe, form = film.recipe, form_of(film.recipe)
    return {
        "film": film_name(recipe.number),
        "settings": recipe.acquisition.settings,
        "cardiomegaly": recipe.cardiomegaly,
        "pneumoconiosis": recipe.disease.positive,
        "profusion": recipe.disease.profusion,
        "types": list(recipe.disease.types),
        "visibility": round(film.visibility, 3),
        "cardiothoracic_ratio": round(film.cardiothoracic_ratio, 4),
        "heart_scale": round(recipe.body.heart_scale, 4),
        "deformation_seed": recipe.body.deformation_seed,
        "pixel_mm": film.pixel_mm,
        "bits_stored": form.bits,
        "photometric_interpretation": form.photometric_interpretation,
        "surroundings": list(film.drawn),
        "recipe": asdict(recipe),
    }
