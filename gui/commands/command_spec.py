"""What there is to say of a command, and the tree of menus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gui.words.marking import QT_TRANSLATE_NOOP
from gui.words.messages import Message

#: Command name -> what it does.
Slots = dict[str, Callable[..., object]]
#: A menu's title -> (keys, text) of each of its commands, in the order of the menus.
KeysByMenu = list[tuple[str, list[tuple[str, str]]]]
#: Tells the reader something.
Tell = Callable[[Message], None]


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
    choice: str = ""  # of `DisplayState`: the action is checked while it holds, and needs no slot
    value: str = ""  # the action is checked while the choice is this, and makes it so
    needs_film: bool = False  # enabled only while a film is shown


@dataclass(frozen=True, slots=True)
class MenuSpec:
    """A menu; a submenu stands in its parent where the first of its commands would."""

    title: str  # English, context "menus"
    parent: str = ""  # title of the menu in which it lies; "" for the menu bar
    rule: bool = False  # a line above it in its parent


FILE = QT_TRANSLATE_NOOP("menus", "&File")
RECENT = QT_TRANSLATE_NOOP("menus", "&Recent")
LESSONS = QT_TRANSLATE_NOOP("menus", "&Lessons")
EXPORT = QT_TRANSLATE_NOOP("menus", "&Export")
EDIT = QT_TRANSLATE_NOOP("menus", "&Edit")
MOUSE = QT_TRANSLATE_NOOP("menus", "&Mouse")
LANGUAGE = QT_TRANSLATE_NOOP("menus", "&Language")
VIEW = QT_TRANSLATE_NOOP("menus", "&View")
LAYOUT = QT_TRANSLATE_NOOP("menus", "&Layout")
ZOOM = QT_TRANSLATE_NOOP("menus", "&Zoom and turn")
LINK = QT_TRANSLATE_NOOP("menus", "Lin&k panes")
WINDOW_LEVEL = QT_TRANSLATE_NOOP("menus", "&Window presets")
SAVE_WINDOW = QT_TRANSLATE_NOOP("menus", "&Save window as")
COLOURS = QT_TRANSLATE_NOOP("menus", "&Colour map")
OVERLAYS = QT_TRANSLATE_NOOP("menus", "&Overlays")
ANNOTATIONS = QT_TRANSLATE_NOOP("menus", "&Annotations")
ANALYSE = QT_TRANSLATE_NOOP("menus", "&Analyse")
COUNTERFACTUALS = QT_TRANSLATE_NOOP("menus", "&Counterfactual")
AMPLITUDE = QT_TRANSLATE_NOOP("menus", "A&mplitude")
DEVICE = QT_TRANSLATE_NOOP("menus", "&Device")
TOOLS = QT_TRANSLATE_NOOP("menus", "&Tools")
TEACHING = QT_TRANSLATE_NOOP("menus", "T&eaching")
TOOL = QT_TRANSLATE_NOOP("menus", "Tool of the &left button")
HELP = QT_TRANSLATE_NOOP("menus", "&Help")

#: Every menu, parents before children; those on the menu bar in their order.
MENUS = (
    MenuSpec(FILE),
    MenuSpec(RECENT, FILE),
    MenuSpec(LESSONS, FILE),
    MenuSpec(EXPORT, FILE, rule=True),
    MenuSpec(EDIT),
    MenuSpec(MOUSE, EDIT),
    MenuSpec(LANGUAGE, EDIT, rule=True),
    MenuSpec(VIEW),
    MenuSpec(LAYOUT, VIEW),
    MenuSpec(ZOOM, VIEW),
    MenuSpec(LINK, VIEW),
    MenuSpec(WINDOW_LEVEL, VIEW, rule=True),
    MenuSpec(SAVE_WINDOW, WINDOW_LEVEL, rule=True),
    MenuSpec(COLOURS, VIEW),
    MenuSpec(OVERLAYS, VIEW),
    MenuSpec(ANNOTATIONS, VIEW),
    MenuSpec(ANALYSE),
    MenuSpec(COUNTERFACTUALS, ANALYSE, rule=True),
    MenuSpec(AMPLITUDE, ANALYSE),
    MenuSpec(DEVICE, ANALYSE),
    MenuSpec(TOOLS),
    MenuSpec(TOOL, TOOLS),
    MenuSpec(TEACHING, TOOLS, rule=True),
    MenuSpec(HELP),
)


def menu_words(name: str) -> str:
    """A menu's title in the current language."""
    return QCoreApplication.translate("menus", name)
