"""Deletion, insertion and random weights, on networks whose evidence is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from inference.attribution.maps import attribute
from inference.core.progress import Cancelled, CancelToken
from inference.core.types import AttributionMethod, read_only
from inference.explanation.faithfulness import FRACTIONS, auc, faithfulness, randomised
from inference.networks.models import ready
from tests.helpers.networks import SIZE, LinearClassifier, seeded, subject, textured

SPOT = (slice(16, 32), slice(32, 48))


def looking() -> object:
    """A network that answers to the brightness of one square, on a film that is bright there."""
    weight = np.zeros((SIZE, SIZE), np.float32)
    weight[SPOT] = 1
    pixels = 0.4 + 0.1 * textured()
    pixels[SPOT] = 0.9
    pixels[-8:, -8:], pixels[-8:, :8] = 0.0, 1.0
    return subject(LinearClassifier(weight, 400, -15), pixels)


def heat(given: object, values: np.ndarray) -> object:
    plain = attribute(given, AttributionMethod.OCCLUSION)
    return replace(plain, values=read_only(values.astype(np.float32)))


def test_the_true_map_is_more_faithful_than_random_and_a_wrong_one_less() -> None:
    given = looking()
    true, wrong = np.zeros((2, SIZE, SIZE), np.float32)
    true[SPOT] = 1
    wrong[32:] = 1
    found = faithfulness(given, [heat(given, true), heat(given, wrong)], true)
    right, left, perturbation = found.rows
    assert right.deletion_auc < found.random_deletion_auc < left.deletion_auc
    assert right.insertion_auc > found.random_insertion_auc > left.insertion_auc
    assert perturbation.source == "perturbation"
    assert perturbation.deletion_auc == right.deletion_auc
    assert perturbation.passes_sanity is None


def test_curves_begin_and_end_at_the_films_known_answers() -> None:
    given = looking()
    true = np.zeros((SIZE, SIZE), np.float32)
    true[SPOT] = 1
    (row, _) = faithfulness(given, [heat(given, true)], true).rows
    whole = row.deletion[0]
    assert whole == pytest.approx(row.insertion[-1])
    assert whole > 0.9
    assert row.deletion[-1] < 0.1  # all grey
    assert row.fractions is FRACTIONS
    # The square is 1/16 of the film: with it blanked the answer is gone.
    assert row.deletion[1] < 0.1


def test_the_area_under_a_straight_line() -> None:
    assert auc(FRACTIONS) == pytest.approx(0.5)
    assert auc(np.ones_like(FRACTIONS)) == pytest.approx(1)


def test_random_weights_change_every_weight_and_leave_the_network_alone() -> None:
    given = subject(seeded(), textured())
    before = {key: value.clone() for key, value in given.network.module.state_dict().items()}
    other = randomised(given).network.module
    for key, value in given.network.module.state_dict().items():
        assert torch.equal(value, before[key])
    for mine, theirs in zip(given.network.module.modules(), other.modules(), strict=True):
        if isinstance(mine, nn.Conv2d | nn.Linear):
            assert not torch.equal(mine.weight, theirs.weight)
            assert float(theirs.weight.std()) == pytest.approx(float(mine.weight.std()), rel=0.5)


class _EdgesOnly(nn.Module):
    """Its Grad-CAM can't depend on its weights: it has none that count."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = nn.ReLU()

    @property
    def target_layer(self) -> nn.Module:
        return self.stage

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        level = self.stage(x).mean((1, 2, 3))
        return torch.stack([-level, level], 1)


def test_a_map_that_random_weights_do_not_change_fails_the_sanity_check() -> None:
    given = subject(ready(_EdgesOnly()), textured())
    found = faithfulness(
        given, [attribute(given, AttributionMethod.GRAD_CAM)], np.ones((SIZE, SIZE), np.float32)
    )
    assert found.rows[0].randomised_similarity == pytest.approx(1)
    assert found.rows[0].passes_sanity is False


def test_cancel_is_heard() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        faithfulness(looking(), [], np.ones((SIZE, SIZE), np.float32), token=token)
