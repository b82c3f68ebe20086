"""Guided Backpropagation by hand, and every way in which a ReLU can be called."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from inference.answers.classifier import ClassifierInput
from inference.attribution.film_logit import FilmLogit
from inference.attribution.guided_backprop import guided_gradient
from inference.attribution.maps import attribute
from inference.core.errors import ModelError
from inference.core.types import AttributionMethod as Method
from inference.networks.architectures import ARCHITECTURES
from inference.networks.models import ready
from tests.helpers.networks import SIZE, SmallCnn, seeded, subject, textured

IN, OUT = [1.0, -2.0, 0.5], [[0.7, -0.4, 1.5], [-1.1, 0.9, 0.3]]
BIAS_IN, BIAS_OUT = [-0.5, 0.8, 0.1], [-0.2, 0.1]
HEAD = [1.3, -0.6]


class TwoRelus(nn.Module):
    """Pixel by pixel: logit = Σ_pixels HEAD · relu(OUT · relu(IN · x + BIAS_IN) + BIAS_OUT)."""

    def __init__(self, first: Callable[[Tensor], Tensor], second: Callable[[Tensor], Tensor]):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 3, 1), nn.Conv2d(3, 2, 1)
        self.conv1.weight.data = torch.tensor(IN).reshape(3, 1, 1, 1)
        self.conv2.weight.data = torch.tensor(OUT).reshape(2, 3, 1, 1)
        self.conv1.bias.data, self.conv2.bias.data = torch.tensor(BIAS_IN), torch.tensor(BIAS_OUT)
        self.first, self.second = first, second

    def forward(self, x: Tensor) -> Tensor:
        hidden = self.second(self.conv2(self.first(self.conv1(x))))
        value = (hidden * torch.tensor(HEAD).reshape(1, 2, 1, 1)).sum((1, 2, 3))
        return torch.stack([value * 0, value], 1)


def by_hand(x: np.ndarray) -> np.ndarray:
    """Springenberg's rule, written out."""
    inner = [a * x + b for a, b in zip(IN, BIAS_IN, strict=True)]
    result = np.zeros_like(x)
    for c in range(3):
        arriving = np.zeros_like(x)
        for k in range(2):
            outer = sum(OUT[k][j] * np.maximum(inner[j], 0) for j in range(3)) + BIAS_OUT[k]
            arriving += OUT[k][c] * max(HEAD[k], 0) * (outer > 0)
        result += IN[c] * np.maximum(arriving, 0) * (inner[c] > 0)
    return result


REUSED = nn.ReLU()
WAYS = {
    "modules": (nn.ReLU(), nn.ReLU()),
    "one module twice": (REUSED, REUSED),
    "functions": (functional.relu, torch.relu),
    "method": (Tensor.relu, nn.ReLU()),
}


@pytest.mark.parametrize("way", WAYS)
def test_it_is_the_papers_rule_however_relu_is_called(way: str) -> None:
    given = subject(TwoRelus(*WAYS[way]), textured())
    values = attribute(given, Method.GUIDED_BACKPROPAGATION).values
    expected = by_hand(given.source.image.astype(np.float64))
    assert len(np.unique(expected.round(6))) > 2
    np.testing.assert_allclose(values, expected, atol=1e-6)
    assert not np.allclose(values, plain_gradient(given))


def plain_gradient(given: ClassifierInput) -> np.ndarray:
    logit = FilmLogit.of(given)
    return logit.gradient(logit.film).numpy()[0, 0]


REFUSED = {
    "in-place module": (nn.ReLU(inplace=True), "ReLU in place"),
    "in-place function": (torch.relu_, "ReLU in place"),
    "in-place method": (Tensor.relu_, "ReLU in place"),
    "in-place argument": (lambda x: functional.relu(x, True), "ReLU in place"),
    "clamp": (lambda x: x.clamp(min=0), "Clamp"),
    "leaky": (nn.LeakyReLU(), "LeakyRelu"),
    "relu6": (nn.ReLU6(), "Hardtanh"),
    "gelu": (nn.GELU(), "Gelu"),
    "silu": (nn.SiLU(), "Silu"),
}


@pytest.mark.parametrize("way", REFUSED)
def test_what_cannot_be_followed_is_refused_by_name(way: str) -> None:
    rectifier, told = REFUSED[way]
    given = subject(TwoRelus(nn.ReLU(), rectifier), textured(), name="odd")
    with pytest.raises(ModelError) as caught:
        attribute(given, Method.GUIDED_BACKPROPAGATION)
    assert caught.value.code == "rectifier_not_guided"
    assert told in caught.value.message
    assert "odd" in caught.value.message


def test_every_relu_of_the_bundled_architecture_is_followed() -> None:
    """torchvision's blocks call one ReLU module twice; both calls count."""
    torch.manual_seed(0)
    given = subject(ready(ARCHITECTURES["resnet10"](2, 0.5, 0.25)), textured())
    calls = []

    class Counted(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):
            calls.append(func is functional.relu)
            return func(*args, **(kwargs or {}))

    with Counted():
        logit = FilmLogit.of(given)(given.tensor(given.source.image).requires_grad_())
    assert sum(calls) == 9
    assert np.isfinite(logit.item())
    values = attribute(given, Method.GUIDED_BACKPROPAGATION).values
    assert values.any()
    assert not np.allclose(values, plain_gradient(given), atol=1e-9)


class Failing(SmallCnn):
    broken = False

    def forward(self, x: Tensor) -> Tensor:
        answer = super().forward(x)
        if self.broken:
            raise RuntimeError("out of order")
        return answer


@pytest.mark.parametrize("method", [Method.GUIDED_BACKPROPAGATION, Method.LAYER_CAM])
def test_a_failure_leaves_the_network_as_it_was(method: Method) -> None:
    module = seeded(Failing)
    given = subject(module, textured())
    parts, before = list(module.modules()), plain_gradient(given)
    module.broken = True
    with pytest.raises(RuntimeError, match="out of order"):
        attribute(given, method)
    module.broken = False
    np.testing.assert_array_equal(plain_gradient(given), before)
    assert list(module.modules()) == parts
    assert not any(part._forward_hooks or part._backward_hooks for part in module.modules())


def test_the_network_answers_the_same_while_it_is_guided() -> None:
    module = seeded()
    given = subject(module, textured())
    answers: list[Tensor] = []
    hook = module.register_forward_hook(lambda _module, _inputs, output: answers.append(output))
    guided_gradient(given)
    FilmLogit.of(given)(given.tensor(given.source.image))
    hook.remove()
    assert torch.equal(answers[0], answers[1])
    assert answers[0].shape == (1, 2)
    assert given.source.image.shape == (SIZE, SIZE)
