from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest

from inference.answers.cardiothoracic_ratio import cardiothoracic_ratio
from inference.answers.contours import outline, signed_area
from inference.answers.segmentation import cleaned, from_maps, segment
from inference.core.errors import ModelError
from inference.core.geometry import FilmGrid
from inference.core.notices import TEXTS
from inference.core.types import Task
from inference.grids.resampling import film_mask
from tests.helpers.networks import GreySegmenter, film, network, phantom

SIZE = 128
GRID = FilmGrid((SIZE, SIZE), SIZE)


def segmenter(size: int = SIZE):
    return network(GreySegmenter(), name="grey", task=Task.SEGMENTER, input_size=size)


def box(top: int, bottom: int, left: int, right: int, value: float = 1.0) -> np.ndarray:
    mask = np.zeros((SIZE, SIZE), np.float32)
    mask[top:bottom, left:right] = value
    return mask


def disk(x: float, y: float, radius: float, size: int = SIZE) -> np.ndarray:
    """Smooth disk: probability 0.5 on the circle, in continuous coordinates."""
    rows, columns = np.mgrid[0:size, 0:size] + 0.5
    distance = np.hypot(columns - x, rows - y)
    return (1 / (1 + np.exp(2 * (distance - radius)))).astype(np.float32)


def with_maps(right: np.ndarray, left: np.ndarray, heart: np.ndarray, view: str = "PA"):
    return from_maps(right, left, heart, GRID, view)


LUNGS = (box(16, 112, 10, 50), box(16, 112, 78, 118))
HEART = box(64, 112, 50, 86)


# --- the phantom


def test_the_phantoms_parts_are_found_with_their_areas_and_ratio() -> None:
    found = segment(segmenter(), film(phantom(512)))
    assert found.warnings == ()
    assert {contour.structure for contour in found.contours} == {"right_lung", "left_lung", "heart"}
    assert found.lung_area_fraction == pytest.approx(2 * 12 * 5 / 256, rel=0.03)
    assert found.heart_area_fraction == pytest.approx(6 * 3 / 256, rel=0.05)
    assert found.cardiothoracic_ratio is not None
    assert found.cardiothoracic_ratio.ratio == pytest.approx(3 / 14, rel=0.03)


def test_lines_of_the_ratio_lie_on_the_film() -> None:
    ratio = segment(segmenter(), film(phantom(512))).cardiothoracic_ratio
    assert ratio is not None
    (x0, y0), (x1, y1) = ratio.thorax_line
    assert (x0, x1) == (pytest.approx(32, abs=2), pytest.approx(480, abs=2))
    assert y0 == y1
    (x0, y0), (x1, y1) = ratio.heart_line
    assert (x0, x1) == (pytest.approx(208, abs=2), pytest.approx(304, abs=2))
    assert 256 <= y0 == y1 <= 448


@pytest.mark.parametrize("shape", [(512, 512), (600, 400), (400, 600), (333, 257)])
def test_a_mask_at_film_size_covers_the_share_that_is_stated(shape: tuple[int, int]) -> None:
    pixels = cv2.resize(phantom(512), shape[::-1], interpolation=cv2.INTER_NEAREST)
    found = segment(segmenter(), film(pixels))
    for structure, share in (
        ("lungs", found.lung_area_fraction),
        ("heart", found.heart_area_fraction),
    ):
        mask = film_mask(found, structure)
        assert mask.shape == shape
        assert mask.mean() == pytest.approx(share)


def test_an_answer_that_is_not_finite_is_an_error() -> None:
    broken = segmenter()
    broken.module.greys.fill_(float("nan"))
    with pytest.raises(ModelError) as caught:
        segment(broken, film(phantom()))
    assert caught.value.code == "model_output_invalid"


# --- cleaning


def test_only_the_largest_part_stays_and_its_holes_are_filled() -> None:
    mask = box(20, 80, 20, 80, 0.9)
    mask[40:50, 40:50] = 0.2
    mask[100:110, 100:110] = 0.9
    clean = cleaned(mask, GRID)
    np.testing.assert_array_equal(clean >= 0.5, box(20, 80, 20, 80) > 0)
    assert clean[45, 45] == pytest.approx(0.8)


def test_a_hole_at_the_films_edge_is_no_hole() -> None:
    mask = box(0, 60, 0, 60, 0.9)
    mask[0:20, 20:40] = 0.2
    assert (cleaned(mask, GRID)[0:20, 20:40] < 0.5).all()


def test_nothing_is_found_on_padding() -> None:
    portrait = FilmGrid((200, 100), SIZE)
    clean = cleaned(np.ones((SIZE, SIZE), np.float32), portrait)
    np.testing.assert_array_equal(clean >= 0.5, portrait.content_mask())


def test_an_empty_map_stays_empty() -> None:
    assert not cleaned(np.zeros((SIZE, SIZE), np.float32), GRID).any()


# --- outlines


