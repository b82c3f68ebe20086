"""Kind `pgd`: pixels, by the projected gradient descent attack (docs/explanation.md, "PGD")."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from inference.attack.pgd import attack
from inference.core.attack_types import AttackConfig, AttackResult
from inference.core.counterfactual_types import (
    Change,
    CounterfactualKind,
    SizeUnit,
    StopReason,
)
from inference.core.types import read_only
from inference.counterfactual.additive import AdditiveKind
from inference.counterfactual.kind import Context, Found

#: The attack's reasons to stop that are not "found" or "not found".
_REASONS = {"stationary": StopReason.STATIONARY, "stopped": StopReason.STOPPED}


@dataclass(frozen=True, slots=True)
class Pixels(AdditiveKind):
    """A perturbation of every pixel by at most ε."""

    name: CounterfactualKind = CounterfactualKind.PGD

    def search(self, context: Context) -> Found:
        """The attack that was run already, if it was towards the same target; else one."""
        found = context.attack
        if found is None or not _fits(found, context):
            config = AttackConfig(
                finding=context.subject.finding,
                target=context.criterion.target,
                seed=context.seed,
            )
            found = attack(context.subject, config, context.on_step, context.token)
        change = Change(found.grid, found.input_range, difference=found.delta, smooth=False)
        turned = StopReason.FOUND if found.flipped else StopReason.NOT_FOUND
        return Found(change, _REASONS.get(found.stop_reason, turned))

    def random_like(self, context: Context, change: Change, rng: np.random.Generator) -> Change:
        """|δ| kept, a sign drawn for every pixel."""
        assert change.difference is not None
        signs = rng.choice(np.array([-1, 1], np.float32), change.difference.shape)
        return replace(change, difference=read_only(change.difference * signs))

    def size(self, context: Context, change: Change) -> tuple[float, SizeUnit]:
        """ε: the greatest change in input units."""
        assert change.difference is not None
        return float(np.abs(change.difference).max()), SizeUnit.EPSILON


def _fits(found: AttackResult, context: Context) -> bool:
    return (
        found.finding == context.subject.finding
        and found.target == context.criterion.target
        and found.config.space == "film"
        and found.flipped
    )
