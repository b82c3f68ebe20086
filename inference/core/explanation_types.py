"""What is measured on a perturbation: where it acts, how, and how far that can be believed.

Frozen facts like those of `inference.core.types`, with the same promises; definitions stand in
docs/explanation.md, "Regions and controls" and docs/explanation.md, "Agreement and faithfulness".
*Logit* here is the log-odds of the finding: its logit minus the other's, which is what the softmax
probability depends on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from inference.core.attack_types import AttackResult
from inference.core.errors import AnalysisError
from inference.core.geometry import FilmGrid
from inference.core.types import (
    AttributionMethod,
    BoolArray,
    CardiothoracicRatio,
    FloatArray,
    Translation,
)

#: Whom a perturbation is shown to: `TransferRow.role`.
SELF, ROBUST_TWIN, OTHER_FINDING = "self", "robust_twin", "other_finding"


class ExplanationPart(StrEnum):
    """What may be asked for beyond the attack and the heat maps, in the order of computing."""

    REGIONS = "regions"  # -> RegionStatistics, and EffectMaps
    MINIMAL_EPSILON = "minimal_epsilon"  # -> MinimalEpsilon
    TRANSFER = "transfer"  # -> Transfer
    RATIO = "ratio"  # -> RatioShift
    CONTROLS = "controls"  # -> ControlLights
    FREQUENCY = "frequency"  # -> FrequencySplit
    AGREEMENT = "agreement"  # -> Agreement
    ROBUST = "robust"  # -> RobustAttack: the robust twin's own perturbation
    TRANSLATION = "translation"  # -> Translation, where a translator is bundled
    REGION_CONTROLS = "region_controls"  # -> RegionStatistics with exact controls (slow)
    NECESSITY = "necessity"  # -> Necessity (many attacks: slow)
    FAITHFULNESS = "faithfulness"  # -> Faithfulness (slow)


#: Parts that run many attacks, or hundreds of passes of the network.
SLOW_PARTS = (
    ExplanationPart.REGION_CONTROLS,
    ExplanationPart.NECESSITY,
    ExplanationPart.FAITHFULNESS,
)
QUICK_PARTS = tuple(part for part in ExplanationPart if part not in SLOW_PARTS)


class Region(StrEnum):
    """Where a perturbation may lie. Bands are `RegionStatistics.band_width` wide.

    The lung's bands and the heart's overlap where the heart's border is a lung field's.
    """

    INSIDE_BAND = "inside_band"  # in the lung field, near its boundary
    OUTSIDE_BAND = "outside_band"  # not in it, near its boundary: the three parts below together
    OUTSIDE_LATERAL = "outside_lateral"
    OUTSIDE_MEDIASTINAL = "outside_mediastinal"
    OUTSIDE_DIAPHRAGMATIC = "outside_diaphragmatic"
    LUNG_CORE = "lung_core"  # the lung field without its inside band
    HEART_INSIDE = "heart_inside"  # lateral band within the heart
    HEART_OUTSIDE = "heart_outside"  # lateral band just outside the heart
    HEART_CORE = "heart_core"
    ELSEWHERE = "elsewhere"  # in the body, in none of the regions above
    BACKGROUND = "background"  # not body: letterbox, padding, air around the patient
    DRAWN = "drawn"  # the reader's own mask


class Side(StrEnum):
    """The patient's sides; `BOTH` for the two together and where there are none."""

    BOTH = "both"
    RIGHT = "right"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class ChanceRange:
    """A mean and the range in which one further draw lies with 95 % probability."""

    mean: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether `value` could be one of the draws."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """What δ does in one region."""

    mean_signed: float  # input units; > 0: brightened
    mean_absolute: float  # input units
    share: float  # of Σ|δ| on the whole model grid
    density_ratio: float  # share / area share
    brightened: float  # share of the region's pixels with δ > 0
    darkened: float  # ... with δ < 0
    logit_change: float  # when δ is applied in this region alone (the causal test)


@dataclass(frozen=True, slots=True, eq=False)
class RegionRow:
    """One line of the region table. Controls are by the names of `RegionFigures`' fields."""

    region: Region
    side: Side
    area_share: float  # of the film's area on the model grid
    figures: RegionFigures
    random_sign: Mapping[str, ChanceRange]  # 20 draws: |δ| kept, signs drawn
    shuffled: Mapping[str, ChanceRange]  # 20 draws: δ's values shuffled over the body
    logit_controls_exact: bool = True  # False: the controls' logit change is to first order