@pytest.mark.parametrize("shape", [(128, 128), (1024, 1024), (900, 1100), (1100, 900)])
def test_a_disks_outline_lies_on_its_circle_in_film_coordinates(shape: tuple[int, int]) -> None:
    grid = FilmGrid(shape, SIZE)
    contour = outline("heart", disk(70, 60, 20), grid)
    assert contour is not None
    on_model = grid.points_to_model(contour.points)
    radii = np.hypot(on_model[:, 0] - 70, on_model[:, 1] - 60)
    np.testing.assert_allclose(radii, 20, atol=0.1)
    scale = grid.content_shape[0] / shape[0] * grid.content_shape[1] / shape[1]
    assert abs(signed_area(contour.points)) * scale == pytest.approx(np.pi * 400, rel=0.01)


def test_only_the_largest_line_is_kept_and_it_is_closed_once() -> None:
    two = np.maximum(disk(40, 40, 20), disk(100, 100, 5))
    contour = outline("heart", two, GRID)
    assert contour is not None
    assert contour.points.max() < 70
    assert (contour.points[0] != contour.points[-1]).any()
    assert not contour.points.flags.writeable


def test_a_part_cut_off_by_the_film_ends_at_its_edge() -> None:
    contour = outline("heart", disk(0, 64, 30), GRID)
    assert contour is not None
    assert contour.points.min() >= 0
    assert contour.points[:, 0].max() == pytest.approx(30, abs=0.2)


def test_without_a_part_there_is_no_outline() -> None:
    assert outline("heart", np.zeros((SIZE, SIZE), np.float32), GRID) is None


# --- the cardiothoracic ratio


def test_the_ratio_is_heart_width_over_inner_thoracic_width() -> None:
    ratio = cardiothoracic_ratio(*LUNGS, HEART, GRID)
    assert ratio is not None
    assert ratio.ratio == pytest.approx(36 / 108, abs=0.005)


def test_the_hearts_outermost_points_may_lie_at_different_heights() -> None:
    slanted = np.maximum(box(60, 80, 40, 60), box(80, 110, 55, 90))
    ratio = cardiothoracic_ratio(*LUNGS, slanted, GRID)
    assert ratio is not None
    assert ratio.ratio == pytest.approx(50 / 108, abs=0.005)


def test_the_thorax_is_measured_in_one_row() -> None:
    right = np.maximum(box(16, 60, 20, 50), box(60, 112, 10, 50))
    left = np.maximum(box(16, 60, 78, 118), box(60, 112, 78, 108))
    ratio = cardiothoracic_ratio(right, left, HEART, GRID)
    assert ratio is not None
    (x0, _), (x1, _) = ratio.thorax_line
    assert x1 - x0 == pytest.approx(98, abs=0.5)


@pytest.mark.parametrize(
    "maps",
    [
        (np.zeros_like(HEART), LUNGS[1], HEART),
        (*LUNGS, np.zeros_like(HEART)),
        (*LUNGS, box(64, 112, 5, 125)),
        (*LUNGS, box(64, 112, 60, 66)),
    ],
)
def test_missing_or_implausible_parts_give_no_ratio(maps: tuple[np.ndarray, ...]) -> None:
    assert cardiothoracic_ratio(*maps, GRID) is None


# --- warnings


def test_plausible_masks_have_no_warning() -> None:
    assert with_maps(*LUNGS, HEART).warnings == ()


@pytest.mark.parametrize(
    ("maps", "expected"),
    [
        ((np.zeros_like(HEART), LUNGS[1], HEART), {"lung_missing"}),
        ((*LUNGS, np.zeros_like(HEART)), {"heart_missing"}),
        ((LUNGS[1], LUNGS[0], HEART), {"lungs_swapped"}),
        ((box(16, 26, 10, 20), LUNGS[1], HEART), {"lung_area_implausible"}),
        ((box(16, 112, 0, 50), LUNGS[1], HEART), {"lung_cut_off"}),
        ((LUNGS[0], box(16, 112, 78, 128), HEART), {"lung_cut_off"}),
        ((*LUNGS, box(64, 70, 50, 80)), {"heart_area_implausible"}),
        ((*LUNGS, box(64, 112, 5, 125)), {"ratio_implausible", "heart_area_implausible"}),
    ],
)
def test_implausible_masks_say_why(maps: tuple[np.ndarray, ...], expected: set[str]) -> None:
    assert set(with_maps(*maps).warnings) == expected
    assert expected <= set(TEXTS)


def test_an_ap_film_says_that_its_heart_looks_larger() -> None:
    assert with_maps(*LUNGS, HEART, view="AP").warnings == ("view_ap",)
    assert "view_ap" in TEXTS


def test_a_segmentation_can_not_be_changed() -> None:
    found = with_maps(*LUNGS, HEART)
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.lung_area_fraction = 0.0  # type: ignore[misc]
    with pytest.raises(ValueError, match="read-only"):
        found.heart[0, 0] = 1
