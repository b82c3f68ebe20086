"""The hand and the keyboard at the panes, as the conventions have them.

See docs/reading.md, "The mouse" and docs/reading.md, "The keys".
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLineEdit

from gui.panes.view.orientation import Orientation
from tests.helpers.gestures import LEFT, MIDDLE, RIGHT, drag, send, stroke
from tests.helpers.window import Bench

Make = Callable[..., Bench]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def center(here: Bench) -> float:
    window = here.application.state.window
    assert window is not None
    return window.center


def test_ctrl_drags_five_times_as_far_and_shift_a_fifth(shown: Bench) -> None:
    pane, moved = shown.window.grid.panes["original"], {}
    for name, keys in (("plain", Qt.KeyboardModifier.NoModifier), ("ctrl", CTRL), ("shift", SHIFT)):
        before = center(shown)
        stroke(pane, LEFT, (100, 100), (100, 90), keys_while_moving=keys)
        moved[name] = before - center(shown)
    assert moved["ctrl"] == pytest.approx(5 * moved["plain"])
    assert moved["shift"] == pytest.approx(0.2 * moved["plain"])


def test_a_vertical_drag_can_be_inverted_and_stays_within_the_film_s_values(shown: Bench) -> None:
    pane, film = shown.window.grid.panes["original"], shown.application.session.film
    assert film is not None
    before = center(shown)
    shown.application.state.vertical_drag_inverted = True
    drag(pane, LEFT, (0, -40))
    assert center(shown) > before
    drag(pane, LEFT, (4000, -4000), CTRL)
    window, (low, high) = shown.application.state.window, film.data_range
    assert window is not None
    assert window.center == pytest.approx(high)
    assert window.width <= max(high - low, film.window.width)


def test_the_other_mouse_scheme_windows_with_the_right_button(shown: Bench) -> None:
    shown.application.state.right_button_windows = True
    pane, before, scale = (
        shown.window.grid.panes["original"],
        center(shown),
        shown.window.link.scale,
    )
    drag(pane, RIGHT, (0, -40))
    assert center(shown) < before
    drag(pane, LEFT, (0, -40))
    assert shown.window.link.scale > scale


def test_a_right_click_opens_the_menu_and_a_right_drag_does_not(shown: Bench) -> None:
    pane, asked = shown.window.grid.panes["original"], []
    shown.window.grid.menu_asked.disconnect()
    shown.window.grid.menu_asked.connect(asked.append)
    scale = shown.window.link.scale
    drag(pane, RIGHT, (2, 2))
    assert len(asked) == 1
    assert shown.window.link.scale == scale
    drag(pane, RIGHT, (0, -40))
    assert len(asked) == 1


def test_a_right_drag_that_comes_back_is_no_click(shown: Bench) -> None:
    pane, asked = shown.window.grid.panes["original"], []
    shown.window.grid.menu_asked.disconnect()
    shown.window.grid.menu_asked.connect(asked.append)
    send(pane, QEvent.Type.MouseButtonPress, (100, 100), RIGHT, held=True)
    send(pane, QEvent.Type.MouseMove, (100, 140), RIGHT, held=True)
    send(pane, QEvent.Type.MouseMove, (100, 100), RIGHT, held=True)
    send(pane, QEvent.Type.MouseButtonRelease, (100, 100), RIGHT, held=False)
    assert not asked


def test_a_tap_on_space_hides_the_overlays_and_another_shows_them(shown: Bench) -> None:
    state = shown.application.state
    for wanted in (False, True):
        shown.qtbot.keyClick(shown.window.grid, Qt.Key.Key_Space)
        assert state.overlays_shown is wanted


def test_space_held_peeks(shown: Bench) -> None:
    grid, state = shown.window.grid, shown.application.state
    shown.qtbot.keyPress(grid, Qt.Key.Key_Space)
    assert not state.overlays_shown
    shown.qtbot.waitUntil(grid.space.peeking, timeout=2000)
    shown.qtbot.keyRelease(grid, Qt.Key.Key_Space)
    assert state.overlays_shown


def test_space_and_a_drag_pan_and_leave_the_overlays(shown: Bench) -> None:
    grid, link = shown.window.grid, shown.window.link
    link.set_scale(2.0)
    left = link.viewport().left
    shown.qtbot.keyPress(grid, Qt.Key.Key_Space)
    drag(grid.panes["original"], LEFT, (23, 0))
    shown.qtbot.keyRelease(grid, Qt.Key.Key_Space)
    assert link.viewport().left == left + 23
    assert shown.application.state.overlays_shown


def test_keys_turn_and_flip_the_film_and_everything_on_it(shown: Bench) -> None:
    link, grid = shown.window.link, shown.window.grid
    upright = shown.colour("original", 0.26, 0.3)
    shown.application.state.overlays_shown = False
    pictures = {key: shown.picture(key) for key in grid.visible_keys()}
    shown.qtbot.keyClick(grid, Qt.Key.Key_BracketRight, CTRL)
    assert link.orientation == Orientation(1)
    assert shown.colour("original", 0.26, 0.3) == pytest.approx(upright, abs=6)
    shown.qtbot.keyClick(grid, Qt.Key.Key_H, CTRL)
    assert link.orientation == Orientation(3, True)
    assert shown.colour("original", 0.26, 0.3) == pytest.approx(upright, abs=6)
    shown.qtbot.keyClick(grid, Qt.Key.Key_H, CTRL)
    shown.qtbot.keyClick(grid, Qt.Key.Key_BracketLeft, CTRL)
    assert link.orientation.plain
    assert all(shown.picture(key) == picture for key, picture in pictures.items())


def test_contours_and_cursor_follow_a_turned_film(shown: Bench) -> None:
    segmentation = shown.application.session.facts.segmentation
    assert segmentation is not None
    link, state = shown.window.link, shown.application.state
    state.measures_shown = False
    link.rotate(1)
    link.flip()
    points = np.concatenate([contour.points for contour in segmentation.contours])[::9]
    drawn = shown.picture("original")
    state.contours_shown = False
    bare = shown.picture("original")
    devices = [link.viewport().to_device(x, y) for x, y in points]
    changed = [drawn.pixel(int(x), int(y)) != bare.pixel(int(x), int(y)) for x, y in devices]
    assert np.mean(changed) > 0.95


def test_the_window_can_be_let_go_for_one_pane(shown: Bench) -> None:
    shown.window.actions_by_name["window_linked"].trigger()
    others = shown.colour("adversarial", 0.3, 0.9)
    before = shown.colour("original", 0.3, 0.9)
    drag(shown.window.grid.panes["original"], LEFT, (0, -40))
    assert shown.colour("original", 0.3, 0.9)[0] > before[0] + 5
    assert shown.colour("adversarial", 0.3, 0.9) == others
    shown.window.actions_by_name["window_linked"].trigger()
    assert shown.colour("original", 0.3, 0.9) == before


def test_pan_and_zoom_can_be_let_go_for_one_pane(shown: Bench) -> None:
    link = shown.window.link
    shown.window.actions_by_name["view_linked"].trigger()
    scale = link.scale_of("adversarial")
    drag(shown.window.grid.panes["original"], RIGHT, (0, -60))
    assert link.scale_of("original") > scale
    assert link.scale_of("adversarial") == scale


def test_the_cursor_can_be_let_go(shown: Bench) -> None:
    link, (rows, columns) = shown.window.link, shown.window.link.film_shape
    shown.window.actions_by_name["cursor_linked"].trigger()
    link.set_cursor((0.3 * columns, 0.9 * rows), "original")
    panes = shown.window.grid.panes
    assert panes["original"].cursor_point() is not None
    assert panes["adversarial"].cursor_point() is None


def test_a_film_keeps_its_window_while_others_are_seen(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm", "two.dcm")
    state, named = here.application.state, here.window.actions_by_name
    drag(here.window.grid.panes["original"], LEFT, (-50, -40))
    named["invert"].trigger()
    chosen = state.window
    named["next"].trigger()
    assert state.window is not chosen
    assert not state.inverted
    named["previous"].trigger()
    assert state.window is chosen
    assert state.inverted


def test_tab_goes_from_pane_to_pane_and_then_on(shown: Bench) -> None:
    grid, link = shown.window.grid, shown.window.link
    link.set_active("original")
    seen = []
    for _ in range(4):
        shown.qtbot.keyClick(grid, Qt.Key.Key_Tab)
        seen.append(link.active)
    assert seen == [*grid.visible_keys()[1:], grid.visible_keys()[-1]]
    grid.setFocus()
    shown.qtbot.keyClick(grid, Qt.Key.Key_Backtab, SHIFT)
    assert link.active == grid.visible_keys()[-2]


def test_letters_typed_into_a_field_are_no_commands(shown: Bench) -> None:
    field = QLineEdit(shown.window)
    field.show()
    field.setFocus()
    shown.qtbot.waitUntil(field.hasFocus)
    before = shown.application.state.contours_shown, shown.window.link.fitted
    for key in "c", "i", "g", "+", "2", " ":
        shown.qtbot.keyClicks(field, key)
    assert field.text() == "cig+2 "
    assert (shown.application.state.contours_shown, shown.window.link.fitted) == before
    assert not shown.application.state.inverted


def test_middle_drag_pans_only_its_pane_when_let_go(shown: Bench) -> None:
    link = shown.window.link
    link.set_scale(2.0)
    shown.application.state.view_linked = False
    left = link.viewport("adversarial").left
    drag(shown.window.grid.panes["original"], MIDDLE, (9, 0))
    assert link.viewport("original").left == left + 9
    assert link.viewport("adversarial").left == left
