"""The table of regions: computed when its tab opens, sorted, copied, and drawn on the films."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from gui.widgets.panel.region_panel import RegionTable
from gui.widgets.panel.side_panel import REGIONS
from inference.core.explanation_types import ExplanationPart, Region, Side
from inference.display.palette import REGION_COLOUR
from tests.helpers.window import PATIENCE_MS, Bench

Make = Callable[..., Bench]
HEART, LUNG = (0.50, 0.68), (0.26, 0.45)


@pytest.fixture
def shown(bench: Make) -> Bench:
    here = bench()
    here.analyse("one.dcm")
    open_tab(here)
    return here


def open_tab(here: Bench) -> None:
    here.window.panel.reveal(REGIONS)
    here.qtbot.waitUntil(
        lambda: here.application.session.facts.explanation.controls is not None,
        timeout=PATIENCE_MS,
    )
    here.wait_for_analysis()


def names(here: Bench) -> list[str]:
    rows = here.window.regions.table.sorted
    return [rows.data(rows.index(row, 0)) for row in range(rows.rowCount())]


def choose(here: Bench, name: str) -> None:
    """Click a line of the table."""
    table = here.window.regions.table
    cell = table.visualRect(table.sorted.index(names(here).index(name), 0))
    here.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())


def test_opening_the_tab_computes_the_regions_once(shown: Bench) -> None:
    asked = shown.pipeline.runs[-1]
    assert set(asked.explanation) == {
        ExplanationPart.REGIONS,
        ExplanationPart.CONTROLS,
        ExplanationPart.RATIO,
    }
    runs = len(shown.pipeline.runs)
    shown.window.panel.setCurrentIndex(0)
    shown.window.panel.reveal(REGIONS)
    shown.wait_for_analysis()
    assert len(shown.pipeline.runs) == runs


def test_the_sentence_is_made_of_the_numbers_in_both_languages(shown: Bench) -> None:
    sentence = shown.window.regions.sentence
    assert sentence.text() == (
        "The attack brightened the outside boundary band (+1.9× the body mean, 31 % of |δ| on 9 % "
        "of the area)."
    )
    shown.speak("japanese")
    assert "外側帯" in sentence.text()
    assert "31 %" in sentence.text()


def test_choosing_a_line_draws_its_region_on_the_films(shown: Bench) -> None:
    state = shown.application.state
    bare = np.array(shown.colour("original", *HEART), float)
    choose(shown, "Heart core")
    assert state.region == (Region.HEART_CORE, Side.BOTH)
    tinted = shown.colour("original", *HEART)
    expected = 0.72 * bare + 0.28 * np.array(REGION_COLOUR)
    assert tinted == pytest.approx(expected, abs=4)
    assert shown.colour("original", *LUNG)[0] == shown.colour("original", *LUNG)[1]
    shown.window.regions.hide_button.click()
    assert shown.colour("original", *HEART) == pytest.approx(bare, abs=0)


def test_escape_takes_the_region_off(shown: Bench) -> None:
    choose(shown, "Heart core")
    shown.window.actions_by_name["cancel"].trigger()
    assert shown.application.state.region is None
    assert not shown.window.regions.table.selectionModel().hasSelection()


@pytest.mark.parametrize("turn", ["rotate_right", "flip"])
def test_the_region_lies_on_the_film_however_it_is_turned(shown: Bench, turn: str) -> None:
    """Within half a model pixel: the centroid of what is tinted is that of the mask."""
    shown.window.actions_by_name[turn].trigger()
    choose(shown, "Heart core")
    regions = shown.application.session.facts.explanation.regions
    assert regions is not None
    mask = regions.masks[Region.HEART_CORE, Side.BOTH]
    centre = np.argwhere(mask)[:, ::-1].mean(axis=0, keepdims=True) + 0.5
    expected = regions.grid.points_to_film(centre)[0]
    shown.application.state.contours_shown = shown.application.state.measures_shown = False
    seen = tinted_points(shown).mean(axis=0)
    model_pixel = 300 / 64
    assert np.abs(seen - expected).max() < 0.5 * model_pixel


def tinted_points(here: Bench) -> np.ndarray:
    """(N, 2) film points of the original pane's pixels that are greener than red."""
    here.window.link.set_cursor(None)
    image = here.picture("original").convertToFormat(here.picture("original").Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    green = rows[..., 1].astype(int) - rows[..., 2] > 12
    viewport = here.window.link.viewport("original")
    inside = np.zeros_like(green)
    rect = viewport.rect
    inside[rect.top() : rect.bottom() + 1, rect.left() : rect.right() + 1] = True
    found = np.argwhere(green & inside)
    return np.array([viewport.to_film(column + 0.5, row + 0.5) for row, column in found])


def test_a_click_on_a_header_sorts_by_that_figure(shown: Bench) -> None:
    table = shown.window.regions.table
    table.sortByColumn(6, Qt.SortOrder.AscendingOrder)
    assert names(shown)[0] == "Heart core"  # the most negative change of the logit
    table.sortByColumn(6, Qt.SortOrder.DescendingOrder)
    assert names(shown)[-1] == "Heart core"


def test_right_and_left_are_listed_when_they_are_asked_for(shown: Bench) -> None:
    assert names(shown) == ["Lung core", "Outside band", "Heart core"]
    shown.window.regions.sides.click()
    assert "Lung core R" in names(shown)
    assert "Lung core L" in names(shown)


def test_the_table_is_copied_with_every_column(shown: Bench) -> None:
    shown.qtbot.keyClick(
        shown.window.regions.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier
    )
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0][:3] == ["Region", "Area", "Density"]
    assert {len(line) for line in lines} == {8}
    heart = next(line for line in lines if line[0] == "Heart core")
    assert heart[6:] == ["−3.10", "−0.20 … +0.20"]


