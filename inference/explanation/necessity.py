"""Does an attack need a region, and does the region suffice?

See docs/explanation.md, "Need and sufficiency".

Two answers for each: does the attack, as configured, flip within the region alone, and everywhere
but in it; and how much greater must the smallest L2 perturbation be without the region than in it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import Criterion
from inference.attack.many_attacks import ManyAttacks, Trial
from inference.attack.minimal_norm import smallest_flips
from inference.core.attack_types import AttackResult
from inference.core.explanation_types import Necessity, Region, RegionNecessity, Side
from inference.core.progress import CancelToken
from inference.core.types import BoolArray
from inference.explanation.region_masks import RegionMasks

#: The attacks' steps at most; the config's own if it has fewer.
STEPS = 10
#: The largest L2 norm that is searched, times that of the attack's δ.
BEYOND = 4.0
#: Regions that are tried, where they are not empty.
TRIED = (
    Region.INSIDE_BAND,
    Region.OUTSIDE_BAND,
    Region.LUNG_CORE,
    Region.HEART_INSIDE,
    Region.HEART_OUTSIDE,
    Region.HEART_CORE,
    Region.ELSEWHERE,
    Region.DRAWN,
)


def necessity(
    subject: ClassifierInput,
    result: AttackResult,
    regions: RegionMasks,
    on_region: Callable[[int, int], None] = lambda done, of: None,
    token: CancelToken | None = None,
) -> Necessity:
    """Every region of `TRIED`, with the norm that is needed where nothing is forbidden.

    Raises
    ------
    ModelError: "model_output_invalid". Cancelled; read at every step.
    """
    point = subject.network.card.operating_point
    criterion = Criterion(result.target, point, None)
    attacks = ManyAttacks(subject, result.config.space, criterion, token)
    limit = BEYOND * max(float(np.linalg.norm(result.delta)), 1e-6)
    keys = [region for region in TRIED if (region, Side.BOTH) in regions.masks]
    rows: list[RegionNecessity] = []
    for number, region in enumerate(keys, 1):
        rows.append(_row(attacks, result, region, regions.masks[region, Side.BOTH], limit))
        on_region(number, len(keys))
    (anywhere,) = smallest_flips(attacks, [Trial(None, limit)])
    return Necessity(limit, anywhere.norm, tuple(rows))


def _row(
    attacks: ManyAttacks, result: AttackResult, region: Region, mask: BoolArray, limit: float
) -> RegionNecessity:
    config = result.config
    places = (mask, ~mask)
    steps = min(config.steps, STEPS)
    trials = [Trial(place, config.epsilon) for place in places]
    inside, outside = attacks.run(trials, config.norm, steps)
    norms = smallest_flips(attacks, [Trial(place, limit) for place in places])
    return RegionNecessity(
        region=region,
        side=Side.BOTH,
        inside_flipped=inside.flipped,
        inside_probability=inside.probability,
        inside_norm=norms[0].norm,
        outside_flipped=outside.flipped,
        outside_probability=outside.probability,
        outside_norm=norms[1].norm,
    )
