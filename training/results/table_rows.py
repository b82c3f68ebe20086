"""Everything that the paper's table needs of one film, as plain numbers that JSON can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from inference.answers.classifier import (
    ClassifierInput,
    classifier_input,
    classify,
    needs_segmentation,
)
from inference.answers.segmentation import segment
from inference.attack.pgd import attack
from inference.attribution.maps import attribute
from inference.core.attack_types import AttackConfig, AttackResult
from inference.core.explanation_types import Region, Side
from inference.core.types import AttributionMethod, Radiograph, Segmentation, read_only
from inference.counterfactual.translation import translate
from inference.explanation.agreement import agreement
from inference.explanation.region_masks import RegionMasks, region_masks
from inference.networks.models import ModelLibrary, Network
from training.films.strange_films import STRANGE
from training.loop.steps import device

#: Where the paper describes the perturbation, and where it does not.
REGIONS = (
    Region.OUTSIDE_BAND,
    Region.INSIDE_BAND,
    Region.LUNG_CORE,
    Region.HEART_OUTSIDE,
    Region.HEART_INSIDE,
    Region.HEART_CORE,
)
METHODS = (AttributionMethod.GRAD_CAM, AttributionMethod.GUIDED_BACKPROPAGATION)
#: The paper's mean probability of flipped films is 99.9 %; the attack goes on until it is reached.
STRONG = AttackConfig(epsilon=8 / 255, steps=20, confidence=0.9995)
WEAK = AttackConfig(epsilon=2 / 255, steps=10, confidence=0.9995)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Networks:
    """What the table is about, for one finding."""

    segmenter: Network
    standard: Network
    robust: Network | None
    translator: Network | None
    whole: Network | None = None  # the same finding without lung-field extraction, if trained
    autoencoder: Network | None = None

    @classmethod
    def of(cls, library: ModelLibrary, finding: str, whole: Network | None = None) -> Networks:
        """The networks for `finding`. Raises ModelError."""
        on = device()
        found = {network.card.finding: network for network in library.classifiers(on)}
        return cls(
            library.segmenter(on),
            found[finding],
            library.robust_twin(finding, on),
            library.translator(finding, on),
            whole,
            library.autoencoder(on),
        )

    @property
    def sums(self) -> str:
        """Which weights these are; another answer, another table."""
        parts = (self.segmenter, self.standard, self.robust, self.translator, self.whole)
        return "-".join(part.card.weights_sha256[:8] if part else "none" for part in parts)

    @property
    def classifiers(self) -> Mapping[str, Network]:
        """Column -> network."""
        named = {"standard": self.standard, "robust": self.robust, "whole": self.whole}
        return {name: network for name, network in named.items() if network is not None}


def film_row(networks: Networks, film: Radiograph) -> Row:
    """Answers, attacks, translation, signs and agreement on one film.

    Raises
    ------
    AnalysisError: a network gave no finite result.
    """
    lungs = segment(networks.segmenter, film)
    row: Row = {}
    for name, network in networks.classifiers.items():
        subject = classifier_input(network, film, lungs)
        row[name] = {
            **_answered(subject),
            **_attacks(subject, lungs),
        }
    if networks.standard.features is not None:
        row["strange"] = _strange(networks, film)
    if networks.translator is not None:
        subject = classifier_input(networks.standard, film, lungs)
        found = translate(networks.translator, subject, lungs)
        row["translation"] = {
            "target": found.target,
            "flipped": found.flipped,
            "probability": _of_target(found.probability_after, found.target),
            "attention": float(found.attention.mean()),
        }
    return row


def answer_row(networks: Networks, film: Radiograph) -> Row:
    """Every classifier's answer, nothing else.

    Raises
    ------
    AnalysisError: a network gave no finite result.
    """
    lungs = segment(networks.segmenter, film)
    return {
        name: _answered(classifier_input(network, film, lungs))
        for name, network in networks.classifiers.items()
    }


def attack_row(networks: Networks, film: Radiograph) -> Row:
    """Every classifier's answer and the paper's attack on the standard network, nothing else.

    Raises
    ------
    AnalysisError: a network gave no finite result.
    """
    row = answer_row(networks, film)
    lungs = segment(networks.segmenter, film)
    subject = classifier_input(networks.standard, film, lungs)
    found = attack(subject, _in_space(STRONG, "input"))
    row["standard"]["input"] = _attack_row(found, region_masks(subject.source, lungs))
    return row


def _answered(subject: ClassifierInput) -> Row:
    answer = classify(subject)
    return {
        "probability": answer.probability,
        "called": answer.positive,
        "distance": answer.distance,
        "outside": answer.out_of_distribution,
    }


def _strange(networks: Networks, film: Radiograph) -> Row:
    """Kind of strange film made of this one -> whether the network says that it is strange."""
    random = np.random.default_rng(int(film.sha256[:8], 16))
    found: Row = {}
    for kind, change in STRANGE.items():
        strange = replace(film, pixels=read_only(change(np.array(film.pixels), random)))
        lungs = segment(networks.segmenter, strange)
        answer = classify(classifier_input(networks.standard, strange, lungs))
        found[kind] = answer.out_of_distribution
    return found


def _attacks(subject: ClassifierInput, lungs: Segmentation) -> Row:
    """By name: the paper's attack in input space, the same in film space, a weak one."""
    found = {"input": attack(subject, _in_space(STRONG, "input"))}
    if needs_segmentation(subject.network):
        found["film"] = attack(subject, _in_space(STRONG, "film"))
    found["weak"] = attack(subject, _in_space(WEAK, "input"))
    regions = region_masks(subject.source, lungs)
    rows: Row = {name: _attack_row(result, regions) for name, result in found.items()}
    maps = [attribute(subject, method) for method in METHODS]
    if found["input"].delta.any() and regions.body.any():
        agreed = agreement(found["input"].delta, maps, regions.body)
        rows["agreement"] = {
            str(each.method): {
                "spearman": each.spearman,
                "overlap": each.overlap,
                "chance_spearman": each.chance["spearman"].mean,
                "chance_overlap": each.chance["overlap"].mean,
            }
            for each in agreed.rows
        }
    return rows


def _in_space(config: AttackConfig, space: str) -> AttackConfig:
    return replace(config, space=space)


def _attack_row(result: AttackResult, regions: RegionMasks) -> Row:
    delta, epsilon = result.delta, result.config.epsilon
    absolute = float(np.abs(delta).sum()) or 1.0
    signs = {
        str(region): float(delta[regions.masks[region, Side.BOTH]].mean()) / epsilon
        for region in REGIONS
        if (region, Side.BOTH) in regions.masks
    }
    return {
        "target": result.target,
        "flipped": result.flipped,
        "film_flipped": result.roundtrip_flipped,
        "probability": _of_target(result.probability_after, result.target),
        "steps": result.steps_taken,
        "signs": signs,
        "off_body": float(np.abs(delta[~regions.body]).sum()) / absolute,
    }


def _of_target(probability: float, target: int) -> float:
    """P(target) for a probability of the finding."""
    return probability if target else 1 - probability
