"""A region drawn by hand: kept with its film, outlined on every pane, given to the attack."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from inference.core.errors import OptionError
from inference.core.explanation_types import Region
from tests.helpers.mouse import drag, place
from tests.helpers.window import Bench

Make = Callable[..., Bench]
CORNERS = [(0.40, 0.55), (0.70, 0.55), (0.70, 0.80), (0.40, 0.80)]


def draw(here: Bench, key: str = "original", *, let_go: bool = True) -> None:
    """Take up the tool and go around a rectangle, with points between its corners."""
    here.window.actions_by_name["draw_region"].trigger()
    ends = [place(here, key, corner) for corner in (*CORNERS, CORNERS[0])]
    way = [start + (end - start) * share for start, end in pairwise(ends) for share in (0.0, 0.5)]
    drag(here, key, way, let_go=let_go)


def test_a_stroke_is_the_region_that_the_attack_is_given(shown: Bench) -> None:
    draw(shown)
    outline = shown.application.session.facts.outline
    assert len(outline) >= 4
    form = shown.window.attack_form
    form.region.setCurrentIndex(3)
    form.run()
    shown.wait_for_analysis()
    request = shown.pipeline.runs[-1]
    assert request.attack is not None
    assert request.attack.region == "drawn"
    assert request.drawn is not None
    assert request.drawn.shape == (300, 260)
    assert request.drawn.mean() == pytest.approx(0.30 * 0.25, rel=0.03)
    rows, columns = np.nonzero(request.drawn)
    assert (columns.mean() + 0.5) / 260 == pytest.approx(0.55, abs=0.01)
    assert (rows.mean() + 0.5) / 300 == pytest.approx(0.675, abs=0.01)


@pytest.mark.parametrize("turn", ["rotate_right", "flip"])
def test_a_region_drawn_on_a_turned_film_is_the_same_region(shown: Bench, turn: str) -> None:
    shown.window.actions_by_name[turn].trigger()
    draw(shown)
    outline = np.array(shown.application.session.facts.outline) / (260, 300)
    low, high = outline.min(axis=0), outline.max(axis=0)
    half_model_pixel = 0.5 * 300 / 64 / 260
    assert low == pytest.approx(CORNERS[0], abs=half_model_pixel)
    assert high == pytest.approx(CORNERS[2], abs=half_model_pixel)


def test_choosing_drawn_in_the_form_takes_up_the_tool(shown: Bench) -> None:
    shown.window.attack_form.region.activated.emit(3)
    assert shown.application.state.tool == "region"
    shown.window.actions_by_name["cancel"].trigger()
    assert shown.application.state.tool == "window"
    assert not shown.application.session.facts.outline


def test_escape_during_a_stroke_forgets_it(shown: Bench) -> None:
    draw(shown, let_go=False)
    shown.window.actions_by_name["cancel"].trigger()
    assert not shown.window.grid.region_drawing.drawing
    assert not shown.application.session.facts.outline


def test_a_slip_of_the_hand_is_no_region(shown: Bench) -> None:
    shown.window.actions_by_name["draw_region"].trigger()
    at = place(shown, "original", (0.5, 0.5))
    drag(shown, "original", [at, at + QPointF(1, 0)])
    assert "encloses nothing" in shown.window.message_bar.text.text()
    assert not shown.application.session.facts.outline


def test_the_outline_lies_on_every_pane_and_goes_with_the_overlays(shown: Bench) -> None:
    window = shown.window
    bare = {key: shown.picture(key) for key in window.grid.visible_keys()}
    draw(shown)
    window.link.set_cursor(None)
    edge = place(shown, "original", (0.55, 0.80)).toPoint()
    for key in window.grid.visible_keys():
        near = [shown.picture(key).pixel(edge.x(), edge.y() + dy) for dy in range(-3, 4)]
        before = [bare[key].pixel(edge.x(), edge.y() + dy) for dy in range(-3, 4)]
        assert near != before, key
    shown.application.state.overlays_shown = False
    assert not near_edge_differs(shown, edge)


def near_edge_differs(here: Bench, edge: object) -> bool:
    """Whether the outline is still there: its violet is bluer than anything else."""
    x, y = edge.x(), edge.y()  # type: ignore[attr-defined]  # QPoint
    colours = [here.picture("original").pixelColor(x, y + dy) for dy in range(-3, 4)]
    return any(colour.blue() > colour.green() + 20 for colour in colours)


def test_each_film_keeps_its_own_region(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm", "two.dcm")
    draw(here)
    here.window.actions_by_name["next"].trigger()
    here.wait_for_analysis()
    assert not here.application.session.facts.outline
    here.window.actions_by_name["previous"].trigger()
    assert here.application.session.facts.outline
    here.window.actions_by_name["clear_region"].trigger()
    assert not here.application.session.facts.outline


def test_a_drawn_region_gets_its_line_in_the_table(shown: Bench) -> None:
    shown.window.panel.reveal("regions")
    shown.wait_for_analysis()
    draw(shown)
    shown.wait_for_analysis()
    regions = shown.application.session.facts.explanation.regions
    assert regions is not None
    assert regions.row(Region.DRAWN) is not None


def test_an_error_of_the_last_attack_goes_when_the_next_is_run(shown: Bench) -> None:
    shown.pipeline.error = OptionError("region_not_drawn")
    shown.window.attack_form.region.setCurrentIndex(3)
    shown.window.attack_form.run()
    shown.qtbot.waitUntil(shown.window.message_bar.isVisible)
    assert "No region has been drawn" in shown.window.message_bar.text.text()
    shown.pipeline.error = None
    draw(shown)
    shown.window.attack_form.run()
    shown.wait_for_analysis()
    assert not shown.window.message_bar.isVisible()