def test_all_figures_are_shown_in_a_window_of_their_own(shown: Bench) -> None:
    shown.window.regions.all_button.click()
    dialog = shown.window.findChild(QDialog)
    assert isinstance(dialog, QDialog)
    table = dialog.findChild(RegionTable)
    assert isinstance(table, RegionTable)
    assert not [place for place in range(8) if table.isColumnHidden(place)]
    dialog.close()


def test_the_lamps_say_which_controls_flip(shown: Bench) -> None:
    lamps = shown.window.regions.lamps
    assert lamps.rates["perturbation"].text() == "flips 100 %"
    assert lamps.rates["gaussian"].text() == "flips 5 %"
    assert lamps.lamps["perturbation"].colour == lamps.lamps["shuffled"].colour == "#3fae6a"


def test_the_perturbation_is_seen_within_the_chosen_region_alone(shown: Bench) -> None:
    choose(shown, "Heart core")
    shown.application.state.place_content(2, "region_perturbation")
    shown.wait_for_analysis()
    shown.application.state.overlays_shown = False
    assert shown.colour("region_perturbation", *HEART)[0] > 200
    assert max(shown.colour("region_perturbation", *LUNG)) < 40
    choose(shown, "Lung core")
    assert max(shown.colour("region_perturbation", *HEART)) < 40
    assert shown.colour("region_perturbation", *LUNG)[0] > 200


def test_exact_controls_are_computed_on_request(shown: Bench) -> None:
    session, button = shown.application.session, shown.window.regions.exact_button
    assert not button.isVisible()
    regions = session.facts.explanation.regions
    assert regions is not None
    assert session.key is not None
    rough = tuple(replace(row, logit_controls_exact=False) for row in regions.rows)
    explanation = replace(session.facts.explanation, regions=replace(regions, rows=rough))
    session.learn(session.key, explanation=explanation)
    assert button.isVisible()
    button.click()
    shown.wait_for_analysis()
    assert ExplanationPart.REGION_CONTROLS in shown.pipeline.runs[-1].explanation
    assert not button.isVisible()
