"""A network's target layer on one film: its activation, and what the finding makes of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import FINDING
from inference.core.errors import ModelError


@dataclass(frozen=True, slots=True, eq=False)
class LayerEvidence:
    """Both (C, h, w) float64: A, and ∂logit/∂A of the finding's logit."""

    activation: NDArray[np.float64]
    gradient: NDArray[np.float64]


def layer_evidence(subject: ClassifierInput) -> LayerEvidence:
    """Run the film through the network, and the finding's logit back to the target layer.

    The network may be in use elsewhere meanwhile: the hook heeds the calling thread alone.

    Raises
    ------
    ModelError: "no_target_layer" when the network has none, does not run it, or it gives no maps;
        "model_output_invalid" when the logit is not finite.
    """
    layer = getattr(subject.network.module, "target_layer", None)
    if not isinstance(layer, nn.Module):
        raise _no_target_layer(subject)
    cut = _Cut()
    hook = layer.register_forward_hook(cut)
    try:
        logit = subject.logits(subject.extracted(subject.source.image))[0, FINDING]
    finally:
        hook.remove()
    if not cut.leaves or cut.leaves[-1].ndim != 4:
        raise _no_target_layer(subject)
    subject.finite(logit.item())
    leaf = cut.leaves[-1]
    (gradient,) = torch.autograd.grad(logit, leaf, materialize_grads=True)
    return LayerEvidence(_array(leaf), _array(gradient))


class _Cut:
    """A forward hook: the rest of the network continues from a leaf of its own."""

    def __init__(self) -> None:
        self.leaves: list[Tensor] = []
        self._thread = threading.get_ident()

    def __call__(self, _layer: nn.Module, _inputs: object, output: Tensor) -> Tensor | None:
        if threading.get_ident() != self._thread:
            return None
        leaf = output.detach().clone().requires_grad_()
        self.leaves.append(leaf)
        return leaf.clone()  # which a later step may overwrite in place


def _array(values: Tensor) -> NDArray[np.float64]:
    return np.asarray(values.detach().cpu().numpy()[0], np.float64)


def _no_target_layer(subject: ClassifierInput) -> ModelError:
    return ModelError("no_target_layer", name=subject.network.card.name)
