"""Kind `opacities`: what is set and what is taken are small, round, in the lungs, and counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from inference.answers.classifier import classifier_input
from inference.answers.criteria import Criterion
from inference.answers.segmentation import from_maps
from inference.core.counterfactual_types import SizeUnit, StopReason, Zone
from inference.core.geometry import FilmGrid
from inference.core.types import PixelSpacing, Segmentation
from inference.counterfactual.kind import Context
from inference.counterfactual.kinds.blobs import fitted_contrast, roundness
from inference.counterfactual.kinds.opacities import Opacities, lung_core
from inference.counterfactual.kinds.spots import Disc, draw, template
from inference.networks.models import Network, ready
from tests.helpers.networks import CPU, card, film

SIDE = 128
#: Of the film's pixels, which are the model's, too.
MM = 1.0
#: Chosen so that a chest without spots has log-odds of -8 and one spot of contrast 0.09 adds 1.5.
BIAS = 1992.0


class SpotCounter(nn.Module):
    """The finding's log-odds rise with every small bright spot above its surroundings."""

    def __init__(self) -> None:
        super().__init__()
        kernel = torch.from_numpy(template(4.0))[None, None]
        self.conv = nn.Conv2d(1, 1, kernel.shape[-1], padding=kernel.shape[-1] // 2, bias=False)
        self.conv.weight = nn.Parameter(kernel - kernel.mean())

    @property
    def target_layer(self) -> nn.Module:
        return self.conv

    def forward(self, x: Tensor) -> Tensor:
        seen = torch.nn.functional.softplus(20 * (self.conv(x)[:, 0, 8:-8, 8:-8] - 0.1))
        half = (seen.flatten(1).sum(1) - BIAS) / 100
        return torch.stack([-half, half], 1)


def lungs() -> Segmentation:
    """Two boxes of lung with a heart between their lower halves."""
    right, left, heart = (np.zeros((SIDE, SIDE), np.float32) for _ in range(3))
    right[16:112, 12:56] = left[16:112, 72:116] = heart[70:112, 50:84] = 1
    return from_maps(right, left, heart, FilmGrid((SIDE, SIDE), SIDE))


def context_of(
    pixels: np.ndarray, spacing: bool = True, masks: Segmentation | None = None
) -> Context:
    found = masks or lungs()
    shown = film(pixels)
    if spacing:
        shown = replace(shown, spacing=PixelSpacing(MM, MM, "calibrated"))
    network = Network(card(input_size=SIDE), ready(SpotCounter()), CPU)
    subject = classifier_input(network, shown, found)
    before = subject.probability_of(shown.pixels)
    criterion = Criterion.against(before, network.card.operating_point, None)
    return Context(subject, criterion, found, network)


def empty_chest() -> np.ndarray:
    """A smooth slope between black and white stripes that span the network's range."""
    pixels = np.tile(np.linspace(0.4, 0.6, SIDE, dtype=np.float32), (SIDE, 1))
    pixels[:4], pixels[-4:] = 0, 1
    return pixels


PLACES = [(30.0, 30.0), (40.0, 60.0), (95.0, 40.0), (100.0, 90.0), (24.0, 95.0), (88.0, 25.0)]


def spotted_chest() -> np.ndarray:
    spots = [Disc(x, y, 4.0, 0.2) for x, y in PLACES]
    return np.asarray(empty_chest() + draw(spots, SIDE), np.float32)


def test_opacities_are_set_in_the_lung_fields_until_the_answer_turns() -> None:
    context = context_of(empty_chest())
    found = Opacities().search(context)
    assert found.stop_reason is StopReason.FOUND
    assert found.change is not None
    core = lung_core(context)
    for spot in found.change.spots:
        assert spot.contrast > 0
        assert spot.unit is SizeUnit.MILLIMETRES
        assert 1.0 < spot.diameter <= 10
        assert core[int(spot.place[1]), int(spot.place[0])]
        assert spot.zone is not None
    assert Opacities().size(context, found.change) == (
        len(found.change.spots),
        SizeUnit.OPACITIES,
    )
    assert sum(Opacities().zones(context, found.change).values()) == len(found.change.spots)


def test_no_more_are_set_than_are_needed() -> None:
    """Without the last of them the answer would not have turned so far."""
    context = context_of(empty_chest())
    change = Opacities().search(context).change
    assert change is not None
    assert change.difference is not None
    last = change.spots[-1]
    fewer = change.difference - draw([Disc(*last.place, last.diameter / MM, last.contrast)], SIDE)
    odds = [
        float(np.diff(context.subject.logits(context.subject.extracted(
            context.subject.source.image + each)).numpy())[0, 0])
        for each in (fewer, change.difference)
    ]  # fmt: skip
    assert odds[0] < 0.5 <= odds[1] + 0.2


def test_the_ones_that_are_there_go_and_nothing_else() -> None:
    context = context_of(spotted_chest())
    assert context.criterion.target == 0
    found = Opacities().search(context)
    assert found.stop_reason is StopReason.FOUND
    assert found.change is not None
    for spot in found.change.spots:
        assert spot.contrast < 0
        away = np.hypot(*(np.array(PLACES) - spot.place).T)
        assert away.min() < 3


def test_zones_count_by_place() -> None:
    context = context_of(spotted_chest())
    change = Opacities().search(context).change
    assert change is not None
    zones = Opacities().zones(context, change)
    assert set(zones) <= {
        Zone.RIGHT_UPPER, Zone.RIGHT_MIDDLE, Zone.RIGHT_LOWER, Zone.LEFT_UPPER, Zone.LEFT_LOWER
    }  # fmt: skip
    parts = Opacities().places(context, change)
    whole = np.sum([part.difference for part in parts.values()], 0)
    np.testing.assert_allclose(whole, change.difference, atol=0.03)


def test_random_ones_are_as_many_as_large_and_in_the_lungs() -> None:
    context = context_of(empty_chest())
    change = Opacities().search(context).change
    assert change is not None
    random = Opacities().random_like(context, change, np.random.default_rng(0))
    core = lung_core(context)
    assert [s.diameter for s in random.spots] == pytest.approx([s.diameter for s in change.spots])
    assert [s.contrast for s in random.spots] == pytest.approx([s.contrast for s in change.spots])
    assert all(core[int(s.place[1]), int(s.place[0])] for s in random.spots)
    assert {s.place for s in random.spots} != {s.place for s in change.spots}


def test_without_spacing_sizes_are_in_pixels() -> None:
    change = Opacities().search(context_of(empty_chest(), spacing=False)).change
    assert change is not None
    assert {spot.unit for spot in change.spots} == {SizeUnit.PIXELS}


def test_without_lungs_there_is_nowhere_to_set_any() -> None:
    nothing = np.zeros((SIDE, SIDE), np.float32)
    masks = from_maps(nothing, nothing, nothing, FilmGrid((SIDE, SIDE), SIDE))
    found = Opacities().search(context_of(empty_chest(), masks=masks))
    assert found.change is None
    assert found.stop_reason is StopReason.UNAVAILABLE
    assert found.notices == ("lung_missing",)


def test_a_search_that_is_concluded_keeps_what_it_has() -> None:
    context = context_of(empty_chest())
    context.token.conclude()
    assert Opacities().search(context).stop_reason is StopReason.STOPPED


def test_the_same_film_and_seed_give_the_same_opacities() -> None:
    first, second = (Opacities().search(context_of(empty_chest())).change for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.spots == second.spots


@pytest.mark.parametrize("diameter", [2.0, 4.0, 6.0])
def test_the_fit_finds_a_spots_contrast(diameter: float) -> None:
    image = np.full((64, 64), 0.4, np.float32)
    image += draw([Disc(32.5, 32.5, diameter, 0.15)], 64)
    fitted = fitted_contrast(image, template(diameter))
    assert fitted[32, 32] == pytest.approx(0.15, rel=1e-3)
    assert np.unravel_index(fitted.argmax(), fitted.shape) == (32, 32)


def test_spots_are_round_and_vessels_are_not() -> None:
    image = np.zeros((64, 64), np.float32)
    image[:, 10:13] = 0.2
    image += draw([Disc(40.5, 32.5, 4.0, 0.2)], 64)
    found = roundness(image, 4.0)
    assert found[32, 40] > 0.9
    assert found[32, 11] < 0.05
    assert 0 <= found.min() <= found.max() <= 1
