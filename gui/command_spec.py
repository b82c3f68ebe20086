"""What there is to say of a command, and the menus."""

from __future__ import annotations

from dataclasses import dataclass

from gui.marking import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command. `name` is its key in the table of slots; the rest is what the reader meets."""

    name: str
    menu: str  # English, context "menus"
    text: str  # English, context "actions"
    tip: str  # English, context "actions"
    keys: tuple[str, ...] = ()  # portable; a bare key is heard on the panes only
    icon: str = ""
    checkable: bool = False
    group: str = ""  # actions of one group exclude each other
    rule: bool = False  # a line above it in the menu


FILE = QT_TRANSLATE_NOOP("menus", "&File")
VIEW = QT_TRANSLATE_NOOP("menus", "&View")
WINDOW_LEVEL = QT_TRANSLATE_NOOP("menus", "&Window/level")
OVERLAYS = QT_TRANSLATE_NOOP("menus", "&Overlays")
ANALYSE = QT_TRANSLATE_NOOP("menus", "&Analyse")
LANGUAGE = QT_TRANSLATE_NOOP("menus", "&Language")
HELP = QT_TRANSLATE_NOOP("menus", "&Help")
MENUS = (FILE, VIEW, WINDOW_LEVEL, OVERLAYS, ANALYSE, LANGUAGE, HELP)
