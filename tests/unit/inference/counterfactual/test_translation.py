from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from inference.answers.classifier import ClassifierInput
from inference.answers.preprocessing import compose_film, prepare
from inference.answers.segmentation import segment
from inference.core.errors import ModelError
from inference.core.types import Task
from inference.counterfactual.translation import translate
from inference.grids.resampling import resampled
from inference.networks.architectures import ARCHITECTURES
from inference.networks.generators import blended
from inference.networks.models import Network
from tests.helpers.networks import (
    SIZE,
    GreySegmenter,
    LinearClassifier,
    Painter,
    film,
    network,
    phantom,
    subject,
    textured,
)

WHOLE = np.ones((SIZE, SIZE))


def painter(**changes: object) -> Network:
    return network(Painter(), name="painter", task=Task.TRANSLATOR, **changes)


def bright(pixels: np.ndarray, **changes: object) -> ClassifierInput:
    """A classifier that calls films of a mean above 0.5."""
    return subject(LinearClassifier(WHOLE, gain=100, bias=-50), pixels, **changes)


def half_bright() -> np.ndarray:
    """A film of mean 0.4: neither black nor white where the painter paints."""
    pixels = np.full((SIZE, SIZE), 0.4, np.float32)
    pixels[:4, -16:], pixels[-4:, -16:] = 0.0, 1.0
    return pixels


def test_the_film_becomes_content_where_the_attention_is() -> None:
    found = translate(painter(), bright(half_bright()))
    half = SIZE // 2
    assert found.target == 1
    np.testing.assert_allclose(found.attention[:, :half], 0.5)
    np.testing.assert_allclose(found.image[5:-5, :half], 0.5 * 1 + 0.5 * 0.4, atol=0.02)
    np.testing.assert_allclose(found.difference[:, half:], 0, atol=1e-6)
    np.testing.assert_allclose(found.difference[5:-5, :half], 0.3, atol=0.02)


def test_the_classifier_judges_the_film_composed_at_full_size() -> None:
    pixels = np.kron(half_bright(), np.ones((3, 3), np.float32))
    asked = bright(pixels)
    found = translate(painter(input_size=32), asked)
    composed = compose_film(pixels, found.difference, 1.0, found.grid, found.input_range)
    again = prepare(composed, SIZE).image
    expected = 1 / (1 + np.exp(-(100 * again.mean() - 50)))
    assert found.probability_after == pytest.approx(expected, rel=1e-3)
    assert found.probability_before < 0.01
    assert found.flipped == (expected >= 0.5)


def test_a_direction_may_be_asked_for() -> None:
    found = translate(painter(), bright(half_bright()), target=0)
    assert found.target == 0
    assert found.difference.max() <= 0
    assert found.flipped  # the decision was, and stays, no finding


def test_padding_and_what_is_extracted_stay_as_they_are() -> None:
    padding = np.zeros((SIZE, SIZE), bool)
    padding[:8] = True
    found = translate(painter(), bright(textured(), padding=padding))
    assert np.abs(found.difference[:8]).max() == 0
    assert found.attention[:8].max() == 0
    assert np.abs(found.difference[8:]).max() > 0


def test_a_translator_of_the_lung_fields_changes_nothing_else() -> None:
    pixels = phantom(128)
    grey = network(GreySegmenter(), name="grey", task=Task.SEGMENTER, input_size=128)
    segmentation = segment(grey, film(pixels))
    asked = bright(pixels)
    found = translate(painter(extraction="lung_field"), asked, segmentation)
    lungs = resampled(segmentation.grid, segmentation.lungs, found.grid) >= 0.5
    far = np.zeros_like(lungs)
    far[-4:, :] = True
    assert np.abs(found.difference[far]).max() == 0
    assert np.abs(found.difference[lungs]).max() > 0.3


def test_every_array_is_locked() -> None:
    found = translate(painter(), bright(half_bright()))
    for array in (found.image, found.content, found.attention, found.difference):
        assert array.dtype == np.float32
        assert array.shape == (SIZE, SIZE)
        assert not array.flags.writeable


class Broken(nn.Module):
    def forward(self, x: Tensor, target: int) -> tuple[Tensor, Tensor]:
        return x * torch.nan, x


def test_a_generator_without_finite_result_is_refused() -> None:
    broken = network(Broken(), name="broken", task=Task.TRANSLATOR)
    with pytest.raises(ModelError) as caught:
        translate(broken, bright(half_bright()))
    assert caught.value.code == "model_output_invalid"


def test_the_generators_draw_both_directions_within_range() -> None:
    torch.manual_seed(0)
    module = ARCHITECTURES["attention_translator"](2, 0.5, 0.25).eval()
    x = torch.rand(2, 1, 64, 64)
    with torch.no_grad():
        drawn = [module(x, target) for target in (0, 1)]
    for content, attention in drawn:
        assert content.shape == attention.shape == x.shape
        output = blended(x, content, attention)
        assert 0 <= float(output.min()) <= float(output.max()) <= 1
    assert not torch.allclose(drawn[0][0], drawn[1][0])
    assert 1e6 < sum(p.numel() for p in module.parameters()) < 2e6
