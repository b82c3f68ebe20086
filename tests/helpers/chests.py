"""The phantom chest with its segmentation and a network that answers to it, on a grid of 64."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from inference.answers.classifier import ClassifierInput
from inference.answers.preprocessing import prepare
from inference.answers.segmentation import from_maps
from inference.attack.pgd import attack
from inference.core.attack_types import AttackConfig, AttackResult
from inference.core.types import FloatArray, Segmentation, read_only
from tests.helpers.networks import SIZE, LinearClassifier, phantom, subject

#: Rows and columns of the structures on the model grid.
RIGHT = (slice(8, 56), slice(4, 24))
LEFT = (slice(8, 56), slice(40, 60))
HEART = (slice(32, 56), slice(26, 38))
THORAX = 56.0
CONFIG = AttackConfig(epsilon=8 / 255, steps=10, confidence=None)


def boxes(*places: tuple[slice, slice], size: int = SIZE) -> FloatArray:
    """(size, size): 1 in each of `places`, else 0."""
    mask = np.zeros((size, size), np.float32)
    for place in places:
        mask[place] = 1
    return mask


def segmentation() -> Segmentation:
    """The phantom's structures, exactly."""
    grid = prepare(phantom(), SIZE).grid
    return from_maps(boxes(RIGHT), boxes(LEFT), boxes(HEART), grid)


def grey_chest() -> FloatArray:
    """The phantom on a grey body, so that the whole film is body, and nothing is clipped."""
    pixels = 0.3 + 0.5 * phantom()
    pixels[:12, :12], pixels[-12:, -12:] = 0.05, 0.95  # what the standardisation clips
    return np.asarray(pixels, np.float32)


def weight(seed: int = 0) -> FloatArray:
    return np.random.default_rng(seed).normal(size=(SIZE, SIZE)).astype(np.float32)


def linear(
    weights: FloatArray | None = None, gain: float = 3000.0, bias: float = 0.0, **changes: object
) -> ClassifierInput:
    """The chest as a linear network sees it; its log-odds are near `bias`."""
    weights = weight() if weights is None else weights
    plain = subject(LinearClassifier(weights, gain), grey_chest())
    level = float(plain.logits(plain.tensor(plain.source.image))[0].diff())
    return subject(LinearClassifier(weights, gain, bias - level), grey_chest(), **changes)


def attacked(given: ClassifierInput, **changes: object) -> AttackResult:
    return attack(given, replace(CONFIG, **changes))


def with_delta(result: AttackResult, delta: FloatArray) -> AttackResult:
    return replace(result, delta=read_only(delta.astype(np.float32)))
