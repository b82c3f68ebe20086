"""Where a heat map's colours end, and when it says that it shows little."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from inference.attribution.map_scale import LITTLE, LITTLE_ACTIVATION, OWN_SCALE, scale_of
from inference.attribution.maps import attribute
from inference.core.geometry import FilmGrid
from inference.core.notices import TEXTS
from inference.core.types import AttributionMap, MapScales, read_only
from inference.core.types import AttributionMethod as Method
from tests.helpers.networks import seeded, subject, textured

GRID = FilmGrid((32, 32), 32)


def heat_map(peak: float, method: Method = Method.GRAD_CAM, **changes: object) -> AttributionMap:
    values = np.zeros((32, 32), np.float32)
    values[4:10, 5:10] = peak  # 3 % of the film
    plain = AttributionMap(method, "cardiomegaly", 1, GRID, read_only(values), read_only(values))
    return replace(plain, **changes)


def test_every_film_is_drawn_to_the_networks_scale_whatever_its_own_values() -> None:
    for peak in (0.0, 0.3, 3.0, 30.0):
        scale = scale_of(heat_map(peak, scale=2.5))
        assert (scale.end, scale.fixed, scale.unit) == (2.5, True, "activation")


@pytest.mark.parametrize(("share", "little"), [(0.0, True), (0.99, True), (1.01, False)])
def test_little_activation_is_said_below_a_share_of_the_scale(share: float, little: bool) -> None:
    scale = scale_of(heat_map(share * LITTLE * 2.5, scale=2.5))
    assert scale.little is little
    assert scale.notices == ((LITTLE_ACTIVATION,) if little else ())


def test_a_single_high_pixel_is_no_activation() -> None:
    values = np.zeros((32, 32), np.float32)
    values[4, 5] = 9.0
    assert scale_of(heat_map(0, values=values, scale=2.5)).little


def test_the_letterbox_does_not_count() -> None:
    wide = FilmGrid((4, 32), 32)
    values = np.zeros((32, 32), np.float32)
    values[wide.content][0, :2] = 2.0  # 2 of the 128 pixels of film, 2 of 1,024 in all
    assert not scale_of(heat_map(0, values=values, grid=wide, scale=2.5)).little


def test_evidence_against_the_finding_is_no_activation() -> None:
    assert scale_of(heat_map(-9.0, Method.OCCLUSION, scale=2.5)).little


def test_without_a_scale_a_map_is_drawn_to_its_own_and_that_is_said() -> None:
    scale = scale_of(heat_map(0.3))
    assert (scale.end, scale.fixed, scale.little) == (0.5, False, False)
    assert scale.notices == (OWN_SCALE,)


def test_a_few_pixels_do_not_set_a_signed_maps_own_scale() -> None:
    values = np.full((32, 32), -0.9, np.float32)
    values[0, 0] = 70.0
    scale = scale_of(heat_map(0, Method.SMOOTH_GRAD, values=values))
    assert (scale.end, scale.signed, scale.unit) == (1.0, True, "logit per input")


def test_an_empty_map_has_no_scale_of_its_own() -> None:
    scale = scale_of(heat_map(0.0))
    assert scale.end is None
    assert scale.little


def test_every_code_has_a_sentence() -> None:
    assert {LITTLE_ACTIVATION, OWN_SCALE} <= TEXTS.keys()


def test_a_map_brings_the_scale_of_its_networks_card() -> None:
    scales = MapScales({Method.GRAD_CAM: 4.0}, 99.0, 7)
    seen = subject(seeded(), textured(), map_scales=scales)
    assert attribute(seen, Method.GRAD_CAM).scale == 4.0
    assert attribute(seen, Method.GUIDED_BACKPROPAGATION).scale is None
    assert attribute(subject(seeded(), textured()), Method.GRAD_CAM).scale is None