@dataclass(frozen=True, slots=True)
class WholeControl:
    """What a control kind does when it is applied everywhere, over its 20 draws."""

    flip_rate: float  # share of draws that flip the decision, [0, 1]
    logit_change: ChanceRange
    probability: ChanceRange  # of the finding


@dataclass(frozen=True, slots=True, eq=False)
class RegionStatistics:
    """The region table of one perturbation."""

    finding: str
    target: int  # output attacked towards: 0 no finding, 1 finding
    grid: FilmGrid
    rows: tuple[RegionRow, ...]  # regions that are empty on this film are left out
    masks: Mapping[tuple[Region, Side], BoolArray]  # (S, S) each, model grid, for `rows`
    body: BoolArray  # (S, S): the body, model grid
    band_width: float  # model pixels
    band_width_mm: float | None  # in the detector's plane; None without a pixel spacing
    thoracic_width: float  # model pixels
    body_mean_absolute: float  # mean |δ| over the body, input units
    background_share: float  # of Σ|δ|: letterbox, padding and air
    logit_before: float  # log-odds of the finding on the film itself
    logit_change: float  # of the whole δ
    random_sign: WholeControl
    shuffled: WholeControl

    def row(self, region: Region, side: Side = Side.BOTH) -> RegionRow | None:
        """The row of a region; None if it is empty on this film."""
        wanted = (each for each in self.rows if each.region is region and each.side is side)
        return next(wanted, None)


@dataclass(frozen=True, slots=True, eq=False)
class EffectMaps:
    """Where δ has a direction, and where it moves the logit; both signed and raw."""

    grid: FilmGrid
    sign_density: FloatArray  # (S, S) in [-1, 1]: Gaussian mean of sign(δ)
    effect: FloatArray  # (S, S): δ · ∂logit/∂x, logits per pixel, model grid
    sigma: float  # of the Gaussian, model pixels
    effect_sum: float  # Σ effect: the logit change to first order


@dataclass(frozen=True, slots=True, eq=False)
class MinimalEpsilon:
    """The smallest epsilon at which an attack flips the decision."""

    norm: str
    epsilon: float | None  # smallest that flipped; None: even the largest tried did not
    largest_failed: float  # largest that did not flip; the truth lies between the two
    attacks: int  # how many were run
    probability: float | None  # of the finding at `epsilon`


@dataclass(frozen=True, slots=True)
class RegionNecessity:
    """Whether an attack needs a region, and whether it suffices.

    Norms are the smallest L2 norms of perturbations that flip, in input units; None: no flip.
    """

    region: Region
    side: Side
    inside_flipped: bool  # attack only in the region: sufficient
    inside_probability: float  # of the finding
    inside_norm: float | None
    outside_flipped: bool  # attack everywhere but in the region: if not flipped, necessary
    outside_probability: float
    outside_norm: float | None

    @property
    def norm_ratio(self) -> float | None:
        """Norm needed without the region / norm needed in it alone; above 1: it matters more."""
        if self.inside_norm is None or self.outside_norm is None:
            return None
        return self.outside_norm / self.inside_norm


