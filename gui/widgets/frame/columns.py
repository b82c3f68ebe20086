"""Panes and panel side by side, with an edge between them that the reader can move."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLayout, QSplitter, QWidget


class _Side(QWidget):
    """Holds the panel, and keeps its width while it is hidden."""

    def __init__(self, least: Callable[[], int]) -> None:
        super().__init__()
        self._least = least

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(max(hint.width(), self._least()), hint.height())

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(hint.width(), self._least()), hint.height())


class Columns(QSplitter):
    """The panel keeps the width that its words need until the reader gives it another."""

    def __init__(
        self,
        panes: QLayout,
        panel: QLayout,
        least: Callable[[], int],
        parent: QWidget | None = None,
    ) -> None:
        """`least`: the width that the panel needs, also while a guess hides it."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("columns")
        self.setHandleWidth(4)
        self._moved = False
        self._panel = _Side(least)
        for layout, side in ((panes, QWidget()), (panel, self._panel)):
            layout.setContentsMargins(0, 0, 0, 0)
            side.setLayout(layout)
            self.addWidget(side)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.splitterMoved.connect(self._on_moved)

    def _on_moved(self) -> None:
        self._moved = True

    def fit(self) -> None:
        """Give the panel the room that it needs, unless the reader has chosen."""
        needed = self._panel.sizeHint().width()
        if not self._moved and needed != self.sizes()[1]:
            room = self.width() - self.handleWidth()
            self.setSizes([max(room - needed, 0), needed])

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done
