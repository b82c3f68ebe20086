"""Bands of exact width on box-shaped lungs and heart, by side and by part."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from inference.answers.body import body_mask
from inference.answers.preprocessing import prepare
from inference.answers.segmentation import from_maps
from inference.core.errors import OptionError
from inference.core.explanation_types import Region, Side
from inference.explanation.region_masks import RegionMasks, region_masks
from tests.helpers.chests import HEART, LEFT, RIGHT, THORAX, boxes, grey_chest, segmentation
from tests.helpers.networks import SIZE, textured

WIDTH = 4


@pytest.fixture(scope="module")
def found() -> RegionMasks:
    return region_masks(prepare(grey_chest(), SIZE), segmentation(), WIDTH / THORAX)


def mask(found: RegionMasks, region: Region, side: Side = Side.BOTH) -> np.ndarray:
    return found.masks.get((region, side), np.zeros((SIZE, SIZE), bool))


def test_the_width_is_a_share_of_the_thorax(found: RegionMasks) -> None:
    assert found.thoracic_width == pytest.approx(THORAX, abs=1)
    assert found.band_width == pytest.approx(WIDTH, abs=0.1)


def test_the_inside_band_is_as_wide_as_asked(found: RegionMasks) -> None:
    row = mask(found, Region.INSIDE_BAND)[30]
    np.testing.assert_array_equal(np.flatnonzero(row[:32]), [4, 5, 6, 7, 20, 21, 22, 23])


def test_the_core_is_the_lung_without_its_band(found: RegionMasks) -> None:
    lungs = boxes(RIGHT, LEFT) > 0
    core, band = mask(found, Region.LUNG_CORE), mask(found, Region.INSIDE_BAND)
    assert not (core & band).any()
    np.testing.assert_array_equal(core | band, lungs)
    np.testing.assert_array_equal(
        core, boxes((slice(12, 52), slice(8, 20)), (slice(12, 52), slice(44, 56))) > 0
    )


def test_the_outside_band_is_what_its_parts_are(found: RegionMasks) -> None:
    parts = [
        mask(found, region)
        for region in (
            Region.OUTSIDE_LATERAL,
            Region.OUTSIDE_MEDIASTINAL,
            Region.OUTSIDE_DIAPHRAGMATIC,
        )
    ]
    np.testing.assert_array_equal(
        sum(part.astype(int) for part in parts), mask(found, Region.OUTSIDE_BAND)
    )
    assert not (mask(found, Region.OUTSIDE_BAND) & (boxes(RIGHT, LEFT) > 0)).any()


def test_each_part_lies_on_its_side_of_the_lung(found: RegionMasks) -> None:
    lateral, mediastinal, diaphragm = (
        mask(found, region)
        for region in (
            Region.OUTSIDE_LATERAL,
            Region.OUTSIDE_MEDIASTINAL,
            Region.OUTSIDE_DIAPHRAGMATIC,
        )
    )
    middle = slice(20, 45)
    np.testing.assert_array_equal(
        np.flatnonzero(lateral[middle].any(0)), [0, 1, 2, 3, 60, 61, 62, 63]
    )
    assert np.flatnonzero(mediastinal[middle].any(0)).tolist() == [*range(24, 28), *range(36, 40)]
    assert np.flatnonzero(diaphragm.any(1)).min() >= 56
    assert diaphragm[56:60, 10:18].all()
    assert not (diaphragm & (boxes(HEART) > 0)).any()


@pytest.mark.parametrize("region", [Region.INSIDE_BAND, Region.OUTSIDE_BAND, Region.LUNG_CORE])
def test_the_patients_right_is_the_pictures_left(found: RegionMasks, region: Region) -> None:
    right, left = mask(found, region, Side.RIGHT), mask(found, region, Side.LEFT)
    assert not right[:, 32:].any()
    assert not left[:, :32].any()
    np.testing.assert_array_equal(right | left, mask(found, region))


def test_the_hearts_bands_are_lateral_and_have_sides(found: RegionMasks) -> None:
    inside, outside = mask(found, Region.HEART_INSIDE), mask(found, Region.HEART_OUTSIDE)
    assert np.flatnonzero(inside[44]).tolist() == [*range(26, 30), *range(34, 38)]
    assert np.flatnonzero(outside[44]).tolist() == [*range(22, 26), *range(38, 42)]
    assert not outside[:28, 30:34].any()  # above the heart is not lateral
    assert not mask(found, Region.HEART_OUTSIDE, Side.RIGHT)[:, 32:].any()
    core = mask(found, Region.HEART_CORE)
    np.testing.assert_array_equal(core | inside, boxes(HEART) > 0)
    assert not (core & inside).any()


@pytest.mark.parametrize("region", [Region.HEART_INSIDE, Region.HEART_OUTSIDE])
def test_a_round_hearts_bands_keep_to_where_its_border_faces_sideways(region: Region) -> None:
    down, across = np.mgrid[:SIZE, :SIZE] - np.array([44.0, 32.0])[:, None, None]
    heart = (np.hypot(down, across) <= 11).astype(np.float32)
    right, left = boxes((slice(8, 56), slice(2, 16))), boxes((slice(8, 56), slice(48, 62)))
    chest = from_maps(right, left, heart, segmentation().grid)
    band = mask(region_masks(prepare(grey_chest(), SIZE), chest, WIDTH / THORAX), region)
    steep = np.abs(down) - np.abs(across)
    assert band[(steep < -4) & (np.abs(np.hypot(down, across) - 11) < 1.5)].any()
    assert not band[steep > 4].any()  # above and below the heart


def test_every_pixel_of_the_film_is_in_a_region(found: RegionMasks) -> None:
    anywhere = sum(each.astype(int) for (_, side), each in found.masks.items() if side is Side.BOTH)
    assert (anywhere[found.content] > 0).all()
    rest = mask(found, Region.ELSEWHERE) | mask(found, Region.BACKGROUND)
    named = [key for key in found.masks if key[0] not in (Region.ELSEWHERE, Region.BACKGROUND)]
    assert not any((found.masks[key] & rest).any() for key in named)


def test_the_films_edge_is_no_boundary() -> None:
    cut = boxes((slice(8, 56), slice(0, 24)))
    shown = from_maps(cut, boxes(LEFT), boxes(HEART), prepare(grey_chest(), SIZE).grid)
    found = region_masks(prepare(grey_chest(), SIZE), shown, WIDTH / THORAX)
    assert not mask(found, Region.INSIDE_BAND)[30, :16].any()


def test_where_heart_and_lung_are_both_claimed_the_more_probable_has_it() -> None:
    given = segmentation()
    heart = np.maximum(given.heart, 0.7 * boxes((slice(32, 56), slice(20, 44))))
    both = from_maps(given.right_lung, given.left_lung, heart, given.grid)
    found = region_masks(prepare(grey_chest(), SIZE), both, WIDTH / THORAX)
    lungs = mask(found, Region.INSIDE_BAND) | mask(found, Region.LUNG_CORE)
    np.testing.assert_array_equal(lungs, boxes(RIGHT, LEFT) > 0)


def test_a_drawn_region_is_one_of_them() -> None:
    source = prepare(grey_chest(), SIZE)
    drawn = np.zeros(source.grid.film_shape, bool)
    drawn[:64, :64] = True
    found = region_masks(source, segmentation(), drawn=drawn)
    np.testing.assert_array_equal(
        mask(found, Region.DRAWN), boxes((slice(0, 32), slice(0, 32))) > 0
    )


def test_a_chest_without_heart_has_no_heart_regions() -> None:
    given = segmentation()
    missing = from_maps(given.right_lung, given.left_lung, np.zeros_like(given.heart), given.grid)
    found = region_masks(prepare(grey_chest(), SIZE), missing)
    assert (Region.HEART_CORE, Side.BOTH) not in found.masks
    assert (Region.LUNG_CORE, Side.BOTH) in found.masks


def test_a_film_without_any_structure_is_body_and_background_alone() -> None:
    nothing = np.zeros((SIZE, SIZE), np.float32)
    source = prepare(grey_chest(), SIZE)
    found = region_masks(source, from_maps(nothing, nothing, nothing, source.grid))
    assert {region for region, _ in found.masks} <= {Region.ELSEWHERE, Region.BACKGROUND}
    assert found.thoracic_width == SIZE


@pytest.mark.parametrize("share", [0.0, 0.5, float("nan")])
def test_a_band_width_out_of_range_is_refused(share: float) -> None:
    with pytest.raises(OptionError) as caught:
        region_masks(prepare(grey_chest(), SIZE), segmentation(), share)
    assert caught.value.code == "bad_attack_option"


def test_a_mask_of_another_size_is_refused() -> None:
    with pytest.raises(OptionError) as caught:
        region_masks(prepare(grey_chest(), SIZE), segmentation(), drawn=np.ones((3, 5), bool))
    assert caught.value.code == "mask_wrong_size"


@pytest.mark.parametrize("shape", [(128, 96), (96, 128)])
def test_regions_keep_to_the_film_also_beside_a_letterbox(shape: tuple[int, int]) -> None:
    source = prepare(textured(*shape), SIZE)
    lungs = boxes((slice(20, 44), slice(12, 26))), boxes((slice(20, 44), slice(38, 52)))
    given = from_maps(*lungs, boxes((slice(32, 44), slice(27, 37))), source.grid)
    found = region_masks(source, given, 0.1)
    for each in found.masks.values():
        assert not each[~source.grid.content_mask()].any()


# --- the body


def test_air_and_markers_are_not_body_but_dark_lungs_are() -> None:
    pixels = np.full((SIZE, SIZE), 0.7, np.float32)
    pixels[:, :3] = pixels[:, -3:] = 0.0
    pixels[10:14, 0:2] = 1.0  # a marker in the air
    for place in (RIGHT, LEFT):
        pixels[place] = 0.3
    source = prepare(pixels, SIZE)
    found = body_mask(source, segmentation())
    assert not found[:, :3].any()
    assert not found[:, -3:].any()
    assert found[:, 3:-3].all()


def test_collimation_is_not_body_be_it_dark_or_bright() -> None:
    for grey in (0.0, 1.0):
        pixels = 0.3 + 0.3 * textured(SIZE, SIZE)
        pixels[:6], pixels[:, -3:] = grey, grey
        found = body_mask(prepare(pixels, SIZE), segmentation())
        assert not found[:6].any()
        assert not found[:, -3:].any()
        assert found[6:, :-3].mean() > 0.95


def test_padding_and_letterbox_are_not_body() -> None:
    pixels = 0.3 + 0.4 * textured(SIZE, SIZE // 2)
    padding = np.zeros(pixels.shape, bool)
    padding[:8] = True
    source = prepare(pixels, SIZE, padding)
    found = body_mask(source, replace(segmentation(), grid=source.grid))
    assert not found[~source.shown].any()
    assert found[source.shown].mean() > 0.95
