"""Attacks made while training stay in their ball and move films against their class."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.films.film_set import TEST, FilmSet
from training.loop.adversarial import MEASURED_FILMS, Attacker, attack, measure_attacked


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


class Task:
    """Films of one body each, the healthy ones first; dark ones are healthy."""

    def __init__(self, count: int) -> None:
        self.positive = np.arange(count) >= count // 2
        self.images = torch.from_numpy(np.where(self.positive, 0.9, -0.9)).float()
        empty = np.zeros(count, bool)
        self.films = FilmSet(
            images=torch.zeros(count, 1, 1, 1),
            masks=torch.zeros(count, 3, 1, 1, dtype=torch.uint8),
            masked=empty,
            names=np.arange(count).astype(str),
            patients=np.arange(count).astype(str),
            sources=np.array(["simulated_b"] * count),
            groups=np.array([TEST] * count),
            cardiomegaly=empty,
            pneumoconiosis=self.positive,
            labels=[{} for _ in range(count)],
        )
        self.asked = empty

    def seen(self, chosen: NDArray[np.bool_]) -> Iterator[Tensor]:
        self.asked = chosen
        yield self.images[torch.from_numpy(chosen)][:, None, None, None].expand(-1, 1, 8, 8)


def test_attacked_accuracy_is_measured_on_both_classes_however_the_films_are_sorted() -> None:
    task = Task(3 * MEASURED_FILMS)
    measured = measure_attacked(Brightness(), task, task.positive, 1 / 255, 0.5)
    assert int(task.asked.sum()) == MEASURED_FILMS
    assert int((task.asked & task.positive).sum()) == MEASURED_FILMS // 2
    assert measured["simulated_b_attacked_accuracy"]["films"] == MEASURED_FILMS
