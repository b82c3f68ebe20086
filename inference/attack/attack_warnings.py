"""What speaks against trusting an attack's result, as codes of `inference.core.notices`."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from inference.answers.body import body_mask
from inference.answers.classifier import ClassifierInput
from inference.core.attack_types import AttackResult
from inference.core.types import Prediction, Segmentation

#: P of the class left, from which the softmax is called saturated (docs/explanation.md, "PGD").
SATURATED = 1 - 1e-7
#: Share of Σ|δ| off the body that is worth saying.
OFF_BODY = 0.1


def with_warnings(
    subject: ClassifierInput,
    result: AttackResult,
    segmentation: Segmentation,
    prediction: Prediction | None = None,
) -> AttackResult:
    """`result` with its share on what is not the body, and what speaks against trusting it.

    `prediction` is the attacked network's, for the warning "out_of_distribution".
    """
    total = float(np.abs(result.delta).sum(dtype=np.float64))
    off = ~body_mask(subject.source, segmentation)
    on_background = float(np.abs(result.delta[off]).sum(dtype=np.float64)) / total if total else 0.0
    certain = max(result.probability_before, 1 - result.probability_before)
    signs = {
        "zero_gradient": result.stop_reason == "stationary" and result.steps_taken == 0,
        "saturated": certain > SATURATED,
        "already_target": result.stop_reason == "already",
        "attack_stopped": result.stop_reason == "stopped",
        "roundtrip_lost": result.flipped and not result.roundtrip_flipped,
        "delta_off_body": on_background > OFF_BODY,
        "out_of_distribution": prediction is not None and prediction.out_of_distribution,
        "view_ap": subject.radiograph.view_position.upper() == "AP",
    }
    found = tuple(code for code, holds in signs.items() if holds)
    return replace(result, background_share=on_background, warnings=found)
