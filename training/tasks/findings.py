"""The two findings as training tasks: their films, their batches, and what is measured on them."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from inference.networks.models import Network
from training.bundles.card_texts import classifier_texts
from training.films.augment import Augmentation
from training.films.film_set import (
    CALIBRATION,
    TEST,
    TRAIN,
    FilmSet,
    join,
    load_healthy_twins,
    load_opacities,
    load_real,
    load_simulated,
)
from training.films.real_films import NO_FINDING, list_films, list_hash
from training.loop.answers import Answers, answer, segment_all
from training.loop.auxiliary import Targets
from training.loop.kept_answers import FilmAnswer, card_figures
from training.tasks import pneumoconiosis as opacity
from training.tasks.cardiomegaly import (
    CardiomegalyBatches,
    RatedFilms,
    make_hybrids,
    rated,
    with_masks,
)

#: Diseases drawn into every real film.
HYBRIDS = 8
NO_FINDING_LABEL = {"en": "no finding", "ja": "検出なし"}


class Batches(Protocol):
    """What a finding's batches are to the training loop."""

    maps: int  # channels of the auxiliary map

    def draw(self, step: int) -> tuple[Tensor, Targets]:
        """(images (N, 1, S, S), targets) of one step."""


class CardiomegalyTask:
    """Cardiomegaly on whole films."""

    architecture = "resnet10"
    extraction, margin = "none", 0.0
    labels = (NO_FINDING_LABEL, {"en": "cardiomegaly", "ja": "心肥大"})

    def __init__(self, options: argparse.Namespace, segmenter: Network) -> None:
        self.size = options.size or 256
        films = load_real(options.real, options.annotations, self.size)
        films = with_masks(films, masks_at(segmenter, films))
        if options.simulated:
            films = join([films, load_simulated(options.simulated, self.size)])
        whole = rated(films)
        self.hybrids = make_hybrids(_trainable(whole), 1, options.seed)
        ratios = np.concatenate([whole.ratios, self.hybrids.ratios])
        self.everything = RatedFilms(join([films, self.hybrids.films]), ratios)
        self.batches: Batches = CardiomegalyBatches(self.everything, options.seed, Augmentation())
        self.counts = _counts(options, self.everything.films)
        self.texts = classifier_texts("cardiomegaly")

    @property
    def films(self) -> FilmSet:
        """Every film of the task, hybrids among them."""
        return self.everything.films

    def seen(self, chosen: NDArray[np.bool_]) -> Iterator[Tensor]:
        """The chosen films (N,) as the network sees them, in parts (n, 1, S, S) float32."""
        for index in _parts(chosen):
            yield self.films.select(index).images.float()

    def calibration_answers(self, network: nn.Module) -> Answers:
        """On the patients kept aside for calibration: real, hybrid and simulated films."""
        films = self.everything.films
        return self._answers(network, films.select(films.groups == CALIBRATION))

    def _answers(self, network: nn.Module, films: FilmSet) -> Answers:
        logits = answer(network, films.images)
        return _answers(films, logits, films.cardiomegaly)

    def test_answers(self, network: nn.Module) -> list[FilmAnswer]:
        """On every film that is kept aside for the test."""
        films = self.everything.films
        part = films.select(films.groups == TEST)
        return film_answers(answer(network, part.images), part, part.cardiomegaly)

    def measure(self, network: nn.Module, operating_point: float) -> dict[str, object]:
        """Accuracy on simulated films of other settings, and the ROC on unseen patients."""
        return card_figures(self.test_answers(network), operating_point)


