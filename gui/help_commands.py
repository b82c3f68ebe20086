"""Commands of the Help menu."""

from __future__ import annotations

from gui.command_spec import HELP, ActionSpec
from gui.marking import QT_TRANSLATE_NOOP

HELP_COMMANDS = (
    ActionSpec(
        "shortcuts",
        HELP,
        QT_TRANSLATE_NOOP("actions", "Keyboard and mouse…"),
        QT_TRANSLATE_NOOP("actions", "List the keys and mouse gestures"),
        ("F1",),
        "keyboard",
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
