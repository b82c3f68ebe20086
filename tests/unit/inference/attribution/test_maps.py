"""All attribution methods against answers that are known beforehand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from inference.answers.classifier import ClassifierInput
from inference.attribution.film_logit import FilmLogit
from inference.attribution.integrated_gradients import integral, integrated_gradients
from inference.attribution.maps import METHODS, attribute
from inference.attribution.smoothgrad import smooth_grad
from inference.core.errors import ModelError
from inference.core.progress import Cancelled, CancelToken
from inference.core.types import AttributionMethod as Method
from tests.helpers.networks import SIZE, LinearClassifier, SmallCnn, seeded, subject, textured

CAMS = (Method.GRAD_CAM, Method.GRAD_CAM_PLUS_PLUS, Method.LAYER_CAM)
INTEGRATED = (Method.INTEGRATED_GRADIENTS, Method.INTEGRATED_GRADIENTS_MEAN)
#: Those that run the network many times.
LONG = (*INTEGRATED, Method.SMOOTH_GRAD, Method.OCCLUSION)
INPUT_GRADIENTS = [method for method in Method if method not in (*CAMS, Method.OCCLUSION)]

GAIN = 300.0
WEIGHT = np.random.default_rng(1).normal(size=(SIZE, SIZE)).astype(np.float32)
#: ∂logit/∂x of the linear network, whose finding's logit is half of its gap.
GRADIENT = GAIN * WEIGHT / (2 * SIZE * SIZE)


def linear(pixels: np.ndarray | None = None, mask: np.ndarray | None = None) -> ClassifierInput:
    shown = textured() if pixels is None else pixels
    return replace(subject(LinearClassifier(WEIGHT, GAIN, 0.3), shown), mask=mask)


def half_mask() -> np.ndarray:
    return np.linspace(0, 1, SIZE, dtype=np.float32)[None].repeat(SIZE, 0)


def finding_logit(given: ClassifierInput, image: np.ndarray) -> float:
    with torch.no_grad():
        return float(given.logits(given.extracted(image.astype(np.float32)))[0, 1])


def test_every_method_has_its_facts_and_an_answer() -> None:
    given = subject(seeded(), textured())
    assert set(METHODS) == set(Method)
    for method in Method:
        heat_map = attribute(given, method)
        assert heat_map.method is method
        assert heat_map.values.shape == (SIZE, SIZE)
        assert heat_map.values.dtype == heat_map.low_resolution.dtype == np.float32
        assert not heat_map.values.flags.writeable
        assert METHODS[method].signed or heat_map.values.min() >= 0
        assert (heat_map.finding, heat_map.target) == (given.finding, 1)


@pytest.mark.parametrize("mask", [None, half_mask()], ids=["whole", "extracted"])
class TestLinearNetwork:
    """logit = g · (x · m): everything is g · m, times what the method multiplies it with."""

    def slope(self, mask: np.ndarray | None) -> np.ndarray:
        return GRADIENT if mask is None else GRADIENT * mask

    def test_integrated_gradients_are_weight_times_film(self, mask: np.ndarray | None) -> None:
        given = linear(mask=mask)
        values = attribute(given, Method.INTEGRATED_GRADIENTS).values
        np.testing.assert_allclose(values, self.slope(mask) * given.source.image, atol=1e-6)

    def test_from_the_mean_they_are_weight_times_contrast(self, mask: np.ndarray | None) -> None:
        given = linear(mask=mask)
        values = attribute(given, Method.INTEGRATED_GRADIENTS_MEAN).values
        contrast = given.source.image - given.source.image.mean()
        np.testing.assert_allclose(values, self.slope(mask) * contrast, atol=1e-6)

    @pytest.mark.parametrize("method", [Method.SMOOTH_GRAD, Method.GUIDED_BACKPROPAGATION])
    def test_gradients_are_the_weight(self, mask: np.ndarray | None, method: Method) -> None:
        values = attribute(linear(mask=mask), method).values
        np.testing.assert_allclose(values, self.slope(mask), atol=1e-6)

    def test_occlusion_shares_out_the_whole_change(self, mask: np.ndarray | None) -> None:
        given = linear(mask=mask)
        image = given.source.image
        change = (self.slope(mask) * (image - image.mean())).sum()
        lattice = attribute(given, Method.OCCLUSION).low_resolution
        rounding = 1e-3 * float(np.abs(lattice).sum())
        assert lattice.sum() == pytest.approx(change, abs=rounding)


def test_occlusion_is_positive_where_greying_lowers_the_logit() -> None:
    pixels = np.full((SIZE, SIZE), 0.2, np.float32)
    pixels[10:22, 40:52] = 0.9
    bright = subject(LinearClassifier(np.ones((SIZE, SIZE)), GAIN), pixels)
    dark = subject(LinearClassifier(-np.ones((SIZE, SIZE)), GAIN), pixels)
    values = attribute(bright, Method.OCCLUSION).values
    assert values[16, 46] > 0 > values[50, 10]
    np.testing.assert_allclose(attribute(dark, Method.OCCLUSION).values, -values, atol=1e-6)


@pytest.mark.parametrize("method", INTEGRATED)
def test_integrated_gradients_add_up_on_a_network_with_bends(method: Method) -> None:
    given = subject(seeded(), textured(seed=3))
    heat_map = attribute(given, method)
    image = given.source.image
    against = image * 0 if method is Method.INTEGRATED_GRADIENTS else image * 0 + image.mean()
    change = finding_logit(given, image) - finding_logit(given, against)
    assert abs(change) > 0.1
    assert heat_map.details["logit_change"] == pytest.approx(change, abs=1e-4)
    total = float(heat_map.values.sum(dtype=np.float64))
    assert total == pytest.approx(change + heat_map.details["completeness_gap"], abs=1e-3)
    allowed = max(0.01 * abs(change), 0.001 * float(np.abs(heat_map.values).sum()))
    assert abs(heat_map.details["completeness_gap"]) <= allowed


def test_more_nodes_close_the_gap() -> None:
    logit = FilmLogit.of(subject(seeded(), textured(seed=3)))
    black = logit.film * 0
    change = integrated_gradients(logit, black).change
    few, many = (abs(integral(logit, black, nodes).sum() - change) for nodes in (2, 128))
    assert many < few / 5


class Stairs(LinearClassifier):
    """Steps without a slope: gradients of 0 everywhere, and yet the logit changes."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.floor(super().forward(x) * 10)


