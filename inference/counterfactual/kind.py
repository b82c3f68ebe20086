"""What a kind of counterfactual brings: a search, its random likes, its size.

Everything else is common to all kinds and done by `inference.counterfactual.search`: the least
change by bisection, the judgement on the film at full size, the curve and the checks.
A kind lives in a module of its own in `kinds`; `registry` lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import Criterion
from inference.core.attack_types import AttackResult
from inference.core.counterfactual_types import (
    Change,
    CounterfactualKind,
    SizeUnit,
    StopReason,
    Zone,
)
from inference.core.progress import CancelToken
from inference.core.types import FloatArray, Segmentation
from inference.networks.models import Network

#: Called with (step, steps) as a search goes on.
OnStep = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """One film and the network to turn, with what the kinds may use."""

    subject: ClassifierInput
    criterion: Criterion  # `target`, and whether a probability has reached it
    segmentation: Segmentation
    segmenter: Network
    twin: Network | None = None  # the robust one of the same finding
    others: tuple[ClassifierInput, ...] = ()  # of the other findings
    translator: Network | None = None
    autoencoder: Network | None = None
    attack: AttackResult | None = None  # found already, on the same film and finding
    margin: float = 0.0  # log-odds beyond the operating point that the answer is to reach
    seed: int = 0
    on_step: OnStep = lambda step, steps: None
    token: CancelToken = field(default_factory=CancelToken)

    @property
    def seen(self) -> FloatArray:
        """(S, S) float32 in [0, 1]: where a change of the film reaches the network."""
        shown = self.subject.source.shown.astype(np.float32)
        return shown if self.subject.mask is None else shown * self.subject.mask


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Where a search ended: a change that turned the answer, or the best there was.

    The common part looks for the smallest amplitude in (0, 1] that still turns the answer, so
    `change` may go too far, and `limit` says how far beyond amplitude 1 it may still be taken if
    the film at full size does not follow.
    """

    change: Change | None
    stop_reason: StopReason
    limit: float = 1.0
    notices: tuple[str, ...] = ()


class Kind(Protocol):
    """One kind of change. Instances hold no state: films may be searched from several threads."""

    @property
    def name(self) -> CounterfactualKind: ...

    def search(self, context: Context) -> Found:
        """Look for a change that turns the answer to `context.criterion.target`.

        Calls `context.on_step` and reads `context.token` at every step: `raise_if_cancelled`, and
        when it is `concluded` returns the best so far with `StopReason.STOPPED`. Works on the model
        grid; the film at full size is judged by the caller. Seeded by `context.seed`.
        """
        ...

    def random_like(self, context: Context, change: Change, rng: np.random.Generator) -> Change:
        """A change of the same kind and size that nobody searched for."""
        ...

    def size(self, context: Context, change: Change) -> tuple[float, SizeUnit]:
        """The size to tell the reader."""
        ...

    def zones(self, context: Context, change: Change) -> Mapping[Zone, float]:
        """Share of the change in each zone, or how many opacities; only zones that have some."""
        ...

    def places(self, context: Context, change: Change) -> Mapping[str, Change]:
        """Parts of the change, each alone as a change, by the place's name (`Mover.place`).

        At most about eight; the sentence leads with the one that moves the answer most.
        """
        ...
