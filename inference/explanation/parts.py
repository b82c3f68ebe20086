"""Measures one perturbation, part by part; what parts share is computed once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from inference.answers.classifier import ClassifierInput, classifier_input
from inference.attack.attack_warnings import with_warnings
from inference.attack.minimal_epsilon import minimal_epsilon
from inference.attack.perturbed import PerturbedInput
from inference.attack.pgd import attack
from inference.attack.region import confined
from inference.attribution.maps import attribute
from inference.core.attack_types import AmplitudeSweep, AttackResult
from inference.core.errors import AnalysisError
from inference.core.explanation_types import (
    OTHER_FINDING,
    ROBUST_TWIN,
    SELF,
    Explanation,
    RegionStatistics,
    RobustAttack,
)
from inference.core.explanation_types import ExplanationPart as Part
from inference.core.progress import CancelToken
from inference.core.types import (
    AttributionMap,
    AttributionMethod,
    BoolArray,
    FloatArray,
    Radiograph,
    Segmentation,
)
from inference.counterfactual.translation import translate
from inference.explanation.agreement import agreement
from inference.explanation.control_verdict import control_lights
from inference.explanation.effects import effect_maps
from inference.explanation.faithfulness import faithfulness
from inference.explanation.frequency import frequency_split
from inference.explanation.necessity import necessity
from inference.explanation.ratio_shift import ratio_shift
from inference.explanation.region_masks import RegionMasks, region_masks
from inference.explanation.region_table import region_statistics, with_exact_controls
from inference.explanation.summary import summary
from inference.explanation.transfer import transfer
from inference.networks.models import Network

#: Sigma of the sign density, in band widths.
DENSITY_SIGMA = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Attacked:
    """A perturbation with all that is needed to measure it."""

    subject: ClassifierInput  # the attacked network's
    result: AttackResult
    sweep: AmplitudeSweep | None
    segmentation: Segmentation
    maps: tuple[AttributionMap, ...]  # heat maps to compare with
    others: tuple[ClassifierInput, ...]  # of the other findings
    segmenter: Network
    robust_twin: Network | None
    translator: Network | None
    drawn: BoolArray | None = None  # (H, W), film grid
    band_width: float = 0.03

    @property
    def radiograph(self) -> Radiograph:
        return self.subject.radiograph


#: Called with (parts ended, parts) and, when one has ended, its value.
OnPart = Callable[[int, int, object | None], None]


def explain(
    attacked: Attacked, parts: Sequence[Part], on_part: OnPart, token: CancelToken
) -> Explanation:
    """The `parts` that were asked for, in the order of `ExplanationPart`.

    A part that fails is named in `failures` with its error; the others stand.

    Raises
    ------
    Cancelled: read between and within the parts.
    """
    wanted = [part for part in Part if part in parts]
    measured = _Measured(attacked, token)
    values: dict[str, Any] = {}
    seconds: dict[str, float] = {}
    failures: dict[str, AnalysisError] = {}
    for number, part in enumerate(wanted, 1):
        token.raise_if_cancelled()
        began = time.perf_counter()
        try:
            for name, value in _COMPUTE[part](measured):
                values[name] = value
                on_part(number - 1, len(wanted), value)
        except AnalysisError as error:
            failures[str(part)] = error
        seconds[str(part)] = time.perf_counter() - began
        on_part(number, len(wanted), None)
    notices = tuple(dict.fromkeys(measured.notices))
    found = Explanation(**values, failures=failures, notices=notices, seconds=seconds)
    return replace(found, summary=summary(found))


@dataclass(eq=False)
class _Measured:
    """What several parts need."""

    attacked: Attacked
    token: CancelToken
    notices: list[str] = field(default_factory=list)

    @cached_property
    def film(self) -> PerturbedInput:
        return PerturbedInput.of(self.attacked.subject, self.attacked.result, self.token)

    @cached_property
    def gradient(self) -> FloatArray:
        return self.film.gradient()

    @cached_property
    def confined(self) -> ClassifierInput:
        given = self.attacked
        return confined(given.subject, given.result.config, given.segmentation, given.drawn)

    @cached_property
    def regions(self) -> RegionMasks:
        given = self.attacked
        return region_masks(given.subject.source, given.segmentation, given.band_width, given.drawn)

    @cached_property
    def table(self) -> RegionStatistics:
        return region_statistics(self.film, self.attacked.result, self.regions, self.gradient)

    @cached_property
    def maps(self) -> tuple[AttributionMap, ...]:
        """The finding's heat maps on the attack's grid; Grad-CAM if there is none."""
        given = self.attacked
        finding, grid = given.result.finding, given.result.grid
        fitting = [each for each in given.maps if each.finding == finding and each.grid == grid]
        if fitting:
            return tuple(fitting)
        return (attribute(given.subject, AttributionMethod.GRAD_CAM, self.token),)


_Parts = Iterator[tuple[str, object]]


def _regions(measured: _Measured) -> _Parts:
    yield "regions", measured.table
    sigma = max(DENSITY_SIGMA * measured.regions.band_width, 0.5)
    yield "effects", effect_maps(measured.attacked.result, measured.gradient, sigma)


def _minimal_epsilon(measured: _Measured) -> _Parts:
    given = measured.attacked
    found = minimal_epsilon(measured.confined, given.result, given.sweep, measured.token)
    if found.epsilon is not None and found.epsilon < found.largest_failed:
        measured.notices.append("gradient_masked")
    yield "minimal_epsilon", found


def _transfer(measured: _Measured) -> _Parts:
    given = measured.attacked
    networks = [(SELF, given.subject.network)]
    if given.robust_twin is not None:
        networks.append((ROBUST_TWIN, given.robust_twin))
    else:
        measured.notices.append("no_robust_twin")
    networks += [(OTHER_FINDING, other.network) for other in given.others]
    yield "transfer", transfer(networks, given.radiograph, given.segmentation, given.result)


def _ratio(measured: _Measured) -> _Parts:
    given = measured.attacked
    yield (
        "ratio",
        ratio_shift(given.segmenter, given.radiograph, given.segmentation, given.result),
    )


def _controls(measured: _Measured) -> _Parts:
    given = measured.attacked
    other = next(iter(given.others), None)
    yield "controls", control_lights(measured.film, given.result, measured.table, other)


def _frequency(measured: _Measured) -> _Parts:
    yield "frequency", frequency_split(measured.film, measured.attacked.result.delta)


def _agreement(measured: _Measured) -> _Parts:
    delta = measured.attacked.result.delta
    yield "agreement", agreement(delta, measured.maps, measured.regions.body)


def _robust(measured: _Measured) -> _Parts:
    given = measured.attacked
    if given.robust_twin is None:
        measured.notices.append("no_robust_twin")
        return
    twin = classifier_input(given.robust_twin, given.radiograph, given.segmentation)
    config = given.result.config
    within = confined(twin, config, given.segmentation, given.drawn)
    found = with_warnings(twin, attack(within, config, token=measured.token), given.segmentation)
    yield "robust", RobustAttack(twin.network.card.name, found, found.background_share)


def _translation(measured: _Measured) -> _Parts:
    given = measured.attacked
    if given.translator is None:
        measured.notices.append("no_translator")
        return
    yield "translation", translate(given.translator, given.subject, given.segmentation)


def _region_controls(measured: _Measured) -> _Parts:
    delta = measured.attacked.result.delta
    yield "regions", with_exact_controls(measured.film, measured.table, delta)


def _necessity(measured: _Measured) -> _Parts:
    given = measured.attacked
    found = necessity(measured.confined, given.result, measured.regions, token=measured.token)
    yield "necessity", found


def _faithfulness(measured: _Measured) -> _Parts:
    given = measured.attacked
    delta = given.result.delta
    yield "faithfulness", faithfulness(given.subject, measured.maps, delta, token=measured.token)


_COMPUTE: Mapping[Part, Callable[[_Measured], _Parts]] = {
    Part.REGIONS: _regions,
    Part.MINIMAL_EPSILON: _minimal_epsilon,
    Part.TRANSFER: _transfer,
    Part.RATIO: _ratio,
    Part.CONTROLS: _controls,
    Part.FREQUENCY: _frequency,
    Part.AGREEMENT: _agreement,
    Part.ROBUST: _robust,
    Part.TRANSLATION: _translation,
    Part.REGION_CONTROLS: _region_controls,
    Part.NECESSITY: _necessity,
    Part.FAITHFULNESS: _faithfulness,
}
