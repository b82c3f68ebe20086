"""Measures what a classifier's films look like to it, so that it can tell a film unlike them.

`training.classifier` does it for the bundles that it writes, `python -m training.features` for a
bundle that is there already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from inference.networks.out_of_distribution import FeatureStatistics, pooled_features
from training.bundles.bundle import MeasuredFeatures
from training.films.film_set import CALIBRATION, TRAIN, FilmSet
from training.loop.steps import LOG, device

Floats = NDArray[np.float64]
#: Share of each source's held-out films that lie within the limit.
QUANTILE = 0.99
#: A source with fewer held-out films has no say in the limit.
FEWEST = 20


class Films(Protocol):
    """What is needed of a task of `training.tasks.findings`."""

    @property
    def films(self) -> FilmSet: ...

    def seen(self, chosen: NDArray[np.bool_]) -> Iterator[Tensor]: ...


def measure_features(
    network: nn.Module, task: Films, positive: NDArray[np.bool_]
) -> MeasuredFeatures:
    """Statistics of the training films by class and source, and the limit from calibration films.

    `positive` (N,) tells the class of each of the task's films. The limit is the `QUANTILE` of the
    distances of the source for which that is greatest: many films of an easy source do not make
    those of a rarer one strange.
    """
    films = task.films
    kind = np.array([_kind(source) for source in films.sources])
    inside, held_out = films.groups == TRAIN, films.groups == CALIBRATION
    classes = np.char.add(kind, np.where(positive, "+", "-"))
    statistics = fit_statistics(features_of(network, task.seen(inside)), classes[inside])
    distances = statistics.distances(features_of(network, task.seen(held_out)))
    return limited(statistics, distances, kind[held_out])


def limited(
    statistics: FeatureStatistics, distances: Floats, kind: NDArray[np.str_]
) -> MeasuredFeatures:
    """`statistics` with the limit that held-out films' `distances` (N,) of each `kind` (N,) give.

    Raises ValueError without any held-out film.
    """
    if not len(distances):
        raise ValueError("no film was held out to find the distance limit")
    names = [name for name in sorted(set(kind)) if (kind == name).sum() >= FEWEST]
    groups = [distances[kind == name] for name in names] or [distances]
    limits = [float(np.quantile(group, QUANTILE)) for group in groups]
    for name, group, limit in zip(names, groups, limits, strict=False):
        LOG.info("distance of %d held-out films of %s: limit %.1f", len(group), name, limit)
    return MeasuredFeatures(statistics, max(limits), QUANTILE, len(distances))


@torch.no_grad()
def features_of(network: nn.Module, batches: Iterable[Tensor]) -> Floats:
    """(N, D) float64: pooled penultimate features of the films in `batches`."""
    network.eval()
    with pooled_features(network) as found:
        for images in batches:
            network(images.to(device()))
    return np.asarray(torch.cat(found).cpu().numpy(), np.float64)


def fit_statistics(features: Floats, classes: NDArray[np.str_]) -> FeatureStatistics:
    """Class means and one precision for all (Lee 2018), of features (N, D) in classes (N,).

    The covariance is shrunk towards a multiple of the identity (oracle approximating shrinkage,
    Chen 2010, equation 23): there are hardly more films than features.
    """
    names = sorted(set(classes))
    means = np.stack([features[classes == name].mean(0) for name in names])
    centred = features - means[np.searchsorted(names, classes)]
    count, width = centred.shape
    covariance = centred.T @ centred / count
    trace, square = float(np.trace(covariance)), float((covariance**2).sum())
    share = (1 - 2 / width) * square + trace**2
    share /= (count + 1 - 2 / width) * (square - trace**2 / width) + 1e-30
    share = float(np.clip(share, 0, 1))
    shrunk = (1 - share) * covariance + share * trace / width * np.eye(width)
    shrunk += 1e-6 * max(trace / width, 1e-12) * np.eye(width)
    return FeatureStatistics(means, np.linalg.inv(shrunk))


def _kind(source: str) -> str:
    """Simulated, hybrid or real, by resolution."""
    return source.replace("simulated_a", "simulated").replace("simulated_b", "simulated")
