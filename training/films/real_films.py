"""The real films of NIH ChestX-ray14 that lie beside the checkout, and who is kept aside.

Layout of the folder: `nih_1024/*.png`, `nih_64/<split>/<class>/*.png`, `nih_labels.csv` with
`file,labels` (labels joined by "|"). A file is `<patient>_<follow-up>.png`; some films are there
at both resolutions. Patients are never shared between groups. `nih_films.txt` here lists the
films that the bundled networks were made with; `python -m training.films.real_films DIR` prints it.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import cv2
import numpy as np

from inference.core.types import FloatArray

#: NIH labels that may look like small opacities: neither positive nor negative for pneumoconiosis.
AMBIGUOUS_FOR_PNEUMOCONIOSIS = frozenset({"Fibrosis", "Nodule", "Infiltration"})
NO_FINDING = "No Finding"
#: A patient with more films than this is never kept aside.
MANY_FILMS = 20


class Group(StrEnum):
    """What a patient's films are used for."""

    TRAIN = "train"
    CALIBRATION = "calibration"  # temperature and operating point
    TEST = "test"  # measured once, for the card


@dataclass(frozen=True, slots=True)
class RealFilm:
    """One NIH file."""

    path: Path
    side: int  # pixels: 1024 or 64
    labels: frozenset[str]

    @property
    def stem(self) -> str:
        """`<patient>_<follow-up>`, the same for a film's two resolutions."""
        return self.path.stem

    @property
    def patient(self) -> str:
        return self.path.stem.split("_")[0]

    @property
    def cardiomegaly(self) -> bool:
        return "Cardiomegaly" in self.labels


def list_films(folder: Path) -> list[RealFilm]:
    """Every labelled film of `folder` that is there, 1024 first, sorted by name.

    Raises FileNotFoundError if `nih_labels.csv` is missing.
    """
    with (folder / "nih_labels.csv").open(newline="", encoding="utf-8") as table:
        rows = [(folder / row["file"], row["labels"]) for row in csv.DictReader(table)]
    films = [
        RealFilm(path, 1024 if path.parent.name == "nih_1024" else 64, frozenset(text.split("|")))
        for path, text in rows
        if path.is_file()
    ]
    return sorted(films, key=lambda film: (-film.side, film.stem))


def read_pixels(path: Path) -> FloatArray:
    """(H, W) float32 in [0, 1] of a grey PNG, 8 or 16 bit; equal colour channels are one grey."""
    stored = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if stored is None:
        raise OSError(f"cannot read {path.name}")
    if stored.ndim == 3:
        stored = stored[..., 0]
    return np.asarray(stored, np.float32) / np.float32(np.iinfo(stored.dtype).max)


def patient_groups(films: Sequence[RealFilm]) -> dict[str, Group]:
    """Patient -> group: of the patients with few films 40 % test, 12 % calibration, else train.

    Patients with more than `MANY_FILMS` films always train: kept aside, six of them would be most
    of every measurement. Stratified by having a film labelled cardiomegaly and one at 1024, in
    the order of a hash of the patient number.
    """
    counts = Counter(patient for patient, _ in {(film.patient, film.stem) for film in films})
    enlarged = {film.patient for film in films if film.cardiomegaly}
    large = {film.patient for film in films if film.side == 1024}
    strata: dict[tuple[bool, bool], list[str]] = {}
    groups = dict.fromkeys(counts, Group.TRAIN)
    for patient in counts:
        if counts[patient] <= MANY_FILMS:
            strata.setdefault((patient in enlarged, patient in large), []).append(patient)
    return {**groups, **assigned(list(strata.values()), 0.40, 0.12)}


def assigned(
    strata: Sequence[Sequence[str]], test: float, calibration: float, fewest: int = 0
) -> dict[str, Group]:
    """Patient -> group: of each stratum the shares `test` and `calibration`, the rest trains.

    In the order of a hash of the patient's name. At least `fewest` patients of a stratum go to
    either group that is kept aside.
    """
    groups: dict[str, Group] = {}
    for stratum in strata:
        patients = sorted(stratum, key=_hash)
        tests = max(fewest, round(test * len(patients)))
        calibrations = max(fewest, round(calibration * len(patients)))
        groups.update(dict.fromkeys(patients, Group.TRAIN))
        groups.update(dict.fromkeys(patients[:tests], Group.TEST))
        aside = patients[tests : tests + calibrations]
        groups.update(dict.fromkeys(aside, Group.CALIBRATION))
    return groups


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def list_hash(films: Iterable[RealFilm]) -> str:
    """SHA-256 over `<side>/<file name>`, sorted, one per line: names the exact set of films."""
    names = sorted(f"{film.side}/{film.path.name}" for film in films)
    return _hash("\n".join(names))


def main() -> None:
    """Print every film with its group, `<group> <side>/<file name>`, one per line, sorted."""
    films = list_films(Path(sys.argv[1]))
    groups = patient_groups(films)
    sys.stdout.writelines(
        sorted(f"{groups[film.patient]} {film.side}/{film.path.name}\n" for film in films)
    )


if __name__ == "__main__":
    main()