@dataclass(frozen=True, slots=True, eq=False)
class Necessity:
    """`RegionNecessity` of every region tried, and the norm without any restriction."""

    epsilon: float  # the largest L2 norm allowed, input units
    anywhere_norm: float | None
    rows: tuple[RegionNecessity, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FrequencyBand:
    """The part of δ between two spatial frequencies, and what it does alone."""

    name: str  # "low" | "middle" | "high"
    lowest: float  # cycles per model pixel, from which ...
    highest: float  # ... up to which
    delta: FloatArray  # (S, S) signed, model grid; the bands sum to δ
    energy_share: float  # of Σδ², [0, 1]
    probability: float  # of the finding when this band alone is added
    logit_change: float
    flipped: bool


@dataclass(frozen=True, slots=True, eq=False)
class FrequencySplit:
    """δ split by spatial frequency."""

    bands: tuple[FrequencyBand, ...]  # from low to high


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How far |δ| and one heat map agree, with what chance would give.

    Chance: the heat map shifted around the body at random, 20 times, so that its smoothness stays.
    """

    method: AttributionMethod
    spearman: float  # ρ over the body, [-1, 1]
    overlap: float  # intersection over union of the top 10 % of the body, [0, 1]
    similarity: float  # SSIM of both, scaled to their own extremes over the body, [-1, 1]
    chance: Mapping[str, ChanceRange]  # by the names of the three figures


@dataclass(frozen=True, slots=True, eq=False)
class Agreement:
    """Agreement of |δ| with each heat map."""

    sigma: float  # of the Gaussian over |δ|, model pixels: a cell of the class activation map
    smoothed: FloatArray  # (S, S): |δ| as compared
    rows: tuple[AgreementRow, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FaithfulnessRow:
    """Whether the places that a map names are those that the network uses.

    Deletion: the map's highest places are blanked first; a faithful map makes P fall fast (low
    AUC). Insertion is the reverse (high AUC). P is of the class predicted.
    """

    source: str  # an `AttributionMethod`, or "perturbation" for |δ|
    fractions: FloatArray  # (K,) rising from 0 to 1: share of the film blanked or shown
    deletion: FloatArray  # (K,) probabilities
    insertion: FloatArray  # (K,)
    deletion_auc: float
    insertion_auc: float
    randomised_similarity: float | None  # Spearman's ρ with the map of a network of random weights
    passes_sanity: bool | None  # None: not tested (the perturbation)


@dataclass(frozen=True, slots=True, eq=False)
class Faithfulness:
    """Every map's row, beside what a random order of places would give."""

    rows: tuple[FaithfulnessRow, ...]
    random_deletion_auc: float
    random_insertion_auc: float


@dataclass(frozen=True, slots=True)
class TransferRow:
    """What δ does to another network."""

    model_name: str
    finding: str
    role: str  # "self" | "robust_twin" | "other_finding"
    probability_before: float  # of that network's own finding
    probability_after: float
    positive_before: bool
    flipped: bool


@dataclass(frozen=True, slots=True, eq=False)
class Transfer:
    """δ shown to every other network; the attacked one comes first."""

    rows: tuple[TransferRow, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RobustAttack:
    """The robust twin's own perturbation, to be shown beside the standard network's."""

    model_name: str
    result: AttackResult
    background_share: float


@dataclass(frozen=True, slots=True, eq=False)
class RatioShift:
    """What δ does to the *segmentation*: does the border move, too?"""

    before: CardiothoracicRatio | None
    after: CardiothoracicRatio | None  # on the film composed at amplitude 1
    heart_overlap: float  # Dice of the heart before and after, [0, 1]
    lung_overlap: float
    heart_shift: float  # mean distance between the heart's outlines, model pixels
    heart_shift_mm: float | None


@dataclass(frozen=True, slots=True)
class ControlLight:
    """One control: how often a perturbation of the same size flips the decision."""

    name: str  # "perturbation" | "random_sign" | "shuffled" | "gaussian" | "other_network"
    flip_rate: float  # [0, 1]
    draws: int
    norm: float  # L2 norm, input units
    probability: float  # of the finding, mean over the draws


@dataclass(frozen=True, slots=True, eq=False)
class ControlLights:
    """The controls in one word: δ should flip, and nothing else of its size should.

    verdict: "specific" (δ flips, every control below 10 %), "partly" (δ flips, a control does,
    too), "none" (δ does not flip).
    """

    lights: tuple[ControlLight, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class SummaryFact:
    """One sentence as a code and its numbers; the window words it. Never a diagnosis."""

    code: str  # see `inference.explanation.summary`
    values: Mapping[str, str | float]


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """What was measured on one perturbation. Parts that were not asked for are None."""

    regions: RegionStatistics | None = None
    effects: EffectMaps | None = None
    minimal_epsilon: MinimalEpsilon | None = None
    transfer: Transfer | None = None
    ratio: RatioShift | None = None
    controls: ControlLights | None = None
    frequency: FrequencySplit | None = None
    agreement: Agreement | None = None
    robust: RobustAttack | None = None
    translation: Translation | None = None
    necessity: Necessity | None = None
    faithfulness: Faithfulness | None = None
    summary: tuple[SummaryFact, ...] = ()  # from the parts that are there
    notices: tuple[str, ...] = ()  # codes of `inference.core.notices`: what is not there, or odd
    failures: Mapping[str, AnalysisError] = field(default_factory=dict)  # part -> why it is missing
    seconds: Mapping[str, float] = field(default_factory=dict)  # part -> seconds
