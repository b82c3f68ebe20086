"""Class activation maps: where, at the network's last convolutional stage, a class finds evidence.

Raw values: nothing is scaled by the map's own maximum, and a map that is 0 everywhere stays 0. The
class is always the finding (logit 1, not the gap), also when the prediction is "no finding": the
map shows the evidence for the finding. A is the stage's activation (C, h, w), g = ∂logit/∂A.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import FINDING
from inference.attribution.film_logit import as_map
from inference.attribution.target_layer import LayerEvidence, layer_evidence
from inference.core.types import AttributionMap, AttributionMethod, read_only
from inference.grids.resampling import from_layer


def grad_cam(subject: ClassifierInput) -> AttributionMap:
    """Grad-CAM (Selvaraju et al. 2017, equations 1 and 2): ReLU(Σ_c mean(g_c) · A_c).

    Raises
    ------
    ModelError: "model_output_invalid" when the map is not finite; "no_target_layer".
    """
    evidence = layer_evidence(subject)
    weights = evidence.gradient.mean((1, 2), keepdims=True)
    return _map(subject, AttributionMethod.GRAD_CAM, weights, evidence)


def grad_cam_plus_plus(subject: ClassifierInput) -> AttributionMap:
    """Grad-CAM++ (Chattopadhay et al. 2018, arXiv 1710.11063, equation 19): ReLU(Σ_c w_c · A_c).

    w_c = Σ α_c · ReLU(g_c), α = g² / (2g² + ΣA · g³). With g² cancelled α = 1 / (2 + ΣA · g), which
    neither underflows nor needs a small constant. The paper's Y = exp(logit) would only multiply
    the whole map. Made for a rectified A; where A is not, α may take either sign.

    Raises
    ------
    ModelError: as for `grad_cam`.
    """
    evidence = layer_evidence(subject)
    activation, gradient = evidence.activation, evidence.gradient
    with np.errstate(divide="ignore"):
        alpha = 1 / (2 + activation.sum((1, 2), keepdims=True) * gradient)
    rising = gradient > 0
    weights = np.where(rising, alpha * gradient, 0).sum((1, 2), keepdims=True)
    return _map(subject, AttributionMethod.GRAD_CAM_PLUS_PLUS, weights, evidence)


def layer_cam(subject: ClassifierInput) -> AttributionMap:
    """LayerCAM (Jiang et al. 2021, IEEE TIP 30): ReLU(Σ_c ReLU(g_c) · A_c), pixel by pixel.

    Raises
    ------
    ModelError: as for `grad_cam`.
    """
    evidence = layer_evidence(subject)
    weights = np.maximum(evidence.gradient, 0)
    return _map(subject, AttributionMethod.LAYER_CAM, weights, evidence)


def _map(
    subject: ClassifierInput,
    method: AttributionMethod,
    weights: NDArray[np.float64],
    evidence: LayerEvidence,
) -> AttributionMap:
    low_resolution = as_map(subject, np.maximum((weights * evidence.activation).sum(0), 0))
    grid = subject.source.grid
    return AttributionMap(
        method=method,
        finding=subject.finding,
        target=FINDING,
        grid=grid,
        values=read_only(from_layer(grid, low_resolution)),
        low_resolution=read_only(low_resolution),
    )
