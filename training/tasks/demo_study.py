"""The demo study: eight simulated films as DICOM, for teaching without patients.

    python -m training.demo --out resources/samples

Two normal films, three enlarged hearts of rising size, three pneumoconioses of rising profusion,
rendered at full resolution with acquisitions from the middle of settings A. Their deformation
seeds are reserved (`simulate.FIRST_RESERVED_SEED`): no training film has them.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
from pydicom.dataset import Dataset, FileDataset
from pydicom.uid import JPEGLSLossless

from training.simulation.anatomy import BodyShape
from training.simulation.ct import DEFAULT_CACHE, ChestVolume, load_volume
from training.simulation.detector import Acquisition
from training.simulation.opacities import Pneumoconiosis
from training.simulation.projection import Geometry
from training.simulation.recipe import FIRST_RESERVED_SEED, UPRIGHT, Recipe, SimulatedFilm
from training.simulation.simulated_films import simulate
from training.simulation.stored_film import (
    StoredForm,
    add_pixels,
    describe_acquisition,
    new_dataset,
    uid,
)

SIZE = 1216  # pixels: the largest whose eight films stay below 8 MB
BITS_STORED = 12
SEED = 20260101


@dataclass(frozen=True, slots=True)
class DemoFilm:
    """One film of the study, before it is made."""

    name: str  # the file's, without suffix
    ratio: float  # cardiothoracic, aimed at
    disease: Pneumoconiosis
    body: BodyShape
    scale: tuple[float, float, float]
    acquisition: Acquisition
    rotation: tuple[float, float] = (0.0, 0.0)  # tilt and turn of the patient in degrees
    photometric_interpretation: str = "MONOCHROME2"

    @property
    def finding(self) -> str:
        """The finding's name, or "no finding"."""
        if self.disease.positive:
            return "pneumoconiosis"
        return "cardiomegaly" if self.ratio > 0.5 else "no finding"


def _body(number: int, **changes: float) -> BodyShape:
    shape = {"displacement": 4.0, "fine_displacement": 0.8, "shoulder_drop": 24.0} | changes
    lift = (shape.pop("right_dome", 0.0), shape.pop("left_dome", 0.0))
    return BodyShape(FIRST_RESERVED_SEED + number, diaphragm=lift, **shape)  # type: ignore[arg-type]  # a table's


def _look(**changes: float) -> Acquisition:
    values: dict[str, float] = {"detail_gain": 1.05, "detail_mm": 2.3, "blur_mm": 0.12}
    values |= {"photons": 7e5, "bone_per_mm": 0.022} | changes
    middle = values.pop("middle", 0.53)
    curve = (middle - 0.28, middle, middle + 0.28)
    return Acquisition(window=(1.0, 91.0), knots=curve, **values)  # type: ignore[arg-type]  # a table's


def _silicosis(
    number: int, profusion: str, types: tuple[str, str], **more: float
) -> Pneumoconiosis:
    return Pneumoconiosis(
        profusion, types, 0.4, int(more.get("large", 0)), 0.0, more.get("contrast", 0.8), number
    )


NONE = Pneumoconiosis()
FILMS = (
    DemoFilm("01_normal", 0.43, NONE, _body(1, soft_tissue=1.1), (1.06, 1.0, 0.98), _look()),
    DemoFilm(
        "02_normal", 0.46, NONE, _body(2, soft_tissue=1.35, right_dome=8, left_dome=6),
        (1.1, 1.06, 0.92), _look(middle=0.5, base_gain=0.85), (1.5, -1.5), "MONOCHROME1",
    ),
    DemoFilm(
        "03_cardiomegaly", 0.545, NONE, _body(3, soft_tissue=1.2, heart_right_share=0.5),
        (1.04, 1.0, 0.98), _look(middle=0.55),
    ),
    DemoFilm(
        "04_cardiomegaly", 0.59, NONE, _body(4, soft_tissue=1.3, heart_right_share=0.55),
        (1.08, 1.05, 0.95), _look(), (-1.5, 1.0),
    ),
    DemoFilm(
        "05_cardiomegaly", 0.63, NONE, _body(5, soft_tissue=1.15, heart_right_share=0.6),
        (1.05, 1.0, 0.95), _look(middle=0.5),
    ),
    DemoFilm(
        "06_pneumoconiosis", 0.44, _silicosis(6, "1/1", ("q", "p")), _body(6, soft_tissue=1.1),
        (1.06, 1.0, 1.0), _look(),
    ),
    DemoFilm(
        "07_pneumoconiosis", 0.45, _silicosis(7, "2/2", ("q", "r")), _body(7, soft_tissue=1.05),
        (1.03, 1.0, 1.0), _look(middle=0.5), (1.0, 1.0),
    ),
    DemoFilm(
        "08_pneumoconiosis", 0.44, _silicosis(8, "3/3", ("r", "q")),
        _body(8, soft_tissue=1.1, right_dome=-4), (1.07, 1.02, 1.0), _look(),
    ),
)  # fmt: skip


