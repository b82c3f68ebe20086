"""Trains a finding's translator, an attention-guided CycleGAN, and writes its bundle.

    python -m training.translator --finding cardiomegaly|pneumoconiosis --simulated DIR \
        --real DIR --annotations training/annotations --models resources/models

It is shown the films that the finding's classifier is trained on, gently changed. Cardiomegaly is
drawn on whole films: a heart's size is coarse, and its discriminators see most of the chest.
Pneumoconiosis is drawn on the extracted lung fields, which is all that its classifier sees, on a
finer grid, for opacities are small; it is trained on parts of films to save time. There the
discriminators look through the first stages of the finding's own classifier: left to themselves
they did not tell the two sets of films apart in 1,400 steps, and the generators learned to change
nothing. This translator therefore is no stranger to the classifier that judges it.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from inference.networks.architectures import ARCHITECTURES, ResNetClassifier
from inference.networks.generators import Translator, blended
from inference.networks.model_card import read_card
from inference.networks.models import load_network
from training.bundles.bundle import Card, lineage, read_weights, write_bundle
from training.bundles.card_texts import TRANSLATOR_LABELS, translator_texts
from training.bundles.features import Films
from training.films.augment import Augmentation
from training.films.film_set import TEST
from training.loop.answers import load_segmenter
from training.loop.auxiliary import Targets
from training.loop.figures import mean_interval
from training.loop.options import parser as shared_parser
from training.loop.steps import LOG, Schedule, device, fit
from training.tasks import pneumoconiosis as opacity
from training.tasks.cardiomegaly import CardiomegalyBatches
from training.tasks.findings import FINDINGS, CardiomegalyTask, PneumoconiosisTask
from training.tasks.translation_game import Eyes, Game, Prices, frozen

ARCHITECTURE, MEAN, STD = "attention_translator", 0.5, 0.25
#: What would teach a generator to draw what is not on films is left out.
GENTLE = Augmentation(
    rotation=5,
    zoom=(0.92, 1.12),
    stretch=0.05,
    shift=0.05,
    bend=0.0,
    soften=0.0,
    tone=0.3,
    texture=0.0,
    noise=0.0,
    cutout=0.0,
    border=0.0,
)
#: Films for the round trip's figure in the card.
MEASURED = 200


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs between the findings."""

    size: int  # side of the model grid
    part: tuple[int, int]  # rows, columns of the parts of films that are shown in training
    stages: int  # of the discriminators; see `Discriminator`
    prices: Prices
    seeing: int = 0  # steps in which the discriminators first learn to see the finding
    #: It is known where the finding lies, not only on which films. Discriminators then look through
    #: the classifier's first stages, which see it.
    located: bool = False


SETTINGS = {
    "cardiomegaly": Settings(128, (128, 128), 5, Prices(), seeing=300),
    "pneumoconiosis": Settings(
        384,
        (256, 176),
        3,
        Prices(cycle=5.0, identity=3.0, attention=0.05, roughness=0.05),
        seeing=150,
        located=True,
    ),
}


class Batches(Protocol):
    """Batches with both classes, as a finding's classifier is shown them."""

    def draw(self, step: int) -> tuple[Tensor, Targets]: ...


