"""The training loop on a network of one weight."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from training.loop.steps import AveragedWeights, Schedule, fit


def line() -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(1, 1, 1, bias=False))


def losses(network: nn.Module, seen: list[int]) -> Tensor:
    def loss(step: int) -> Tensor:
        seen.append(step)
        film = torch.full((1, 1, 2, 2), 1.0 + 0.1 * (step % 3))
        return ((network(film).float() - 3 * film) ** 2).mean()

    return loss  # type: ignore[return-value]


def weight(network: nn.Module) -> float:
    return float(next(network.parameters()).detach())


def test_it_learns_and_returns_the_average() -> None:
    network, seen = line(), []
    schedule = Schedule(400, rate=0.1, warm_up=5, weight_decay=0, averaging=0.9)
    averaged, steps = fit(network, losses(network, seen), schedule)
    assert steps == 400 == len(seen)
    assert weight(averaged) == pytest.approx(3, abs=0.05)
    assert not averaged.training


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path) -> None:
    checkpoint = tmp_path / "run.pt"
    first, seen = line(), []
    fit(first, losses(first, seen), Schedule(10), checkpoint)
    second = line()
    _, steps = fit(second, losses(second, seen), Schedule(15), checkpoint)
    assert steps == 15
    assert seen == list(range(15))


def test_the_time_limit_ends_a_run() -> None:
    network, seen = line(), []
    _, steps = fit(network, losses(network, seen), Schedule(10**6, minutes=0.005))
    assert 0 < steps < 10**6


def test_the_average_follows_quickly_at_first_then_slowly() -> None:
    network = line()
    average = AveragedWeights(network, 0.99)
    with torch.no_grad():
        next(network.parameters()).fill_(5)
    for _ in range(200):
        average.update(network)
    assert weight(average.network) == pytest.approx(5, abs=0.05)
    with torch.no_grad():
        next(network.parameters()).fill_(6)
    average.update(network)
    assert weight(average.network) == pytest.approx(5.01, abs=0.05)


def test_it_ends_when_it_is_told_to() -> None:
    network, seen = line(), []
    _, steps = fit(network, losses(network, seen), Schedule(50), watch=lambda _, step: step == 7)
    assert steps == 7


def test_an_interruption_leaves_the_checkpoint_behind(tmp_path: Path) -> None:
    network, checkpoint = line(), tmp_path / "run.pt"
    ordinary = losses(network, [])

    def interrupted(step: int) -> Tensor:
        if step == 6:
            raise KeyboardInterrupt
        return ordinary(step)  # type: ignore[operator]

    with pytest.raises(KeyboardInterrupt):
        fit(network, interrupted, Schedule(50), checkpoint)
    again, seen = line(), []
    fit(again, losses(again, seen), Schedule(10), checkpoint)
    assert seen == [6, 7, 8, 9]
