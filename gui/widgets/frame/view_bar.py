"""A slim row of the commands that a reader uses with the mouse."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

_GROUPS = (
    ("open", "open_folder", "open_demo"),
    ("previous", "next"),
    ("layout_1", "layout_2", "layout_3", "layout_4"),
    ("fit", "actual_size", "reset", "invert"),
    ("overlays", "contours", "crosshair"),
)
_RIGHT = ("hide_identity", "full_screen")


class ViewBar(QFrame):
    """Buttons of actions, in groups."""

    def __init__(self, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewBar")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(2)
        for place, group in enumerate(_GROUPS):
            if place:
                row.addSpacing(14)
            for name in group:
                row.addWidget(_button(actions[name]))
        row.addStretch(1)
        for name in _RIGHT:
            row.addWidget(_button(actions[name]))


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setObjectName("plain")
    button.setDefaultAction(action)
    button.setIconSize(QSize(18, 18))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
