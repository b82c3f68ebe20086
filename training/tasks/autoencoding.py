"""Trains the autoencoder of Latent Shift on real and simulated films, and writes its bundle.

    python -m training.autoencoder --simulated DIR --real DIR --models resources/models

It is shown NIH films at 1024 and 640 pixels and simulated films, ill ones and their healthy twins,
gently changed, half of each batch real. It never learns what a finding is. A little noise is added
to the code and a small price put on its size (a regularised autoencoder, Ghosh 2020), so that codes
near a film's own stand for films, too.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from inference.answers.preprocessing import prepare
from inference.networks.architectures import ARCHITECTURES
from inference.networks.autoencoder import Autoencoder
from training.bundles.bundle import Card, lineage, read_weights, write_bundle
from training.bundles.card_texts import AUTOENCODER_LABELS, AUTOENCODER_TEXTS
from training.films.augment import Augmentation, Augmenter
from training.films.film_set import TEST, TRAIN, load_healthy_twins, load_simulated
from training.films.further_films import all_groups, list_further_films
from training.films.real_films import list_films, list_hash, read_pixels
from training.loop.figures import mean_interval
from training.loop.steps import LOG, Schedule, device, fit

NAME, ARCHITECTURE, MEAN, STD = "autoencoder", "autoencoder", 0.5, 0.25
REAL, SIMULATED = "real", "simulated"
#: What would teach it to draw what is not on films is left out.
GENTLE = Augmentation(
    rotation=5,
    zoom=(0.88, 1.15),
    stretch=0.06,
    shift=0.05,
    bend=0.006,
    soften=0.0,
    tone=0.4,
    texture=0.0,
    noise=0.0,
    cutout=0.0,
    border=0.0,
)
#: Noise on the code (its standard deviation is about 1), and the price of the code's size.
CODE_NOISE, CODE_PRICE = 0.10, 0.001
#: Price of wrong edges, relative to wrong grey levels.
EDGES = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Films:
    """Films on the model grid, row by row the same film in every field."""

    images: Tensor  # (N, 1, S, S) float16 in [0, 1]
    kinds: NDArray[np.str_]  # (N,) REAL or SIMULATED
    patients: NDArray[np.str_]  # (N,) or deformation seed
    groups: NDArray[np.str_]  # (N,) a `Group`


def load_films(real: Path, simulated: Sequence[Path], size: int) -> tuple[Films, str]:
    """(all films, the hash of the real ones' list); those of 64 pixels are left out."""
    listed = [film for film in list_films(real) if film.side > 64] + list_further_films(real)
    groups = all_groups(real)

    def load(path: Path) -> Tensor:
        return torch.from_numpy(prepare(read_pixels(path), size).image.astype(np.float16))[None]

    with ThreadPoolExecutor(2) as pool:
        images = torch.stack(list(pool.map(load, (film.path for film in listed))))
    made = load_simulated(simulated, size)
    twins = load_healthy_twins(made)
    films = Films(
        images=torch.cat([images, made.images, twins.images]),
        kinds=np.repeat([REAL, SIMULATED], [len(listed), len(made) + len(twins)]),
        patients=np.concatenate([[film.patient for film in listed], made.patients, twins.patients]),
        groups=np.concatenate(
            [[str(groups[film.patient]) for film in listed], made.groups, twins.groups]
        ),
    )
    return films, list_hash(listed)


class Batches:
    """Draws training films, half of them real, and changes them; the same for the same step."""

    def __init__(self, films: Films, count: int, seed: int) -> None:
        self.films, self.count, self.seed = films, count, seed
        train = films.groups == TRAIN
        self.pools = [np.flatnonzero(train & (films.kinds == kind)) for kind in (REAL, SIMULATED)]
        self.augment = Augmenter(GENTLE, seed)

    def draw(self, step: int) -> Tensor:
        """(count, 1, S, S) float32 in [0, 1]."""
        random = np.random.default_rng((self.seed, step))
        chosen = np.concatenate([random.choice(pool, self.count // 2) for pool in self.pools])
        self.augment.reseed(step)
        images = self.films.images[torch.from_numpy(chosen)].float()
        changed, _ = self.augment(images, images)
        return changed


class Learner(nn.Module):
    """The autoencoder with its loss."""

    def __init__(self, network: Autoencoder) -> None:
        super().__init__()
        self.network = network

    def loss(self, x: Tensor) -> Tensor:
        """Mean absolute error of grey levels and of edges at three scales, and the code's price."""
        z = self.network.encode(x)
        y = self.network.decode(z + CODE_NOISE * torch.randn_like(z)).float()
        total = CODE_PRICE * z.float().square().mean()
        for _ in range(3):
            total = total + (y - x).abs().mean() + EDGES * (_edges(y) - _edges(x)).abs().mean()
            y, x = functional.avg_pool2d(y, 2), functional.avg_pool2d(x, 2)
        return total


def _edges(x: Tensor) -> Tensor:
    """(N, 2, S - 1, S - 1): differences with the next column and the next row."""
    corner = x[..., :-1, :-1]
    return torch.cat([x[..., :-1, 1:] - corner, x[..., 1:, :-1] - corner], 1)


def train(
    films: Films,
    schedule: Schedule,
    batch: int,
    seed: int,
    checkpoint: Path | None = None,
    start: Mapping[str, Tensor] | None = None,
) -> tuple[Autoencoder, int]:
    """(an autoencoder with averaged weights, steps taken); it goes on from `start` if given."""
    torch.manual_seed(seed)
    network = ARCHITECTURES[ARCHITECTURE](1, MEAN, STD)
    assert isinstance(network, Autoencoder)
    if start is not None:
        network.load_state_dict(start, strict=False)
    batches = Batches(films, batch, seed)

    def loss(step: int) -> Tensor:
        with torch.autocast(device().type, enabled=False):
            drawn = batches.draw(step)
        return learner.loss(drawn.to(device(), memory_format=torch.channels_last))

    learner = Learner(network)
    averaged, steps = fit(learner, loss, schedule, checkpoint)
    assert isinstance(averaged, Learner)
    return averaged.network.eval(), steps


@torch.no_grad()
def measure(network: Autoencoder, films: Films) -> dict[str, object]:
    """On films kept aside, real and simulated: the mean absolute and root mean square error of the
    reconstruction, in input units, and beside it that of the film's own mean grey for chance.
    """
    figures: dict[str, object] = {}
    for kind in (REAL, SIMULATED):
        index = np.flatnonzero((films.groups == TEST) & (films.kinds == kind))
        errors: dict[str, list[Tensor]] = {"mean_absolute": [], "root_mean_square": [], "flat": []}
        for part in torch.split(torch.from_numpy(index), 16):
            x = films.images[part].float().to(device())
            gap, flat = network(x) - x, x - x.mean((2, 3), keepdim=True)
            errors["mean_absolute"].append(gap.abs().mean((1, 2, 3)).cpu())
            errors["root_mean_square"].append(gap.square().mean((1, 2, 3)).sqrt().cpu())
            errors["flat"].append(flat.abs().mean((1, 2, 3)).cpu())
        patients = list(films.patients[index])
        for name, parts in errors.items():
            values = np.asarray(torch.cat(parts).numpy(), np.float64)
            figures[f"{kind}_{name}_error"] = mean_interval(values, patients).table()
    return figures


def main(arguments: Sequence[str] | None = None) -> None:
    """The command of the module's docstring."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(options.threads)
    films, names = load_films(options.real, options.simulated, options.size)
    used = {kind: int(((films.groups == TRAIN) & (films.kinds == kind)).sum()) for kind in _KINDS}
    LOG.info("films to learn from: %s", used)
    schedule = Schedule(options.steps, options.rate, options.minutes, weight_decay=0.0)
    start = read_weights(options.start) if options.start else None
    network, steps = train(
        films, schedule, options.batch, options.seed, options.checkpoint, start
    )  # fmt: skip
    card = Card(
        name=NAME,
        version=options.version,
        task="autoencoder",
        architecture=ARCHITECTURE,
        finding="",
        input_size=options.size,
        mean=MEAN,
        std=STD,
        labels=AUTOENCODER_LABELS,
        texts=AUTOENCODER_TEXTS,
        metrics=measure(network, films),
        training={
            "seed": options.seed,
            "steps": steps,
            **lineage(options.start),
            "films_by_source": used,
            "real_films_sha256": names,
        },
    )
    write_bundle(options.models / NAME, card, network.state_dict())
    LOG.info("wrote %s", NAME)


_KINDS = (REAL, SIMULATED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Train the autoencoder of Latent Shift.")
    parser.add_argument("--simulated", type=Path, nargs="+", required=True)
    parser.add_argument("--real", type=Path, required=True, help="folder with nih_labels.csv")
    parser.add_argument("--models", type=Path, required=True, help="folder of the bundles")
    parser.add_argument("--size", type=int, default=160, help="side of the model grid")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--minutes", type=float, help="end earlier, after this wall time")
    parser.add_argument("--start", type=Path, help="bundle folder to go on from")
    parser.add_argument("--checkpoint", type=Path, help="save and resume here")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--version", default="1.0.0")
    return parser
