"""Guided Backpropagation (Springenberg et al. 2015): a gradient that no ReLU lets turn negative.

Backward through a ReLU passes a gradient on only where it is positive and the activation was too.
Nothing is hooked and no module is replaced: while this thread's forward pass runs, every call of
ReLU, by a module, by the same module again or as a function, is answered by a guided one. So
nothing can stay behind a failure, and the network may be in use elsewhere at the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from inference.answers.classifier import ClassifierInput
from inference.attribution.film_logit import FilmLogit
from inference.core.errors import ModelError
from inference.core.progress import CancelToken

RELU = (functional.relu, torch.relu, Tensor.relu)
IN_PLACE = (torch.relu_, Tensor.relu_)  # functional.relu_ is torch.relu_
#: Autograd's names of rectifiers that are not guided; the map would mix two rules.
NOT_GUIDED = (
    *("Relu", "Threshold", "Hardtanh", "Clamp", "Maximum", "LeakyRelu", "PreluKernel", "Rrelu"),
    *("Elu", "Gelu", "Silu", "Mish", "Softplus", "Hardswish"),
)


def guided_gradient(subject: ClassifierInput, token: CancelToken | None = None) -> Tensor:
    """The guided gradient of the finding's logit with respect to the film x, (1, 1, S, S), signed.

    Raises
    ------
    ModelError: "rectifier_not_guided" when a ReLU works in place or another rectifier is used;
        "model_output_invalid" when the logit is not finite. Cancelled.
    """
    logit = FilmLogit.of(subject, token)
    film = logit.film.detach().requires_grad_()
    with _GuidedMode(subject.network.card.name):
        answer = logit(film)
    for name in _operations(answer):
        if name.startswith(NOT_GUIDED):
            raise _refusal(subject.network.card.name, name.partition("Backward")[0])
    subject.finite(answer.item())
    (gradient,) = torch.autograd.grad(answer, film, torch.ones_like(answer), materialize_grads=True)
    return gradient


class _GuidedRelu(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        rectified = torch.relu(x)
        ctx.save_for_backward(rectified)
        return rectified

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Tensor:
        rectified: Tensor = ctx.saved_tensors[0]
        return gradients[0].clamp(min=0) * (rectified > 0)


class _GuidedMode(TorchFunctionMode):
    """Answers this thread's calls of ReLU with `_GuidedRelu`."""

    def __init__(self, network_name: str) -> None:
        super().__init__()
        self._network_name = network_name

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        given = dict(kwargs or {})
        if func in IN_PLACE or (func in RELU and _asks_for_in_place(args, given)):
            raise _refusal(self._network_name, "ReLU in place")
        if func in RELU:
            return _GuidedRelu.apply(args[0] if args else given["input"])
        return func(*args, **given)


def _asks_for_in_place(args: Sequence[Any], kwargs: Mapping[str, Any]) -> bool:
    return bool(args[1] if len(args) > 1 else kwargs.get("inplace", False))


def _operations(output: Tensor) -> Iterator[str]:
    """Names of all that autograd would run back from `output`."""
    waiting, seen = [output.grad_fn], set()
    while waiting:
        node = waiting.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        yield node.name()
        waiting += [earlier for earlier, _ in node.next_functions]


def _refusal(network_name: str, rectifier: str) -> ModelError:
    return ModelError("rectifier_not_guided", name=network_name, rectifier=rectifier)
