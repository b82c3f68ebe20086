"""Commands of the Help menu."""

from __future__ import annotations

from gui.commands.command_spec import HELP, ActionSpec
from gui.words.marking import QT_TRANSLATE_NOOP

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
