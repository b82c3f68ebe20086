"""The Edit menu: the mouse, the language, preferences."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.commands.command_spec import EDIT, LANGUAGE, MOUSE, ActionSpec, Slots
from gui.stores.display_state import DisplayState
from gui.stores.preferences import Preferences
from gui.widgets.dialogs.preferences_dialog import PreferencesDialog
from gui.words.marking import QT_TRANSLATE_NOOP

MOUSE_COMMANDS = (
    ActionSpec(
        "right_button_windows",
        MOUSE,
        QT_TRANSLATE_NOOP("actions", "Right button sets the window"),
        QT_TRANSLATE_NOOP("actions", "Right drag for the window, left drag for zoom"),
        ("Ctrl+Shift+B",),
        "window",
        checkable=True,
        choice="right_button_windows",
    ),
    ActionSpec(
        "vertical_drag_inverted",
        MOUSE,
        QT_TRANSLATE_NOOP("actions", "Invert vertical drag"),
        QT_TRANSLATE_NOOP("actions", "Drag down instead of up for a brighter film"),
        ("Ctrl+Shift+V",),
        "invert",
        checkable=True,
        choice="vertical_drag_inverted",
    ),
)


EDIT_COMMANDS = (
    ActionSpec(
        "preferences",
        EDIT,
        QT_TRANSLATE_NOOP("actions", "Preferences…"),
        QT_TRANSLATE_NOOP("actions", "Language, look, privacy, device and the attack's defaults"),
        ("Ctrl+,",),
        "preferences",
    ),
    ActionSpec(
        "english",
        LANGUAGE,
        QT_TRANSLATE_NOOP("actions", "English"),
        QT_TRANSLATE_NOOP("actions", "Use English"),
        ("Ctrl+Alt+E",),
        "language",
        checkable=True,
        group="language",
    ),
    ActionSpec(
        "japanese",
        LANGUAGE,
        QT_TRANSLATE_NOOP("actions", "日本語"),
        QT_TRANSLATE_NOOP("actions", "日本語で表示する"),
        ("Ctrl+Alt+J",),
        "language",
        checkable=True,
        group="language",
    ),
)


class EditCommands:
    """What holds for the whole program; its dialog stands on `window`."""

    def __init__(self, preferences: Preferences, state: DisplayState, window: QWidget) -> None:
        self._preferences, self._state, self._window = preferences, state, window

    def slots(self) -> Slots:
        """Command name -> what it does."""
        return {
            "preferences": lambda: self.show_preferences(),
            "english": lambda: setattr(self._preferences, "language", "en"),
            "japanese": lambda: setattr(self._preferences, "language", "ja"),
        }

    def show_preferences(self) -> PreferencesDialog:
        dialog = PreferencesDialog(self._preferences, self._state, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
