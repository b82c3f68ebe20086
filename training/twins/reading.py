"""Reads pairs of `training.simulate --twins` back, one direction at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.answers.classifier import ClassifierInput, classifier_input
from inference.answers.segmentation import segment
from inference.core.types import FloatArray, PixelSpacing, Radiograph, Segmentation
from inference.grids.resampling import to_model
from inference.networks.models import Network
from training.films.real_films import read_pixels
from training.results.table_films import radiograph_of
from training.twins.measures import Truth
from training.twins.pairs import HEALTHY, ILL, TABLE

#: A twin that training might have seen is no test.
SETTINGS = "B"


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """One line of `twins.jsonl`, with its folder."""

    folder: Path
    line: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Unique among folders of other names."""
        return f"{self.folder.name}/{self.line['film']}"

    @property
    def body(self) -> str:
        return str(self.line["deformation_seed"])

    @property
    def opacities(self) -> NDArray[np.float64]:
        """(M, 2) as (x, y), film pixels."""
        places = [[column, row] for _, column, row, _ in self.line["opacities"]]
        return np.array(places, np.float64).reshape(-1, 2)

    @property
    def ratios(self) -> tuple[float, float]:
        """True cardiothoracic ratio of the healthy film and of the ill one."""
        healthy, ill = (float(self.line[k]["cardiothoracic_ratio"]) for k in (HEALTHY, ILL))
        return healthy, ill

    def film(self, which: str) -> Radiograph:
        """`HEALTHY` or `ILL`, with the pixel size that is true in the body."""
        film = radiograph_of(read_pixels(self._path(f"{which}.png")))
        size = float(self.line["pixel_mm"])
        return replace(film, spacing=PixelSpacing(size, size, "calibrated"))

    def thorax_width(self, which: str) -> float:
        """Of the true lung fields, as a share of the film's side."""
        parts = (self._path(f"{which}.{side}_lung.png") for side in ("right", "left"))
        right, left = (read_pixels(path) > 0.5 for path in parts)
        columns = np.flatnonzero((right | left).any(axis=0))
        return float(np.ptp(columns) + 1) / float(right.shape[1])

    def _path(self, ending: str) -> Path:
        return self.folder / f"{self.line['film']}.{ending}"


def read_pairs(folders: Sequence[Path], finding: str) -> Iterator[Pair]:
    """The pairs of a finding, by number; films of the settings of training are left out."""
    for folder in folders:
        lines = (folder / TABLE).read_text(encoding="utf-8").splitlines()
        found = [json.loads(line) for line in lines]
        kept = [line for line in found if "skipped" not in line and line["finding"] == finding]
        for line in sorted(kept, key=lambda line: str(line["film"])):
            if line["settings"] == SETTINGS:
                yield Pair(folder, line)


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """One film of a pair with its outlines; made once for all networks."""

    pair: Pair
    which: str
    radiograph: Radiograph
    segmentation: Segmentation

    @classmethod
    def of(cls, pair: Pair, which: str, segmenter: Network) -> Film:
        film = pair.film(which)
        return cls(pair, which, film, segment(segmenter, film))

    def shown_to(self, network: Network) -> ClassifierInput:
        return classifier_input(network, self.radiograph, self.segmentation)


def truth_of(subject: ClassifierInput, film: Film, twin: Radiograph) -> Truth:
    """What would change of `film` as `subject` shows it, if it were its `twin`."""
    seen = np.asarray(subject.source.shown)
    if subject.mask is not None:
        seen = seen & (subject.mask >= 0.5)
    difference = seen_change(subject, twin.pixels)
    width = film.pair.thorax_width(film.which) * subject.source.grid.size
    number = int(str(film.pair.line["film"]).rpartition("_")[2])
    return Truth(difference, seen, width, seed=number)


def seen_change(subject: ClassifierInput, pixels: FloatArray) -> FloatArray:
    """(S, S) signed, input units: what the network sees change when the film becomes `pixels`.

    Standardised by the film's own range, which a change of the film does not move (as for δ).
    """
    source = subject.source
    after = (to_model(source.grid, pixels) - source.low) / (source.high - source.low)
    change = np.where(source.shown, np.clip(after, 0, 1) - source.image, 0)
    return np.asarray(change if subject.mask is None else change * subject.mask, np.float32)
