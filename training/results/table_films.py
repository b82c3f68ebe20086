"""The films that the paper's table is measured on, all of patients or bodies kept aside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inference.answers.preprocessing import prepare
from inference.answers.segmentation import segment
from inference.core.types import FloatArray, Radiograph, read_only
from inference.grids.resampling import film_mask
from inference.networks.models import Network
from training.films.film_set import TEST
from training.films.hybrids import add_opacities
from training.films.real_films import (
    AMBIGUOUS_FOR_PNEUMOCONIOSIS,
    RealFilm,
    list_films,
    patient_groups,
    read_pixels,
)
from training.simulation.opacities import draw_pneumoconiosis
from training.simulation.visibility import VISIBLE

SIMULATED, REAL = "simulated", "real"
#: Opacities are drawn into a real film at this side.
DRAWN_SIDE = 512


@dataclass(frozen=True, slots=True)
class TableFilm:
    """One film of the table; `load` reads it."""

    source: str  # `SIMULATED` or `REAL`
    name: str
    patient: str
    positive: bool
    path: Path
    drawn: bool = False  # opacities are drawn into it when it is loaded

    def load(self, segmenter: Network) -> Radiograph | None:
        """The film; None where no opacities can be drawn that would be seen."""
        pixels = read_pixels(self.path)
        if not self.drawn:
            return radiograph_of(pixels)
        return _with_opacities(pixels, self.name, segmenter)


def radiograph_of(pixels: FloatArray) -> Radiograph:
    """`pixels` (H, W) in [0, 1] as a film without any further facts."""
    array = np.array(pixels, np.float32)
    return Radiograph(
        pixels=read_only(array),
        value_range=(0.0, 1.0),
        windows=(),
        padding=None,
        spacing=None,
        view_position="",
        photometric_interpretation="MONOCHROME2",
        bits_stored=8,
        file_name="",
        sha256=hashlib.sha256(array.tobytes()).hexdigest(),
    )


def table_films(
    finding: str, simulated: Sequence[Path], real: Path | None, limit: int | None = None
) -> list[TableFilm]:
    """At most `limit` films of each source, half of them with the finding if there are so many.

    Without a limit: all of them.

    Simulated ones have acquisition settings B, which training never saw; real ones are of test
    patients. The choice is by a hash of the name: the same for the same folders.
    """
    films = [*_simulated(finding, simulated)]
    if real is not None:
        films += _cardiomegaly(real) if finding == "cardiomegaly" else _pneumoconiosis(real)
    chosen: list[TableFilm] = []
    for source in (SIMULATED, REAL):
        of_source = sorted((f for f in films if f.source == source), key=_hash)
        if limit is None:
            chosen += of_source
            continue
        positive = [f for f in of_source if f.positive][: (limit + 1) // 2]
        negative = [f for f in of_source if not f.positive][: limit - len(positive)]
        chosen += [*positive, *negative]
    return chosen


def _simulated(finding: str, folders: Iterable[Path]) -> Iterator[TableFilm]:
    for folder in folders:
        for text in (folder / "films.jsonl").read_text(encoding="utf-8").splitlines():
            line = json.loads(text)
            if "skipped" in line or line["settings"] != "B":
                continue
            yield TableFilm(
                source=SIMULATED,
                name=f"{folder.name}/{line['film']}",
                patient=str(line["deformation_seed"]),
                positive=bool(line[finding]),
                path=folder / f"{line['film']}.png",
            )


def _cardiomegaly(folder: Path) -> list[TableFilm]:
    """Test patients' films; one that is there at both resolutions counts once, at the finer."""
    films = _test_films(folder)
    finest = {film.stem: film for film in sorted(films, key=lambda film: film.side)}
    return [_real(film, film.cardiomegaly) for film in finest.values()]


def _pneumoconiosis(folder: Path) -> list[TableFilm]:
    """Test patients' films at 1024 pixels, as they are and with opacities drawn into them."""
    fine = [film for film in _test_films(folder) if film.side == 1024]
    clear = [film for film in fine if not film.labels & AMBIGUOUS_FOR_PNEUMOCONIOSIS]
    return [_real(film, positive) for film in clear for positive in (False, True)]


def _test_films(folder: Path) -> list[RealFilm]:
    films = list_films(folder)
    groups = patient_groups(films)
    return [film for film in films if str(groups[film.patient]) == TEST]


def _real(film: RealFilm, positive: bool) -> TableFilm:
    drawn = positive and not film.cardiomegaly
    name = f"{film.side}/{film.stem}{'+' if drawn else ''}"
    return TableFilm(REAL, name, film.patient, positive, film.path, drawn)


def _with_opacities(pixels: FloatArray, name: str, segmenter: Network) -> Radiograph | None:
    film = radiograph_of(prepare(pixels, DRAWN_SIDE).image)
    lungs = segment(segmenter, film)
    right, left = film_mask(lungs, "right_lung"), film_mask(lungs, "left_lung")
    if not right.any() or not left.any():
        return None
    random = np.random.default_rng(int(hashlib.sha256(name.encode()).hexdigest()[:8], 16))
    disease = draw_pneumoconiosis(random)
    changed, _, seen = add_opacities(np.array(film.pixels), right, left, disease, random)
    return radiograph_of(changed) if seen >= VISIBLE else None


def _hash(film: TableFilm) -> str:
    return hashlib.sha256(film.name.encode()).hexdigest()
