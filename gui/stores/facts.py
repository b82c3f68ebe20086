"""What was found on one film."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gui.films.film import ShownAttack
from gui.films.outline_mask import Outline
from inference.core.attack_types import AmplitudeSweep, AttackResult
from inference.core.counterfactual_types import Counterfactual
from inference.core.explanation_types import Explanation, Region, Side
from inference.core.types import AttributionMap, CardiothoracicRatio, Prediction, Segmentation

RegionKey = tuple[Region, Side]


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What is known of one film."""

    predictions: tuple[Prediction, ...] = ()
    segmentation: Segmentation | None = None
    shown_attack: ShownAttack | None = None
    sweep: AmplitudeSweep | None = None
    attributions: Mapping[str, AttributionMap] = field(default_factory=dict)  # by method
    explanation: Explanation = field(default_factory=Explanation)
    counterfactuals: Mapping[str, Counterfactual] = field(default_factory=dict)  # by kind
    counterfactual_kind: str = ""  # the kind that is shown
    device: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    threads: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)
    outline: Outline = ()  # the region that the reader drew
    edited_ratio: CardiothoracicRatio | None = None  # with lines that the reader moved
    complete: bool = False  # a whole run has ended with these facts

    @property
    def attack(self) -> AttackResult | None:
        """What the attack found."""
        return None if self.shown_attack is None else self.shown_attack.result

    @property
    def counterfactual(self) -> Counterfactual | None:
        """Of the kind that is shown; also one whose search found nothing."""
        return self.counterfactuals.get(self.counterfactual_kind)

    @property
    def cardiothoracic_ratio(self) -> CardiothoracicRatio | None:
        """As the reader moved its lines, else as it was measured."""
        measured = self.segmentation.cardiothoracic_ratio if self.segmentation else None
        return self.edited_ratio or measured

    def prediction(self, finding: str) -> Prediction | None:
        """The answer for `finding`, if there is one."""
        return next((p for p in self.predictions if p.finding == finding), None)
