"""The commands of `command_table` as Qt actions: made, grouped, tied to slots and choices."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.commands.command_spec import MENUS, ActionSpec, KeysByMenu, Slots, menu_words
from gui.commands.command_table import SPECS
from gui.look.style import dress
from gui.stores.binding import bind_checked, bind_value
from gui.stores.display_state import DisplayState


def make_actions(window: QWidget, panes: QWidget) -> dict[str, QAction]:
    """One `QAction` per row; `connect` and `bind` say what it does.

    Keys without Ctrl, Alt or a function key act while the panes have the focus, so that typing a
    number or moving a slider with the arrows stays what it is everywhere else.
    """
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for spec in SPECS:
        action = QAction("", window)
        dress(action, spec.icon)
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
