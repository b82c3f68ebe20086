"""Films in memory as the networks see them: standardised by the viewer's own function."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from inference.answers.preprocessing import prepare
from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray
from inference.grids.resampling import to_model
from training.films.real_films import Group, RealFilm, list_films, patient_groups, read_pixels

#: Order of the U-Net's outputs and of every mask stack here.
STRUCTURES = ("right_lung", "left_lung", "heart")
TRAIN, CALIBRATION, TEST = str(Group.TRAIN), str(Group.CALIBRATION), str(Group.TEST)
_Film = TypeVar("_Film")


@dataclass(slots=True)
class FilmSet:
    """Films on one model grid, row by row the same film in every field."""

    images: Tensor  # (N, 1, S, S) float16 in [0, 1]
    masks: Tensor  # (N, 3, S, S) uint8, share of the pixel inside, 255 = all; 0 where not masked
    masked: NDArray[np.bool_]  # (N,) masks are known
    names: NDArray[np.str_]  # (N,) file stem
    patients: NDArray[np.str_]  # (N,) or deformation seed
    sources: NDArray[np.str_]  # (N,) "simulated_a" | "simulated_b" | "nih_1024" | "nih_64"
    groups: NDArray[np.str_]  # (N,) a `Group`
    cardiomegaly: NDArray[np.bool_]  # (N,)
    pneumoconiosis: NDArray[np.bool_]  # (N,) simulated only
    labels: list[dict[str, Any]]  # (N,) whatever else the source says

    def __len__(self) -> int:
        return len(self.names)

    def select(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> FilmSet:
        """The films of a mask (N,) or of indices, in that order."""
        index = np.flatnonzero(chosen) if chosen.dtype == bool else chosen
        rows = torch.from_numpy(np.ascontiguousarray(index, np.int64))
        parts: dict[str, object] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Tensor):
                parts[field.name] = value[rows]
            elif isinstance(value, list):
                parts[field.name] = [value[k] for k in index]
            else:
                parts[field.name] = value[index]
        return FilmSet(**parts)  # type: ignore[arg-type]


def join(sets: Sequence[FilmSet]) -> FilmSet:
    """All films of several sets of one size."""
    parts: dict[str, object] = {}
    for field in fields(FilmSet):
        values = [getattr(one, field.name) for one in sets]
        if isinstance(values[0], Tensor):
            parts[field.name] = torch.cat(values)
        elif isinstance(values[0], list):
            parts[field.name] = [item for value in values for item in value]
        else:
            parts[field.name] = np.concatenate(values)
    return FilmSet(**parts)  # type: ignore[arg-type]


def load_real(folder: Path, annotations: Path | None, size: int) -> FilmSet:
    """Every NIH film of `folder`; those with outlines in `annotations` have masks.

    An outline drawn on the film at 1024 pixels also serves its 64-pixel version.
    """
    films = list_films(folder)
    groups = patient_groups(films)
    drawn = _outlines(annotations) if annotations else {}

    def load(film: RealFilm) -> tuple[Tensor, Tensor]:
        pixels = read_pixels(film.path)
        outline = drawn.get(film.stem)
        masks = outline_masks(outline, size) if outline else None
        return _image(pixels, size), _masks(masks, size)

    images, masks = _load_all(load, films)
    return FilmSet(
        images=images,
        masks=masks,
        masked=np.array([film.stem in drawn for film in films]),
        names=np.array([film.stem for film in films]),
        patients=np.array([film.patient for film in films]),
        sources=np.array([f"nih_{film.side}" for film in films]),
        groups=np.array([str(groups[film.patient]) for film in films]),
        cardiomegaly=np.array([film.cardiomegaly for film in films]),
        pneumoconiosis=np.zeros(len(films), bool),
        labels=[{"labels": film.labels} for film in films],
    )


def _outlines(folder: Path) -> dict[str, Path]:
    """Film stem -> outline below `folder`; one drawn at 1024 pixels wins over one at 64."""
    found = sorted(folder.rglob("*.json"), key=lambda path: len(path.parts), reverse=True)
    return {path.stem: path for path in found}


def outline_masks(path: Path, size: int) -> FloatArray:
    """(3, S, S) float32 in [0, 1]: the polygons of one annotation on the model grid.

    NIH films are square; an outline of another shape raises ValueError.
    """
    outline = json.loads(path.read_text(encoding="utf-8"))
    width, height = outline["size"]
    if width != height:
        raise ValueError(f"{path.name} is not of a square film")
    fine = 1024
    grid = FilmGrid((fine, fine), size)
    return np.stack([to_model(grid, _polygon(outline[name], width, fine)) for name in STRUCTURES])


def _polygon(points: Sequence[Sequence[float]], width: int, fine: int) -> FloatArray:
    """(fine, fine) float32: 1 inside. Points are continuous, pixel centres lie at +0.5."""
    corners = (np.asarray(points, np.float64) * (fine / width) - 0.5) * 16
    canvas = np.zeros((fine, fine), np.uint8)
    cv2.fillPoly(canvas, [np.round(corners).astype(np.int32)], 1, shift=4)
    return canvas.astype(np.float32)


def _image(pixels: FloatArray, size: int) -> Tensor:
    return torch.from_numpy(prepare(pixels, size).image.astype(np.float16))[None]


def _masks(masks: FloatArray | None, size: int) -> Tensor:
    if masks is None:
        return torch.zeros((len(STRUCTURES), size, size), dtype=torch.uint8)
    return torch.from_numpy(np.round(masks * 255).astype(np.uint8))


def _load_all(
    load: Callable[[_Film], tuple[Tensor, Tensor]], films: Sequence[_Film]
) -> tuple[Tensor, Tensor]:
    with ThreadPoolExecutor(2) as pool:
        pairs = list(pool.map(load, films))
    return torch.stack([image for image, _ in pairs]), torch.stack([masks for _, masks in pairs])


def load_simulated(folders: Sequence[Path], size: int) -> FilmSet:
    """Every finished film of `training.simulate` in `folders`.

    Settings A are for training but for every tenth deformation, which calibrates; settings B are
    all kept aside. The deformation seed stands in for the patient.
    """
    lines = [line for folder in folders for line in finished_lines(folder)]

    def load(line: dict[str, Any]) -> tuple[Tensor, Tensor]:
        stem = Path(line["folder"]) / str(line["film"])
        pixels = read_pixels(stem.with_suffix(".png"))
        grid = FilmGrid((pixels.shape[0], pixels.shape[1]), size)
        masks = [to_model(grid, read_pixels(Path(f"{stem}.{part}.png"))) for part in STRUCTURES]
        return _image(pixels, size), _masks(np.stack(masks), size)

    images, masks = _load_all(load, lines)
    seeds = np.array([int(line["deformation_seed"]) for line in lines])
    settings = np.array([line["settings"] for line in lines])
    groups = np.where(settings == "B", TEST, np.where(seeds % 10 == 0, CALIBRATION, TRAIN))
    return FilmSet(
        images=images,
        masks=masks,
        masked=np.ones(len(lines), bool),
        names=np.array([str(line["film"]) for line in lines]),
        patients=seeds.astype(str),
        sources=np.where(settings == "B", "simulated_b", "simulated_a"),
        groups=groups,
        cardiomegaly=np.array([bool(line["cardiomegaly"]) for line in lines]),
        pneumoconiosis=np.array([bool(line["pneumoconiosis"]) for line in lines]),
        labels=lines,
    )


def load_healthy_twins(films: FilmSet) -> FilmSet:
    """The same simulated films without opacities, of those of `films` that have any.

    Films kept for the test have none here: the test holds each body once.
    """
    twins = films.select(films.pneumoconiosis & (films.groups != TEST))
    size = films.images.shape[-1]

    def load(line: dict[str, Any]) -> tuple[Tensor, Tensor]:
        path = Path(line["folder"]) / f"{line['film']}.healthy.png"
        return _image(read_pixels(path), size), torch.empty(0)

    if len(twins):
        twins.images = _load_all(load, twins.labels)[0]
    twins.pneumoconiosis = np.zeros(len(twins), bool)
    return twins


def finished_lines(folder: Path) -> list[dict[str, Any]]:
    """The lines of the films in `folder`, each with its folder."""
    table = (folder / "films.jsonl").read_text(encoding="utf-8").splitlines()
    lines = (json.loads(line) for line in table)
    return [{**line, "folder": str(folder)} for line in lines if "skipped" not in line]


def load_opacities(films: FilmSet) -> Tensor:
    """(N, 1, S, S) uint8: share of the pixel that opacities cover on the simulated `films`."""
    size = films.images.shape[-1]

    def load(line: dict[str, Any]) -> tuple[Tensor, Tensor]:
        pixels = read_pixels(Path(line["folder"]) / f"{line['film']}.opacities.png")
        grid = FilmGrid((pixels.shape[0], pixels.shape[1]), size)
        covered = np.round(to_model(grid, pixels) * 255).astype(np.uint8)
        return torch.from_numpy(covered)[None], torch.empty(0)

    return _load_all(load, films.labels)[0]
