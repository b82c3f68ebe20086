"""Films for which a network answers otherwise, found by changes of one kind each.

See docs/explanation.md, "Counterfactuals".

Frozen facts like those of `inference.core.types`, with the same promises. A counterfactual is a
`Change` of the film and what was measured on the film that it makes. *Amplitude* s runs through
the film itself (0), the counterfactual (1) and beyond, for every kind alike;
`inference.counterfactual.composition.film_at` draws it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from inference.core.attack_types import AmplitudeSweep
from inference.core.errors import AnalysisError
from inference.core.explanation_types import SummaryFact
from inference.core.geometry import FilmGrid
from inference.core.types import CardiothoracicRatio, FloatArray, Segmentation


class CounterfactualKind(StrEnum):
    """What may be changed, the kinds that read best first."""

    SHAPE = "shape"  # borders move: a smooth displacement
    OPACITIES = "opacities"  # small rounded opacities in the lung fields come or go
    BROAD = "broad"  # brightness on a coarse grid
    LATENT = "latent"  # an autoencoder's code; the difference of two decodings
    TRANSLATION = "translation"  # the finding's CycleGAN
    PGD = "pgd"  # pixels (docs/explanation.md, "PGD")


def suiting_kind(finding: str) -> CounterfactualKind:
    """What a reader would expect to change: opacities for pneumoconiosis, borders else."""
    if finding == "pneumoconiosis":
        return CounterfactualKind.OPACITIES
    return CounterfactualKind.SHAPE


class SizeUnit(StrEnum):
    """In what a change's size is told to the reader."""

    MILLIMETRES = "mm"  # greatest displacement of an outline
    PIXELS = "px"  # the same in film pixels, where the spacing is not known
    OPACITIES = "opacities"  # how many
    GREY_LEVELS = "grey_levels"  # greatest change, of 256 levels of the network's input range
    FILM_SHARE = "film_share"  # share of the film that changed visibly, [0, 1]
    EPSILON = "epsilon"  # greatest change in input units


class StopReason(StrEnum):
    """Why a search ended. Only after `FOUND` is there a counterfactual."""

    FOUND = "found"
    NOT_FOUND = "not_found"  # the largest change allowed did not turn the answer
    STATIONARY = "stationary"  # the network's answer does not depend on such a change
    STOPPED = "stopped"  # ended early by the reader: the best so far, flipped or not
    ALREADY = "already"  # the film is called the target already: nothing was searched
    UNAVAILABLE = "unavailable"  # what the kind needs is not there; the notices say what
    FAILED = "failed"  # an error ended it: `Counterfactual.failure`


class Zone(StrEnum):
    """The six lung zones of the ILO classification: each field in thirds of its height.

    Right and left are the patient's.
    """

    RIGHT_UPPER = "right_upper"
    RIGHT_MIDDLE = "right_middle"
    RIGHT_LOWER = "right_lower"
    LEFT_UPPER = "left_upper"
    LEFT_MIDDLE = "left_middle"
    LEFT_LOWER = "left_lower"


@dataclass(frozen=True, slots=True)
class Spot:
    """One small rounded opacity that was set or removed."""

    place: tuple[float, float]  # (x, y) of its centre, film grid, continuous
    diameter: float  # full width at half maximum
    unit: SizeUnit  # of the diameter: MILLIMETRES or PIXELS
    contrast: float  # signed peak, input units; < 0: removed
    zone: Zone | None  # None outside both lung fields


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What is done to a film at amplitude 1: a displacement, then a difference; either may be None.

    film(p) becomes film(p + s · u(p)) + s · (high - low) · difference(p), clipped to [0, 1].
    """

    grid: FilmGrid
    input_range: tuple[float, float]  # (low, high): film pixel values standing for input 0 and 1
    difference: FloatArray | None = None  # (S, S) float32 signed, model grid, input units
    displacement: FloatArray | None = None  # (2, S, S) float32 u = (x, y), model pixels
    #: True: the difference is drawn smoothly (bicubic); False: by the operator U of `FilmGrid`, so
    #: that averaging on the model grid returns it exactly (an attack's δ needs that).
    smooth: bool = True
    spots: tuple[Spot, ...] = ()  # what the difference consists of, for `OPACITIES`


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """What another network says to the film before and after."""

    model_name: str
    finding: str
    before: float  # probability of its finding
    after: float
    flipped: bool  # its decision changed; for the robust twin: to the target


@dataclass(frozen=True, slots=True)
class RandomChanges:
    """Changes of the same kind and size, drawn at random."""

    draws: int
    flips: int  # how many of them turned the answer to the target
    logit_change: float  # mean change of the log-odds towards the target


@dataclass(frozen=True, slots=True)
class LowPass:
    """The answer when the change is smoothed by a Gaussian first."""

    sigma: float  # model pixels
    probability: float  # of the finding
    flipped: bool


@dataclass(frozen=True, slots=True)
class Mover:
    """One part of a change and what it does to the answer alone."""

    place: str  # a `Zone`, or a border: see `inference.counterfactual.places`
    logit_change: float  # of the log-odds, towards the target
    share: float  # of the whole change's, both alone


@dataclass(frozen=True, slots=True, eq=False)
class Checks:
    """What was measured on the counterfactual film, composed at full size and amplitude 1."""

    after: Segmentation | None  # None: could not be segmented
    twin: OtherAnswer | None  # the robust twin's; None without one
    others: tuple[OtherAnswer, ...]  # of the other findings' networks
    controls: RandomChanges
    low_pass: tuple[LowPass, ...]  # sigma 1, 2, 4
    movers: tuple[Mover, ...]  # greatest logit change first


@dataclass(frozen=True, slots=True, eq=False)
class Counterfactual:
    """A film for which the network answers otherwise, or the search that did not find one.

    Probabilities are of the finding, like `Prediction.probability`.
    """

    kind: CounterfactualKind
    finding: str
    target: int  # class searched for: 0 no finding, 1 finding
    change: Change | None  # None when nothing was changed: see `stop_reason`
    flipped: bool  # on the film composed at full size
    probability_before: float
    probability_after: float  # on the film composed at full size, amplitude 1
    size: float | None  # None when nothing was changed
    unit: SizeUnit
    stop_reason: StopReason
    ratio_before: CardiothoracicRatio | None
    zones: Mapping[Zone, float] = field(default_factory=dict)  # shares; of opacities, how many
    curve: AmplitudeSweep | None = None
    checks: Checks | None = None  # None: not measured, or not yet
    facts: tuple[SummaryFact, ...] = ()  # the sentence: see `inference.counterfactual.sentence`
    notices: tuple[str, ...] = ()  # codes of `inference.core.notices`
    failure: AnalysisError | None = None  # why the search ended without a result
    seconds: float = 0.0

    @property
    def ratio_after(self) -> CardiothoracicRatio | None:
        """On the film composed at amplitude 1; None too while it has not been measured."""
        after = None if self.checks is None else self.checks.after
        return None if after is None else after.cardiothoracic_ratio


@dataclass(frozen=True, slots=True)
class CounterfactualRequest:
    """What to search for."""

    kinds: tuple[CounterfactualKind, ...]  # searched in this order
    findings: tuple[str, ...] = ()  # empty: every finding that a network is bundled for
    target: int | None = None  # 0 no finding, 1 finding; None: away from the present decision
    #: P(target) that the answer is to reach, at an operating point of 0.5; at another one the same
    #: log-odds beyond it. None: the decision alone.
    confidence: float | None = 0.9
    curve: bool = True
    checks: bool = True
    seed: int = 0
