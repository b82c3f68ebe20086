"""The Help menu: the tour, keys, model cards, the self-test, crash reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

import resources
from gui.commands.command_spec import HELP, ActionSpec, KeysByMenu, Slots
from gui.runtime.crash_report import CrashReports
from gui.runtime.language import Language
from gui.runtime.self_test_run import SelfTestRun
from gui.stores.preferences import Preferences
from gui.stores.session import Session
from gui.widgets.dialogs.about_dialog import AboutDialog
from gui.widgets.dialogs.crash_dialog import CrashDialog
from gui.widgets.dialogs.help_dialogs import ShortcutsDialog
from gui.widgets.dialogs.model_card_dialog import ModelCardDialog
from gui.widgets.frame.tour import Tour
from gui.words import card_words
from gui.words.marking import QT_TRANSLATE_NOOP
from inference import __version__
from inference.core.errors import AnalysisError
from inference.core.types import ModelCard
from inference.networks.model_card import read_card

HELP_COMMANDS = (
    ActionSpec(
        "quick_tour",
        HELP,
        QT_TRANSLATE_NOOP("actions", "Quick tour"),
        QT_TRANSLATE_NOOP("actions", "Show what is where, in a few steps"),
        ("Shift+F1",),
        "tour",
    ),
    ActionSpec(
        "shortcuts",
        HELP,
        QT_TRANSLATE_NOOP("actions", "Keyboard and mouse…"),
        QT_TRANSLATE_NOOP("actions", "List the keys and mouse gestures"),
        ("F1", "Ctrl+/"),
        "keyboard",
    ),
    ActionSpec(
        "model_cards",
        HELP,
        QT_TRANSLATE_NOOP("actions", "Model cards…"),
        QT_TRANSLATE_NOOP("actions", "How each network was made and measured, and where it fails"),
        ("Ctrl+Shift+M",),
        "card",
    ),
    ActionSpec(
        "self_test",
        HELP,
        QT_TRANSLATE_NOOP("actions", "Self-test…"),
        QT_TRANSLATE_NOOP("actions", "Check that everything works on this computer"),
        ("Ctrl+Shift+F1",),
        "check",
        rule=True,
    ),
    ActionSpec(
        "crash_report",
        HELP,
        QT_TRANSLATE_NOOP("actions", "Crash report…"),
        QT_TRANSLATE_NOOP("actions", "Show the last crash report; it stays on this computer"),
        ("Ctrl+Alt+F1",),
        "warning",
    ),
    ActionSpec(
        "log_folder",
        HELP,
        QT_TRANSLATE_NOOP("actions", "Open log folder"),
        QT_TRANSLATE_NOOP("actions", "Show the folder with the program's log"),
        ("Ctrl+Shift+L",),
        "log",
    ),
    ActionSpec(
        "about",
        HELP,
        QT_TRANSLATE_NOOP("actions", "About Setsudo…"),
        QT_TRANSLATE_NOOP("actions", "Version, networks and licence"),
        ("Ctrl+F1",),
        "about",
        rule=True,
    ),
)


class HelpCommands(QObject):
    """Dialogs about the program; they stand on `window`.

    `keys` lists every command with its keys; `parts` are what the tour points at, by the names of
    its steps.
    """

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        language: Language,
        keys: Callable[[], KeysByMenu],
        parts: Mapping[str, QWidget],
        profile: Path,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._preferences, self._language = session, preferences, language
        self._keys, self._parts = keys, parts
        self._profile, self._window = profile, window
        self.reports = CrashReports(profile)
        self.make_self_test: Callable[[], SelfTestRun] = SelfTestRun
        self._self_test: SelfTestRun | None = None
        self._tour: Tour | None = None

    def slots(self) -> Slots:
        """Command name -> what it does."""
        return {
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
        elif not self._preferences.tour_seen:
            self.show_tour()

    def show_tour(self) -> Tour:
        if self._tour is not None:
            self._tour.end()
        self._tour = Tour(self._window, self._parts)
        self._tour.ended.connect(self._on_tour_ended)
        self._tour.start()
        return self._tour

    def show_shortcuts(self) -> ShortcutsDialog:
        dialog = ShortcutsDialog(self._keys(), self._window)
        dialog.open()
        return dialog

    def show_cards(self) -> ModelCardDialog:
        dialog = ModelCardDialog(_readable_cards(), self._language.shown, self._window)
        dialog.open()
        return dialog

    def show_about(self, *, run_test: bool = False) -> AboutDialog:
        device = self._session.facts.device or self.tr("known after the first analysis")
        versions = [
            (self.tr("Version"), __version__),
            ("Qt", QLibraryInfo.version().toString()),
            (self.tr("Device"), device),
            *((card_words.title(card), _fingerprint(card)) for card in _readable_cards()),
        ]
        dialog = AboutDialog(versions, self._window)
        dialog.test_asked.connect(lambda: self._run_self_test(dialog))
        dialog.finished.connect(self.stop_self_test)
        dialog.open()
        if run_test:
            dialog.test_button.click()
        return dialog

    def show_crash(self, report: Path | None) -> CrashDialog:
        dialog = CrashDialog(report, self.reports.folder, self._window)
        dialog.open()
        return dialog

    def _run_self_test(self, dialog: AboutDialog) -> None:
        self.stop_self_test()
        self._self_test = self.make_self_test()
        self._self_test.finished.connect(dialog.show_result)
        self._self_test.start()

    def stop_self_test(self) -> None:
        """End the self-test that runs, if one does."""
        if self._self_test is not None:
            self._self_test.finished.disconnect()
            self._self_test.stop()
            self._self_test = None

    def _open_log_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._profile / "log")))

    def _on_tour_ended(self) -> None:
        self._tour = None
        self._preferences.tour_seen = True


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
