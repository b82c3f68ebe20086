"""What the commands of help and of preferences do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QObject, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence

import resources
from gui.commands.actions import menu_words
from gui.commands.command_spec import MENUS
from gui.commands.command_table import SPECS
from gui.commands.tour import Tour
from gui.runtime.crash_report import CrashReports
from gui.runtime.self_test_run import SelfTestRun
from gui.widgets.dialogs.about_dialog import AboutDialog
from gui.widgets.dialogs.crash_dialog import CrashDialog
from gui.widgets.dialogs.help_dialogs import ShortcutsDialog
from gui.widgets.dialogs.model_card_dialog import ModelCardDialog
from gui.widgets.dialogs.preferences_dialog import PreferencesDialog
from gui.words import card_words
from inference import __version__
from inference.core.errors import AnalysisError
from inference.core.types import ModelCard
from inference.networks.model_card import read_card

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class Help(QObject):
    """Dialogs about the program, on one window."""

    def __init__(self, window: MainWindow, profile: Path) -> None:
        super().__init__(window)
        self._window, self._profile = window, profile
        self.reports = CrashReports(profile)
        self.make_self_test: Callable[[], SelfTestRun] = SelfTestRun
        self._self_test: SelfTestRun | None = None
        self._tour: Tour | None = None
        window.closing.connect(self._stop_self_test)

    def slots(self) -> dict[str, Callable[..., object]]:
        """Command name -> what it does."""
        return {
            "preferences": lambda: self.show_preferences(),
            "quick_tour": lambda: self.show_tour(),
            "shortcuts": lambda: self.show_shortcuts(),
            "model_cards": lambda: self.show_cards(),
            "about": lambda: self.show_about(),
            "self_test": lambda: self.show_about(run_test=True),
            "log_folder": lambda: self._open_log_folder(),
            "crash_report": lambda: self.show_crash(self.reports.newest()),
        }

    def greet(self) -> None:
        """At the start: offer the report of a crash, and the tour to who has not seen it."""
        unseen = self.reports.unseen()
        if unseen:
            self.show_crash(unseen[0])
            self.reports.mark_seen()
        elif not self._window.preferences.tour_seen:
            self.show_tour()

    def show_tour(self) -> Tour:
        if self._tour is not None:
            self._tour.end()
        self._tour = Tour(self._window)
        self._tour.ended.connect(self._on_tour_ended)
        self._tour.start()
        return self._tour

    def show_preferences(self) -> PreferencesDialog:
        dialog = PreferencesDialog(self._window.preferences, self._window.state, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_shortcuts(self) -> ShortcutsDialog:
        dialog = ShortcutsDialog(self._keys_by_menu(), self._window)
        dialog.open()
        return dialog

    def show_cards(self) -> ModelCardDialog:
        dialog = ModelCardDialog(_readable_cards(), self._window.language.shown, self._window)
        dialog.open()
        return dialog

    def show_about(self, *, run_test: bool = False) -> AboutDialog:
        device = self._window.session.facts.device or self.tr("known after the first analysis")
        versions = [
            (self.tr("Version"), __version__),
            ("Qt", QLibraryInfo.version().toString()),
            (self.tr("Device"), device),
            *((card_words.title(card), _fingerprint(card)) for card in _readable_cards()),
        ]
        dialog = AboutDialog(versions, self._window)
        dialog.test_asked.connect(lambda: self._run_self_test(dialog))
        dialog.finished.connect(self._stop_self_test)
        dialog.open()
        if run_test:
            dialog.test_button.click()
        return dialog

    def show_crash(self, report: Path | None) -> CrashDialog:
        dialog = CrashDialog(report, self.reports.folder, self._window)
        dialog.open()
        return dialog

    def _keys_by_menu(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Every command with its keys, under its menu's title, in the order of the menus."""
        rows: dict[str, list[tuple[str, str]]] = {menu.title: [] for menu in MENUS}
        form = QKeySequence.SequenceFormat.NativeText
        for spec in SPECS:
            action = self._window.actions_by_name[spec.name]
            keys = "   ".join(key.toString(form) for key in action.shortcuts())
            rows[spec.menu].append((keys, action.text()))
        return [(plain(menu_words(title)), found) for title, found in rows.items() if found]

    def _run_self_test(self, dialog: AboutDialog) -> None:
        self._stop_self_test()
        self._self_test = self.make_self_test()
        self._self_test.finished.connect(dialog.show_result)
        self._self_test.start()

    def _stop_self_test(self) -> None:
        if self._self_test is not None:
            self._self_test.finished.disconnect()
            self._self_test.stop()
            self._self_test = None

    def _open_log_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._profile / "log")))

    def _on_tour_ended(self) -> None:
        self._tour = None
        self._window.preferences.tour_seen = True


def plain(title: str) -> str:
    """A menu's title without its mark for the keyboard: "File" of "&File" or "ファイル(&F)"."""
    return re.sub(r"\(&\w\)|&", "", title).strip()


def _readable_cards() -> tuple[ModelCard, ...]:
    """The card of every bundled network that can be read."""
    found = []
    for folder in sorted(resources.folder("models").glob("*/")):
        try:
            found.append(read_card(folder))
        except AnalysisError:
            continue
    return tuple(found)


def _fingerprint(card: ModelCard) -> str:
    return f"{card.version}  ({card.weights_sha256[:12]})"
