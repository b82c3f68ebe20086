"""The one training loop: AdamW, warm-up and cosine, averaged weights, checkpoints, a log.

On a CPU with arithmetic for bfloat16, autocast in channels-last order is three times as fast as
float32; one without it would imitate it, many times slower, and stays with float32. The same code
runs on CUDA when it is there. Weights stay float32.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from math import cos, pi
from pathlib import Path

import torch
from torch import Tensor, nn

from inference.attack.fast.fast_gradient import is_fast

LOG = logging.getLogger("training")

#: step -> scalar loss of that step's batch; called under autocast.
StepLoss = Callable[[int], Tensor]
#: (averaged network, steps taken) -> whether to end; called after every step.
Watch = Callable[[nn.Module, int], bool]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast. The learning rate depends on the step alone, or on the time if that
    runs out first, so that a time limit still ends with a small rate.
    """

    steps: int
    rate: float = 1e-3
    minutes: float | None = None  # wall time of this run; None: no limit
    warm_up: int = 50
    weight_decay: float = 0.02
    momentum: float = 0.9  # AdamW's first beta
    averaging: float = 0.995  # share of the old average kept at each step
    save_every: float = 120.0  # seconds


class AveragedWeights:
    """Exponential average of a network's parameters and batch-norm statistics."""

    def __init__(self, network: nn.Module, keep: float) -> None:
        self.network = deepcopy(network).eval()
        self.keep, self.count = keep, 0

    @torch.no_grad()
    def update(self, network: nn.Module) -> None:
        """Move towards `network`; quickly at first."""
        self.count += 1
        move = 1 - min(self.keep, self.count / (self.count + 9))
        new = network.state_dict()
        for name, value in self.network.state_dict().items():
            if value.dtype.is_floating_point:
                value.lerp_(new[name], move)
            else:
                value.copy_(new[name])


def device() -> torch.device:
    """CUDA when present, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def fit(
    network: nn.Module,
    loss_of: StepLoss,
    schedule: Schedule,
    checkpoint: Path | None = None,
    watch: Watch | None = None,
) -> tuple[nn.Module, int]:
    """Train `network` in place; returns (its averaged twin in eval mode, steps taken).

    With `checkpoint` the state is saved there now and then, and training goes on from it when it
    is there already; it is left behind at the end, and at an interruption. `watch` may end the
    training.
    """
    network.to(device(), memory_format=torch.channels_last).train()  # type: ignore[call-overload]  # not in torch's stubs
    optimizer = torch.optim.AdamW(
        _groups(network, schedule.weight_decay),
        lr=schedule.rate,
        betas=(schedule.momentum, 0.999),
    )
    average = AveragedWeights(network, schedule.averaging)
    step = _resume(checkpoint, network, optimizer, average)
    begun = saved = logged = time.monotonic()
    recent: list[float] = []

    def save() -> None:
        if checkpoint is not None:
            _save(checkpoint, network, optimizer, average, step)

    with _kept_at_interruption(save):
        while step < schedule.steps:
            progress = max(step / schedule.steps, _elapsed_share(begun, schedule))
            if progress >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = schedule.rate * _rate_factor(step, progress, schedule)
            with torch.autocast(device().type, torch.bfloat16, enabled=is_fast(device())):
                loss = loss_of(step)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]  # torch's own
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            average.update(network)
            step += 1
            recent.append(float(loss.detach()))
            now = time.monotonic()
            if now - logged > 20:
                mean, spent = sum(recent) / len(recent), now - begun
                LOG.info("step %d of %d, loss %.4f, %.0f s", step, schedule.steps, mean, spent)
                logged, recent = now, []
            if now - saved > schedule.save_every:
                save()
                saved = now
            if watch is not None and watch(average.network, step):
                LOG.info("no better for a while: training ends at step %d", step)
                break
    save()
    LOG.info("trained %d steps in %.0f s", step, time.monotonic() - begun)
    return average.network, step


@contextmanager
def _kept_at_interruption(save: Callable[[], None]) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        save()
        raise


def _rate_factor(step: int, progress: float, schedule: Schedule) -> float:
    warm = min(1.0, (step + 1) / schedule.warm_up)
    return warm * (0.01 + 0.99 * (1 + cos(pi * progress)) / 2)


def _elapsed_share(begun: float, schedule: Schedule) -> float:
    if schedule.minutes is None:
        return 0.0
    return (time.monotonic() - begun) / (60 * schedule.minutes)


def _groups(network: nn.Module, weight_decay: float) -> list[dict[str, object]]:
    """Weight decay for kernels, none for biases and batch norm."""
    kernels = [p for p in network.parameters() if p.ndim > 1]
    others = [p for p in network.parameters() if p.ndim <= 1]
    return [
        {"params": kernels, "weight_decay": weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]


def _save(
    path: Path,
    network: nn.Module,
    optimizer: torch.optim.Optimizer,
    average: AveragedWeights,
    step: int,
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    state = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "average": average.network.state_dict(),
        "step": step,
    }
    torch.save(state, part)
    part.replace(path)


def _resume(
    path: Path | None,
    network: nn.Module,
    optimizer: torch.optim.Optimizer,
    average: AveragedWeights,
) -> int:
    if path is None or not path.is_file():
        return 0
    state = torch.load(path, map_location=device(), weights_only=True)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    average.network.load_state_dict(state["average"])
    average.count = int(state["step"])
    LOG.info("resumed at step %d from %s", average.count, path.name)
    return average.count
