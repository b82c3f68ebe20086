"""The Edit menu: the mouse, the language, preferences."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.commands.command_spec import EDIT, LANGUAGE, MOUSE, ActionSpec, Slots
from gui.stores.display_state import DisplayState
from gui.stores.preferences import Preferences
from gui.widgets.dialogs.preferences_dialog import PreferencesDialog
from gui.words.marking import QT_TRANSLATE_NOOP
from inference.core.languages import LANGUAGES, Language

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


def _language_command(language: Language) -> ActionSpec:
    return ActionSpec(
        language.command,
        LANGUAGE,
        language.name,
        language.use,
        (f"Ctrl+Alt+{language.command[0].upper()}",),
        "language",
        checkable=True,
        group="language",
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
    *map(_language_command, LANGUAGES.values()),
)


class EditCommands:
    """What holds for the whole program; its dialog stands on `window`."""

    def __init__(self, preferences: Preferences, state: DisplayState, window: QWidget) -> None:
        self._preferences, self._state, self._window = preferences, state, window

    def slots(self) -> Slots:
        """Command name -> what it does."""
        languages: Slots = {
            row.command: lambda _=False, code=row.code: self._choose(code)
            for row in LANGUAGES.values()
        }
        return {**languages, "preferences": lambda: self.show_preferences()}

    def _choose(self, language: str) -> None:
        self._preferences.language = language

    def show_preferences(self) -> PreferencesDialog:
        dialog = PreferencesDialog(self._preferences, self._state, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
