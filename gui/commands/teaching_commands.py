"""Commands of teaching: the audience, guessing first, notes, and the amplitude that plays."""

from __future__ import annotations

from gui.commands.command_spec import AMPLITUDE, TEACHING, VIEW, ActionSpec
from gui.words.marking import QT_TRANSLATE_NOOP

TEACHING_COMMANDS = (
    ActionSpec(
        "play",
        AMPLITUDE,
        QT_TRANSLATE_NOOP("actions", "Play amplitude"),
        QT_TRANSLATE_NOOP("actions", "Move slowly from the original to the attack and back"),
        ("P",),
        "run",
        checkable=True,
        choice="playing",
        rule=True,
        needs_film=True,
    ),
    ActionSpec(
        "presentation",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Presentation"),
        QT_TRANSLATE_NOOP(
            "actions", "Show the films alone, large and without names; on a second screen if any"
        ),
        ("F5",),
        "presentation",
        checkable=True,
        rule=True,
    ),
    ActionSpec(
        "audience",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Audience window"),
        QT_TRANSLATE_NOOP("actions", "A second window for the audience, never with names"),
        ("Shift+F5",),
        "audience",
        checkable=True,
    ),
    ActionSpec(
        "guess_first",
        TEACHING,
        QT_TRANSLATE_NOOP("actions", "Guess first"),
        QT_TRANSLATE_NOOP("actions", "Hide the networks' answers until you have given yours"),
        ("Ctrl+G",),
        "guess",
        checkable=True,
        choice="guess_first",
    ),
    ActionSpec(
        "reveal",
        TEACHING,
        QT_TRANSLATE_NOOP("actions", "Reveal answers"),
        QT_TRANSLATE_NOOP("actions", "Show the networks' answers for this film without a guess"),
        ("Ctrl+Shift+G",),
        "eye",
        needs_film=True,
    ),
    ActionSpec(
        "notes",
        TEACHING,
        QT_TRANSLATE_NOOP("actions", "Teaching notes…"),
        QT_TRANSLATE_NOOP("actions", "Keep notes on this film, in your own settings folder"),
        ("Ctrl+Shift+N",),
        "notes",
        rule=True,
    ),
)
