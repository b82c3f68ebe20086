"""What the training films look like to a network, and the limit for those unlike them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.helpers.networks import SmallCnn, seeded
from tests.unit.training.tasks.test_batches import film_set
from training.bundles.features import features_of, fit_statistics, limited, measure_features
from training.films.film_set import CALIBRATION, TRAIN, FilmSet, join


def test_means_and_precision_are_those_the_features_were_drawn_from() -> None:
    random = np.random.default_rng(0)
    spread = np.array([[2.0, 0.6], [0.0, 0.5]])
    classes = np.array(["a", "b"] * 4000)
    features = random.normal(size=(8000, 2)) @ spread + (classes == "b")[:, None] * [5.0, 0.0]
    found = fit_statistics(features, classes)
    np.testing.assert_allclose(found.means, [[0, 0], [5, 0]], atol=0.1)
    np.testing.assert_allclose(found.precision, np.linalg.inv(spread.T @ spread), rtol=0.1)


def test_few_films_of_many_features_still_give_a_precision() -> None:
    features = np.random.default_rng(0).normal(size=(40, 100))
    found = fit_statistics(features, np.array(["a"] * 40))
    assert np.linalg.eigvalsh(found.precision).min() > 0
    assert np.isfinite(found.distances(features)).all()


def test_the_source_that_lies_farthest_makes_the_limit() -> None:
    statistics = fit_statistics(np.random.default_rng(0).normal(size=(50, 2)), np.array(["a"] * 50))
    distances = np.concatenate([np.full(900, 1.0), np.full(30, 4.0), np.full(3, 9.0)])
    kind = np.array(["simulated"] * 900 + ["nih_64"] * 30 + ["nih_1024"] * 3)
    found = limited(statistics, distances, kind)
    assert (found.threshold, found.films) == (4.0, 933)
    with pytest.raises(ValueError, match="held out"):
        limited(statistics, distances[:0], kind[:0])


class Whole:
    """A task that shows its films as they are."""

    def __init__(self, films: FilmSet) -> None:
        self.films = films

    def seen(self, chosen: np.ndarray) -> Iterator[Tensor]:
        yield self.films.select(chosen).images.float()


def test_held_out_films_lie_within_and_inverted_ones_beyond_the_limit() -> None:
    torch.manual_seed(0)
    films = join([film_set(40, "nih_64", TRAIN, 0.2), film_set(40, "nih_64", CALIBRATION, 0.2)])
    films.images += 0.02 * torch.randn(films.images.shape).half()
    network = seeded(SmallCnn)
    measured = measure_features(network, Whole(films), films.cardiomegaly)
    held_out = [films.images[40:].float()]
    inverted = [1 - films.images[40:].float()]
    inside = measured.statistics.distances(features_of(network, held_out))
    outside = measured.statistics.distances(features_of(network, inverted))
    assert (inside <= measured.threshold).mean() > 0.95
    assert outside.min() > measured.threshold
