"""Commands of opening films."""

from __future__ import annotations

from gui.commands.command_spec import FILE, RECENT, ActionSpec
from gui.words.marking import QT_TRANSLATE_NOOP

FILM_COMMANDS = (
    ActionSpec(
        "open",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Open…"),
        QT_TRANSLATE_NOOP("actions", "Open one or several radiographs"),
        ("Ctrl+O",),
        "open",
    ),
    ActionSpec(
        "open_folder",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Open folder…"),
        QT_TRANSLATE_NOOP("actions", "Open every radiograph in a folder"),
        ("Ctrl+Shift+O",),
        "folder",
    ),
    ActionSpec(
        "open_demo",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Open demo study"),
        QT_TRANSLATE_NOOP("actions", "Open the eight simulated films that come with the program"),
        ("Ctrl+D",),
        "demo",
    ),
    ActionSpec(
        "recent_kept",
        RECENT,
        QT_TRANSLATE_NOOP("actions", "Remember opened files"),
        QT_TRANSLATE_NOOP("actions", "Keep the paths of opened files; turning it off deletes them"),
        ("Ctrl+Alt+O",),
        "recent",
        checkable=True,
        choice="recent_kept",
    ),
    ActionSpec(
        "clear_recent",
        RECENT,
        QT_TRANSLATE_NOOP("actions", "Clear list"),
        QT_TRANSLATE_NOOP("actions", "Forget the paths of opened files"),
        ("Ctrl+Alt+Del",),
        "close",
    ),
    ActionSpec(
        "previous",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Previous film"),
        QT_TRANSLATE_NOOP("actions", "Show the film before this one"),
        ("PgUp", "Left"),
        "previous",
        rule=True,
    ),
    ActionSpec(
        "next",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Next film"),
        QT_TRANSLATE_NOOP("actions", "Show the film after this one"),
        ("PgDown", "Right"),
        "next",
    ),
)

#: What the File menu ends with, below everything that others put there.
CLOSING_COMMANDS = (
    ActionSpec(
        "quit",
        FILE,
        QT_TRANSLATE_NOOP("actions", "Quit"),
        QT_TRANSLATE_NOOP("actions", "End the program"),
        ("Ctrl+Q",),
        "quit",
        rule=True,
    ),
)
