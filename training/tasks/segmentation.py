"""Trains the U-Net for lung fields and heart, and writes its bundle.

    python -m training.segmenter --simulated DIR --real DIR --annotations training/annotations \
        --out resources/models/segmentation

Simulated films have exact masks, some NIH films have outlines drawn by eye. A second round may
add the other NIH films with the first round's own masks, where turned and recoloured copies of a
film agree on them (self-training with a consistency check).
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from inference.core.types import FloatArray
from inference.networks.architectures import ARCHITECTURES
from training.bundles import bundle as bundles
from training.bundles import card_texts
from training.films.augment import Augmentation, Augmenter
from training.films.film_set import STRUCTURES, TEST, FilmSet, join, load_real, load_simulated
from training.films.sampling import by_patient, draw_evenly
from training.loop.figures import (
    auc_interval,
    cardiothoracic_ratio,
    dice,
    mean_interval,
)
from training.loop.options import parser as shared_parser
from training.loop.steps import LOG, Schedule, Watch, device, fit

MEAN, STD = 0.5, 0.25
BATCH = 16
#: Films of a source in a batch, in proportion.
SHARES = {"simulated_a": 0.45, "nih_1024": 0.35, "nih_64": 0.20}
#: Least agreement (Dice) of a film's masks under changes for self-training to trust them.
CONSISTENT = 0.93


def mask_loss(logits: Tensor, masks: Tensor) -> Tensor:
    """Binary cross-entropy plus 1 - soft Dice (Milletari 2016), mean over structures.

    `logits`, `masks` (N, 3, S, S); masks in [0, 1].
    """
    logits = logits.float()
    entropy = functional.binary_cross_entropy_with_logits(logits, masks)
    found = torch.sigmoid(logits)
    overlap = 2 * (found * masks).sum((2, 3)) + 50.0
    total = (found**2).sum((2, 3)) + (masks**2).sum((2, 3)) + 50.0
    return entropy + (1 - overlap / total).mean()


class MaskBatches:
    """Draws augmented batches with masks; sources in fixed proportion, patients evenly."""

    def __init__(
        self, films: FilmSet, seed: int, shares: Mapping[str, float] = MappingProxyType(SHARES)
    ) -> None:
        self.films, self.seed, self.shares = films, seed, shares
        self.augmenter = Augmenter(Augmentation(), seed)
        self.pools = {
            source: by_patient(films, np.flatnonzero(films.sources == source))
            for source in shares
            if (films.sources == source).any()
        }

    def draw(self, step: int) -> tuple[Tensor, Tensor]:
        """(images, masks) of one step, the same for the same seed and step."""
        random = np.random.default_rng((self.seed, step))
        self.augmenter.reseed(step)
        shares = np.array([self.shares[source] for source in self.pools])
        sources = random.choice(list(self.pools), BATCH, p=shares / shares.sum())
        index = torch.tensor([draw_evenly(self.pools[source], random) for source in sources])
        masks = self.films.masks[index].float() / 255
        return self.augmenter(self.films.images[index].float(), masks)


def train(
    films: FilmSet,
    schedule: Schedule,
    seed: int,
    checkpoint: Path | None,
    start: Mapping[str, Tensor] | None,
    shares: Mapping[str, float] = MappingProxyType(SHARES),
    watch: Watch | None = None,
) -> tuple[nn.Module, int]:
    """A U-Net trained on `films` (all with masks); goes on from the weights `start` if given."""
    torch.manual_seed(seed)
    network = ARCHITECTURES["unet"](len(STRUCTURES), MEAN, STD)
    if start is not None:
        network.load_state_dict(start)
    batches = MaskBatches(films, seed, shares)

    def loss(step: int) -> Tensor:
        with torch.autocast(device().type, enabled=False):
            images, masks = (part.to(device()) for part in batches.draw(step))
        return mask_loss(network(images.contiguous(memory_format=torch.channels_last)), masks)

    return fit(network, loss, schedule, checkpoint, watch)


@torch.no_grad()
def predict(network: nn.Module, images: Tensor) -> FloatArray:
    """(N, 3, S, S) float32 probabilities for (N, 1, S, S) images."""
    network.eval()
    parts = [
        torch.sigmoid(network(part.float().to(device()))).cpu() for part in torch.split(images, 16)
    ]
    return np.asarray(torch.cat(parts).numpy(), np.float32)


def trusted(network: nn.Module, films: FilmSet, seed: int) -> FilmSet:
    """`films` with the network's own masks, without those on which changed copies disagree.

    Every film is shown as it is and three times moved and recoloured; the mean Dice of lungs and
    of heart between the moved answer and the answer to the moved film must reach `CONSISTENT`.
    """
    answers = predict(network, films.images)
    augmenter = Augmenter(replace(Augmentation(), cutout=0.0, noise=0.02), seed)
    agreement = np.zeros((3, len(films)))
    for trial in range(3):
        for begin in range(0, len(films), 16):
            part = slice(begin, begin + 16)
            augmenter.reseed(trial * 10_000 + begin)
            moved, masks = augmenter(films.images[part].float(), torch.from_numpy(answers[part]))
            again = predict(network, moved)
            agreement[trial, part] = [
                min(dice(a[:2] >= 0.5, b[:2] >= 0.5), dice(a[2] >= 0.5, b[2] >= 0.5))
                for a, b in zip(again, masks.numpy(), strict=True)
            ]
    kept = (agreement.mean(0) >= CONSISTENT) & np.array([_plausible(a) for a in answers])
    LOG.info("self-training keeps %d of %d films", int(kept.sum()), len(films))
    chosen = films.select(kept)
    chosen.masks = torch.from_numpy(np.round(answers[kept] * 255).astype(np.uint8))
    chosen.masked = np.ones(len(chosen), bool)
    return chosen


def _plausible(answer: FloatArray) -> bool:
    """Both lungs and a heart of possible size and ratio."""
    areas = (answer >= 0.5).mean((1, 2))
    ratio = cardiothoracic_ratio(answer)
    return bool((areas > 0.02).all() and areas.max() < 0.4 and 0.3 < ratio < 0.85)


def measure(network: nn.Module, films: FilmSet) -> dict[str, object]:
    """Dice of lungs (both as one) and heart, and error of the cardiothoracic ratio, by source."""
    figures: dict[str, object] = {}
    for source in sorted(set(films.sources[films.masked])):
        part = films.select(films.masked & (films.sources == source))
        found, true = predict(network, part.images), part.masks.numpy() / np.float32(255)
        pairs = list(zip(found, true, strict=True))
        lungs = [dice(f[:2].max(0) >= 0.5, t[:2].max(0) >= 0.5) for f, t in pairs]
        hearts = [dice(f[2] >= 0.5, t[2] >= 0.5) for f, t in pairs]
        errors = [abs(cardiothoracic_ratio(f) - cardiothoracic_ratio(t)) for f, t in pairs]
        named = {
            "lung_dice": np.array(lungs),
            "heart_dice": np.array(hearts),
            "ratio_error": np.nan_to_num(np.array(errors), nan=1.0),
        }
        for name, values in named.items():
            interval = mean_interval(values, list(part.patients))
            LOG.info("%s %s %s, worst %.3f", source, name, interval, _worst(name, values))
            figures[f"{source}_{name}"] = {**interval.table(), "worst": _worst(name, values)}
    return figures


def _worst(name: str, values: NDArray[np.float64]) -> float:
    return round(float(values.max() if name == "ratio_error" else values.min()), 4)


def measure_ratio(network: nn.Module, films: FilmSet) -> dict[str, object]:
    """How well the ratio alone tells films labelled cardiomegaly, by source; no label is used."""
    figures: dict[str, object] = {}
    for source in sorted(set(films.sources)):
        part = films.select((films.sources == source) & (films.groups == TEST))
        if part.cardiomegaly.all() or not part.cardiomegaly.any():
            continue
        ratios = np.array([cardiothoracic_ratio(a) for a in predict(network, part.images)])
        known = np.isfinite(ratios)
        scores = np.where(known, ratios, 0.45)
        interval = auc_interval(scores, part.cardiomegaly, list(part.patients))
        LOG.info("%s ratio against label: AUC %s, %d without", source, interval, (~known).sum())
        figures[f"{source}_ratio_auc"] = {**interval.table(), "without_ratio": int((~known).sum())}
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    """The command of the module's docstring."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    real = load_real(options.real, options.annotations, options.size)
    parts = [
        real,
        *([load_simulated(options.simulated, options.size)] if options.simulated else []),
    ]
    films = join(parts)
    usable = films.select(films.masked & (films.groups != TEST) & (films.sources != "simulated_b"))
    aside = films.select(films.masked & (films.groups == TEST))
    LOG.info("%d films with masks to learn from, %d kept aside", len(usable), len(aside))
    start = bundles.read_weights(options.start) if options.start else None
    network, steps = train(usable, _schedule(options, 1.0), options.seed, options.checkpoint, start)
    measured = {**measure(network, aside), **measure_ratio(network, real)}
    first: dict[str, object] = {}
    own = 0
    if options.self_train:
        others = real.select(~real.masked & (real.groups != TEST))
        added = trusted(network, others, options.seed)
        own = len(added)
        schedule = _schedule(options, options.self_train)
        start = network.state_dict()
        network, more = train(join([usable, added]), schedule, options.seed + 1, None, start)
        steps += more
        first = {"before_own_masks": measured}
        measured = {**measure(network, aside), **measure_ratio(network, real)}
    counts = {
        "steps": steps,
        "films_by_source": {s: int((usable.sources == s).sum()) for s in SHARES},
        "films_with_own_masks": own,
        **first,
    }
    write(options, network, measured, counts)


