"""Nothing is clipped, everything is reached by the keyboard, every command has its key."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QListWidget,
    QMenu,
    QPushButton,
    QScrollBar,
    QTabBar,
    QWidget,
)

from gui.commands.command_table import SPECS
from tests.helpers.paths import ROOT
from tests.helpers.window import Bench

Make = Callable[..., Bench]

# --- commands ------------------------------------------------------------------------------------


def test_every_action_has_a_text_a_tool_tip_and_a_key_of_its_own(bench: Make) -> None:
    window = bench().window
    ours = [action for action in window.findChildren(QAction) if is_command(action)]
    assert {action.objectName() for action in ours} >= {spec.name for spec in SPECS}
    keys: dict[str, str] = {}
    for action in ours:
        assert action.text().strip(), action.objectName()
        assert action.toolTip().strip(), action.objectName()
        assert action.shortcuts(), action.text()
        for key in action.shortcuts():
            text = key.toString()
            assert text not in keys, (text, action.text(), keys.get(text))
            keys[text] = action.text()
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        assert shown in action.toolTip(), action.text()
        assert not action.icon().isNull() or action.isCheckable(), action.text()


#: Menus that are made of what is at hand: recent files, and what a pane can show.
MADE_OF_WHAT_IS_THERE = {"recent_file", "content"}


def is_command(action: QAction) -> bool:
    """Not a separator, not a menu, not an entry of a list, nor of a Qt widget of its own."""
    if action.isSeparator() or action.menu() is not None:
        return False
    return bool(action.objectName()) and action.objectName() not in MADE_OF_WHAT_IS_THERE


def test_menus_hold_commands_and_lists_alone(bench: Make) -> None:
    """Whatever stands in a menu is a command of the table, or an entry of a known list."""
    window = bench().window
    named = {spec.name for spec in SPECS} | MADE_OF_WHAT_IS_THERE
    for menu in window.findChildren(QMenu):
        for action in menu.actions():
            if not action.isSeparator() and action.menu() is None:
                assert action.objectName() in named, (menu.title(), action.text())


def test_dialogs_are_announced_by_an_ellipsis(bench: Make) -> None:
    texts = [action.text() for action in bench().window.actions_by_name.values()]
    assert not [text for text in texts if text.endswith("...")]


# --- the keyboard --------------------------------------------------------------------------------

CONTROLS = (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QListWidget,
    QTabBar,
)


def controls(window: QWidget) -> Iterator[QWidget]:
    """What a person can operate and sees now."""
    for widget in window.findChildren(QWidget):
        operable = isinstance(widget, CONTROLS) and not isinstance(widget, QScrollBar)
        if operable and widget.isVisible() and widget.isEnabled():
            yield widget


def reached(window: QWidget) -> set[QWidget]:
    """Every widget that gets the focus on a whole round of Tab, from the panes."""
    found: set[QWidget] = set()
    for _ in range(400):
        window.focusNextPrevChild(True)
        focused = QApplication.focusWidget()
        if focused is None:
            continue
        if focused in found and len(found) > 3 and focused is first_of(found):
            break
        found.add(focused)
    return found


def first_of(found: set[QWidget]) -> QWidget | None:
    return next((widget for widget in found if isinstance(widget, QListWidget)), None)


def test_tab_reaches_every_control(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm")
    window = here.window
    window.activateWindow()
    for place in range(window.panel.count()):
        window.panel.setCurrentIndex(place)
        QApplication.processEvents()
        missed = []
        there = reached(window)
        for control in controls(window):
            inside = control.parentWidget()
            proxied = isinstance(inside, QAbstractSpinBox | QComboBox)
            if control not in there and control.focusProxy() not in there and not proxied:
                missed.append(f"{type(control).__name__} {control.objectName()}")
        assert not missed, (window.panel.tabText(place), missed)


def test_the_focus_is_seen_on_every_control(bench: Make) -> None:
    """A control looks other with the focus than without."""
    here = bench()
    here.analyse("one.dcm")
    window = here.window
    window.activateWindow()
    here.qtbot.waitUntil(window.isActiveWindow)
    for control in list(controls(window)):
        if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.visibleRegion():
            window.grid.setFocus()
            without = control.grab().toImage()
            control.setFocus(Qt.FocusReason.TabFocusReason)
            assert control.grab().toImage() != without, control.objectName() or control.toolTip()


# --- room ----------------------------------------------------------------------------------------


def cut_off(window: QWidget) -> list[str]:
    """Texts of labels, buttons, boxes and tabs that have less room than they need."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and widget.text().strip() and not widget.pixmap():
            found += [widget.text()] if is_cut(widget) else []
        elif isinstance(widget, QPushButton | QCheckBox):
            found += [widget.text()] if widget.width() < widget.sizeHint().width() else []
        elif isinstance(widget, QComboBox):
            room = widget.width() - 34
            text = widget.currentText()
            wide = QFontMetrics(widget.font()).horizontalAdvance(text)
            found += [text] if wide > room else []
        elif isinstance(widget, QTabBar):
            found += cut_tabs(widget)
    return found


