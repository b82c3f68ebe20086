"""The audience sees what the reader shows, large, with a spotlight, and never who it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from gui.panes.pane import Pane
from gui.stores.measures import Measure
from gui.teaching.audience_window import TYPE_SCALE, AudienceWindow
from tests.helpers.window import Bench

Make = Callable[..., Bench]


@pytest.fixture
def taught(bench: Make) -> Bench:
    """A film is analysed, and the audience's window is open."""
    here = bench()
    here.analyse("Sentinel_Taro.dcm", "two.dcm")
    action(here, "audience").trigger()
    QApplication.processEvents()
    return here


def action(here: Bench, name: str) -> QAction:
    return here.window.actions_by_name[name]


def audience(here: Bench) -> AudienceWindow:
    window = here.window.presenting.audience
    assert window is not None
    return window


def test_the_audience_sees_the_readers_panes_and_view(taught: Bench) -> None:
    here, there = taught.window, audience(taught)
    assert there.isVisible()
    action(taught, "layout_2").trigger()
    assert there.grid.visible_keys() == here.grid.visible_keys()
    taught.application.state.amplitude = 0.4
    assert there.state.amplitude == 0.4
    assert "0.40" in there.caption.text()
    fitted = there.link.viewport("original")
    here.link.zoom(2.0, (100.0, 80.0))
    nearer = there.link.viewport("original")
    assert nearer.scale == pytest.approx(2 * fitted.scale)
    assert there.link._shared.centre == here.link._shared.centre
    action(taught, "next").trigger()
    taught.wait_for_analysis()
    assert there.grid.compositor.film is taught.application.session.film


def test_the_audience_sees_what_the_reader_measures(taught: Bench) -> None:
    there = audience(taught)
    bare = there.grid.panes["original"].grab().toImage()
    taught.window.grid.measures.add(Measure("length", (60.0, 60.0), (180.0, 90.0)))
    assert there.grid.panes["original"].grab().toImage() != bare
    taught.window.grid.measures.clear()
    assert there.grid.panes["original"].grab().toImage() == bare


def test_the_audience_sees_the_ratios_lines_at_once(taught: Bench) -> None:
    pane = audience(taught).grid.panes["original"]
    drawn = pane.grab().toImage()
    taught.application.state.measures_shown = False
    assert pane.grab().toImage() != drawn


def test_the_audience_never_sees_the_patient(taught: Bench) -> None:
    there = audience(taught)
    assert not taught.application.state.identity_hidden
    assert there.state.identity_hidden
    texts = [there.windowTitle()]
    for widget in (there, *there.findChildren(QWidget)):
        texts += [widget.toolTip(), widget.accessibleName(), getattr(widget, "text", str)()]
    assert not [text for text in texts if "Sentinel" in text or "ZZ-1" in text]
    words = there.grid.panes["original"].words
    for _ in range(2):
        lines = [*words.patient(), *words.study(), *words.acquisition()]
        assert not [line for line in lines if "Sentinel" in line.text or "2026" in line.text]
        action(taught, "hide_identity").trigger()


def test_words_are_larger_for_the_audience(taught: Bench) -> None:
    there = audience(taught)
    assert all(pane.type_scale == TYPE_SCALE for pane in there.grid.panes.values())
    assert there.caption.font().pixelSize() >= 24
    assert there.banner.font().pixelSize() >= 18


def test_the_spotlight_follows_the_readers_pointer(taught: Bench) -> None:
    there, link = audience(taught), taught.window.link
    action(taught, "layout_1").trigger()
    link.set_cursor((130.0, 60.0), "original")
    ((area, point),) = there.spotlight.places()
    x, y = there.link.viewport("original").to_device(130.0, 60.0)
    assert (point.x(), point.y()) == (pytest.approx(x), pytest.approx(y))
    assert area.contains(point)
    dimmed = there.grid.grab().toImage()
    link.set_cursor(None)
    assert there.spotlight.places() == []
    bare = there.grid.grab().toImage()
    far = QPoint(int(area.width() * 0.6), int(area.height() * 0.9))
    assert dimmed.pixelColor(far).lightness() < bare.pixelColor(far).lightness()
    inside = QPoint(int(point.x()) + 8, int(point.y()) + 8)
    assert dimmed.pixelColor(inside) == bare.pixelColor(inside)


def test_the_audiences_mouse_changes_nothing(taught: Bench) -> None:
    there, state = audience(taught), taught.application.state
    window, viewport = state.window, taught.window.link.viewport("original")
    middle = there.spotlight.rect().center()
    taught.qtbot.mousePress(there.spotlight, Qt.MouseButton.LeftButton, pos=middle)
    taught.qtbot.mouseMove(there.spotlight, middle + QPoint(40, 40))
    taught.qtbot.mouseRelease(there.spotlight, Qt.MouseButton.LeftButton, pos=middle)
    assert state.window is window
    assert taught.window.link.viewport("original") == viewport
    assert isinstance(there.grid.childAt(middle), QWidget)
    assert not isinstance(there.grid.childAt(middle), Pane)


def test_a_remote_control_leafs_through_the_films(taught: Bench) -> None:
    taught.qtbot.keyClick(audience(taught), Qt.Key.Key_PageDown)
    film = taught.application.session.film
    assert film is not None
    assert film.name == "two.dcm"


def test_escape_closes_it_and_unchecks_the_command(taught: Bench) -> None:
    audience(taught).activateWindow()
    taught.qtbot.waitUntil(audience(taught).isActiveWindow)
    taught.qtbot.keyClick(audience(taught), Qt.Key.Key_Escape)
    assert taught.window.presenting.audience is None
    assert not action(taught, "audience").isChecked()


def test_it_goes_with_the_readers_window(taught: Bench) -> None:
    there = audience(taught)
    taught.window.close()
    assert not there.isVisible()


def test_answers_are_hidden_from_the_audience_too(taught: Bench) -> None:
    there = audience(taught)
    action(taught, "guess_first").trigger()
    assert not there.caption.isVisible()
    assert there.grid.visible_keys() == ("original",)


def test_f5_presents_on_the_only_screen_and_escape_returns(bench: Make) -> None:
    here = bench()
    here.analyse("Sentinel_Taro.dcm")
    window = here.window
    window.activateWindow()
    window.grid.setFocus()
    here.qtbot.keyClick(window.grid, Qt.Key.Key_F5)
    assert window.isFullScreen()
    assert here.application.state.identity_hidden
    for part in (window.strip, window.panel, window.view_bar, window.menuBar()):
        assert not part.isVisible()
    assert window.banner.isVisible()
    assert window.deck.isVisible()
    assert window.grid.panes["original"].type_scale == TYPE_SCALE
    here.qtbot.keyClick(window.grid, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert window.panel.isVisible()
    assert window.menuBar().isVisible()
    assert not here.application.state.identity_hidden
    assert window.grid.panes["original"].type_scale == 1.0
    assert here.application.state.annotation_level == "full"


def test_keys_work_while_presenting_without_a_menu_bar(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm")
    action(here, "presentation").trigger()
    QApplication.processEvents()
    here.qtbot.keyClick(here.window.grid, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert here.application.state.guess_first
    here.qtbot.keyClick(here.window.grid, Qt.Key.Key_F5)
    assert not action(here, "presentation").isChecked()


def test_closing_while_presenting_does_not_remember_its_privacy(bench: Make) -> None:
    here = bench()
    action(here, "presentation").trigger()
    here.window.close()
    assert '"identity_hidden": false' in here.application.folder.joinpath(
        "settings.json"
    ).read_text("utf-8")
