"""Where δ has one direction, and where it moves the answer: two signed maps."""

from __future__ import annotations

import cv2
import numpy as np

from inference.core.attack_types import AttackResult
from inference.core.explanation_types import EffectMaps
from inference.core.types import FloatArray, read_only


def effect_maps(result: AttackResult, gradient: FloatArray, sigma: float) -> EffectMaps:
    """The sign density of δ and its effect δ · ∂(log-odds)/∂δ, raw.

    |δ| of an L-inf attack is almost the same everywhere, so that "where" is read from its sign: a
    Gaussian mean of sign(δ), near 0 where signs alternate, ±1 where they agree.
    See docs/explanation.md, "Sign density and effect".

    Parameters
    ----------
    gradient: (S, S), ∂(log-odds)/∂δ at 0.
    sigma: of the Gaussian, model pixels, > 0.
    """
    sign = np.sign(result.delta).astype(np.float32)
    density = cv2.GaussianBlur(sign, (0, 0), sigma, borderType=cv2.BORDER_CONSTANT)
    effect = (result.delta * gradient).astype(np.float32)
    total = float(effect.sum(dtype=np.float64))
    return EffectMaps(
        result.grid, read_only(np.clip(density, -1, 1)), read_only(effect), sigma, total
    )
