"""Ends a training that no longer gets better, and remembers when it was best."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn

from training.loop.steps import LOG, device


class EarlyStopping:
    """To be `fit`'s `watch`: scores the averaged network on films kept aside.

    The best weights lie in the file `best`, with the count of scores since, so that a training
    that was interrupted goes on where it was.
    """

    def __init__(
        self,
        score: Callable[[nn.Module], float],
        best: Path,
        every: int,
        patience: int,
        part: Callable[[nn.Module], nn.Module] = lambda network: network,
    ) -> None:
        """`score`: lower is better. It is asked each `every` steps; after `patience` scores that
        were no better than the best, the training ends. `part`: what of the trained network is
        scored and remembered.
        """
        self.score, self.part, self.best = score, part, best
        self.every, self.patience = every, patience
        self.least, self.since, self.step = float("inf"), 0, 0
        if best.is_file():
            kept = torch.load(best, map_location=device(), weights_only=True)
            self.least, self.since, self.step = kept["least"], kept["since"], kept["step"]

    def __call__(self, network: nn.Module, step: int) -> bool:
        """Whether to end at `step`."""
        if step % self.every or step <= self.step:
            return False
        scored = self.part(network)
        score = self.score(scored)
        better = score < self.least
        self.step, self.since = step, 0 if better else self.since + 1
        self.least = min(score, self.least)
        self._keep(scored.state_dict() if better else self._weights())
        mark = " (best)" if better else ""
        LOG.info("step %d: loss on films kept aside %.4f%s", step, score, mark)
        return self.since >= self.patience

    def restore(self, network: nn.Module) -> bool:
        """Give `network` the best weights; False if it was never scored."""
        weights = self._weights()
        if weights is None:
            return False
        network.load_state_dict(weights)
        return True

    def _weights(self) -> dict[str, torch.Tensor] | None:
        if not self.best.is_file():
            return None
        kept = torch.load(self.best, map_location=device(), weights_only=True)
        weights: dict[str, torch.Tensor] | None = kept["weights"]
        return weights

    def _keep(self, weights: dict[str, torch.Tensor] | None) -> None:
        self.best.parent.mkdir(parents=True, exist_ok=True)
        part = self.best.with_suffix(".part")
        kept = {"least": self.least, "since": self.since, "step": self.step, "weights": weights}
        torch.save(kept, part)
        part.replace(self.best)
