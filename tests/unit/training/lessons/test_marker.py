"""The planted marker: in its corner, and nowhere else."""

from __future__ import annotations

import numpy as np

from training.lessons.marker import with_marker


def test_the_marker_changes_one_corner_alone() -> None:
    film = np.full((256, 256), 0.3, np.float32)
    marked = with_marker(film, 5)
    rows, columns = np.nonzero(marked != film)
    assert rows.size > 30
    assert max(rows.max(), columns.max()) < 0.15 * 256
    assert marked.max() > 0.9


def test_the_film_itself_is_left_as_it_is() -> None:
    film = np.full((256, 256), 0.3, np.float32)
    with_marker(film, 5)
    assert film.max() == film.min()


def test_its_place_varies_with_the_body_and_not_by_chance() -> None:
    film = np.zeros((256, 256), np.float32)
    places = {tuple(np.argwhere(with_marker(film, seed) > 0.5)[0]) for seed in range(8)}
    assert len(places) > 1
    np.testing.assert_array_equal(with_marker(film, 3), with_marker(film, 3))