def recipe_of(film: DemoFilm, number: int) -> Recipe:
    """The simulator's recipe of a demo film."""
    tilt, turn = film.rotation
    geometry = Geometry(scale=film.scale, rotation=(tilt, UPRIGHT, turn))
    enlarged = film.ratio > 0.5
    return Recipe(
        SEED, number, enlarged, film.ratio, geometry, film.body, film.disease, film.acquisition,
        plain=True, fill=0.86, shift=(0.0, 0.03),
    )  # fmt: skip


# --- DICOM ---------------------------------------------------------------------------------------


def form_of(film: DemoFilm) -> StoredForm:
    """How the film is stored."""
    return StoredForm(BITS_STORED, film.photometric_interpretation)


def to_dicom(film: DemoFilm, simulated: SimulatedFilm, number: int) -> FileDataset:
    """A Digital X-Ray Image for Presentation (DICOM PS3.3 A.26), losslessly compressed."""
    dataset = new_dataset(f"{film.name}.dcm")
    _identify(dataset, film, number)
    describe_acquisition(dataset, simulated.recipe.geometry, simulated.pixel_mm)
    add_pixels(dataset, simulated.pixels, form_of(film))
    dataset.compress(JPEGLSLossless, generate_instance_uid=False)
    return dataset


def _identify(dataset: Dataset, film: DemoFilm, number: int) -> None:
    """What names the film in the study."""
    dataset.SOPInstanceUID = uid(film.name)
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = uid("study"), uid("series")
    dataset.PatientName, dataset.PatientID = "SIMULATED^DEMO", "SIMULATED-DEMO"
    dataset.StudyDate, dataset.StudyTime = "20260101", "120000"
    dataset.ContentDate, dataset.ContentTime = "20260101", f"1200{number:02d}"
    dataset.StudyID, dataset.ManufacturerModelName = "DEMO", "training.demo"
    dataset.SeriesNumber, dataset.InstanceNumber = 1, number
    dataset.ImageComments = f"Simulated from a CT: {film.name[3:]}. Not for diagnostic use."


# --- the study -----------------------------------------------------------------------------------


def _entry(film: DemoFilm, simulated: SimulatedFilm) -> str:
    """The film's table in `samples.toml`."""
    disease = film.disease
    types = ", ".join(f'"{t}"' for t in dict.fromkeys(disease.types))
    return (
        f'[[films]]\nfile = "{film.name}.dcm"\nfinding = "{film.finding}"\n'
        f"cardiomegaly = {str(film.ratio > 0.5).lower()}\n"
        f"pneumoconiosis = {str(disease.positive).lower()}\n"
        f'profusion = "{disease.profusion}"\nopacity_types = [{types}]\n'
        f"cardiothoracic_ratio = {simulated.cardiothoracic_ratio:.3f}\n"
    )


def make_study(volume: ChestVolume, folder: Path, size: int = SIZE) -> None:
    """Write all films and `samples.toml` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = ["# The demo study's films and their truth; written by `python -m training.demo`.\n"]
    for number, film in enumerate(FILMS, 1):
        simulated = simulate(volume, recipe_of(film, number), size)
        dataset = to_dicom(film, simulated, number)
        dataset.save_as(folder / f"{film.name}.dcm", enforce_file_format=True)
        entries.append(_entry(film, simulated))
        sys.stderr.write(f"{film.name}: ratio {simulated.cardiothoracic_ratio:.3f}\n")
    (folder / "samples.toml").write_text("\n".join(entries), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Command line; see the module's docstring."""
    parser = argparse.ArgumentParser(description="Make the demo study of simulated films.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", type=int, default=SIZE, help="pixels, a multiple of 64")
    parser.add_argument("--cache", type=Path, default=DEFAULT_CACHE)
    chosen = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    make_study(load_volume(chosen.cache), chosen.out, chosen.size)
    return 0
