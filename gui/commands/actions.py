"""The commands of `command_table` as Qt actions and menus, tied to slots and choices."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gui.commands.command_spec import MENUS, ActionSpec, KeysByMenu, MenuSpec, Slots, menu_words
from gui.commands.command_table import SPECS
from gui.look.style import set_icon
from gui.stores.binding import bind_checked, bind_value
from gui.stores.display_state import DisplayState

_MENUS = {menu.title: menu for menu in MENUS}


def make_actions(window: QWidget, panes: QWidget) -> dict[str, QAction]:
    """One `QAction` per row; `connect` and `bind` say what it does.

    Keys without Ctrl, Alt or a function key act while the panes have the focus, so that typing a
    number or moving a slider with the arrows stays what it is everywhere else.
    """
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for spec in SPECS:
        action = QAction("", window)
        set_icon(action, spec.icon)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(spec.checkable)
        action.setIconVisibleInMenu(not spec.checkable)  # its place is the check mark's
        if _is_bare(spec):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            panes.addAction(action)
        else:
            window.addAction(action)  # so that its key is heard also without a menu bar
        if spec.group:
            groups.setdefault(spec.group, QActionGroup(window)).addAction(action)
        actions[spec.name] = action
    return actions


def connect(actions: Mapping[str, QAction], slots: Slots) -> None:
    """Let every action do what stands under its name in `slots`."""
    for spec in SPECS:
        if spec.name in slots:
            action = actions[spec.name]
            switched = spec.checkable and not spec.group
            (action.toggled if switched else action.triggered).connect(slots[spec.name])


def bind(actions: Mapping[str, QAction], state: DisplayState) -> None:
    """Tie the commands that are choices to them, both ways."""
    for spec in SPECS:
        if spec.value:
            bind_value(actions[spec.name], state, spec.choice, spec.value)
        elif spec.choice:
            bind_checked(actions[spec.name], state, spec.choice)


def retranslate(actions: dict[str, QAction]) -> None:
    """Give every action its words in the current language."""
    for spec in SPECS:
        action = actions[spec.name]
        tip = QCoreApplication.translate("actions", spec.tip)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setText(QCoreApplication.translate("actions", spec.text))
        action.setToolTip(f"{tip} ({keys})" if keys else tip)
        action.setStatusTip(tip)


def _is_bare(spec: ActionSpec) -> bool:
    """True when the first key could be meant for a control that has the focus."""
    modified = ("Ctrl+", "Alt+", "Shift+")
    return any(
        not key.startswith(modified) and key not in {"Esc", *(f"F{n}" for n in range(1, 13))}
        for key in spec.keys
    )


def keys_by_menu(actions: Mapping[str, QAction]) -> KeysByMenu:
    """Every command with its keys, under its menu's title, in the order of the menus."""
    rows: dict[str, list[tuple[str, str]]] = {menu.title: [] for menu in MENUS}
    form = QKeySequence.SequenceFormat.NativeText
    for spec in SPECS:
        action = actions[spec.name]
        keys = "   ".join(key.toString(form) for key in action.shortcuts())
        rows[spec.menu].append((keys, action.text()))
    return [(without_mnemonic(menu_words(title)), found) for title, found in rows.items() if found]


def without_mnemonic(title: str) -> str:
    """A menu's title without its mark for the keyboard: "File" of "&File" or "ファイル(&F)"."""
    return re.sub(r"\(&\w\)|&", "", title).strip()


class Menus:
    """Every menu of `MENUS` by its English title; a menu without commands does not appear."""

    def __init__(self, owner: QWidget, bar: QMenuBar, named: dict[str, QAction]) -> None:
        self._by_title = {menu.title: QMenu(owner) for menu in MENUS}
        self._placed: set[str] = set()
        for spec in SPECS:
            self._place(_MENUS[spec.menu])
            menu = self._by_title[spec.menu]
            if spec.rule:
                menu.addSeparator()
            menu.addAction(named[spec.name])
        for menu_spec in MENUS:
            menu = self._by_title[menu_spec.title]
            if not menu_spec.parent and menu.actions():
                bar.addMenu(menu)

    def __getitem__(self, title: str) -> QMenu:
        return self._by_title[title]

    def retranslate(self) -> None:
        for title, menu in self._by_title.items():
            menu.setTitle(menu_words(title))

    def _place(self, spec: MenuSpec) -> None:
        """Put a submenu, once, where its parent has got to."""
        if not spec.parent or spec.title in self._placed:
            return
        self._placed.add(spec.title)
        self._place(_MENUS[spec.parent])
        parent = self._by_title[spec.parent]
        if spec.rule:
            parent.addSeparator()
        parent.addMenu(self._by_title[spec.title])
