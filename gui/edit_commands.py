"""Commands of the Edit menu: what holds for the whole program."""

from __future__ import annotations

from gui.command_spec import LANGUAGE, ActionSpec
from gui.marking import QT_TRANSLATE_NOOP

EDIT_COMMANDS = (
    ActionSpec(
        "english",
        LANGUAGE,
        QT_TRANSLATE_NOOP("actions", "English"),
        QT_TRANSLATE_NOOP("actions", "Use English"),
        (),
        "language",
        checkable=True,
        group="language",
    ),
    ActionSpec(
        "japanese",
        LANGUAGE,
        QT_TRANSLATE_NOOP("actions", "日本語"),
        QT_TRANSLATE_NOOP("actions", "日本語で表示する"),
        (),
        "language",
        checkable=True,
        group="language",
    ),
)
