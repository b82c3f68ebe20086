"""Window presets, corner texts, scales, sides and the status bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QToolButton

from gui.panes.annotation.annotations import lines_that_fit
from gui.panes.annotation.ruler import scale_for, side_letters
from gui.panes.view.orientation import Orientation
from gui.panes.view.view_link import ViewLink
from gui.status.readout import stored_value
from inference.core.types import Window
from tests.helpers import fake_engine
from tests.helpers.gestures import LEFT, PLAIN, drag
from tests.helpers.window import Bench

Make = Callable[..., Bench]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def window(here: Bench) -> Window:
    found = here.application.state.window
    assert found is not None
    return found


def press(here: Bench, key: Qt.Key, keys: Qt.KeyboardModifier = PLAIN) -> None:
    here.qtbot.keyClick(here.window.grid, key, keys)


def test_digit_0_spreads_every_value_of_the_film(shown: Bench) -> None:
    press(shown, Qt.Key.Key_0)
    film = shown.application.session.film
    assert film is not None
    low, high = film.data_range
    assert window(shown).center == pytest.approx((low + high) / 2)
    assert window(shown).width == pytest.approx(high - low)


def test_digit_1_goes_through_the_windows_of_the_file(shown: Bench) -> None:
    film = shown.application.session.film
    assert film is not None
    press(shown, Qt.Key.Key_2)
    seen = []
    for _ in range(3):
        press(shown, Qt.Key.Key_1)
        seen.append(window(shown))
    first, second = film.radiograph.windows
    assert seen == [first, second, first]


def test_digits_2_and_3_look_at_the_values(shown: Bench) -> None:
    press(shown, Qt.Key.Key_2)
    automatic = window(shown)
    press(shown, Qt.Key.Key_3)
    assert window(shown).width < automatic.width
    assert window(shown).center < automatic.center  # lungs are dark


def test_the_lung_window_says_so_while_the_lungs_are_unknown(bench: Make) -> None:
    here = bench()
    here.pipeline.gate.clear()
    here.pipeline.error = fake_engine.lost_device()
    here.open("one.dcm")
    before = window(here)
    here.window.message_bar.dismiss()
    here.window.actions_by_name["window_lungs"].trigger()
    assert window(here) is before
    assert "not outlined" in here.window.message_bar.text.text()


def test_an_own_preset_is_saved_used_on_another_film_and_remembered(
    bench: Make, tmp_path: Path
) -> None:
    here = bench(profile=tmp_path)
    here.analyse("one.dcm", "two.dcm")
    here.window.grid.setFocus()
    press(here, Qt.Key.Key_5)
    assert "No window is saved" in here.window.message_bar.text.text()
    drag(here.window.grid.panes["original"], LEFT, (-60, -30))
    saved = window(here)
    press(here, Qt.Key.Key_5, CTRL)
    press(here, Qt.Key.Key_PageDown)
    assert window(here) is not saved
    press(here, Qt.Key.Key_5)
    assert window(here).center == pytest.approx(saved.center, rel=0.01)
    assert window(here).width == pytest.approx(saved.width, rel=0.01)
    here.window.close()
    assert bench(profile=tmp_path).application.state.user_windows.startswith("5,")


def test_corner_texts_in_three_levels(shown: Bench) -> None:
    pane, state = shown.window.grid.panes["original"], shown.application.state
    state.maximised = "original"

    def texts() -> str:
        words = pane.words
        lines = [*pane.title_lines(), *words.study(), *words.acquisition()]
        return "\n".join([*(line.text for line in lines), *words.at_bottom()])

    full = texts()
    assert "Sentinel Taro" in full
    assert "2 Jan 2026" in full
    assert "PA" in full
    assert "Zoom" in full
    press(shown, Qt.Key.Key_2, CTRL | SHIFT)
    assert "Sentinel" not in texts()
    assert "Zoom" in texts()
    press(shown, Qt.Key.Key_3, CTRL | SHIFT)
    assert texts().startswith("Original")
    assert "Zoom" not in texts()
    press(shown, Qt.Key.Key_1, CTRL | SHIFT)
    assert texts() == full
    state.identity_hidden = True
    assert "Sentinel" not in texts()
    assert "2026" not in texts()
    assert "identity hidden" in texts()


def test_a_small_pane_keeps_the_lines_that_matter(shown: Bench) -> None:
    lines = shown.window.grid.panes["original"].title_lines()
    fewer = lines_that_fit(lines, 40.0, QFont())
    assert 0 < len(fewer) < len(lines)
    assert fewer[0] is lines[0]
    assert len([line for line in fewer if line.priority]) < len([x for x in lines if x.priority])
    assert lines_that_fit(lines, 4000.0, QFont()) == lines


def test_a_mirrored_film_says_so(shown: Bench) -> None:
    pane = shown.window.grid.panes["adversarial"]
    assert "mirrored" not in [line.text for line in pane.title_lines()]
    press(shown, Qt.Key.Key_H, CTRL)
    assert "mirrored" in [line.text for line in pane.title_lines()]
    press(shown, Qt.Key.Key_BracketRight, CTRL)
    assert any("turned by" in line.text for line in pane.title_lines())


@pytest.mark.parametrize(
    ("orientation", "left", "top"),
    [
        (Orientation(), "R", "H"),
        (Orientation(0, True), "L", "H"),
        (Orientation(1), "F", "R"),
        (Orientation(2), "L", "F"),
        (Orientation(3), "H", "L"),
    ],
)
def test_side_letters_follow_the_film(orientation: Orientation, left: str, top: str) -> None:
    link = ViewLink()
    link.set_film((60, 40))
    link.set_pane_size(90, 70)
    if orientation.mirrored:
        link.flip()
    link.rotate(orientation.quarters)
    letters = side_letters("L\\F", link.viewport())
    assert (letters["left"], letters["top"]) == (left, top)


@pytest.mark.parametrize("orientation", ["", "L", "L\\F\\H", "X\\Y", "12\\F"])
def test_an_unknown_orientation_has_no_letters(orientation: str) -> None:
    assert side_letters(orientation, ViewLink().viewport()) == {}


def test_a_scale_is_a_round_length_that_fits() -> None:
    scale = scale_for(2.0, 600, "mm")  # 2 logical pixels per mm: 180 px hold 90 mm
    assert scale is not None
    assert (scale.text, scale.length) == ("5 cm", 100.0)
    counted = scale_for(0.5, 600, "px")
    assert counted is not None
    assert (counted.text, counted.length) == ("200 px", 100.0)
    assert scale_for(1e-6, 600, "mm") is None


def test_rulers_can_be_hidden(shown: Bench) -> None:
    before = shown.picture("original")
    press(shown, Qt.Key.Key_U)
    assert not shown.application.state.rulers_shown
    assert shown.picture("original") != before


def test_the_status_bar_tells_value_grey_overlay_window_zoom_and_fidelity(shown: Bench) -> None:
    link, status = shown.window.link, shown.window.status
    rows, columns = link.film_shape
    shown.application.state.lung_field_shown = True
    link.set_cursor((0.26 * columns, 0.45 * rows), "original")
    assert status.cursor.text().startswith(f"x {int(0.26 * columns)}  y {int(0.45 * rows)}")
    assert "stored" in status.cursor.text()
    grey = int(status.cursor.text().rsplit("→ ", 1)[1])
    shown.application.state.overlays_shown = False
    link.set_cursor((0.26 * columns, 0.45 * rows + 0.01), "original")
    assert shown.colour("original", 0.26, 0.45)[0] == pytest.approx(grey, abs=8)
    shown.application.state.overlays_shown = True
    link.set_cursor((0.26 * columns, 0.45 * rows), "original")
    assert "lung" in status.overlay.text()
    assert "δ" in status.overlay.text()
    assert status.window.text().startswith("W ")
    assert "fit" in status.zoom.text()
    assert "12 → 8 bit" in status.fidelity.text()
    assert f"{fake_engine.SIZE}×{fake_engine.SIZE}" in status.fidelity.text()
    link.set_scale(0.6)
    assert "60 %, area-averaged" in status.fidelity.text()
    link.set_scale(1.0)
    assert status.zoom.text() == "1:1"


def test_the_status_bar_says_that_identity_is_hidden(shown: Bench) -> None:
    assert not shown.window.status.identity.isVisible()
    shown.window.actions_by_name["hide_identity"].trigger()
    assert shown.window.status.identity.isVisible()


def test_the_links_are_switched_in_the_status_bar(shown: Bench) -> None:
    button = shown.window.status.links.findChildren(QToolButton)[0]
    button.click()
    assert not shown.application.state.view_linked
    assert not button.isChecked()


def test_the_stored_value_undoes_the_rescale(shown: Bench) -> None:
    film = shown.application.session.film
    assert film is not None
    attributes = dict(film.study.attributes[0]) | {"RescaleSlope": "2", "RescaleIntercept": "-10"}
    rescaled = replace(film, study=replace(film.study, attributes=(attributes,)))
    assert stored_value(rescaled, 90.0) == 50.0
    attributes["ModalityLUTSequence"] = "present"
    assert stored_value(rescaled, 90.0) is None
