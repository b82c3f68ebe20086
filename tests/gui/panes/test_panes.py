"""What the panes show, told by the colour of pixels."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from gui.stores.display_state import PAPER
from inference.core.types import Segmentation
from inference.display.palette import DIVERGING
from tests.helpers.gestures import PLAIN, drag
from tests.helpers.window import Bench

Make = Callable[..., Bench]
#: Film positions in plain body, left and right half of the picture, away from every line.
BODY_LEFT, BODY_RIGHT = (0.30, 0.90), (0.70, 0.90)


def test_the_slider_moves_the_adversarial_and_the_perturbation_pane(shown: Bench) -> None:
    state = shown.application.state
    state.amplitude = 0.0
    original = shown.colour("original", *BODY_LEFT)[0]
    assert shown.colour("adversarial", *BODY_LEFT)[0] == pytest.approx(original, abs=1)
    state.amplitude = 2.0
    # δ is +8/255 of the input's range 0.8 on the left half, −8/255 on the right half.
    step = 2 * 8 * 0.8
    assert shown.colour("adversarial", *BODY_LEFT)[0] - original == pytest.approx(step, abs=2)
    right = shown.colour("original", *BODY_RIGHT)[0]
    assert shown.colour("adversarial", *BODY_RIGHT)[0] - right == pytest.approx(-step, abs=2)
    assert shown.colour("original", *BODY_LEFT)[0] == original


def test_the_perturbation_is_coloured_by_epsilon_never_by_its_own_maximum(shown: Bench) -> None:
    state = shown.application.state
    for amplitude, code in ((1.0, 255), (0.5, 192), (0.0, 128), (-0.5, 64)):
        state.amplitude = amplitude
        expected = DIVERGING[code]
        assert shown.colour("perturbation", *BODY_LEFT) == pytest.approx(expected, abs=3)


def test_the_display_gain_magnifies_the_perturbation_pane_only(shown: Bench) -> None:
    state = shown.application.state
    state.amplitude = 0.1
    adversarial = shown.colour("adversarial", *BODY_LEFT)
    state.gain = 5.0
    expected = DIVERGING[128 + round(127 * 0.5)]
    assert shown.colour("perturbation", *BODY_LEFT) == pytest.approx(expected, abs=3)
    assert shown.colour("adversarial", *BODY_LEFT) == adversarial


def test_the_display_gain_is_always_said_on_the_pane(shown: Bench) -> None:
    state, pane = shown.application.state, shown.window.grid.panes["perturbation"]
    state.gain = 5.0
    for level in ("full", "minimal", "none"):
        state.annotation_level = level
        assert "Display gain ×5" in [line.text for line in pane.title_lines()], level


def contour_pixels(shown: Bench, key: str, segmentation: Segmentation) -> int:
    """How many of the contours' points look other than with the contours hidden."""
    rows, columns = shown.window.link.film_shape
    points = np.concatenate([contour.points for contour in segmentation.contours])[::7]
    places = points / (columns, rows)
    state = shown.application.state
    state.contours_shown = True
    drawn = [shown.picture(key).pixel(*device_point(shown, *p)) for p in places]
    state.contours_shown = False
    bare = [shown.picture(key).pixel(*device_point(shown, *p)) for p in places]
    state.contours_shown = True
    return sum(a != b for a, b in zip(drawn, bare, strict=True)) * 100 // len(drawn)


def device_point(shown: Bench, x: float, y: float) -> tuple[int, int]:
    rows, columns = shown.window.link.film_shape
    at = shown.window.link.viewport().to_device(x * columns, y * rows)
    return int(at[0]), int(at[1])


def test_the_contours_lie_on_every_pane(shown: Bench) -> None:
    segmentation = shown.application.session.facts.segmentation
    assert segmentation is not None
    shown.application.state.measures_shown = False
    for key in PAPER:
        assert contour_pixels(shown, key, segmentation) > 95, key


def test_an_overlay_blends_with_its_opacity(shown: Bench) -> None:
    state, lung = shown.application.state, (0.26, 0.45)
    bare = np.array(shown.colour("original", *lung), float)
    state.lung_field_shown = True
    tint = np.array([94, 200, 245], float)
    for opacity in (0.25, 0.75):
        state.lung_field_opacity = opacity
        expected = (1 - opacity) * bare + opacity * tint
        assert shown.colour("original", *lung) == pytest.approx(expected, abs=3)
    state.overlays_shown = False
    assert shown.colour("original", *lung) == pytest.approx(bare, abs=0)


def test_the_grad_cam_pane_needs_no_switch_and_the_others_do(shown: Bench) -> None:
    warm = (0.55, 0.56)
    red, _, blue = shown.colour("grad_cam", *warm)
    assert red > blue + 20
    red, _, blue = shown.colour("original", *warm)
    assert abs(red - blue) < 3


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_every_layout_shows_its_panes_at_one_size(bench: Make, size: int) -> None:
    here = bench()
    here.analyse("one.dcm")
    here.window.actions_by_name[f"layout_{size}"].trigger()
    panes = [pane for pane in here.window.grid.panes.values() if pane.isVisible()]
    assert len(panes) == size
    assert len({pane.size().toTuple() for pane in panes}) == 1


