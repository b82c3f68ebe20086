"""Commands of the Edit menu: what holds for the whole program."""

from __future__ import annotations

from gui.commands.command_spec import EDIT, LANGUAGE, ActionSpec
from gui.words.marking import QT_TRANSLATE_NOOP

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
