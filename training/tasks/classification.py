"""Trains a classifier for one finding and writes its bundle.

    python -m training.classifier --finding cardiomegaly|pneumoconiosis --simulated DIR \
        --real DIR --annotations training/annotations --models resources/models

    ... --robust 2 --start resources/models/pneumoconiosis

With `--whole-films` the pneumoconiosis network sees the films as they are instead of their lung
fields alone, to compare: written as `pneumoconiosis_whole`, which no viewer needs.
With `--robust` it is the finding's robust twin, trained against attacks of that many 255ths and
written beside it as `<finding>_robust`. The segmentation bundle in `--models` must be there: it
gives lungs and hearts of the real films.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from inference.networks.architectures import ARCHITECTURES, ResNetClassifier
from training.bundles.bundle import Card, lineage, read_weights, write_bundle
from training.bundles.features import measure_features
from training.loop.adversarial import Attacker, measure_attacked
from training.loop.answers import calibrate, load_segmenter
from training.loop.auxiliary import Targets, WithAuxiliary, combined_loss
from training.loop.fine_filters import seed_fine_filters
from training.loop.options import parser as shared_parser
from training.loop.steps import LOG, Schedule, Watch, device, fit
from training.tasks.findings import FINDINGS, PneumoconiosisTask

MEAN, STD = 0.5, 0.25


class Batches(Protocol):
    """What a finding's batches are to the training loop."""

    maps: int  # channels of the auxiliary map

    def draw(self, step: int) -> tuple[Tensor, Targets]:
        """(images (N, 1, S, S), targets) of one step."""


def train(
    batches: Batches, options: argparse.Namespace, watch: Watch | None = None
) -> tuple[ResNetClassifier, int]:
    """A classifier trained with auxiliary heads, which are dropped; (it, steps taken)."""
    torch.manual_seed(options.seed)
    classifier = ARCHITECTURES[options.architecture](2, MEAN, STD)
    assert isinstance(classifier, ResNetClassifier)
    if options.start:
        classifier.load_state_dict(read_weights(options.start))
    elif options.finding == "pneumoconiosis":
        seed_fine_filters(classifier.resnet.conv1)
    network = WithAuxiliary(classifier, batches.maps, options.finding == "pneumoconiosis")
    ramp = max(1, options.steps // 3)
    attacker = Attacker(options.robust / 255, ramp=ramp) if options.robust else None

    def loss(step: int) -> Tensor:
        with torch.autocast(device().type, enabled=False):
            images, targets = batches.draw(step)
        images = images.to(device()).contiguous(memory_format=torch.channels_last)
        moved = Targets(*(part.to(device()) for part in _parts(targets)))
        if attacker is not None:
            images = attacker.half(classifier, images, moved.labels, step)
        return combined_loss(network(images), moved, options.smoothing, options.auxiliary)

    schedule = Schedule(options.steps, rate=options.rate, minutes=options.minutes)
    averaged, steps = fit(network, loss, schedule, options.checkpoint, watch)
    assert isinstance(averaged, WithAuxiliary)
    return averaged.classifier.eval(), steps


def _parts(targets: Targets) -> tuple[Tensor, Tensor, Tensor]:
    return targets.labels, targets.number, targets.maps


def main(arguments: Sequence[str] | None = None) -> None:
    """The command of the module's docstring."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    task = FINDINGS[options.finding](options, load_segmenter(options.models))
    if options.whole_films:
        if not isinstance(task, PneumoconiosisTask):
            raise SystemExit("only the pneumoconiosis network has its lung fields extracted")
        task.see_whole_films(options.seed)
    options.architecture = options.architecture or task.architecture
    network, steps = train(task.batches, options)
    operating_point, temperature = calibrate(task.calibration_answers(network))
    positive: NDArray[np.bool_] = getattr(task.films, options.finding)
    metrics = task.measure(network, operating_point)
    if options.robust:
        metrics |= measure_attacked(network, task, positive, options.robust / 255, operating_point)
    card = Card(
        name=_name(options),
        variant="robust" if options.robust else "standard",
        version=options.version,
        task="classifier",
        architecture=options.architecture,
        finding=options.finding,
        input_size=task.size,
        mean=MEAN,
        std=STD,
        extraction=task.extraction,
        extraction_margin=task.margin,
        operating_point=operating_point,
        temperature=temperature,
        labels=task.labels,
        texts=task.texts,
        metrics=metrics,
        training={
            "seed": options.seed,
            "steps": steps,
            "attacked_with_255ths": options.robust,
            **lineage(options.start),
            **task.counts,
        },
    )
    features = measure_features(network, task, positive)
    write_bundle(options.models / card.name, card, network.state_dict(), features)
    LOG.info("operating point %.3f, temperature %.3f", operating_point, temperature)


def _name(options: argparse.Namespace) -> str:
    whole = "_whole" if options.whole_films else ""
    return f"{options.finding}{whole}{'_robust' if options.robust else ''}"


def _parser() -> argparse.ArgumentParser:
    parser = shared_parser("Train a classifier for one finding.", steps=2000, rate=1e-3)
    parser.add_argument("--finding", choices=sorted(FINDINGS), required=True)
    parser.add_argument("--models", type=Path, required=True, help="folder of the bundles")
    parser.add_argument("--architecture", help="by default the finding's")
    parser.add_argument("--size", type=int, help="side of the model grid")
    parser.add_argument(
        "--robust", type=float, default=0.0, help="amplitude of attacks to train against, in 255ths"
    )
    parser.add_argument(
        "--whole-films", action="store_true", help="pneumoconiosis without lung-field extraction"
    )
    parser.add_argument("--smoothing", type=float, default=0.03, help="of the labels")
    parser.add_argument("--auxiliary", type=float, default=0.5, help="weight of auxiliary losses")
    return parser
