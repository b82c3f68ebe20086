"""Grad-CAM (Selvaraju et al. 2017, equations 1 and 2): where a class finds its evidence.

Raw values: nothing is scaled by the map's own maximum, and a map that is 0 everywhere stays 0. The
class is always the finding (logit 1, not the gap), also when the prediction is "no finding": the
map shows the evidence for the finding.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from inference.classifier import ClassifierInput
from inference.criteria import FINDING
from inference.types import AttributionMap, AttributionMethod, FloatArray, read_only


def grad_cam(subject: ClassifierInput) -> AttributionMap:
    """The finding's Grad-CAM at the network's last convolutional stage.

    Raises
    ------
    ModelError: "model_output_invalid" when the map is not finite.
    """
    low_resolution = _low_resolution(subject, FINDING)
    subject.finite(float(low_resolution.sum()))
    grid = subject.source.grid
    return AttributionMap(
        method=AttributionMethod.GRAD_CAM,
        finding=subject.finding,
        target=FINDING,
        grid=grid,
        values=read_only(grid.from_layer(low_resolution)),
        low_resolution=read_only(low_resolution),
    )


def _low_resolution(subject: ClassifierInput, target: int) -> FloatArray:
    activation, gradient = _activation_and_gradient(subject, target)
    weights = gradient.mean((2, 3), keepdim=True)
    heat = torch.relu((weights * activation).sum(1))[0]
    return np.array(heat.cpu().numpy(), np.float32)


def _activation_and_gradient(subject: ClassifierInput, target: int) -> tuple[Tensor, Tensor]:
    """Both (1, C, h, w): the target layer's output, and the logit's gradient with respect to it."""
    captured: list[Tensor] = []

    def cut(_layer: nn.Module, _inputs: object, output: Tensor) -> Tensor:
        # The rest of the network continues from a copy, which nothing later can overwrite.
        leaf = output.detach().clone().requires_grad_()
        captured.append(leaf)
        return leaf.clone()

    layer = subject.network.module.target_layer
    if not isinstance(layer, nn.Module):
        raise TypeError("the architecture names no target layer")
    hook = layer.register_forward_hook(cut)
    try:
        logits = subject.logits(subject.extracted(subject.source.image))
    finally:
        hook.remove()
    (gradient,) = torch.autograd.grad(logits[0, target], captured[-1])
    return captured[-1].detach(), gradient
