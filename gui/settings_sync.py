"""Ties the preferences to what they change, and all that is remembered to the settings file."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.look import lettering, style, theme
from gui.runtime.language import Language
from gui.runtime.profile import nothing_kept
from gui.runtime.settings import Setting, SettingsFile
from gui.stores.contents import known_contents
from gui.stores.display_state import DisplayState
from gui.stores.preferences import Preferences
from inference.core.errors import AnalysisError, ExportError

log = logging.getLogger(__name__)

#: Where the window stands, as text; no choice of the reader's.
_GEOMETRY = "geometry"
#: Everything that is remembered, by its name in the file.
REMEMBERED = {_GEOMETRY: Setting(""), **Preferences.settings(), **DisplayState.settings()}
#: Quiet time after a change before the file is written, in milliseconds.
_QUIET_MS = 500


class SettingsSync(QObject):
    """Writes the settings soon after a change, and when it is told to; without a file, never.

    `geometry` tells where the window stands, as text.
    """

    refused = Signal(object)  # AnalysisError: nothing will be kept

    def __init__(
        self,
        file: SettingsFile | None,
        preferences: Preferences,
        state: DisplayState,
        language: Language,
        geometry: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._file, self._preferences, self._state = file, preferences, state
        self._language, self._geometry, self._told = language, geometry, False
        self._soon = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._soon.timeout.connect(self.write)
        preferences.changed.connect(self._on_preferences_changed)
        state.changed.connect(self._on_state_changed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply_theme)

    def restore(self, values: Mapping[str, object]) -> None:
        """Show what was remembered of the display."""
        with self._state.batch():
            self._state.take(values)
            self._state.contents = known_contents(self._state.contents)
        self._apply_theme()

    def write(self) -> None:
        """Put everything that is remembered into the file, now."""
        self._soon.stop()
        kept = self._preferences.kept() | self._state.kept()
        if self._file is None:
            return
        try:
            self._file.write({_GEOMETRY: self._geometry(), **kept})
        except ExportError as error:
            self.tell_once(nothing_kept(self._file.path.parent, error))

    def tell_once(self, error: AnalysisError) -> None:
        """Say that nothing will be kept; not again at every change."""
        log.warning("settings are not written (%s)", error.code)
        if not self._told:
            self._told = True
            self.refused.emit(error)

    def _apply_theme(self) -> None:
        shown, application = theme.chosen(self._preferences.theme), QApplication.instance()
        same = shown is theme.shown() and self._preferences.text_size == lettering.percent()
        lettering.choose(percent=self._preferences.text_size)
        if not same and isinstance(application, QApplication):
            style.apply(application, shown)

    def _on_preferences_changed(self, names: frozenset[str]) -> None:
        self._soon.start()
        if "language" in names:
            self._language.install(self._preferences.language)
        if names & {"theme", "text_size"}:
            self._apply_theme()

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if names & REMEMBERED.keys():
            self._soon.start()
