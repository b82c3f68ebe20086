"""A person's own labelled films as a training task, opened as the viewer opens them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from inference.answers.preprocessing import prepare
from inference.core.errors import StudyError
from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray
from inference.grids.resampling import to_model
from inference.reading.study_reader import read_study
from training.films.augment import Augmentation, Augmenter
from training.films.film_set import CALIBRATION, STRUCTURES, TEST, TRAIN, FilmSet
from training.films.own_labels import LabelledFile, UnusableLabels
from training.films.real_films import assigned, read_pixels
from training.films.sampling import Pools
from training.loop.answers import Answers, answer
from training.loop.auxiliary import Targets
from training.loop.steps import LOG
from training.tasks.cardiomegaly import RATIO_MIDDLE, RATIO_SCALE
from training.tasks.pneumoconiosis import extracted

BATCH = 16
SOURCE = "own"
#: Shares of the patients that are kept aside.
TEST_SHARE, CALIBRATION_SHARE = 0.25, 0.15


@dataclass(frozen=True, slots=True, eq=False)
class OwnFilms:
    """Films as the networks see them, with what they show."""

    films: FilmSet
    positive: NDArray[np.bool_]  # (N,)
    margin: float | None = None  # kept beyond the lung fields that are extracted; None: whole films

    def seen(self, chosen: NDArray[np.bool_]) -> Iterator[Tensor]:
        """The chosen films (N,) as the network sees them, in parts (n, 1, S, S) float32."""
        index = np.flatnonzero(chosen)
        for begin in range(0, len(index), 32):
            part = self.films.select(index[begin : begin + 32])
            yield self.shown(part.images.float(), part.masks.float() / 255)

    def shown(self, images: Tensor, masks: Tensor) -> Tensor:
        """`images` (N, 1, S, S), or their lung fields alone."""
        if self.margin is None:
            return images
        return extracted(images, masks[:, :2].amax(1, keepdim=True), [self.margin] * len(images))

    def answers(self, network: nn.Module, group: str) -> Answers:
        """What `network` says to the films of `group`."""
        chosen = self.films.groups == group
        logits = np.concatenate([answer(network, part) for part in self.seen(chosen)])
        part = self.films.select(chosen)
        positive = self.positive[chosen]
        return Answers(logits, positive, list(part.patients), part.groups, part.sources)


class OwnBatches:
    """Draws augmented batches, both classes in turn; the same for the same seed and step."""

    maps = len(STRUCTURES)

    def __init__(
        self, own: OwnFilms, ratios: NDArray[np.float64], seed: int, settings: Augmentation
    ) -> None:
        films = own.films
        self.own, self.ratios, self.seed = own, ratios, seed
        self.augmenter = Augmenter(settings, seed)
        usable = films.groups == TRAIN
        self.pools = Pools.of(films, own.positive, films.sources, usable, {SOURCE: 1.0})

    def draw(self, step: int) -> tuple[Tensor, Targets]:
        """(images (N, 1, S, S), targets) of one step."""
        random = np.random.default_rng((self.seed, step))
        self.augmenter.reseed(step)
        index = self.pools.draw(BATCH, random)
        films = self.own.films.select(index)
        images, masks = self.augmenter(films.images.float(), films.masks.float() / 255)
        images = self.own.shown(images, masks)
        masks[torch.from_numpy(~films.masked)] = torch.nan
        number = (self.ratios[index] - RATIO_MIDDLE) / RATIO_SCALE
        labels = torch.from_numpy(self.own.positive[index].astype(np.float32))
        return images, Targets(labels, torch.from_numpy(number.astype(np.float32)), masks)


def load_own(files: Sequence[LabelledFile], size: int, skip_unreadable: bool) -> OwnFilms:
    """Read every film of `files` onto a model grid of `size`.

    Raises
    ------
    StudyError: a film can't be opened; with `skip_unreadable` it is named in the log and left out.
    UnusableLabels: a mask can't be read, or is not of its film's size.
    """
    kept: list[LabelledFile] = []
    images: list[Tensor] = []
    masks: list[Tensor] = []
    for number, one in enumerate(files, 1):
        try:
            image, mask = _read(one, size)
        except StudyError as error:
            if not skip_unreadable:
                raise
            LOG.warning("left out: %s", error)
            continue
        kept.append(one)
        images.append(image)
        masks.append(mask)
        if number % 100 == 0 or number == len(files):
            LOG.info("read %d of %d films", number, len(files))
    groups = split(kept)
    positive = np.array([one.positive for one in kept])
    films = FilmSet(
        images=torch.stack(images),
        masks=torch.stack(masks),
        masked=np.array([bool(one.masks) for one in kept]),
        names=np.array([one.path.stem for one in kept]),
        patients=np.array([one.patient for one in kept]),
        sources=np.array([SOURCE] * len(kept)),
        groups=np.array([groups[one.patient] for one in kept]),
        cardiomegaly=np.zeros(len(kept), bool),
        pneumoconiosis=np.zeros(len(kept), bool),
        labels=[{} for _ in kept],
    )
    return OwnFilms(films, positive)


def split(files: Sequence[LabelledFile]) -> dict[str, str]:
    """Patient -> group, stratified by whether any of the patient's films shows the finding.

    In the order of a hash of the patient's name: the same table gives the same split.
    """
    positive = {one.patient for one in files if one.positive}
    strata: dict[bool, list[str]] = {}
    for patient in sorted({one.patient for one in files}):
        strata.setdefault(patient in positive, []).append(patient)
    groups = assigned(list(strata.values()), TEST_SHARE, CALIBRATION_SHARE, fewest=1)
    return {patient: str(group) for patient, group in groups.items()}


def counts(own: OwnFilms) -> dict[str, object]:
    """What went in, for the card: numbers only, no names."""
    table: dict[str, object] = {}
    for group in (TRAIN, CALIBRATION, TEST):
        chosen = own.films.groups == group
        table[group] = {
            "films": int(chosen.sum()),
            "patients": len(set(own.films.patients[chosen])),
            "positive_films": int(own.positive[chosen].sum()),
        }
    return table


def fingerprint(files: Sequence[LabelledFile]) -> str:
    """SHA-256 over names, patients and labels: the same for the same table."""
    lines = (
        f"{one.path.name}\t{one.patient}\t{one.positive}\t{[path.name for path in one.masks]}"
        for one in files
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _read(one: LabelledFile, size: int) -> tuple[Tensor, Tensor]:
    film = read_study(one.path).radiographs[0]
    image = prepare(film.pixels, size, film.padding).image
    height, width = film.pixels.shape
    masks = np.zeros((len(STRUCTURES), size, size), np.float32)
    if one.masks:
        grid = FilmGrid((int(height), int(width)), size)
        masks = np.stack([to_model(grid, _mask(path, (height, width))) for path in one.masks])
    stored = torch.from_numpy(np.round(masks * 255).astype(np.uint8))
    return torch.from_numpy(image.astype(np.float16))[None], stored


def _mask(path: Path, shape: tuple[int, int]) -> FloatArray:
    try:
        pixels = read_pixels(path)
    except OSError as error:
        raise UnusableLabels(f"The mask “{path.name}” can't be read.", "Save it as PNG.") from error
    if pixels.shape != shape:
        raise UnusableLabels(
            f"The mask “{path.name}” has {pixels.shape[1]} × {pixels.shape[0]} pixels, its film "
            f"{shape[1]} × {shape[0]}.",
            "Draw it on the film's own pixels.",
        )
    return np.asarray(pixels > 0.5 * max(float(pixels.max()), 1e-6), np.float32)
