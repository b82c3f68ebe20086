"""The best weights are kept, and a training without progress ends."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

from training.loop.early_stopping import EarlyStopping


def weight(value: float) -> nn.Module:
    module = nn.Linear(1, 1, bias=False)
    with torch.no_grad():
        module.weight.fill_(value)
    return module


def score(network: nn.Module) -> float:
    return abs(float(next(network.parameters()).detach()) - 3)


def test_it_ends_after_some_scores_without_progress_and_gives_back_the_best(tmp_path: Path) -> None:
    stopping = EarlyStopping(score, tmp_path / "best.pt", every=10, patience=2)
    seen = [1.0, 2.5, 5.0, 6.0]
    ended = [stopping(weight(value), 10 * (k + 1)) for k, value in enumerate(seen)]
    assert ended == [False, False, False, True]
    network = weight(0)
    assert stopping.restore(network)
    assert score(network) == 0.5


def test_it_looks_now_and_then_only(tmp_path: Path) -> None:
    asked: list[int] = []
    stopping = EarlyStopping(lambda _: asked.append(1) or 0.0, tmp_path / "b.pt", 10, 1)
    for step in range(1, 31):
        stopping(weight(1), step)
    assert len(asked) == 3


def test_an_interrupted_training_remembers_its_best(tmp_path: Path) -> None:
    first = EarlyStopping(score, tmp_path / "best.pt", 10, 3)
    first(weight(2.5), 10)
    first(weight(9), 20)
    again = EarlyStopping(score, tmp_path / "best.pt", 10, 3)
    assert (again.least, again.since, again.step) == (0.5, 1, 20)
    assert not again(weight(2.9), 20)
    assert not again(weight(9), 30)
    assert again(weight(9), 40)


def test_a_part_of_the_network_may_be_meant(tmp_path: Path) -> None:
    whole = nn.ModuleList([weight(2.5), weight(50)])
    stopping = EarlyStopping(
        score, tmp_path / "best.pt", 10, 3, part=lambda network: network.get_submodule("0")
    )
    stopping(whole, 10)
    assert stopping.least == 0.5
    assert stopping.restore(weight(0))


def test_without_a_score_there_is_nothing_to_restore(tmp_path: Path) -> None:
    assert not EarlyStopping(score, tmp_path / "best.pt", 10, 3).restore(weight(1))
