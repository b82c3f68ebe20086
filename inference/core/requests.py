"""What can be asked of one film, and everything that was found.

Frozen facts like those of `inference.core.types`, with the same promises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inference.core.attack_types import AmplitudeSweep, AttackConfig, AttackResult
from inference.core.counterfactual_types import Counterfactual, CounterfactualRequest
from inference.core.explanation_types import Explanation, ExplanationPart
from inference.core.types import (
    AttributionMap,
    AttributionMethod,
    BoolArray,
    Prediction,
    Radiograph,
    Segmentation,
)


@dataclass(frozen=True, slots=True, eq=False)
class AnalysisRequest:
    """What to do with one film. `segmentation` is given to skip what is already known."""

    request_id: int
    radiograph: Radiograph
    attack: AttackConfig | None = field(default_factory=AttackConfig)  # None: no attack
    predictions: tuple[Prediction, ...] | None = None
    segmentation: Segmentation | None = None
    finding: str | None = None  # whose heat map is made; None: the attack's, else the likelier one
    attributions: tuple[AttributionMethod, ...] = (AttributionMethod.GRAD_CAM,)  # in this order
    drawn: BoolArray | None = None  # (H, W) film grid: the reader's mask, for region "drawn"
    explanation: tuple[ExplanationPart, ...] = ()  # what to measure on the perturbation
    band_width: float = 0.03  # of the boundary bands, as a share of the thoracic width
    counterfactuals: CounterfactualRequest | None = None  # None: none is searched for
    known: AnalysisResult | None = None  # of the same film: its attack, sweep and maps stand


@dataclass(frozen=True, slots=True, eq=False)
class AnalysisResult:
    """Everything that one run found. Parts that were not asked for are None."""

    request_id: int
    predictions: tuple[Prediction, ...]
    segmentation: Segmentation
    attack: AttackResult | None
    sweep: AmplitudeSweep | None
    attributions: tuple[AttributionMap, ...]
    device: str  # e.g. "cpu", "cuda:0 NVIDIA ..."
    seconds: Mapping[str, float]  # stage -> seconds
    versions: Mapping[str, str]  # program, torch, each model
    explanation: Explanation | None = None  # None: nothing of it was asked for
    counterfactuals: tuple[Counterfactual, ...] = ()  # finding after finding, in order of kinds
    threads: int = 0  # of the CPU; the order of sums depends on them; 0: not known
