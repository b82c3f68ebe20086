"""Kind `latent`: an autoencoder's code moves, and the difference of its pictures is added."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import Criterion, finding_probability
from inference.core.counterfactual_types import SizeUnit, StopReason
from inference.core.types import Task
from inference.counterfactual.kind import Context, Found
from inference.counterfactual.kinds.latent import GREATEST, Latent
from inference.networks.autoencoder import CODE_CHANNELS, Autoencoder
from tests.helpers.networks import (
    SIZE,
    GreySegmenter,
    LinearClassifier,
    network,
    seeded,
    subject,
    textured,
)

KIND = Latent()


class Blocks(Autoencoder):
    """Its code is the mean of 16 × 16 pixels, its picture even blocks: all detail is lost."""

    def encode(self, x: Tensor) -> Tensor:
        return functional.avg_pool2d(x, 16).expand(-1, CODE_CHANNELS, -1, -1)

    def decode(self, z: Tensor) -> Tensor:
        return functional.interpolate(z.mean(1, keepdim=True), scale_factor=16.0)


def context_of(seen: ClassifierInput, target: int = 1, **changes: object) -> Context:
    autoencoder = network(Blocks(1, 0.5, 0.25), name="blocks", task=Task.AUTOENCODER)
    plain = Context(
        subject=seen,
        criterion=Criterion(target, 0.5, None),
        segmentation=None,  # no search of this kind looks at it
        segmenter=network(seeded(GreySegmenter), task=Task.SEGMENTER),
        autoencoder=autoencoder,
    )
    return replace(plain, **changes)


def left_side(gain: float = 100.0, bias: float = -22.0) -> ClassifierInput:
    """A network that sees the finding where the film's left half is bright."""
    weight = np.zeros((SIZE, SIZE), np.float32)
    weight[:, : SIZE // 2] = 1
    return subject(LinearClassifier(weight, gain, bias), textured())


def answer(seen: ClassifierInput, found: Found) -> float:
    """P(finding) with the difference added on the model grid."""
    assert found.change is not None
    assert found.change.difference is not None
    film = np.clip(seen.source.image + found.change.difference, 0, 1)
    with torch.no_grad():
        return float(finding_probability(seen.logits(seen.extracted(film))))


def test_the_film_changes_where_the_network_looks_and_the_answer_turns() -> None:
    seen = left_side(bias=-30.0)
    before = seen.probability_of(seen.radiograph.pixels)
    found = KIND.search(context_of(seen))
    assert found.stop_reason is StopReason.FOUND
    assert before < 0.5 < answer(seen, found)
    difference = found.change.difference
    inner = slice(4, -4)  # blocks are drawn bicubically, a little beyond their edges
    assert (difference[inner, inner][:, : SIZE // 2 - 8] > 0).all()
    assert np.abs(difference[:, SIZE // 2 + 4 :]).max() < 1e-6


def test_the_way_back_is_the_same() -> None:
    seen = left_side(bias=-22.0)
    assert seen.probability_of(seen.radiograph.pixels) > 0.5
    found = KIND.search(context_of(seen, target=0))
    assert found.stop_reason is StopReason.FOUND
    assert answer(seen, found) < 0.5
    assert float(found.change.difference.sum()) < 0


def test_no_detail_is_lost_though_the_pictures_have_none() -> None:
    seen = left_side(bias=-30.0)
    found = KIND.search(context_of(seen))
    film = seen.source.compose_film(seen.radiograph.pixels, found.change.difference, 1.0)
    right = slice(SIZE // 2 + 4, None)
    np.testing.assert_allclose(film[:, right], seen.radiograph.pixels[:, right], atol=1e-6)


def test_it_keeps_to_what_the_network_sees() -> None:
    mask = np.zeros((SIZE, SIZE), np.float32)
    mask[:, : SIZE // 4] = 1
    seen = replace(left_side(gain=200, bias=-30.0), mask=mask)
    found = KIND.search(context_of(seen))
    assert found.change is not None
    assert not found.change.difference[mask == 0].any()


def test_no_search_goes_beyond_the_greatest_change() -> None:
    found = KIND.search(context_of(left_side(bias=-90.0)))
    assert found.stop_reason is StopReason.NOT_FOUND
    assert "latent_iterated" in found.notices
    assert found.change is not None
    assert np.abs(found.change.difference).max() <= GREATEST


def test_a_network_that_sees_nothing_is_told_so() -> None:
    blind = subject(LinearClassifier(np.zeros((SIZE, SIZE), np.float32), 1.0, -1.0), textured())
    found = KIND.search(context_of(blind))
    assert (found.change, found.stop_reason) == (None, StopReason.STATIONARY)


def test_without_an_autoencoder_it_is_not_available() -> None:
    found = KIND.search(context_of(left_side(), autoencoder=None))
    assert (found.change, found.stop_reason) == (None, StopReason.UNAVAILABLE)
    assert found.notices == ("no_autoencoder",)


def test_a_random_change_is_as_great_and_seeded() -> None:
    context = context_of(left_side(bias=-30.0))
    found = KIND.search(context)
    assert found.change is not None
    first, again, other = (
        KIND.random_like(context, found.change, np.random.default_rng(seed)) for seed in (1, 1, 2)
    )
    size, unit = KIND.size(context, found.change)
    assert unit is SizeUnit.GREY_LEVELS
    np.testing.assert_allclose(KIND.size(context, first)[0], size, rtol=1e-4)
    np.testing.assert_array_equal(first.difference, again.difference)
    assert not np.allclose(first.difference, other.difference)
    assert not np.allclose(first.difference, found.change.difference, atol=0.01)


def test_the_search_can_be_ended_and_cancelled() -> None:
    context = context_of(left_side(bias=-90.0))
    context.token.conclude()
    assert KIND.search(context).stop_reason is StopReason.STOPPED


def test_the_same_film_gives_the_same_change() -> None:
    first, second = (KIND.search(context_of(left_side(bias=-30.0))) for _ in range(2))
    assert torch.equal(*(torch.tensor(each.change.difference) for each in (first, second)))