def _schedule(options: argparse.Namespace, share: float) -> Schedule:
    minutes = options.minutes * share if options.minutes else None
    rate = options.rate if share == 1 else options.rate / 4
    return Schedule(round(options.steps * share), rate=rate, minutes=minutes)


def write(
    options: argparse.Namespace,
    network: nn.Module,
    measured: Mapping[str, object],
    training: Mapping[str, object],
) -> None:
    """The bundle, with `measured` in its card."""
    card = bundles.Card(
        name="segmentation",
        version=options.version,
        task="segmenter",
        architecture="unet",
        finding="",
        input_size=options.size,
        mean=MEAN,
        std=STD,
        labels=card_texts.SEGMENTER_LABELS,
        texts=card_texts.SEGMENTER_TEXTS,
        metrics=measured,
        training={"seed": options.seed, **bundles.lineage(options.start), **training},
    )
    bundles.write_bundle(options.out, card, network.state_dict())


def _parser() -> argparse.ArgumentParser:
    parser = shared_parser("Train the U-Net for lung fields and heart.", steps=1500, rate=2e-3)
    parser.add_argument("--out", type=Path, required=True, help="bundle folder to write")
    parser.add_argument("--size", type=int, default=192, help="side of the model grid")
    parser.add_argument(
        "--self-train",
        type=float,
        default=0.0,
        help="second round, share of steps; --checkpoint keeps the first",
    )
    return parser
