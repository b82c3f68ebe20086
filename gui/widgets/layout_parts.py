"""Small parts that the panels share."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel


def heading() -> QLabel:
    label = QLabel()
    label.setObjectName("heading")
    return label


def rule() -> QFrame:
    """A hairline between sections."""
    line = QFrame()
    line.setObjectName("rule")
    return line


def named(label: QLabel, name: str) -> QLabel:
    """`label` with the style name `name`."""
    label.setObjectName(name)
    return label
