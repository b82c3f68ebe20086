"""Commands of analysing, of the language, and of help."""

from __future__ import annotations

from gui.command_spec import ANALYSE, HELP, LANGUAGE, ActionSpec
from gui.marking import QT_TRANSLATE_NOOP

ANALYSIS_COMMANDS = (
    ActionSpec(
        "run",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Run attack"),
        QT_TRANSLATE_NOOP("actions", "Attack the film with the options of the form"),
        ("F9", "Ctrl+Return"),
        "run",
    ),
    ActionSpec(
        "cancel",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Cancel"),
        QT_TRANSLATE_NOOP("actions", "Stop the analysis; what was found stays"),
        ("Esc",),
        "cancel",
    ),
    ActionSpec(
        "amplitude_down",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Lower amplitude"),
        QT_TRANSLATE_NOOP("actions", "Lower the amplitude by 0.05"),
        (",",),
        "minus",
        rule=True,
    ),
    ActionSpec(
        "amplitude_up",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Raise amplitude"),
        QT_TRANSLATE_NOOP("actions", "Raise the amplitude by 0.05"),
        (".",),
        "plus",
    ),
    ActionSpec(
        "amplitude_zero",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Amplitude 0: original"),
        QT_TRANSLATE_NOOP("actions", "Set the amplitude to 0, the original film"),
        ("Home",),
        "start",
    ),
    ActionSpec(
        "amplitude_one",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Amplitude 1: attack"),
        QT_TRANSLATE_NOOP("actions", "Set the amplitude to 1, the attack as found"),
        ("End",),
        "end",
    ),
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
