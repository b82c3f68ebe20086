"""Attacks made while training stay in their ball and move films against their class."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.adversarial import Attacker, attack


class Brightness(nn.Module):
    """Calls bright films positive; remembers the mode that it was asked in."""

    def __init__(self) -> None:
        super().__init__()
        self.asked_in_training: list[bool] = []

    def forward(self, x: Tensor) -> Tensor:
        self.asked_in_training.append(self.training)
        mean = x.mean((1, 2, 3))
        return torch.stack([-mean, mean], 1)


def test_an_attack_moves_each_film_against_its_class_within_epsilon() -> None:
    torch.manual_seed(0)
    images = torch.rand(4, 1, 8, 8) * 0.6 + 0.2
    positive = torch.tensor([True, False, True, False])
    network = Brightness().train()
    changed = attack(network, images, positive, 0.05, 2)
    moved = (changed - images).mean((1, 2, 3))
    assert bool((moved[positive] < -0.04).all())
    assert bool((moved[~positive] > 0.04).all())
    assert float((changed - images).abs().max()) <= 0.05 + 1e-6
    assert network.training
    assert not any(network.asked_in_training)


def test_an_attack_stays_within_the_image_space() -> None:
    images = torch.cat([torch.zeros(1, 1, 8, 8), torch.ones(1, 1, 8, 8)])
    changed = attack(Brightness(), images, torch.tensor([True, False]), 0.1, 2)
    assert float(changed.min()) >= 0
    assert float(changed.max()) <= 1


def test_half_of_a_batch_stays_clean_and_the_amplitude_rises() -> None:
    attacker = Attacker(0.04, ramp=10)
    assert attacker.amplitude(0) < attacker.amplitude(5) < attacker.amplitude(9) == 0.04
    images = torch.full((4, 1, 8, 8), 0.5)
    changed = attacker.half(Brightness(), images, torch.tensor([0.0, 1.0, 0.0, 1.0]), 20)
    assert torch.equal(changed[:2], images[:2])
    assert float((changed[2:] - images[2:]).abs().max()) > 0.03