def test_double_click_maximises_and_restores(shown: Bench) -> None:
    pane = shown.window.grid.panes["adversarial"]
    shown.qtbot.mouseDClick(pane, Qt.MouseButton.LeftButton)
    assert shown.window.grid.visible_keys() == ("adversarial",)
    shown.window.actions_by_name["cancel"].trigger()
    assert len(shown.window.grid.visible_keys()) == 4


def test_left_drag_right_widens_and_up_brightens(shown: Bench) -> None:
    state, pane = shown.application.state, shown.window.grid.panes["original"]
    before, brightness = state.window, shown.colour("original", *BODY_LEFT)[0]
    assert before is not None
    drag(pane, Qt.MouseButton.LeftButton, (0, -40), PLAIN)
    after = state.window
    assert after is not None
    assert after.center < before.center
    assert shown.colour("original", *BODY_LEFT)[0] > brightness + 5
    drag(pane, Qt.MouseButton.LeftButton, (-80, 0), PLAIN)
    narrow = state.window
    assert narrow is not None
    assert narrow.width < after.width
    drag(pane, Qt.MouseButton.LeftButton, (60, 0), PLAIN)
    assert state.window is not None
    assert state.window.width > narrow.width
    assert state.window.center == pytest.approx(after.center)


def test_middle_and_shift_drag_pan_and_right_drag_zooms(shown: Bench) -> None:
    link, pane = shown.window.link, shown.window.grid.panes["original"]
    link.set_scale(2.0)
    left = link.viewport().left
    drag(pane, Qt.MouseButton.MiddleButton, (17, 0), PLAIN)
    assert link.viewport().left == left + 17
    drag(pane, Qt.MouseButton.LeftButton, (-17, 0), Qt.KeyboardModifier.ShiftModifier)
    assert link.viewport().left == left
    drag(pane, Qt.MouseButton.RightButton, (0, -50), PLAIN)
    assert link.scale > 2.0


def test_the_wheel_zooms_at_the_cursor(shown: Bench) -> None:
    link, pane = shown.window.link, shown.window.grid.panes["original"]
    at = QPointF(150, 120)
    before = link.viewport().to_film(at.x(), at.y())
    event = QWheelEvent(
        at,
        pane.mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        PLAIN,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane, event)
    assert link.viewport().to_film(at.x(), at.y()) == pytest.approx(before, abs=1 / link.scale)
    assert not link.fitted


def test_the_cursor_is_seen_on_every_pane_with_its_value_in_the_status_bar(shown: Bench) -> None:
    link = shown.window.link
    rows, columns = link.film_shape
    link.set_cursor((0.3 * columns, 0.9 * rows))
    film = shown.application.session.film
    assert film is not None
    pixel = film.radiograph.pixels[int(0.9 * rows), int(0.3 * columns)]
    text = shown.window.status.cursor.text()
    assert f"{film.radiograph.modality_value(float(pixel)):.0f}" in text
    assert "δ +8.00/255" in shown.window.status.overlay.text()
    x, y = link.viewport().to_device(*link.cursor)  # type: ignore[misc]
    for key in PAPER:
        arm = shown.picture(key).pixelColor(int(x) + 10, int(y))
        assert min(arm.red(), arm.green(), arm.blue()) > 150, key


def test_a_new_film_brings_its_own_window_and_view(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm", "two.dcm")
    here.window.actions_by_name["zoom_in"].trigger()
    here.window.actions_by_name["invert"].trigger()
    here.window.actions_by_name["next"].trigger()
    assert here.window.link.fitted
    assert not here.application.state.inverted


def test_invert_exchanges_black_and_white(shown: Bench) -> None:
    before = shown.colour("original", *BODY_LEFT)[0]
    shown.window.actions_by_name["invert"].trigger()
    assert shown.colour("original", *BODY_LEFT)[0] == pytest.approx(255 - before, abs=1)


class Painted(QObject):
    """Which panes are painted, as an event filter on them."""

    def __init__(self, here: Bench) -> None:
        super().__init__()
        self._panes = here.window.grid.panes
        QApplication.processEvents()
        self.keys: set[str] = set()
        for pane in self._panes.values():
            pane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.keys |= {key for key, pane in self._panes.items() if pane is watched}
        return False

    def after(self, change: Callable[[], None]) -> set[str]:
        """Keys of the panes that are painted because of `change`."""
        self.keys.clear()
        change()
        QApplication.processEvents()
        return set(self.keys)


def test_the_slider_paints_no_pane_that_stays_as_it_is(shown: Bench) -> None:
    state, painted = shown.application.state, Painted(shown)
    assert painted.after(lambda: setattr(state, "amplitude", 0.4)) == {
        "adversarial",
        "perturbation",
    }
    painted.after(lambda: setattr(state, "perturbation_shown", True))
    moved = painted.after(lambda: setattr(state, "amplitude", 0.8))
    assert moved == {"original", "adversarial", "perturbation"}
    painted.after(lambda: state.place_content(3, "blend"))
    assert "blend" in painted.after(lambda: setattr(state, "amplitude", 1.2))


@pytest.mark.parametrize("change", ["gain", "inverted", "zoom"])
def test_other_moves_paint_every_pane(shown: Bench, change: str) -> None:
    state, painted = shown.application.state, Painted(shown)
    moves: dict[str, Callable[[], None]] = {
        "gain": lambda: setattr(state, "gain", 3.0),
        "inverted": lambda: setattr(state, "inverted", True),
        "zoom": lambda: shown.window.link.zoom(1.1),
    }
    assert painted.after(moves[change]) == set(state.shown_contents)
