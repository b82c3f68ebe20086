"""The commands of `command_table` as Qt actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.commands.command_spec import ActionSpec
from gui.commands.command_table import SPECS
from gui.look.style import dress


def make_actions(
    window: QWidget, panes: QWidget, slots: Mapping[str, Callable[..., object]]
) -> dict[str, QAction]:
    """One `QAction` per row, triggering `slots[name]`.

    Keys without Ctrl, Alt or a function key act while the panes have the focus, so that typing a
    number or moving a slider with the arrows stays what it is everywhere else.
    """
    actions = {}
    for spec in SPECS:
        action = QAction("", window)
        dress(action, spec.icon)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        action.setCheckable(spec.checkable)
        action.setIconVisibleInMenu(not spec.checkable)  # its place is the check mark's
        signal = action.toggled if spec.checkable and not spec.group else action.triggered
        if spec.name in slots:
            signal.connect(slots[spec.name])
        if _is_bare(spec):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            panes.addAction(action)
        else:
            window.addAction(action)  # so that its key is heard also without a menu bar
        actions[spec.name] = action
    return actions


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


def menu_words(name: str) -> str:
    """A menu's title in the current language."""
    return QCoreApplication.translate("menus", name)
