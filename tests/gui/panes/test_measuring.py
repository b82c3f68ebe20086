"""Lengths, regions, the magnifying glass, the histogram, the header and the test pattern."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage

from gui.panes.lens import MAGNIFICATION, magnified_sight
from gui.stores.measures import Measure, measure_words
from gui.widgets.dialogs.display_pattern import DisplayPattern
from gui.widgets.dialogs.header_dialog import HIDDEN
from gui.widgets.panel.histogram import heights_of
from inference.core.measurement import length_between, roi_statistics
from inference.core.types import PixelSpacing
from inference.display.palette import STRUCTURE_COLOURS
from tests.helpers import fake_engine
from tests.helpers.gestures import LEFT, PLAIN, send, stroke
from tests.helpers.window import Bench

Make = Callable[..., Bench]


def press(here: Bench, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
    here.qtbot.keyClick(here.window.grid, key, keys)


def place(here: Bench, x: float, y: float) -> tuple[float, float]:
    """Where on the pane a film point is seen."""
    return here.window.link.viewport("original").to_device(x, y)


# --- on the film ---------------------------------------------------------------------------------


def test_a_line_is_drawn_measured_moved_and_removed(shown: Bench) -> None:
    pane, measures = shown.window.grid.panes["original"], shown.window.grid.measures
    press(shown, Qt.Key.Key_L)
    stroke(pane, LEFT, place(shown, 50, 60), place(shown, 80, 100))
    (line,) = measures.shown
    assert line.start == pytest.approx((50, 60))
    assert line.end == pytest.approx((80, 100))
    film = shown.application.session.film
    assert film is not None
    assert measure_words(film, line) == ["50 px"]
    stroke(pane, LEFT, place(shown, 80, 100), place(shown, 50, 100))
    (moved,) = measures.shown
    assert moved.end == pytest.approx((50, 100))
    press(shown, Qt.Key.Key_Delete)
    assert not measures.shown


def test_measurements_stay_with_their_film_and_follow_its_turns(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm", "two.dcm")
    measures = here.window.grid.measures
    measures.add(Measure("length", (60, 200), (200, 200)))
    bare = here.window.grid.panes["original"]
    here.window.link.rotate(1)
    with_line = here.picture("original")
    x, y = here.window.link.viewport().to_device(130, 200)
    drawn = with_line.pixelColor(int(x), int(y))
    assert drawn.green() > drawn.red() + 40
    here.window.actions_by_name["next"].trigger()
    assert not measures.shown
    here.window.actions_by_name["previous"].trigger()
    assert len(measures.shown) == 1
    assert bare.isVisible()


def test_a_region_tells_the_values_inside_it(shown: Bench) -> None:
    pane, measures = shown.window.grid.panes["original"], shown.window.grid.measures
    film = shown.application.session.film
    assert film is not None
    for key, kind, x in ((Qt.Key.Key_B, "rectangle", 60), (Qt.Key.Key_E, "ellipse", 150)):
        press(shown, key)
        stroke(pane, LEFT, place(shown, x, 120), place(shown, x + 30, 150))
        assert measures.shown[-1].kind == kind
    words = measure_words(film, measures.shown[0])
    inside = film.radiograph.pixels[120:150, 60:90].astype(float) * 4095
    assert words[0] == f"mean {inside.mean():.1f}  SD {inside.std():.1f}"
    assert words[2] == "900 px"
    press(shown, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert not measures.shown


def test_window_drag_comes_back_with_its_tool(shown: Bench) -> None:
    press(shown, Qt.Key.Key_L)
    press(shown, Qt.Key.Key_W)
    before = shown.application.state.window
    stroke(shown.window.grid.panes["original"], LEFT, (100, 100), (60, 80))
    assert shown.application.state.window is not before
    assert not shown.window.grid.measures.shown


def test_lengths_carry_the_spacing_of_rows_and_columns() -> None:
    spacing = PixelSpacing(0.2, 0.1, "at detector")
    assert length_between((0, 0), (30, 20), spacing).value == pytest.approx(5.0)
    assert length_between((0, 0), (3, 4), None).value == 5.0


def test_statistics_leave_padding_out_and_nothing_is_nothing() -> None:
    film = fake_engine.radiograph()
    padding = np.zeros(film.pixels.shape, bool)
    padding[:, :20] = True
    padded = replace(film, padding=padding)
    found = roi_statistics(padded, (10, 10), (30, 20), ellipse=False)
    assert found is not None
    assert found.pixels == 100
    assert roi_statistics(padded, (0, 0), (10, 10), ellipse=False) is None
    assert roi_statistics(film, (5, 5), (5, 5), ellipse=True) is None
    ellipse = roi_statistics(film, (0, 0), (100, 100), ellipse=True)
    assert ellipse is not None
    assert ellipse.pixels == pytest.approx(np.pi * 50 * 50, rel=0.01)


# --- the glass -----------------------------------------------------------------------------------


def test_q_held_magnifies_at_the_cursor(shown: Bench) -> None:
    grid, link = shown.window.grid, shown.window.link
    link.set_cursor((130, 60), "original")
    bare = shown.picture("original")
    shown.qtbot.keyPress(grid, Qt.Key.Key_Q)
    assert shown.picture("original") != bare
    shown.qtbot.waitUntil(grid.glass.peeking, timeout=2000)
    shown.qtbot.keyRelease(grid, Qt.Key.Key_Q)
    assert shown.picture("original") == bare


def glass_over(here: Bench, key: str, point: tuple[float, float]) -> QImage:
    """What the glass shows over a film point of a pane, the panes' own lines beside it left out."""
    here.window.link.set_cursor(point, key)
    x, y = here.window.link.viewport().to_device(*point)
    return here.picture(key).copy(int(x) - 60, int(y) - 60, 120, 120)


