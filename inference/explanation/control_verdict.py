"""The controls in one word: δ should flip the decision, and nothing else of its size should."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from inference.answers.classifier import ClassifierInput
from inference.attack.perturbed import PerturbedInput, probability
from inference.attack.pgd import attack
from inference.core.attack_types import AttackResult
from inference.core.explanation_types import ControlLight, ControlLights, RegionStatistics
from inference.core.types import FloatArray
from inference.explanation.controls import DRAWS, gaussian
from inference.explanation.region_table import check_perturbed

#: A control that flips this often or more is no control passed.
TOLERATED = 0.1
SPECIFIC, PARTLY, NONE = "specific", "partly", "none"


def control_lights(
    film: PerturbedInput,
    result: AttackResult,
    table: RegionStatistics,
    other: ClassifierInput | None = None,
) -> ControlLights:
    """δ beside signs drawn at random, δ shuffled, Gaussian noise of its L2 norm, and the
    perturbation found by the same attack on `other`, another finding's network.

    Raises
    ------
    OptionError: "nothing_perturbed" when δ is 0. ModelError: "model_output_invalid". Cancelled.
    """
    check_perturbed(result.delta)
    norm = float(np.linalg.norm(result.delta))
    own = ControlLight("perturbation", float(result.flipped), 1, norm, result.probability_after)
    kinds = (("random_sign", table.random_sign), ("shuffled", table.shuffled))
    lights = [
        own,
        *(
            ControlLight(name, kind.flip_rate, DRAWS, norm, kind.probability.mean)
            for name, kind in kinds
        ),
        _light(film, "gaussian", list(gaussian(result.delta, film.subject.source.attackable))),
    ]
    if other is not None and other.source.grid == result.grid:
        config = replace(
            result.config,
            finding=None,
            target=None,
            region="anywhere",
            confidence=None,
            steps=max(result.steps_taken, 1),  # of the same size, so as many steps
        )
        theirs = attack(other, config, token=film.token)
        lights.append(_light(film, "other_network", [theirs.delta]))
    return ControlLights(tuple(lights), _verdict(lights))


def _light(film: PerturbedInput, name: str, deltas: list[FloatArray]) -> ControlLight:
    odds = film.log_odds(deltas)
    rate = float(np.mean([film.flipped(float(each)) for each in odds]))
    chance = float(np.mean([probability(float(each)) for each in odds]))
    norm = float(np.mean([np.linalg.norm(delta) for delta in deltas]))
    return ControlLight(name, rate, len(deltas), norm, chance)


def _verdict(lights: list[ControlLight]) -> str:
    own, *controls = lights
    if not own.flip_rate:
        return NONE
    passed = all(light.flip_rate < TOLERATED for light in controls)
    return SPECIFIC if passed else PARTLY
