"""Turned films: points, directions and sampled arrays agree."""

from __future__ import annotations

import numpy as np
import pytest

from gui.films.pyramid import Pyramid
from gui.panes.picture.sampling import sample_film, sample_map, sample_perturbation
from gui.panes.view.orientation import Turn
from gui.panes.view.view_link import ViewLink
from inference.core.geometry import FilmGrid
from inference.grids.resampling import to_model

TURNS = [Turn(quarters, mirrored) for quarters in range(4) for mirrored in (False, True)]
SHAPE = (60, 40)  # rows, columns


def link_of(turn: Turn, scale: float) -> ViewLink:
    link = ViewLink()
    link.set_film(SHAPE)
    link.set_pane_size(90, 70)
    if turn.mirrored:
        link.flip()
    link.rotate(turn.quarters)
    link.set_scale(scale)
    return link


@pytest.mark.parametrize("turn", TURNS)
def test_to_film_undoes_to_device(turn: Turn) -> None:
    sight = link_of(turn, 1.7).sight()
    assert sight.turn == turn
    for point in ((0.0, 0.0), (40.0, 60.0), (11.5, 37.25)):
        assert sight.to_film(*sight.to_device(*point)) == pytest.approx(point)


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_every_kind_of_array_is_seen_where_its_points_are_seen(turn: Turn, scale: float) -> None:
    rows, columns = SHAPE
    ramp = np.arange(rows * columns, dtype=np.float32).reshape(SHAPE) / (rows * columns)
    sight = link_of(turn, scale).sight()
    codes = sample_film(Pyramid.of(ramp), sight)
    assert codes.shape == sight.shape
    grid = FilmGrid(SHAPE, 60)
    model = to_model(grid, ramp)
    heat = sample_map(grid, model, sight)
    shift = sample_perturbation(grid, grid.replicated(model), sight)
    for row, column in ((3, 5), (20, 30), (sight.shape[0] - 4, sight.shape[1] - 6)):
        device = sight.columns[0] + column + 0.5, sight.rows[0] + row + 0.5
        x, y = sight.to_film(*device)
        expected = ramp[int(y), int(x)]
        assert codes[row, column] / 65535 == pytest.approx(expected, abs=0.02)
        assert heat[row, column] == pytest.approx(expected, abs=0.02)
        assert shift[row, column] == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("turn", TURNS)
def test_the_matrix_is_the_same_mapping(turn: Turn) -> None:
    sight = link_of(turn, 2.5).sight()
    m11, m12, m21, m22, dx, dy = sight.matrix()
    x, y = 13.0, 29.0
    mapped = m11 * x + m21 * y + dx, m12 * x + m22 * y + dy
    assert mapped == pytest.approx(sight.to_device(x, y))


def test_four_turns_or_two_flips_are_none() -> None:
    turn = Turn(1, True)
    assert turn.rotated(4) == turn
    assert turn.flipped().flipped() == turn
    assert turn.rotated(1).rotated(-1) == turn


@pytest.mark.parametrize("turn", TURNS)
def test_a_flip_exchanges_left_and_right_of_what_is_seen(turn: Turn) -> None:
    values = np.arange(6).reshape(2, 3)
    assert (turn.flipped().array(values) == turn.array(values)[:, ::-1]).all()
    assert (turn.rotated(1).array(values) == np.rot90(turn.array(values), -1)).all()


@pytest.mark.parametrize("turn", TURNS)
def test_a_pan_follows_the_mouse_however_the_film_lies(turn: Turn) -> None:
    link = link_of(turn, 2.0)
    before = link.sight()
    link.pan(7, -4)
    assert (link.sight().left, link.sight().top) == (before.left + 7, before.top - 4)


def test_panes_that_are_let_go_look_for_themselves_until_they_are_linked_again() -> None:
    link = link_of(Turn(), 1.0)
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
    assert link.turn.plain
    link.set_film(SHAPE, 1)
    assert link.scale == 2.0
    assert link.turn == Turn(1)
