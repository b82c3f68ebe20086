"""The one entry to all attribution methods: why does the network see the finding on this film?

Every map is of the finding's logit, raw, on the model grid, and in film space (`film_logit`). Class
activation maps are of the layer, which sees the extracted film.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from torch import Tensor

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import FINDING
from inference.attribution.film_logit import FilmLogit, as_map
from inference.attribution.gradcam import grad_cam, grad_cam_plus_plus, layer_cam
from inference.attribution.guided_backprop import guided_gradient
from inference.attribution.integrated_gradients import integrated_gradients
from inference.attribution.methods import METHODS, MethodFacts
from inference.attribution.occlusion import occlusion
from inference.attribution.smoothgrad import SIGMA, smooth_grad
from inference.core.progress import CancelToken
from inference.core.types import AttributionMap, AttributionMethod, FloatArray, read_only
from inference.grids.resampling import from_layer

__all__ = ["METHODS", "MethodFacts", "attribute"]


def attribute(
    subject: ClassifierInput, method: AttributionMethod, token: CancelToken | None = None
) -> AttributionMap:
    """The finding's map by `method`. The same input gives the same map, bit for bit on a CPU.

    Raises
    ------
    ModelError: "model_output_invalid" when an answer is not finite; "no_target_layer" for a class
        activation map of a network without one; "rectifier_not_guided" for Guided Backpropagation
        of a network whose ReLUs can't be followed; "attribution_incomplete" for Integrated
        Gradients that do not add up. Cancelled: the token was cancelled; read before every batch.
    """
    token = token or CancelToken()
    token.raise_if_cancelled()
    scales = subject.network.card.map_scales
    made = _COMPUTE[method](subject, token)
    return made if scales is None else replace(made, scale=scales.values.get(method))


def _guided(subject: ClassifierInput, token: CancelToken) -> AttributionMap:
    gradient = guided_gradient(subject, token)
    values = as_map(subject, gradient.cpu().numpy()[0, 0].astype(np.float64))
    return _map(subject, AttributionMethod.GUIDED_BACKPROPAGATION, values)


def _from_black(subject: ClassifierInput, token: CancelToken) -> AttributionMap:
    logit = FilmLogit.of(subject, token)
    black = logit.film * 0
    return _integrated(logit, black, AttributionMethod.INTEGRATED_GRADIENTS)


def _from_mean(subject: ClassifierInput, token: CancelToken) -> AttributionMap:
    logit = FilmLogit.of(subject, token)
    return _integrated(logit, logit.mean_film(), AttributionMethod.INTEGRATED_GRADIENTS_MEAN)


def _integrated(logit: FilmLogit, baseline: Tensor, method: AttributionMethod) -> AttributionMap:
    found = integrated_gradients(logit, baseline)
    details = {"nodes": found.nodes, "logit_change": found.change, "completeness_gap": found.gap}
    return _map(logit.subject, method, found.values, details=details)


def _smoothed(subject: ClassifierInput, token: CancelToken) -> AttributionMap:
    values = smooth_grad(FilmLogit.of(subject, token))
    details = {"samples": METHODS[AttributionMethod.SMOOTH_GRAD].passes, "sigma": SIGMA}
    return _map(subject, AttributionMethod.SMOOTH_GRAD, values, details=details)


def _occluded(subject: ClassifierInput, token: CancelToken) -> AttributionMap:
    lattice = occlusion(FilmLogit.of(subject, token))
    values = from_layer(subject.source.grid, lattice)
    return _map(subject, AttributionMethod.OCCLUSION, values, lattice)


def _map(
    subject: ClassifierInput,
    method: AttributionMethod,
    values: FloatArray,
    low_resolution: FloatArray | None = None,
    details: Mapping[str, float] | None = None,
) -> AttributionMap:
    values = read_only(values)
    return AttributionMap(
        method=method,
        finding=subject.finding,
        target=FINDING,
        grid=subject.source.grid,
        values=values,
        low_resolution=values if low_resolution is None else read_only(low_resolution),
        details=details or {},
    )


_COMPUTE: Mapping[AttributionMethod, Callable[[ClassifierInput, CancelToken], AttributionMap]] = {
    AttributionMethod.GRAD_CAM: lambda subject, _: grad_cam(subject),
    AttributionMethod.GRAD_CAM_PLUS_PLUS: lambda subject, _: grad_cam_plus_plus(subject),
    AttributionMethod.LAYER_CAM: lambda subject, _: layer_cam(subject),
    AttributionMethod.GUIDED_BACKPROPAGATION: _guided,
    AttributionMethod.INTEGRATED_GRADIENTS: _from_black,
    AttributionMethod.INTEGRATED_GRADIENTS_MEAN: _from_mean,
    AttributionMethod.SMOOTH_GRAD: _smoothed,
    AttributionMethod.OCCLUSION: _occluded,
}
