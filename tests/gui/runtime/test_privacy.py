"""One switch hides who the patient is: on every widget, in dialogs, files, clipboard and logs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QSettings, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QWidget,
)

from gui.commands.command_table import SPECS
from gui.runtime.file_dialogs import forget_places
from gui.runtime.self_test_run import SelfTestRun
from tests.helpers.window import Bench

Make = Callable[..., Bench]
#: What stands in the fake film's attributes, and in its file's name (tests/helpers/fake_engine).
SENTINELS = ("Sentinel", "ZZ-1")
#: The switch itself, what ends the program, and what replaces the patient by the demo study.
_LEFT_OUT = {"hide_identity", "quit", "close", "open_demo"}


def texts_of(widget: QWidget) -> Iterator[str]:
    """Everything that a widget says, on its face, on its tool tip, to a screen reader."""
    for name in (
        *("text", "title", "windowTitle", "windowFilePath", "toolTip", "statusTip", "whatsThis"),
        *("accessibleName", "accessibleDescription", "placeholderText", "toPlainText"),
        *("currentText", "prefix", "suffix"),
    ):
        told = getattr(widget, name, None)
        if callable(told):
            yield str(told())
    for action in widget.actions():
        yield from texts_of_action(action)
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        header = getattr(widget, "horizontalHeader", getattr(widget, "header", None))
        columns = 1 if header is None else header().count()
        yield from texts_of_model(widget.model(), QModelIndex(), columns)


def texts_of_action(action: QAction) -> Iterator[str]:
    yield from (action.text(), action.toolTip(), action.statusTip(), str(action.data() or ""))


def texts_of_model(model: QAbstractItemModel, parent: QModelIndex, columns: int) -> Iterator[str]:
    roles = Qt.ItemDataRole
    for row in range(min(model.rowCount(parent), 500)):
        for column in range(columns):
            index = model.index(row, column, parent)
            for role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
                yield str(index.data(role) or "")
            yield from texts_of_model(model, index, columns)


def told_anywhere() -> set[str]:
    """Every text of every window of the program that is open."""
    found: set[str] = set()
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            for widget in (window, *window.findChildren(QWidget)):
                found.update(texts_of(widget))
    return found


def on_panes(here: Bench) -> set[str]:
    """Every text that is painted on the panes."""
    found: set[str] = set()
    for pane in here.window.grid.panes.values():
        lines = [*pane.title_lines(), *pane.words.study(), *pane.words.acquisition()]
        found.update(line.text for line in lines)
        found.update(pane.words.at_bottom())
    return found


def leaks(texts: set[str]) -> list[str]:
    return [text for text in texts if any(word in text for word in SENTINELS)]


@pytest.fixture
def hidden(bench: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bench:
    """A sentinel patient is open, analysed and hidden; nothing of the desktop is opened."""
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    monkeypatch.chdir(tmp_path)
    here = bench()
    here.application.state.recent_kept = True
    here.window.help.make_self_test = lambda: SelfTestRun((sys.executable, "-c", ""))
    here.window.actions_by_name["hide_identity"].trigger()
    here.analyse("Sentinel_Taro.dcm", "bad_Sentinel.dcm", "Sentinel_Jiro.dcm")
    return here


def test_the_patient_is_told_while_identity_is_shown(bench: Make) -> None:
    """Else the tests below would look for something that never appears."""
    here = bench()
    here.analyse("Sentinel_Taro.dcm", "bad_Sentinel.dcm")
    found = leaks(told_anywhere())
    assert len(found) >= 3
    assert len(leaks(on_panes(here))) >= 2


def test_no_widget_tells_the_patient(hidden: Bench) -> None:
    assert leaks(told_anywhere()) == []
    assert leaks(on_panes(hidden)) == []


def test_no_command_brings_the_patient_back(hidden: Bench) -> None:
    """Whatever it opens: a dialog, a menu, a panel, another film."""
    for name in [spec.name for spec in SPECS if spec.name not in _LEFT_OUT]:
        hidden.window.actions_by_name[name].trigger()
        QApplication.processEvents()
        assert leaks(told_anywhere() | on_panes(hidden)) == [], name
        for dialog in hidden.window.findChildren(QDialog):
            if isinstance(dialog, QFileDialog):
                assert not leaks(set(dialog.selectedFiles())), name
            dialog.close()
        assert not leaks({QApplication.clipboard().text()}), name


def test_the_switch_works_on_what_is_open_already(bench: Make) -> None:
    here = bench()
    here.analyse("Sentinel_Taro.dcm", "bad_Sentinel.dcm")
    here.window.actions_by_name["notes"].trigger()
    here.window.actions_by_name["hide_identity"].trigger()
    QApplication.processEvents()
    assert leaks(told_anywhere()) == []
    here.window.actions_by_name["hide_identity"].trigger()
    assert leaks(told_anywhere()) != []


def test_nothing_that_is_written_names_the_patient(hidden: Bench, tmp_path: Path) -> None:
    hidden.window.teaching.show_notes().text.setPlainText("apex")
    hidden.window.help.reports.write("ValueError", "  a.py:1 in f")
    hidden.window.close()
    hidden.application.close()
    written = [path for path in (tmp_path / "profile").rglob("*") if path.is_file()]
    assert len(written) >= 3
    for path in written:
        assert not leaks({path.name, path.read_bytes().decode("utf-8", "replace")}), path


def test_the_folders_that_were_visited_are_forgotten(qapp: QApplication, tmp_path: Path) -> None:
    """Qt's own dialog writes them into a file of Qt's."""
    user = QSettings.Scope.UserScope
    QSettings.setPath(QSettings.Format.NativeFormat, user, str(tmp_path))
    folder = tmp_path / "Sentinel^Taro"
    folder.mkdir()
    dialog = QFileDialog(None, "", str(folder))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.accept()
    dialog.deleteLater()
    QApplication.sendPostedEvents(dialog, 52)  # QEvent.DeferredDelete
    forget_places()
    left = [path.read_text() for path in tmp_path.rglob("*.conf")]
    assert not leaks(set(left))
