"""However a film lies on screen, every map is seen where it was computed, within half a pixel of
the model grid.
"""

from __future__ import annotations

import numpy as np
import pytest

from gui.films.pyramid import Pyramid
from gui.panes.picture.sampling import sample_film, sample_map, sample_perturbation
from gui.panes.view.orientation import Orientation
from gui.panes.view.viewport import Viewport
from inference.core.geometry import FilmGrid

SIZE = 64
SHAPES = {"square": (192, 192), "portrait": (200, 150), "landscape": (130, 230)}
TURNS = [Orientation(quarters, mirrored) for quarters in range(4) for mirrored in (False, True)]


def whole(shape: tuple[int, int], orientation: Orientation, scale: float) -> Viewport:
    """All of a film of `shape`, turned, at the pane's upper left corner."""
    height, width = shape
    columns, rows = (round(scale * each) for each in orientation.size((width, height)))
    return Viewport(scale, 0.0, 0.0, (0, rows), (0, columns), orientation, (width, height))


def bell(shape: tuple[int, int], centre: np.ndarray, sigma: float) -> np.ndarray:
    y, x = np.mgrid[: shape[0], : shape[1]] + 0.5
    square = (x - centre[0]) ** 2 + (y - centre[1]) ** 2
    return np.exp(-square / (2 * sigma**2)).astype(np.float32)


def seen_at(viewport: Viewport, values: np.ndarray) -> np.ndarray:
    """The film point (x, y) at the centroid of what a pane shows."""
    weight = values.astype(np.float64)
    weight[weight < 0.05 * weight.max()] = 0
    y, x = np.mgrid[: values.shape[0], : values.shape[1]] + 0.5
    device = (weight * x).sum() / weight.sum(), (weight * y).sum() / weight.sum()
    return np.array(viewport.to_film(*device))


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("scale", [0.7, 1.6])
def test_a_blob_is_seen_where_it_was_put(
    shape: str, orientation: Orientation, scale: float
) -> None:
    grid, viewport = FilmGrid(SHAPES[shape], SIZE), whole(SHAPES[shape], orientation, scale)
    height, width = grid.film_shape
    per_model = max(height, width) / SIZE  # film pixels
    for across, down in ((0.37, 0.61), (0.58, 0.33)):
        centre = np.array([across * width + 0.3, down * height + 0.8])
        on_model = bell((SIZE, SIZE), grid.points_to_model(centre[None])[0], 3.0)
        on_film = bell(grid.film_shape, centre, 3 * per_model)
        shown = {
            "film": sample_film(Pyramid.of(on_film), viewport),
            "map": sample_map(grid, on_model, viewport),
            "perturbation": sample_perturbation(grid, grid.replicated(on_model), viewport),
        }
        for name, values in shown.items():
            off = np.abs(seen_at(viewport, values) - centre).max() / per_model
            assert off < 0.5, name
