"""One film as one classifier sees it, and the classifier's answer.

A network whose card says extraction = "lung_field" sees z = x · m: the standardised film x, blanked
outside the lung fields by the soft mask m of `inference.answers.extraction`. For all others z = x.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from inference.answers.criteria import FINDING, finding_probability, is_positive
from inference.answers.extraction import extraction_mask
from inference.answers.preprocessing import ModelInput, prepare
from inference.core.errors import ModelError
from inference.core.types import FloatArray, Prediction, Radiograph, Segmentation
from inference.grids.resampling import resampled
from inference.networks.models import Network
from inference.networks.out_of_distribution import distance, pooled_features

NO_FINDING = "no finding"


@dataclass(frozen=True, slots=True, eq=False)
class ClassifierInput:
    """What a classifier is shown of a radiograph, with all that is needed to show it more."""

    network: Network
    radiograph: Radiograph
    source: ModelInput  # x
    mask: FloatArray | None  # m, (S, S) float32 in [0, 1], model grid; None without extraction

    @property
    def finding(self) -> str:
        return self.network.card.finding

    def tensor(self, values: FloatArray) -> Tensor:
        """(S, S) as (1, 1, S, S) float32 on the network's device."""
        copy = torch.from_numpy(np.array(values, np.float32))
        return copy[None, None].to(self.network.device)

    def extracted(self, image: FloatArray) -> Tensor:
        """z = image · m for `image` (S, S), as (1, 1, S, S)."""
        shown = image if self.mask is None else image * self.mask
        return self.tensor(shown)

    def logits(self, batch: Tensor) -> Tensor:
        """(N, 1, S, S) to (N, 2) raw logits, with gradients where `batch` asks for them.

        Always in float32: in half precision gradients underflow, and with them signs.
        """
        with torch.autocast(batch.device.type, enabled=False):
            answer: Tensor = self.network.module(batch)
        return answer

    def film_probability(self, delta: FloatArray, amplitude: float = 1.0) -> float:
        """Probability of the finding on the film composed with `delta` (S, S), the round trip.

        The film is composed at full size and standardised anew, as if it had been opened from a
        file; the mask m stays the original film's.
        """
        film = self.source.compose_film(self.radiograph.pixels, delta, amplitude)
        return self.probability_of(film)

    def probability_of(self, film: FloatArray) -> float:
        """Probability of the finding on another film (H, W) in [0, 1], as if just opened.

        It is standardised anew; the mask m stays the original film's.
        """
        again = self.of_pixels(film)
        with torch.no_grad():
            answer = finding_probability(self.logits(again.extracted(again.source.image)))
        return self.finite(answer.item())

    def of_pixels(self, pixels: FloatArray) -> ClassifierInput:
        """Other pixels (H, W) of the same film, standardised anew; m stays as it is."""
        again = prepare(pixels, self.source.grid.size, self.radiograph.padding)
        return replace(self, source=again)

    def finite(self, value: float) -> float:
        """`value`; raises ModelError "model_output_invalid" unless it is a finite number."""
        if not math.isfinite(value):
            raise ModelError("model_output_invalid", name=self.network.card.name)
        return value


def classifier_input(
    network: Network, radiograph: Radiograph, segmentation: Segmentation | None = None
) -> ClassifierInput:
    """Standardise `radiograph` for `network`; `segmentation` is needed if it extracts."""
    card = network.card
    source = prepare(radiograph.pixels, card.input_size, radiograph.padding)
    if not needs_segmentation(network):
        return ClassifierInput(network, radiograph, source, None)
    if segmentation is None:
        raise ValueError(f"“{card.name}” needs the lung fields")
    lungs = resampled(segmentation.grid, segmentation.lungs, source.grid)
    mask = extraction_mask(lungs, card.extraction_margin)
    return ClassifierInput(network, radiograph, source, mask)


def needs_segmentation(network: Network) -> bool:
    """Whether the network sees the lung fields alone."""
    return network.card.extraction == "lung_field"


def classify(subject: ClassifierInput) -> Prediction:
    """The classifier's answer for its finding.

    Raises
    ------
    ModelError: "model_output_invalid" when a logit is not finite.
    """
    card = subject.network.card
    with torch.no_grad():
        with pooled_features(subject.network.module) as features:
            logits = subject.logits(subject.extracted(subject.source.image))
        calibrated = finding_probability(logits / subject.network.card.temperature).item()
        probability = finding_probability(logits).item()
    no_finding, finding = (subject.finite(value) for value in logits[0].tolist())
    positive = is_positive(probability, card.operating_point)
    return Prediction(
        finding=card.finding,
        label=card.finding if positive else NO_FINDING,
        logits=(no_finding, finding),
        probability=probability,
        calibrated_probability=calibrated,
        operating_point=card.operating_point,
        positive=positive,
        model_name=card.name,
        model_version=card.version,
        distance=distance(card, subject.network.features, features),
        distance_limit=limit.threshold if (limit := card.out_of_distribution) else None,
    )


__all__ = [
    "FINDING",
    "NO_FINDING",
    "ClassifierInput",
    "classifier_input",
    "classify",
    "needs_segmentation",
]
