"""Batches for pneumoconiosis: lung fields alone, opacities simulated or composed onto real films.

Positives and negatives of the hybrids are the same films, so that nothing but the opacities
differs. The network sees z = x · m, m from the segmentation network's lungs as in the viewer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from inference.answers.extraction import extraction_mask
from training.films.augment import Augmentation, Augmenter
from training.films.film_set import TRAIN, FilmSet, join
from training.films.hybrids import add_opacities
from training.films.real_films import AMBIGUOUS_FOR_PNEUMOCONIOSIS
from training.films.sampling import Pools
from training.loop.auxiliary import Targets
from training.simulation.opacities import Pneumoconiosis, draw_pneumoconiosis, profusion_level
from training.simulation.visibility import VISIBLE

BATCH = 16
#: Gentle: what blurs or hides small opacities would make their labels wrong.
AUGMENTATION = Augmentation(
    rotation=8,
    zoom=(0.88, 1.22),
    stretch=0.08,
    shift=0.06,
    bend=0.0,
    soften=0.0,
    tone=0.6,
    texture=0.6,
    noise=0.008,
    cutout=0.15,
    border=0.1,
    flip=0.5,
    grain=0.05,
)
#: Coverage of a map cell that counts as all.
COVERAGE_GAIN = 2.0
#: A film of 64 pixels cannot show small opacities: such films are for measuring alone.
SHARES = {"simulated": 0.65, "nih_1024": 0.35}
#: Share of the pairs that are one film; in the others the healthy film is another one.
TWINS = 0.75
#: Kept beyond the lung field, as a share of the model grid's side.
MARGIN = 0.03
#: The margin of training varies, so that the mask's own shape is no clue.
MARGIN_JITTER = (-0.012, 0.02)


@dataclass(slots=True)
class LungFilms:
    """Films for this finding: beside each its lungs, opacities and how many there are."""

    films: FilmSet  # its `masks` are (N, 2, S, S) uint8: lungs, share covered by opacities
    levels: NDArray[np.float64]  # (N,) profusion 0 to 3
    types: list[str]  # (N,) primary type, "" for none

    def select(self, chosen: NDArray[np.bool_]) -> LungFilms:
        """The films of a mask (N,)."""
        index = np.flatnonzero(chosen)
        return LungFilms(
            self.films.select(index), self.levels[index], [self.types[k] for k in index]
        )


def simulated_lungs(films: FilmSet, lungs: Tensor, opacities: Tensor) -> LungFilms:
    """Simulated `films` with lungs and opacities (N, 1, S, S) uint8."""
    films.masks = torch.cat([lungs, opacities], 1)
    levels = [
        profusion_level(line["profusion"]) if line["pneumoconiosis"] else 0.0
        for line in films.labels
    ]
    types = [line["types"][0] if line["pneumoconiosis"] else "" for line in films.labels]
    return LungFilms(films, np.array(levels), types)


def healthy_lungs(films: FilmSet, lungs: Tensor) -> LungFilms:
    """`films` as they are, real or simulated, taken to be without opacities."""
    films.masks = torch.cat([lungs, torch.zeros_like(lungs)], 1)
    return LungFilms(films, np.zeros(len(films)), [""] * len(films))


def unambiguous(films: FilmSet) -> NDArray[np.bool_]:
    """(N,) False where an NIH label may itself stand for small opacities."""
    labels = [line.get("labels", frozenset()) for line in films.labels]
    return np.array([not (set(names) & AMBIGUOUS_FOR_PNEUMOCONIOSIS) for names in labels])


def make_hybrids(source: LungFilms, copies: int, seed: int) -> LungFilms:
    """`copies` of every film of `source` with opacities drawn into its lungs."""
    random = np.random.default_rng(seed)
    index = np.repeat(np.arange(len(source.films)), copies)
    films = source.films.select(index)
    levels, types = np.zeros(len(films)), [""] * len(films)
    for k in range(len(films)):
        disease = draw_pneumoconiosis(random)
        if _with_opacities(films, k, disease, random):
            levels[k], types[k] = profusion_level(disease.profusion), disease.types[0]
    kept = LungFilms(films, levels, types).select(levels > 0)
    kept.films.pneumoconiosis = np.ones(len(kept.films), bool)
    return kept


def _with_opacities(
    films: FilmSet, k: int, disease: Pneumoconiosis, random: np.random.Generator
) -> bool:
    """Draw into film k of `films`; False where lungs are too small to be true, or hide it all."""
    film, lungs = films.images[k, 0].float().numpy(), films.masks[k, 0].numpy() >= 128
    if lungs.mean() < 0.05:
        return False
    middle = np.flatnonzero(lungs.any(0)).mean()
    right = lungs & (np.arange(lungs.shape[1]) < middle)
    changed, thickness, seen = add_opacities(film, right, lungs & ~right, disease, random)
    if seen < VISIBLE:
        return False
    films.images[k, 0] = torch.from_numpy(changed.astype(np.float16))
    films.masks[k, 1] = torch.from_numpy(((thickness > 0.5) * 255).astype(np.uint8))
    return True


def extracted(images: Tensor, lungs: Tensor, margins: Sequence[float]) -> Tensor:
    """x · m, (N, 1, S, S), for lungs (N, 1, S, S) in [0, 1] and a margin per film."""
    masks = [
        extraction_mask(np.ascontiguousarray(one[0].numpy()), margin)
        for one, margin in zip(lungs, margins, strict=True)
    ]
    return images * torch.from_numpy(np.stack(masks))[:, None]


class PneumoconiosisBatches:
    """Draws augmented, extracted batches with targets; the same for the same seed and step.

    A batch is pairs of a healthy and an ill film, mostly the same film with and without opacities,
    changed in the same way: what is left to learn from is the finding.
    """

    maps = 1

    def __init__(
        self, everything: LungFilms, seed: int, settings: Augmentation, *, whole: bool = False
    ) -> None:
        """`whole` leaves the films as they are instead of extracting their lung fields."""
        films = everything.films
        usable = (films.groups == TRAIN) & unambiguous(films) & (films.sources != "simulated_b")
        kind = np.array(["simulated" if "sim" in source else source for source in films.sources])
        self.everything, self.seed, self.whole = everything, seed, whole
        self.augmenter = Augmenter(settings, seed)
        self.pools = Pools.of(films, films.pneumoconiosis, kind, usable, SHARES)
        self.twins = _twins(films, usable)

    def draw(self, step: int) -> tuple[Tensor, Targets]:
        """(images (N, 1, S, S), targets) of one step, healthy and ill films in turn."""
        random = np.random.default_rng((self.seed, step))
        index = self.pools.draw(BATCH, random)
        for k in np.flatnonzero(random.random(BATCH // 2) < TWINS):
            index[2 * k] = self.twins.get(int(index[2 * k + 1]), index[2 * k])
        films = self.everything.films.select(index)
        images, masks = self._changed(films, step)
        margins = np.repeat(MARGIN + random.uniform(*MARGIN_JITTER, BATCH // 2), 2)
        if not self.whole:
            images = extracted(images, masks[:, :1], margins.tolist())
        level = torch.from_numpy((self.everything.levels[index] - 1).astype(np.float32))
        labels = torch.from_numpy(films.pneumoconiosis.astype(np.float32))
        covered = (masks[:, 1:] * COVERAGE_GAIN).clamp(max=1)
        covered = torch.where(masks[:, :1] >= 0.5, covered, torch.nan)
        return images, Targets(labels, level, covered)

    def _changed(self, films: FilmSet, step: int) -> tuple[Tensor, Tensor]:
        """Augmented images and masks, both of a pair in the same way."""
        images, masks = films.images.float(), films.masks.float() / 255
        parts = []
        for first in (0, 1):
            self.augmenter.reseed(step)
            parts.append(self.augmenter(images[first::2], masks[first::2]))
        changed, moved = (torch.stack(pair, 1).flatten(0, 1) for pair in zip(*parts, strict=True))
        return changed, moved


def _twins(films: FilmSet, usable: NDArray[np.bool_]) -> dict[int, int]:
    """Ill film -> the same film without opacities."""
    keys = [
        (str(source), str(name), str(line.get("folder", "")))
        for source, name, line in zip(films.sources, films.names, films.labels, strict=True)
    ]
    healthy = {keys[k]: int(k) for k in np.flatnonzero(usable & ~films.pneumoconiosis)}
    ill = np.flatnonzero(usable & films.pneumoconiosis)
    return {int(k): healthy[keys[k]] for k in ill if keys[k] in healthy}


def merged(parts: Sequence[LungFilms]) -> LungFilms:
    """All films of several sets."""
    return LungFilms(
        join([part.films for part in parts]),
        np.concatenate([part.levels for part in parts]),
        [kind for part in parts for kind in part.types],
    )
