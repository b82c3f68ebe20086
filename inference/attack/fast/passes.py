"""The two passes of an attack's step: what a network answers, and the gradient at its input."""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor, nn

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import target_gap
from inference.attack.fast.fast_gradient import bfloat16_twin
from inference.attack.fast.packed_resnet import PackedResNet, can_pack
from inference.networks.architectures import ResNetClassifier


class Passes(Protocol):
    """One network, forth and back."""

    def answer(self, shown: Tensor) -> Tensor:
        """(N, 1, S, S) in [0, 1] to (N, 2) float32 logits, which `gradient` then starts from."""
        ...

    def gradient(self, target: int) -> Tensor:
        """(N, 1, S, S) float32: ∂(the target's logit − the other's)/∂shown at the last answer."""
        ...


def passes_of(subject: ClassifierInput, precision: str = "float32") -> Passes:
    """The fastest passes of the subject's network that this computer has, in `precision`."""
    module = subject.network.module
    dtype = torch.bfloat16 if precision == "bfloat16" else torch.float32
    if isinstance(module, ResNetClassifier) and can_pack(module, subject.source.grid.size, dtype):
        return PackedResNet(module, dtype)
    if dtype is torch.bfloat16:
        return AutogradPasses(bfloat16_twin(subject.network), dtype)
    return AutogradPasses(module, dtype)


class AutogradPasses:
    """Any network on any device."""

    def __init__(self, module: nn.Module, dtype: torch.dtype) -> None:
        self._module, self._dtype = module, dtype
        self._shown: Tensor | None = None
        self._logits: Tensor | None = None

    def answer(self, shown: Tensor) -> Tensor:
        self._shown = shown.detach().requires_grad_()
        with torch.enable_grad(), torch.autocast(shown.device.type, enabled=False):
            self._logits = self._module(self._shown.to(self._dtype)).float()
        return self._logits.detach()

    def gradient(self, target: int) -> Tensor:
        assert self._logits is not None
        assert self._shown is not None
        gap = target_gap(self._logits, target)
        (gradient,) = torch.autograd.grad(gap.sum(), self._shown)
        return gradient