def is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return label.width() < label.sizeHint().width()


def cut_tabs(bar: QTabBar) -> list[str]:
    metrics = QFontMetrics(bar.font())
    return [
        bar.tabText(place)
        for place in range(bar.count())
        if metrics.horizontalAdvance(bar.tabText(place)) > bar.tabRect(place).width()
    ]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (3840, 2160)])
def test_nothing_is_clipped_in_any_tab(bench: Make, language: str, size: tuple[int, int]) -> None:
    here = bench(language=language)
    here.window.resize(*size)
    here.application.state.guess_first = True
    here.analyse("one.dcm")
    here.qtbot.waitUntil(lambda: not cut_off(here.window), timeout=2000)
    here.window.teaching.guessing.commit({"pneumoconiosis": False, "cardiomegaly": True})
    for place in range(here.window.panel.count()):
        here.window.panel.setCurrentIndex(place)
        here.qtbot.waitUntil(lambda: not cut_off(here.window), timeout=2000)
        page = here.window.panel.widget(place).widget()
        assert page.minimumSizeHint().width() <= here.window.panel.width(), place
    assert here.window.size().toTuple() == size
    assert here.window.minimumSizeHint().width() <= 1366
    assert here.window.minimumSizeHint().height() <= 768


DIALOGS = ("preferences", "shortcuts", "cards", "about")


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", DIALOGS)
def test_no_dialog_is_clipped_or_larger_than_a_small_screen(
    bench: Make, language: str, name: str
) -> None:
    here = bench(language=language)
    here.analyse("one.dcm")
    holder = here.window.edit if name == "preferences" else here.window.help
    dialog = getattr(holder, f"show_{name}")()
    assert isinstance(dialog, QDialog)
    QApplication.processEvents()
    assert cut_off(dialog) == []
    assert dialog.width() <= 1366
    assert dialog.height() <= 720


@pytest.mark.parametrize("factor", ["1.5", "2"])
def test_the_window_is_sharp_and_whole_on_a_fine_screen(tmp_path: Path, factor: str) -> None:
    """QT_SCALE_FACTOR stands for a screen with more pixels; it is read at the start alone."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QSize\n"
        "from gui.app import Application, Options, qt_application\n"
        "from gui.engine.worker import Worker\n"
        "from tests.gui.look.test_look import cut_off\n"
        "from tests.helpers.fake_engine import FakePipeline, FakeReader\n"
        "qt = qt_application()\n"
        "here = Application(Options(profile=Path(sys.argv[1])), Worker(FakePipeline, FakeReader))\n"
        "sys.excepthook = sys.__excepthook__\n"
        "here.window.showNormal()\n"
        "here.window.resize(1366, 768)\n"
        "qt.processEvents()\n"
        "picture = here.window.grab()\n"
        "assert picture.devicePixelRatio() == float(sys.argv[2]), picture.devicePixelRatio()\n"
        "icon = here.window.actions_by_name['open'].icon()\n"
        "icon = icon.pixmap(QSize(18, 18), picture.devicePixelRatio())\n"
        "assert icon.width() == round(18 * float(sys.argv[2])), icon.width()\n"
        "assert not cut_off(here.window), cut_off(here.window)\n"
        "here.window.close()\n"
        "here.close()\n"
    )
    environment = {**os.environ, "QT_SCALE_FACTOR": factor, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), factor],
        env={**environment, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr.decode()