class PneumoconiosisTask:
    """Small opacities in the lung fields alone: on a fine grid, with half the usual width."""

    architecture = "resnet10_w32"
    extraction, margin = "lung_field", opacity.MARGIN
    labels = (NO_FINDING_LABEL, {"en": "pneumoconiosis", "ja": "塵肺"})

    def __init__(self, options: argparse.Namespace, segmenter: Network) -> None:
        self.size = options.size or 384
        real = self._real(options, segmenter)
        clear = opacity.unambiguous(real.films)
        large = real.select(clear & (real.films.sources == "nih_1024"))
        parts = [real, opacity.make_hybrids(large, HYBRIDS, options.seed)]
        if options.simulated:
            parts.append(self._simulated(options, segmenter))
        self.everything = opacity.merged(parts)
        self.batches: Batches = opacity.PneumoconiosisBatches(
            self.everything, options.seed, opacity.AUGMENTATION
        )
        self.counts = _counts(options, self.everything.films)
        self.texts = classifier_texts("pneumoconiosis")

    def see_whole_films(self, seed: int) -> None:
        """From here on nothing is extracted: to compare with what the network sees otherwise."""
        self.extraction, self.margin = "none", 0.0
        self.batches = opacity.PneumoconiosisBatches(
            self.everything, seed, opacity.AUGMENTATION, whole=True
        )

    def _real(self, options: argparse.Namespace, segmenter: Network) -> opacity.LungFilms:
        films = load_real(options.real, None, self.size)
        films = films.select((films.sources == "nih_1024") | (films.groups == TEST))
        return opacity.healthy_lungs(films, _lungs(segmenter, films))

    def _simulated(self, options: argparse.Namespace, segmenter: Network) -> opacity.LungFilms:
        films = load_simulated(options.simulated, self.size)
        twins = load_healthy_twins(films)
        covered = load_opacities(films)
        seen = opacity.simulated_lungs(films, _lungs(segmenter, films), covered)
        healthy = opacity.healthy_lungs(twins, _lungs(segmenter, twins))
        return opacity.merged([seen, healthy])

    @property
    def films(self) -> FilmSet:
        """Every film of the task, hybrids among them."""
        return self.everything.films

    def seen(self, chosen: NDArray[np.bool_]) -> Iterator[Tensor]:
        """The chosen films (N,) as the network sees them, in parts (n, 1, S, S) float32."""
        for index in _parts(chosen):
            yield self._extracted(self.films.select(index))

    def _extracted(self, films: FilmSet) -> Tensor:
        if self.extraction == "none":
            return films.images.float()
        lungs = films.masks[:, :1].float() / 255
        return opacity.extracted(films.images.float(), lungs, [self.margin] * len(films))

    def _answers(self, network: nn.Module, lungs: opacity.LungFilms) -> Answers:
        films = lungs.films
        parts = _parts(np.ones(len(films), bool))
        logits = [answer(network, self._extracted(films.select(index))) for index in parts]
        return _answers(films, np.concatenate(logits), films.pneumoconiosis)

    def calibration_answers(self, network: nn.Module) -> Answers:
        """On the patients kept aside for calibration, real, hybrid and simulated."""
        films = self.everything.films
        chosen = (films.groups == CALIBRATION) & opacity.unambiguous(films)
        return self._answers(network, self.everything.select(chosen))

    def test_answers(self, network: nn.Module) -> list[FilmAnswer]:
        """On every film that is kept aside for the test and can be told ill or healthy."""
        films = self.everything.films
        part = self.everything.select((films.groups == TEST) & opacity.unambiguous(films))
        grades = np.where(part.levels > 0, np.clip(np.round(part.levels), 1, 3), 0).astype(int)
        logits = self._answers(network, part).logits
        return film_answers(logits, part.films, part.films.pneumoconiosis, grades, part.types)

    def measure(self, network: nn.Module, operating_point: float) -> dict[str, object]:
        """By source, profusion and type; and false positives on real films without finding."""
        return card_figures(self.test_answers(network), operating_point)


FINDINGS: dict[str, type[CardiomegalyTask] | type[PneumoconiosisTask]] = {
    "cardiomegaly": CardiomegalyTask,
    "pneumoconiosis": PneumoconiosisTask,
}


def film_answers(
    logits: NDArray[np.float64],
    films: FilmSet,
    positive: NDArray[np.bool_],
    grades: NDArray[np.intp] | None = None,
    types: Sequence[str] | None = None,
) -> list[FilmAnswer]:
    """The answers `logits` (N, 2) on `films`, row by row, with the opacities that they show."""
    return [
        FilmAnswer(
            source=str(films.sources[k]),
            film=str(films.names[k]),
            patient=str(films.patients[k]),
            positive=bool(positive[k]),
            margin=float(logits[k, 1] - logits[k, 0]),
            profusion=0 if grades is None else int(grades[k]),
            opacity="" if types is None else types[k],
            no_finding=_no_finding(films.labels[k]),
        )
        for k in range(len(films))
    ]


def _parts(chosen: NDArray[np.bool_], size: int = 32) -> Iterator[NDArray[np.intp]]:
    """Indices of the chosen films, a few at a time."""
    index = np.flatnonzero(chosen)
    for begin in range(0, len(index), size):
        yield index[begin : begin + size]


def _answers(films: FilmSet, logits: NDArray[np.float64], positive: NDArray[np.bool_]) -> Answers:
    return Answers(logits, positive, list(films.patients), films.groups, films.sources)


def _trainable(whole: RatedFilms) -> RatedFilms:
    """The real films that are not kept aside for the last test."""
    real = np.char.startswith(whole.films.sources.astype(str), "nih")
    chosen = real & (whole.films.groups != TEST)
    return RatedFilms(whole.films.select(chosen), whole.ratios[chosen])


def masks_at(segmenter: Network, films: FilmSet) -> Any:
    """The segmenter's maps (N, 3, S, S) on the grid of `films`, from images on its own grid."""
    size, grid = films.images.shape[-1], segmenter.card.input_size
    small = torch.nn.functional.adaptive_avg_pool2d(films.images.float(), grid)
    maps = torch.from_numpy(segment_all(segmenter, small))
    return torch.nn.functional.interpolate(
        maps, size=(size, size), mode="bilinear", align_corners=False
    ).numpy()


def _lungs(segmenter: Network, films: FilmSet) -> Tensor:
    """(N, 1, S, S) uint8: either lung, as the segmenter sees it, on the grid of `films`."""
    parts = []
    for begin in range(0, len(films), 64):
        part = films.select(np.arange(begin, min(begin + 64, len(films))))
        lungs = torch.from_numpy(masks_at(segmenter, part)[:, :2].max(1, keepdims=True))
        parts.append((lungs * 255).round().to(torch.uint8))
    return torch.cat(parts)


def _no_finding(line: Mapping[str, Any]) -> bool:
    return NO_FINDING in line.get("labels", ())


def _counts(options: argparse.Namespace, films: FilmSet) -> dict[str, object]:
    """What went in, for the card."""
    training = films.groups == TRAIN
    listed = list_films(options.real)
    return {
        "films_by_source": {
            source: int((training & (films.sources == source)).sum())
            for source in sorted(set(films.sources[training]))
        },
        "real_films_sha256": list_hash(listed),
        "real_patients_training": len(
            set(films.patients[training & (films.sources != "simulated_a")])
        ),
    }
