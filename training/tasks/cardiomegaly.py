"""Batches for cardiomegaly: simulated, real and hybrid films, so mixed that no source is a clue.

Within each source both classes are equally frequent; every film may be as soft as a 64-pixel
film. Masks of the real films come from the segmentation network, their ratios from the masks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from inference.core.types import FloatArray
from training.films.augment import Augmentation, Augmenter
from training.films.film_set import TRAIN, FilmSet, join
from training.films.hybrids import stretch_heart
from training.films.sampling import Pools
from training.loop.auxiliary import Targets
from training.loop.figures import cardiothoracic_ratio

BATCH = 16
#: Share of each source in a batch.
SHARES = {"simulated": 0.4, "hybrid": 0.25, "real": 0.35}
#: Ratios of the hybrids; between them lies what readers disagree on.
NORMAL, ENLARGED = (0.38, 0.49), (0.55, 0.70)
#: A film labelled normal above the first, or enlarged below the second, is left out: its text-mined
#: label contradicts its outline.
DOUBTFUL_NORMAL, DOUBTFUL_ENLARGED = 0.60, 0.47
#: The auxiliary number is (ratio - middle) / scale.
RATIO_MIDDLE, RATIO_SCALE = 0.52, 0.08


@dataclass(slots=True)
class RatedFilms:
    """Films, what they are called, and their measured cardiothoracic ratios (N,), NaN if none."""

    films: FilmSet
    ratios: NDArray[np.float64]


def rated(films: FilmSet) -> RatedFilms:
    """`films` with the ratio of their masks."""
    masks = films.masks.numpy()
    ratios = [
        cardiothoracic_ratio(mask.astype(np.float32) / 255) if known else np.nan
        for mask, known in zip(masks, films.masked, strict=True)
    ]
    return RatedFilms(films, np.array(ratios))


def make_hybrids(source: RatedFilms, copies: int, seed: int) -> RatedFilms:
    """`copies` pairs per film of `source`: its heart narrowed or widened to a drawn ratio.

    Warps that miss the class they were meant for are left out.
    """
    random = np.random.default_rng(seed)
    made: list[FilmSet] = []
    ratios: list[float] = []
    for index in np.flatnonzero(np.isfinite(source.ratios)):
        for copy in range(2 * copies):
            enlarged = copy % 2 == 1
            wanted = random.uniform(*(ENLARGED if enlarged else NORMAL))
            hybrid = _hybrid(source, int(index), wanted, enlarged, random)
            if hybrid is not None:
                made.append(hybrid[0])
                ratios.append(hybrid[1])
    return RatedFilms(join(made), np.array(ratios))


def _hybrid(
    source: RatedFilms, index: int, wanted: float, enlarged: bool, random: np.random.Generator
) -> tuple[FilmSet, float] | None:
    one = source.films.select(np.array([index]))
    film = one.images[0, 0].float().numpy()
    masks = one.masks[0].numpy().astype(np.float32) / np.float32(255)
    factor = float(np.clip(wanted / source.ratios[index], 0.72, 1.8))
    right_share = float(random.uniform(0.4, 1.0))
    film, masks = stretch_heart(film, masks, _compensated(factor, right_share), right_share)
    ratio = cardiothoracic_ratio(masks)
    if not (ratio > 0.53 if enlarged else ratio < 0.50):
        return None
    one.images = torch.from_numpy(film.astype(np.float16))[None, None]
    one.masks = torch.from_numpy(np.round(masks * 255).astype(np.uint8))[None]
    one.cardiomegaly = np.array([enlarged])
    one.sources = np.array(["hybrid"])
    return one, ratio


def _compensated(factor: float, right_share: float) -> float:
    """The left border's factor that widens the whole heart by `factor` (right third, left rest)."""
    return 1 + (factor - 1) / (0.6 + 0.4 * right_share)


class CardiomegalyBatches:
    """Draws augmented batches with targets; the same for the same seed and step."""

    maps = 3

    def __init__(self, everything: RatedFilms, seed: int, settings: Augmentation) -> None:
        films, ratios = everything.films, everything.ratios
        doubtful = np.where(
            films.cardiomegaly, ratios < DOUBTFUL_ENLARGED, ratios > DOUBTFUL_NORMAL
        )
        kind = np.array([_kind(source) for source in films.sources])
        usable = (films.groups == TRAIN) & ~(doubtful & (kind == "real"))
        self.everything, self.seed = everything, seed
        self.augmenter = Augmenter(settings, seed)
        self.pools = Pools.of(films, films.cardiomegaly, kind, usable, SHARES)

    def draw(self, step: int) -> tuple[Tensor, Targets]:
        """(images (N, 1, S, S), targets) of one step."""
        random = np.random.default_rng((self.seed, step))
        self.augmenter.reseed(step)
        index = self.pools.draw(BATCH, random)
        films = self.everything.films.select(index)
        images, masks = self.augmenter(films.images.float(), films.masks.float() / 255)
        masks[torch.from_numpy(~films.masked)] = torch.nan
        number = (self.everything.ratios[index] - RATIO_MIDDLE) / RATIO_SCALE
        labels = torch.from_numpy(films.cardiomegaly.astype(np.float32))
        return images, Targets(labels, torch.from_numpy(number.astype(np.float32)), masks)


def _kind(source: str) -> str:
    return "hybrid" if source == "hybrid" else source.split("_")[0].replace("nih", "real")


def with_masks(films: FilmSet, answers: FloatArray) -> FilmSet:
    """`films` with the network's masks `answers` (N, 3, S, S) where none were drawn."""
    found = torch.from_numpy(np.round(answers * 255).astype(np.uint8))
    known = torch.from_numpy(films.masked)[:, None, None, None]
    films.masks = torch.where(known, films.masks, found)
    films.masked = np.ones(len(films), bool)
    return films
