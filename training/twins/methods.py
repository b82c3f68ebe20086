"""Every picture that the program can draw of an answer, as a signed map towards the twin.

A heat map explains the finding's logit: above 0 speaks for the finding, so towards "no finding" it
is turned around. Maps of ∂logit/∂x say brighter or darker; occlusion and Integrated Gradients from
the film's mean say for and against, and are read as if brightening were for. A counterfactual's map
is the signed change of the film, as the network sees it, at amplitude 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from inference.answers.classifier import ClassifierInput
from inference.attack.pgd import attack
from inference.attribution.maps import METHODS, attribute
from inference.core.attack_types import AttackConfig
from inference.core.counterfactual_types import CounterfactualKind
from inference.core.types import AttributionMethod, FloatArray
from inference.explanation.faithfulness import randomised
from training.results.table_rows import Networks
from training.twins import counterfactuals
from training.twins.measures import edges
from training.twins.reading import Film

#: How many twins a method is measured on: it is dear in this order.
QUICK, MEDIUM, SLOW = "quick", "medium", "slow"
STANDARD, ROBUST, RANDOM = "standard", "robust", "random"

#: The attacks as the window runs them (`gui.stores.attack_presets`).
ATTACKS: Mapping[str, AttackConfig] = {
    "pgd_linf": AttackConfig(),
    "pgd_l2": AttackConfig(norm="l2", epsilon=2.0, body_only=True),
}
SLOW_MAPS = (
    AttributionMethod.INTEGRATED_GRADIENTS,
    AttributionMethod.INTEGRATED_GRADIENTS_MEAN,
    AttributionMethod.SMOOTH_GRAD,
    AttributionMethod.OCCLUSION,
)
#: What a kind of counterfactual costs; the others are slow.
KIND_COSTS: Mapping[CounterfactualKind, str] = {
    CounterfactualKind.TRANSLATION: QUICK,
    CounterfactualKind.SHAPE: MEDIUM,
    CounterfactualKind.OPACITIES: MEDIUM,
}
EDGES = "edges"
#: The sign that needs no network: brighter towards the finding everywhere, darker away from it.
ONE_SIGN = "one_sign"


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One direction of a pair, for one network."""

    film: Film
    networks: Networks
    subject: ClassifierInput  # the film as the network asked sees it
    target: int  # what the twin is called


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What a method draws: (S, S) signed, > 0 where the target asks for brighter; or unsigned."""

    values: FloatArray
    signed: bool
    figures: Mapping[str, float] = field(default_factory=dict)  # how much, and whether it turned


Draw = Callable[[Question], Picture]


@dataclass(frozen=True, slots=True)
class Method:
    """One picture of one network."""

    name: str  # as in the program's JSON: a heat map's, an attack's, a counterfactual's kind
    network: str  # `STANDARD`, `ROBUST`, `RANDOM` (all weights drawn anew)
    cost: str
    draw: Draw

    @property
    def key(self) -> str:
        return self.name if self.network == STANDARD else f"{self.network}:{self.name}"


def all_methods() -> tuple[Method, ...]:
    """Every heat map, attack and counterfactual, and what they are compared with."""
    maps = [
        Method(str(name), STANDARD, SLOW if name in SLOW_MAPS else QUICK, _heat_map(name))
        for name in AttributionMethod
    ]
    robust = [
        Method(str(name), ROBUST, QUICK, _heat_map(name))
        for name in (AttributionMethod.GRAD_CAM, AttributionMethod.GUIDED_BACKPROPAGATION)
    ]
    random = [
        Method(str(name), RANDOM, SLOW if name in SLOW_MAPS else QUICK, _random(_heat_map(name)))
        for name in AttributionMethod
        if name is not AttributionMethod.OCCLUSION
    ]
    attacks = [
        Method(name, network, MEDIUM if network == STANDARD else SLOW, _attack(config))
        for network in (STANDARD, ROBUST)
        for name, config in ATTACKS.items()
    ]
    found = [
        Method(str(kind), STANDARD, KIND_COSTS.get(kind, SLOW), _counterfactual(kind))
        for kind in counterfactuals.kinds()
    ]
    compared = (
        Method(EDGES, STANDARD, QUICK, _edges),
        Method(ONE_SIGN, STANDARD, QUICK, _one_sign),
    )
    return (*compared, *maps, *robust, *random, *attacks, *found)


def _heat_map(method: AttributionMethod) -> Draw:
    def draw(question: Question) -> Picture:
        values = attribute(question.subject, method).values
        towards = 1.0 if question.target else -1.0
        return Picture(np.asarray(values * towards, np.float32), METHODS[method].signed)

    return draw


def _random(draw: Draw) -> Draw:
    return lambda question: draw(replace(question, subject=randomised(question.subject)))


def _attack(config: AttackConfig) -> Draw:
    def draw(question: Question) -> Picture:
        found = attack(question.subject, replace(config, target=question.target))
        return Picture(found.delta, True, {"flipped": float(found.roundtrip_flipped)})

    return draw


def _counterfactual(kind: CounterfactualKind) -> Draw:
    def draw(question: Question) -> Picture:
        networks, film = question.networks, question.film
        found = counterfactuals.find(kind, question.subject, film, networks, question.target)
        return Picture(found.values, True, found.figures)

    return draw


def _edges(question: Question) -> Picture:
    return Picture(edges(question.subject.source.image), False)


def _one_sign(question: Question) -> Picture:
    values = np.full_like(question.subject.source.image, 1.0 if question.target else -1.0)
    return Picture(values, True)
