"""Class activation maps of known activations and gradients."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from inference.answers.classifier import ClassifierInput
from inference.attribution.film_logit import FilmLogit
from inference.attribution.gradcam import grad_cam, grad_cam_plus_plus, layer_cam
from inference.attribution.maps import attribute
from inference.core.errors import ModelError
from inference.core.types import AttributionMethod as Method
from inference.networks.models import ready
from tests.helpers.networks import SIZE, SmallCnn, seeded, subject, textured

CAMS = (Method.GRAD_CAM, Method.GRAD_CAM_PLUS_PLUS, Method.LAYER_CAM)
CELL = 16


class Weighted(nn.Module):
    """A_c = gain_c · cell mean; the finding's logit is Σ G · A, so that ∂logit/∂A = G."""

    def __init__(self, gains: list[float], gradient: np.ndarray) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, len(gains), CELL, stride=CELL, bias=False)
        kernel = torch.ones_like(self.conv.weight) / CELL**2
        self.conv.weight = nn.Parameter(kernel * torch.tensor(gains)[:, None, None, None])
        self.gradient = torch.from_numpy(gradient.astype(np.float32))[None]

    @property
    def target_layer(self) -> nn.Module:
        return self.conv

    def forward(self, x: Tensor) -> Tensor:
        value = (self.conv(x) * self.gradient).sum((1, 2, 3))
        return torch.stack([-value, value], 1)


GRADIENT = np.random.default_rng(0).normal(size=(2, SIZE // CELL, SIZE // CELL))


def known() -> tuple[ClassifierInput, np.ndarray]:
    """A subject, and its activations (C, h, w), which are not negative."""
    given = subject(ready(Weighted([1.0, 3.0], GRADIENT)), textured())
    rows = given.source.image.reshape(SIZE // CELL, CELL, SIZE // CELL, CELL)
    mean = rows.mean((1, 3))
    return given, np.stack([mean, 3 * mean])


def test_grad_cam_weights_channels_by_their_mean_gradient() -> None:
    given, activation = known()
    weights = GRADIENT.mean((1, 2), keepdims=True)
    expected = np.maximum(0, (weights * activation).sum(0))
    np.testing.assert_allclose(grad_cam(given).low_resolution, expected, atol=1e-6)


def test_grad_cam_plus_plus_is_the_papers_formula() -> None:
    given, activation = known()
    square, cube = GRADIENT**2, GRADIENT**3
    alpha = square / (2 * square + activation.sum((1, 2), keepdims=True) * cube)
    weights = (alpha * np.maximum(GRADIENT, 0)).sum((1, 2), keepdims=True)
    expected = np.maximum(0, (weights * activation).sum(0))
    assert expected.any()
    np.testing.assert_allclose(grad_cam_plus_plus(given).low_resolution, expected, rtol=1e-5)


def test_grad_cam_plus_plus_survives_gradients_whose_cube_underflows() -> None:
    tiny = ready(Weighted([1.0], np.full((1, 4, 4), 1e-15)))
    values = grad_cam_plus_plus(subject(tiny, textured())).low_resolution
    assert values.max() > 0


def test_layer_cam_weights_every_pixel_by_its_own_gradient() -> None:
    given, activation = known()
    expected = (np.maximum(GRADIENT, 0) * activation).sum(0)
    np.testing.assert_allclose(layer_cam(given).low_resolution, expected, atol=1e-6)


@pytest.mark.parametrize("method", CAMS)
def test_no_gradient_means_a_map_of_zeros_not_of_noise(method: Method) -> None:
    flat = ready(Weighted([1.0], np.zeros((1, 4, 4))))
    assert not attribute(subject(flat, textured()), method).values.any()


class Bare(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.mean((2, 3)).repeat(1, 2)


class Unused(Weighted):
    def forward(self, x: Tensor) -> Tensor:
        return x.mean((2, 3)).repeat(1, 2)


class OfTheHead(SmallCnn):
    @property
    def target_layer(self) -> nn.Module:
        return self.head


@pytest.mark.parametrize("method", CAMS)
@pytest.mark.parametrize(
    "module",
    [Bare(), Unused([1.0], GRADIENT[:1]), seeded(OfTheHead)],
    ids=["none", "unused", "flat"],
)
def test_a_network_without_such_a_layer_is_named(module: nn.Module, method: Method) -> None:
    with pytest.raises(ModelError) as caught:
        attribute(subject(module, textured(), name="bare"), method)
    assert caught.value.code == "no_target_layer"
    assert "bare" in caught.value.message


class Meeting(SmallCnn):
    """Two forward passes on one network that begin and end together."""

    def __init__(self) -> None:
        super().__init__()
        self.barrier = threading.Barrier(2, timeout=30)
        self.alone = True

    def forward(self, x: Tensor) -> Tensor:
        if not self.alone:
            self.barrier.wait()
        answer = super().forward(x)
        if not self.alone:
            self.barrier.wait()
        return answer


@pytest.mark.parametrize("method", [*CAMS, Method.GUIDED_BACKPROPAGATION])
def test_two_analyses_at_once_on_one_network_do_not_mix(method: Method) -> None:
    module = seeded(Meeting)
    given, other = subject(module, textured()), subject(module, textured(seed=4))
    given, other = (
        type(each)(given.network, each.radiograph, each.source, None) for each in (given, other)
    )

    def gradient() -> np.ndarray:
        logit = FilmLogit.of(other)
        return logit.gradient(logit.film).numpy()

    def heat_map(of: ClassifierInput) -> np.ndarray:
        return attribute(of, method).values

    alone = heat_map(given), heat_map(other), gradient()
    module.alone = False
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(heat_map, each) for each in (given, other)]
        np.testing.assert_array_equal(both[0].result(), alone[0])
        np.testing.assert_array_equal(both[1].result(), alone[1])
        beside = threads.submit(heat_map, given), threads.submit(gradient)
        np.testing.assert_array_equal(beside[0].result(), alone[0])
        np.testing.assert_array_equal(beside[1].result(), alone[2])
