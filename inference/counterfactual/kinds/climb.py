"""Control points on their way up the target's log-odds: what `shape` and `broad` share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from torch import Tensor

from inference.answers.criteria import FINDING, target_gap
from inference.attack.fast.passes import Passes, passes_of
from inference.core.counterfactual_types import StopReason
from inference.counterfactual.kind import Context

#: Log-odds beyond what is asked for at which a climb may end; the least change lies before it.
SPARE = 1.0


@dataclass(slots=True, eq=False)
class Climb:
    """One search by gradient. `theta` is any variable from which an image can be drawn."""

    context: Context
    theta: Tensor  # where it starts
    drawn: Callable[[Tensor], Tensor]  # theta to an image (1, 1, S, S), with a gradient
    moved: Callable[[Tensor, Tensor], Tensor]  # theta and its gradient to the next theta
    best: Tensor = field(init=False)
    _best_beyond: float = field(init=False)
    _beyond: float = field(init=False)
    _passes: Passes = field(init=False)
    _mask: Tensor | None = field(init=False)

    def __post_init__(self) -> None:
        subject = self.context.subject
        self._mask = None if subject.mask is None else subject.tensor(subject.mask)
        self._passes = passes_of(subject)
        self.best = self.theta
        self._beyond = self._best_beyond = self._answer()

    def run(self, steps: int) -> StopReason:
        """Climb until the answer is as far beyond its turn as is asked for, and a little more.

        `best` is then the variable that came furthest.

        Raises
        ------
        ModelError: "model_output_invalid". Cancelled.
        """
        for step in range(1, steps + 1):
            self.context.token.raise_if_cancelled()
            if self.context.token.concluded:
                return StopReason.STOPPED
            if not self._step():
                return StopReason.STATIONARY if step == 1 else StopReason.NOT_FOUND
            self.context.on_step(step, steps)
            if self._beyond >= self.context.margin + SPARE:
                return StopReason.FOUND
        return StopReason.NOT_FOUND

    def _step(self) -> bool:
        """Move once; False when there is nowhere to go."""
        gradient = self._gradient()
        if self.context.subject.finite(float(gradient.abs().max())) == 0:
            return False
        theta = self.moved(self.theta, gradient)
        if torch.equal(theta, self.theta):
            return False
        self.theta = theta
        self._beyond = self._answer()
        if self._beyond > self._best_beyond:
            self.best, self._best_beyond = theta, self._beyond
        return True

    def _shown(self, theta: Tensor) -> Tensor:
        image = self.drawn(theta)
        return image if self._mask is None else image * self._mask

    def _answer(self) -> float:
        """How far the log-odds are beyond the operating point, towards the target."""
        with torch.no_grad():
            logits = self._passes.answer(self._shown(self.theta))
        odds = self.context.subject.finite(float(target_gap(logits, FINDING)))
        return self.context.criterion.beyond(odds)

    def _gradient(self) -> Tensor:
        """At theta, of the target's gap."""
        of_shown = self._passes.gradient(self.context.criterion.target)
        with torch.enable_grad():
            theta = self.theta.detach().requires_grad_()
            (gradient,) = torch.autograd.grad(
                self._shown(theta), theta, of_shown, materialize_grads=True
            )
        return gradient
