"""Turned films: points, directions and sampled arrays agree."""

from __future__ import annotations

import numpy as np
import pytest

from gui.films.pyramid import Pyramid
from gui.panes.picture.sampling import sample_film, sample_map, sample_perturbation
from gui.panes.view.orientation import Orientation
from gui.panes.view.view_link import ViewLink
from inference.core.geometry import FilmGrid
from inference.grids.resampling import to_model

TURNS = [Orientation(quarters, mirrored) for quarters in range(4) for mirrored in (False, True)]
SHAPE = (60, 40)  # rows, columns


def link_of(orientation: Orientation, scale: float) -> ViewLink:
    link = ViewLink()
    link.set_film(SHAPE)
    link.set_pane_size(90, 70)
    if orientation.mirrored:
        link.flip()
    link.rotate(orientation.quarters)
    link.set_scale(scale)
    return link


@pytest.mark.parametrize("orientation", TURNS)
def test_to_film_undoes_to_device(orientation: Orientation) -> None:
    viewport = link_of(orientation, 1.7).viewport()
    assert viewport.orientation == orientation
    for point in ((0.0, 0.0), (40.0, 60.0), (11.5, 37.25)):
        assert viewport.to_film(*viewport.to_device(*point)) == pytest.approx(point)


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_every_kind_of_array_is_seen_where_its_points_are_seen(
    orientation: Orientation, scale: float
) -> None:
    rows, columns = SHAPE
    ramp = np.arange(rows * columns, dtype=np.float32).reshape(SHAPE) / (rows * columns)
    viewport = link_of(orientation, scale).viewport()
    codes = sample_film(Pyramid.of(ramp), viewport)
    assert codes.shape == viewport.shape
    grid = FilmGrid(SHAPE, 60)
    model = to_model(grid, ramp)
    heat = sample_map(grid, model, viewport)
    shift = sample_perturbation(grid, grid.replicated(model), viewport)
    for row, column in ((3, 5), (20, 30), (viewport.shape[0] - 4, viewport.shape[1] - 6)):
        device = viewport.columns[0] + column + 0.5, viewport.rows[0] + row + 0.5
        x, y = viewport.to_film(*device)
        expected = ramp[int(y), int(x)]
        assert codes[row, column] / 65535 == pytest.approx(expected, abs=0.02)
        assert heat[row, column] == pytest.approx(expected, abs=0.02)
        assert shift[row, column] == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("orientation", TURNS)
def test_the_matrix_is_the_same_mapping(orientation: Orientation) -> None:
    viewport = link_of(orientation, 2.5).viewport()
    m11, m12, m21, m22, dx, dy = viewport.matrix()
    x, y = 13.0, 29.0
    mapped = m11 * x + m21 * y + dx, m12 * x + m22 * y + dy
    assert mapped == pytest.approx(viewport.to_device(x, y))


def test_four_turns_or_two_flips_are_none() -> None:
    orientation = Orientation(1, True)
    assert orientation.rotated(4) == orientation
    assert orientation.flipped().flipped() == orientation
    assert orientation.rotated(1).rotated(-1) == orientation


@pytest.mark.parametrize("orientation", TURNS)
def test_a_flip_exchanges_left_and_right_of_what_is_seen(orientation: Orientation) -> None:
    values = np.arange(6).reshape(2, 3)
    assert (orientation.flipped().array(values) == orientation.array(values)[:, ::-1]).all()
    assert (orientation.rotated(1).array(values) == np.rot90(orientation.array(values), -1)).all()


@pytest.mark.parametrize("orientation", TURNS)
def test_a_pan_follows_the_mouse_however_the_film_lies(orientation: Orientation) -> None:
    link = link_of(orientation, 2.0)
    before = link.viewport()
    link.pan(7, -4)
    assert (link.viewport().left, link.viewport().top) == (before.left + 7, before.top - 4)


def test_panes_that_are_let_go_look_for_themselves_until_they_are_linked_again() -> None:
    link = link_of(Orientation(), 1.0)
    link.set_linked(False)
    link.set_scale(3.0, pane="original")
    assert link.scale_of("original") == 3.0
    assert link.scale_of("adversarial") == 1.0
    link.set_active("original")
    link.set_linked(True)
    assert link.scale_of("adversarial") == 3.0


def test_a_film_is_found_again_as_it_was_left_and_another_is_whole() -> None:
    link = ViewLink()
    link.set_pane_size(90, 70)
    link.set_film(SHAPE, 1)
    link.rotate(1)
    link.set_scale(2.0)
    link.set_film(SHAPE, 2)
    assert link.fitted
    assert link.orientation.plain
    link.set_film(SHAPE, 1)
    assert link.scale == 2.0
    assert link.orientation == Orientation(1)