class Pairs:
    """Draws films of class 0 and of class 1, equally many; the same for the same seed and step."""

    def __init__(self, batches: Batches, part: tuple[int, int], count: int, seed: int) -> None:
        self.batches, self.part, self.count, self.seed = batches, part, count, seed
        self._drawn = 0, self._split(0)
        #: Steps that one batch serves.
        self.steps = max(1, min(map(len, self._drawn[1])) // count)

    def draw(self, step: int) -> tuple[Tensor, Tensor]:
        """(without, with the finding), each (count, 1, rows, columns), of one step.

        A batch serves several steps, until its films are used up.
        """
        number, begin = step // self.steps, self.count * (step % self.steps)
        if self._drawn[0] != number:
            self._drawn = number, self._split(number)
        first, second = self._drawn[1]
        random = np.random.default_rng((self.seed, step))
        chosen = slice(begin, begin + self.count)
        return self._cut(first[chosen], random), self._cut(second[chosen], random)

    def _split(self, number: int) -> tuple[Tensor, Tensor]:
        images, targets = self.batches.draw(number)
        positive = targets.labels > 0.5
        return images[~positive], images[positive]

    def draw_covered(self, step: int, located: bool) -> tuple[Tensor, Tensor]:
        """(images of both classes, share of each pixel that the finding covers) of one step.

        Where the finding is not located, it covers the films that show it.
        """
        images, targets = self.batches.draw(step)
        random = np.random.default_rng((self.seed, step))
        labels = targets.labels[:, None, None, None].expand_as(images)
        covered = targets.maps[:, :1] if located else labels
        both = self._cut(torch.cat([images, covered], 1), random)
        return both[:, :1], both[:, 1:]

    def _cut(self, images: Tensor, random: np.random.Generator) -> Tensor:
        rows, columns = self.part
        top = random.integers(0, images.shape[-2] - rows + 1, len(images))
        left = random.integers(0, images.shape[-1] - columns + 1, len(images))
        parts = [
            image[:, y : y + rows, x : x + columns]
            for image, y, x in zip(images, top, left, strict=True)
        ]
        return torch.stack(parts)


def pairs_of(
    task: CardiomegalyTask | PneumoconiosisTask, settings: Settings, count: int, seed: int
) -> Pairs:
    """The classifier's films, changed as `GENTLE` says."""
    batches: Batches
    if isinstance(task, CardiomegalyTask):
        batches = CardiomegalyBatches(task.everything, seed, GENTLE)
    else:
        batches = opacity.PneumoconiosisBatches(task.everything, seed, GENTLE)
    return Pairs(batches, settings.part, count, seed)


def train(
    pairs: Pairs,
    settings: Settings,
    schedule: Schedule,
    seed: int,
    checkpoint: Path | None,
    eyes: Eyes | None = None,
    start: Mapping[str, Tensor] | None = None,
) -> tuple[Translator, int]:
    """(a translator with averaged weights, steps taken); it goes on from `start` if given."""
    torch.manual_seed(seed)
    translator = ARCHITECTURES[ARCHITECTURE](2, MEAN, STD)
    assert isinstance(translator, Translator)
    if start is not None:
        translator.load_state_dict(start)
    game = Game(translator, settings.stages, MEAN, STD, eyes)
    if settings.seeing and not (checkpoint is not None and checkpoint.is_file()):
        learn_to_see(game, pairs, settings)

    def loss(step: int) -> Tensor:
        with torch.autocast(device().type, enabled=False):
            films = pairs.draw(step)
        first, second = (part.to(device()) for part in films)
        return game.loss((first, second), settings.prices)

    averaged, steps = fit(game, loss, schedule, checkpoint)
    assert isinstance(averaged, Game)
    return averaged.translator.eval(), steps


def eyes_of(bundle: Path) -> Eyes:
    """The first stages of the classifier in `bundle`. Raises ModelError."""
    classifier = load_network(bundle, read_card(bundle), device()).module
    assert isinstance(classifier, ResNetClassifier)
    return Eyes(classifier)


def learn_to_see(game: Game, pairs: Pairs, settings: Settings) -> None:
    """Let the discriminators of `game` learn to see the finding before they judge."""

    def loss(step: int) -> Tensor:
        with torch.autocast(device().type, enabled=False):
            drawn = pairs.draw_covered(step, settings.located)
        images, covered = (part.to(device()) for part in drawn)
        return game.seeing_loss(images, covered)

    with frozen(game.translator):
        averaged, _ = fit(game, loss, Schedule(settings.seeing, rate=2e-3, weight_decay=0.0))
    game.load_state_dict(averaged.state_dict())


@torch.no_grad()
def round_trip(
    translator: Translator, task: Films, positive: NDArray[np.bool_], seed: int
) -> dict[str, object]:
    """Mean absolute error of there and back, and mean attention, on test films, by direction.

    `positive` (N,) tells the class of each of the task's films.
    """
    films = task.films
    random = np.random.default_rng(seed)
    figures: dict[str, object] = {}
    for target, name in ((0, "to_no_finding"), (1, "to_finding")):
        index = np.flatnonzero((films.groups == TEST) & (positive != bool(target)))
        index = np.sort(random.permutation(index)[:MEASURED])
        chosen = np.isin(np.arange(len(films)), index)
        errors, attentions = [], []
        for images in task.seen(chosen):
            x = images.to(device())
            content, attention = translator(x, target)
            fake = blended(x, content, attention)
            back = blended(fake, *translator(fake, 1 - target))
            errors.append((back - x).abs().mean((1, 2, 3)).cpu())
            attentions.append(attention.mean((1, 2, 3)).cpu())
        patients = list(films.patients[chosen])
        for figure, parts in (("round_trip_error", errors), ("mean_attention", attentions)):
            values = np.asarray(torch.cat(parts).numpy(), np.float64)
            figures[f"{name}_{figure}"] = mean_interval(values, patients).table()
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    """The command of the module's docstring."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    settings = SETTINGS[options.finding]
    options.size = settings.size
    task = FINDINGS[options.finding](options, load_segmenter(options.models))
    schedule = Schedule(
        options.steps, options.rate, options.minutes, weight_decay=0.0, momentum=0.5
    )
    pairs = pairs_of(task, settings, options.batch, options.seed)
    eyes = eyes_of(options.models / options.finding) if settings.located else None
    start = read_weights(options.start) if options.start else None
    translator, steps = train(
        pairs, settings, schedule, options.seed, options.checkpoint, eyes, start
    )
    positive: NDArray[np.bool_] = getattr(task.films, options.finding)
    card = Card(
        name=f"{options.finding}_translator",
        version=options.version,
        task="translator",
        architecture=ARCHITECTURE,
        finding=options.finding,
        input_size=settings.size,
        mean=MEAN,
        std=STD,
        extraction=task.extraction,
        extraction_margin=task.margin,
        labels=TRANSLATOR_LABELS,
        texts=translator_texts(options.finding),
        metrics=round_trip(translator, task, positive, options.seed),
        training={
            "seed": options.seed,
            "steps": steps,
            **lineage(options.start),
            **({"eyes_sha256": _weights_sum(options)} if eyes else {}),
            **task.counts,
        },
    )
    write_bundle(options.models / card.name, card, translator.state_dict())
    LOG.info("wrote %s", card.name)


def _weights_sum(options: argparse.Namespace) -> str:
    return read_card(options.models / options.finding).weights_sha256


def _parser() -> argparse.ArgumentParser:
    parser = shared_parser("Train a translator for one finding.", steps=2000, rate=4e-4)
    parser.add_argument("--finding", choices=sorted(SETTINGS), required=True)
    parser.add_argument("--models", type=Path, required=True, help="folder of the bundles")
    parser.add_argument("--batch", type=int, default=2, help="films of each class in a step")
    return parser
