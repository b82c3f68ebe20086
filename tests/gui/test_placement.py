"""The window opens on its screen, where it was, and stays maximised."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget

from gui.widgets.frame import placement
from tests.helpers.window import Bench

Make = Callable[..., Bench]
SCREEN = QRect(0, 0, 1366, 728)
SECOND = QRect(1366, 0, 1920, 1080)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (QRect(100, 80, 1000, 600), QRect(100, 80, 1000, 600)),  # as it was
        (QRect(1500, 100, 1200, 800), QRect(1500, 100, 1200, 800)),  # on the second screen
        (QRect(5000, 300, 1000, 600), QRect(366, 128, 1000, 600)),  # its screen is gone
        (QRect(-3000, -900, 1000, 600), QRect(0, 0, 1000, 600)),
        (QRect(0, 0, 1400, 2000), QRect(0, 0, 1366, 728)),  # larger than its screen
        (QRect(200, -300, 900, 600), QRect(200, 0, 900, 600)),  # its title can't be reached
    ],
)
def test_a_window_is_brought_back_to_a_screen(before: QRect, after: QRect) -> None:
    assert placement.kept_on(before, [SCREEN, SECOND]) == after


@pytest.mark.parametrize("room", [(1024, 600), (1366, 728), (1920, 1040), (3840, 2120)])
def test_the_first_window_fits_any_screen(room: tuple[int, int]) -> None:
    area = QRect(0, 40, *room)
    place, fills = placement.first(area)
    assert area.contains(place)
    assert fills == (room[0] <= 1600 or room[1] <= 1000)
    if room[0] > 2000:
        assert 0.5 < place.width() / room[0] < 0.9
        assert place.center() == area.center()


@pytest.mark.parametrize("remembered", ["", "not base64 ÿ", "AAAA", "AdnQywAD" * 40])
def test_a_geometry_that_says_nothing_gives_the_first_window(
    qapp: QApplication, remembered: str
) -> None:
    window = QWidget()
    placement.restore(window, remembered)
    assert window.screen().availableGeometry().contains(window.geometry())
    window.deleteLater()


def test_a_window_comes_back_where_and_as_large_as_it_was(qapp: QApplication) -> None:
    first, again = QWidget(), QWidget()
    room = first.screen().availableGeometry()
    first.setGeometry(QRect(room.left() + 70, room.top() + 50, 500, 400))
    first.show()
    placement.restore(again, placement.as_text(first))
    assert again.geometry() == first.geometry()
    for window in (first, again):
        window.close()
        window.deleteLater()


def test_a_maximised_window_stays_so(bench: Make) -> None:
    """Through full screen and back, another language, another size of text, and films."""
    here = bench()
    window = here.window
    window.showMaximized()
    for _ in range(2):
        window.actions_by_name["full_screen"].trigger()
    assert window.isMaximized()
    assert not window.isFullScreen()
    here.speak("japanese")
    here.application.preferences.text_size = 125
    here.application.preferences.text_size = 100
    here.analyse("one.dcm")
    assert window.isMaximized()
    window.actions_by_name["presentation"].setChecked(True)
    window.actions_by_name["presentation"].setChecked(False)
    assert window.isMaximized()
    assert not window.isFullScreen()
    again = bench(profile=here.application.folder)
    again.application.window.restore(window.geometry_text())
    assert again.window.isMaximized()
