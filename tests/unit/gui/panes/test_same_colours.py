"""The window, the report and the figure draw the same perturbation and heat map alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from gui.films.film import ShownAttack
from gui.panes.picture.compositor import Compositor
from gui.panes.view.view_link import ViewLink, Viewport
from gui.stores.display_state import DisplayState
from gui.stores.session import Facts
from inference.core.attack_types import AttackConfig, AttackResult
from inference.core.geometry import FilmGrid
from inference.core.requests import AnalysisResult
from inference.core.types import AttributionMap, AttributionMethod, read_only
from inference.display.scale import perturbation_limit
from inference.export.pictures import panels
from inference.export.pictures.film_pictures import FilmPictures
from tests.helpers.fake_engine import attacked, heat_map, radiograph, segmented

SIDE = panels.PANEL
FILM = radiograph(shape=(SIDE, SIDE))
GRID = FilmGrid((SIDE, SIDE), 64)
CONFIGS = {"linf": AttackConfig(epsilon=8 / 255), "l2": AttackConfig(norm="l2", epsilon=1.6)}
Colours = NDArray[np.int_]


def attack(norm: str) -> AttackResult:
    """δ of every size up to its bound, of either sign."""
    found = attacked(GRID, CONFIGS[norm])
    size = found.delta.shape[0]
    values = np.random.default_rng(0).standard_normal((size, size)).astype(np.float32)
    if norm == "linf":
        delta = np.clip(values, -1, 1) * found.config.epsilon
    else:
        delta = values * (found.config.epsilon / np.sqrt((values**2).sum()))
    return replace(found, grid=FilmGrid((SIDE, SIDE), size), delta=read_only(delta))


def evidence(method: AttributionMethod) -> AttributionMap:
    """A map with its network's scale, so that no notice is drawn over it."""
    found = heat_map(GRID, "cardiomegaly", method)
    return replace(found, grid=FilmGrid((SIDE, SIDE), found.values.shape[0]), scale=3.0)


def result(found: AttackResult | None, *maps: AttributionMap) -> AnalysisResult:
    segmentation = replace(segmented(GRID), contours=())
    return AnalysisResult(1, (), segmentation, found, None, maps, "cpu", {}, {})


def viewport() -> Viewport:
    link = ViewLink()
    link.film_shape, link.pane_size = (SIDE, SIDE), (SIDE + 12, SIDE + 12)
    link.fit()
    link.set_scale(1.0)
    return link.viewport()


def channels(picture: NDArray[np.uint32]) -> Colours:
    """(h, w, 4) red, green, blue, opacity in [0, 255]."""
    return np.stack([(picture >> place) & 255 for place in (16, 8, 0, 24)], 2).astype(int)


def window_colours(facts: Facts, method: str = "") -> tuple[Colours, Compositor]:
    compositor = Compositor()
    compositor.set_facts(facts)
    drawn = np.zeros((SIDE, SIDE), np.uint32)
    if method:
        compositor.draw_signed(drawn, viewport(), method, 1.0)
    else:
        assert facts.attack is not None
        limit = perturbation_limit(facts.attack)
        compositor.draw_perturbation(drawn, viewport(), "attack", 1.0, limit)
    return channels(drawn)[:, :, :3], compositor


def panel(known: AnalysisResult, start: str) -> Colours:
    """A picture of the figure, without the strip below it."""
    picture = next(made for caption, made in panels.pictures(FILM, known) if start in caption)
    return np.asarray(picture)[:SIDE].astype(int)


@pytest.mark.parametrize("norm", CONFIGS)
def test_a_perturbation_has_the_same_colours_everywhere(norm: str) -> None:
    found = attack(norm)
    window, _ = window_colours(Facts(shown_attack=ShownAttack.of(found)))
    report = FilmPictures(FILM, result(found), longest=SIDE).perturbation()
    assert np.ptp(window[:, :, 0]) > 100
    assert np.abs(window - report).max() <= 4  # a code's width, where rounding differs
    assert np.abs(window - panel(result(found), "perturbation")).max() <= 4


def test_a_heat_map_has_the_same_colours_everywhere() -> None:
    found = evidence(AttributionMethod.GRAD_CAM)
    compositor = Compositor()
    compositor.set_facts(Facts(attributions={"grad_cam": found}))
    (layer,) = compositor.layer("grad_cam", viewport(), DisplayState().grad_cam_opacity, 1.0)
    pictures = FilmPictures(FILM, result(None, found), longest=SIDE)
    over = channels(layer.picture)
    window = over[:, :, :3] + pictures.film() * (1 - over[:, :, 3:] / 255)
    report = pictures.heat(found)
    assert np.abs(window - pictures.film()).max() > 60
    assert np.abs(window - report).max() <= 6
    assert np.abs(window - panel(result(None, found), "Grad-CAM")).max() <= 6


def test_a_signed_map_has_the_same_colours_everywhere() -> None:
    method = AttributionMethod.GUIDED_BACKPROPAGATION
    found = evidence(method)
    window, _ = window_colours(Facts(attributions={str(method): found}), str(method))
    report = FilmPictures(FILM, result(None, found), longest=SIDE).heat(found)
    assert np.ptp(window[:, :, 0]) > 100
    assert np.abs(window - report).max() <= 4
    assert np.abs(window - panel(result(None, found), "Guided")).max() <= 4