def test_integrated_gradients_that_do_not_add_up_are_no_map() -> None:
    given = subject(Stairs(np.ones((SIZE, SIZE)), GAIN), textured())
    with pytest.raises(ModelError) as caught:
        attribute(given, Method.INTEGRATED_GRADIENTS)
    assert caught.value.code == "attribution_incomplete"


def test_smoothgrad_is_the_mean_gradient_over_its_own_noise() -> None:
    class Cubic(nn.Module):
        """logit = mean x³, whose gradient's mean over N(0, σ²) is 3(x² + σ²) / S²."""

        def forward(self, x: Tensor) -> Tensor:
            value = (x**3).mean((1, 2, 3))
            return torch.stack([-value, value], 1)

    given = subject(Cubic(), textured())
    expected = 3 * (given.source.image**2 + 0.15**2) / SIZE**2
    values = attribute(given, Method.SMOOTH_GRAD).values
    assert float((values - expected).mean()) == pytest.approx(0, abs=0.03 * float(expected.mean()))
    other = smooth_grad(FilmLogit.of(given), seed=1)
    assert not np.array_equal(values, other)


def test_noise_and_grey_stay_off_the_letterbox() -> None:
    given = subject(seeded(), textured(SIZE, SIZE // 2))
    logit = FilmLogit.of(given)
    outside = ~given.source.grid.content_mask()
    assert not logit.shown.numpy()[0, 0][outside].any()
    assert not logit.mean_film().numpy()[0, 0][outside].any()
    values = attribute(given, Method.INTEGRATED_GRADIENTS_MEAN).values
    assert not values[outside].any()


def test_nothing_outside_the_extraction_carries_evidence() -> None:
    given = subject(seeded(), textured())
    mask = half_mask() > 0.5
    extracted = replace(given, mask=mask.astype(np.float32))
    for method in INPUT_GRADIENTS:
        values = attribute(extracted, method).values
        assert values[mask].any()
        assert not values[~mask].any()


@pytest.mark.parametrize("method", Method)
def test_the_same_input_gives_the_same_map_bit_for_bit(method: Method) -> None:
    torch.manual_seed(1)
    first = attribute(subject(seeded(), textured()), method)
    torch.manual_seed(2)
    second = attribute(subject(seeded(), textured()), method)
    np.testing.assert_array_equal(first.values, second.values)
    assert first.details == second.details


@pytest.mark.parametrize("method", Method)
def test_another_network_gives_another_map(method: Method) -> None:
    """The sanity check of Adebayo et al. 2018: a map that ignores the weights is worthless."""
    maps = [
        attribute(subject(seeded(seed=seed), textured()), method).values.ravel() for seed in (0, 4)
    ]
    assert all(each.std() > 0 for each in maps)
    assert abs(np.corrcoef(*maps)[0, 1]) < 0.5


@pytest.mark.parametrize("method", Method)
def test_an_answer_that_is_no_number_is_an_error(method: Method) -> None:
    given = subject(LinearClassifier(WEIGHT, GAIN, float("nan")), textured())
    with pytest.raises(ModelError) as caught:
        attribute(given, method)
    assert caught.value.code == "model_output_invalid"


@pytest.mark.parametrize("method", INPUT_GRADIENTS)
def test_a_gradient_that_is_no_number_is_an_error(method: Method) -> None:
    class Cusp(LinearClassifier):
        def forward(self, x: Tensor) -> Tensor:
            return super().forward(x) + torch.sqrt((x * 0).sum())

    with pytest.raises(ModelError) as caught:
        attribute(subject(Cusp(WEIGHT, GAIN), textured()), method)
    assert caught.value.code == "model_output_invalid"


@pytest.mark.parametrize("method", Method)
def test_a_cancelled_token_stops_before_the_network_runs(method: Method) -> None:
    token = CancelToken()
    token.cancel()
    given = Cancelling.subject(token, after=1)
    with pytest.raises(Cancelled):
        attribute(given, method, token)
    assert given.network.module.calls == 0


@pytest.mark.parametrize("method", LONG)
def test_a_cancel_is_heard_at_the_next_batch(method: Method) -> None:
    token = CancelToken()
    given = Cancelling.subject(token, after=3)
    with pytest.raises(Cancelled):
        attribute(given, method, token)
    assert given.network.module.calls == 3


class Cancelling(SmallCnn):
    """Cancels its token during its n-th answer."""

    token: CancelToken
    calls = 0
    after = 0

    @classmethod
    def subject(cls, token: CancelToken, after: int) -> ClassifierInput:
        module = seeded(cls)
        module.token, module.after = token, after
        return subject(module, textured())

    def forward(self, x: Tensor) -> Tensor:
        self.calls += 1
        if self.calls == self.after:
            self.token.cancel()
        return super().forward(x)
