"""Commands of analysing."""

from __future__ import annotations

from gui.commands.command_spec import AMPLITUDE, ANALYSE, ActionSpec
from gui.words.marking import QT_TRANSLATE_NOOP

ANALYSIS_COMMANDS = (
    ActionSpec(
        "run",
        ANALYSE,
        QT_TRANSLATE_NOOP("actions", "Run attack"),
        QT_TRANSLATE_NOOP("actions", "Attack the film with the options of the form"),
        ("F9", "Ctrl+Return"),
        "run",
        needs_film=True,
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
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Lower amplitude"),
        QT_TRANSLATE_NOOP("actions", "Lower the amplitude by 0.05"),
        (",",),
        "minus",
    ),
    ActionSpec(
        "amplitude_up",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Raise amplitude"),
        QT_TRANSLATE_NOOP("actions", "Raise the amplitude by 0.05"),
        (".",),
        "plus",
    ),
    ActionSpec(
        "amplitude_down_fine",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Lower amplitude finely"),
        QT_TRANSLATE_NOOP("actions", "Lower the amplitude by 0.01"),
        ("Shift+,", "<"),
        "minus",
    ),
    ActionSpec(
        "amplitude_up_fine",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Raise amplitude finely"),
        QT_TRANSLATE_NOOP("actions", "Raise the amplitude by 0.01"),
        ("Shift+.", ">"),
        "plus",
    ),
    ActionSpec(
        "amplitude_zero",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Amplitude 0: original"),
        QT_TRANSLATE_NOOP("actions", "Set the amplitude to 0, the original film"),
        ("Home",),
        "start",
    ),
    ActionSpec(
        "amplitude_one",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Amplitude 1: attack"),
        QT_TRANSLATE_NOOP("actions", "Set the amplitude to 1, the attack as found"),
        ("Shift+End",),
        "end",
    ),
    ActionSpec(
        "amplitude_maximum",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Amplitude 2: exaggerated"),
        QT_TRANSLATE_NOOP("actions", "Set the amplitude to 2, the end of the scale"),
        ("End",),
        "end",
    ),
)