def test_the_glass_shows_outlines_where_the_pane_does(shown: Bench) -> None:
    state, segmentation = shown.application.state, shown.application.session.facts.segmentation
    assert segmentation is not None
    heart = next(c for c in segmentation.contours if c.structure == "heart")
    x, y = heart.points[len(heart.points) // 2]
    state.crosshair_shown = state.measures_shown = False
    state.magnifier_shown = True
    colour = QColor(*STRUCTURE_COLOURS["heart"]).rgb()

    def lines() -> int:
        seen = glass_over(shown, "original", (float(x), float(y)))
        return sum(
            seen.pixel(column, row) == colour
            for column in range(seen.width())
            for row in range(seen.height())
        )

    assert lines() > 20
    state.contours_shown = False
    assert lines() == 0


def test_the_glass_has_the_colours_of_the_pane(shown: Bench) -> None:
    state = shown.application.state
    height, width = shown.window.link.film_shape
    middle = (width / 2 + 0.5, 0.62 * height)
    state.contours_shown = state.crosshair_shown = False
    state.magnifier_shown = True
    before = glass_over(shown, "grad_cam", middle)
    state.heat_colours = "cividis"
    assert glass_over(shown, "grad_cam", middle) != before


def test_the_glass_keeps_the_point_under_the_cursor(shown: Bench) -> None:
    viewport = shown.window.link.viewport()
    glass = magnified_sight(viewport, (130.0, 150.0), 200)
    assert glass.to_device(130.0, 150.0) == pytest.approx(viewport.to_device(130.0, 150.0))
    assert glass.scale == pytest.approx(MAGNIFICATION * viewport.scale)
    assert max(glass.shape) <= 200


# --- the histogram -------------------------------------------------------------------------------


def test_the_histogram_counts_and_its_band_is_the_window(shown: Bench) -> None:
    histogram, state = shown.window.histogram.histogram, shown.application.state
    film = shown.application.session.film
    assert film is not None
    heights = heights_of(film)
    assert heights.max() == 1.0
    press(shown, Qt.Key.Key_2)
    before = state.window
    assert before is not None
    middle = histogram.height() / 2
    start = histogram.x_of(before.center)
    stroke(histogram, LEFT, (start, middle), (start + 20, middle))
    moved = state.window
    assert moved is not None
    assert moved.width == pytest.approx(before.width)
    shift = histogram.value_at(20) - histogram.value_at(0)
    assert moved.center == pytest.approx(before.center + shift, rel=0.02)
    edge = histogram.x_of(moved.center - moved.width / 2)
    stroke(histogram, LEFT, (edge, middle), (edge + 25, middle))
    narrow = state.window
    assert narrow is not None
    assert narrow.width < moved.width
    upper = moved.center + moved.width / 2
    assert narrow.center + narrow.width / 2 == pytest.approx(upper, rel=0.01)


# --- the header ----------------------------------------------------------------------------------


def test_the_header_is_listed_searched_and_hidden_with_identity(shown: Bench) -> None:
    reading = shown.window.tools
    shown.window.actions_by_name["header"].trigger()
    dialog = reading.headers.dialog
    assert dialog is not None
    shown.qtbot.waitUntil(lambda: len(dialog.visible_rows()) == 6, timeout=5000)
    dialog.search.setText("sentinel")
    assert dialog.visible_rows() == ["Patient's Name", "(private)"]
    dialog.search.setText("r-10214")
    assert dialog.visible_rows() == ["View Code Sequence", "Code Value"]
    dialog.search.clear()
    shown.application.state.identity_hidden = True
    values = [dialog.tree.topLevelItem(row).text(3) for row in range(5)]  # type: ignore[union-attr]
    assert values == ["UTF-8", HIDDEN, "120", HIDDEN, HIDDEN]
    dialog.search.setText("sentinel")
    assert dialog.visible_rows() == []
    dialog.close()


def test_a_picture_says_that_it_has_no_header(bench: Make) -> None:
    here = bench()
    here.analyse("one.png")
    here.window.actions_by_name["header"].trigger()
    dialog = here.window.tools.headers.dialog
    assert dialog is not None
    here.qtbot.waitUntil(lambda: "not DICOM" in dialog.note.text(), timeout=5000)
    dialog.close()


# --- the screen ----------------------------------------------------------------------------------


def test_the_test_pattern_shows_every_step_and_closes_on_a_key(shown: Bench) -> None:
    shown.window.actions_by_name["test_pattern"].trigger()
    pattern = shown.window.findChild(DisplayPattern)
    assert pattern is not None
    pattern.resize(800, 800)
    picture = pattern.grab().toImage()
    levels = {picture.pixelColor(x, y).red() for x in range(0, 800, 4) for y in range(0, 800, 4)}
    assert {0, 13, 242, 255} <= levels
    assert {round(255 * step / 17) for step in range(18)} <= levels
    shown.qtbot.keyClick(pattern, Qt.Key.Key_Escape)
    assert not pattern.isVisible()


@pytest.mark.parametrize("tool", ["window", "length", "ellipse"])
def test_a_press_alone_measures_nothing(shown: Bench, tool: str) -> None:
    pane = shown.window.grid.panes["original"]
    shown.application.state.tool = tool
    send(pane, QEvent.Type.MouseButtonPress, (100, 100), LEFT, held=True)
    send(pane, QEvent.Type.MouseButtonRelease, (100, 100), LEFT, held=False)
    assert not shown.window.grid.measures.shown
