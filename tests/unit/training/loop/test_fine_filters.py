"""Filters at the scale of small opacities."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from training.loop.fine_filters import second_derivative, seed_fine_filters


@pytest.mark.parametrize("angle", [None, 0.0, 1.0])
def test_they_ignore_even_brightness(angle: float | None) -> None:
    kernel = second_derivative(7, 1.0, angle)
    assert kernel.sum() == pytest.approx(0, abs=1e-5)
    assert np.linalg.norm(kernel) == pytest.approx(1, abs=1e-5)


def test_a_round_one_answers_to_dots_and_a_strand_filter_to_its_own_direction() -> None:
    rows, columns = np.mgrid[-3:4, -3:4]
    dot = np.exp(-(rows**2 + columns**2) / 2)
    upright = np.exp(-(columns**2) / 2) * np.ones_like(rows)
    assert (second_derivative(7, 1.0, None) * dot).sum() > 0.5
    assert (second_derivative(7, 1.0, 0.0) * upright).sum() > 1
    assert (second_derivative(7, 1.0, np.pi / 2) * upright).sum() == pytest.approx(0, abs=0.3)


def test_half_of_a_layer_is_seeded_and_the_rest_untouched() -> None:
    torch.manual_seed(0)
    layer = nn.Conv2d(1, 64, 7)
    before = layer.weight.detach().clone()
    count = seed_fine_filters(layer)
    assert count == 32
    assert torch.equal(layer.weight[count:], before[count:])
    norms = layer.weight[:count].flatten(1).norm(dim=1)
    assert torch.allclose(norms, norms[:1].expand(count), rtol=1e-4)
