"""The panel at the right: parts in tabs, each tab scrolled by itself where the screen is low."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from gui.widgets.layout_parts import rule
from gui.words.retranslated import Retranslated

WIDTH = 336
FINDINGS, ATTACK, REGIONS, AGREEMENT = "findings", "attack", "regions", "agreement"


class SidePanel(Retranslated, QTabWidget):
    """A tab per question: what was found, how it is attacked, where, and how far maps agree."""

    revealed = Signal(str)  # a tab's name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setDocumentMode(True)
        self.setUsesScrollButtons(False)
        self.tabBar().setExpanding(True)
        self.tabBar().setElideMode(Qt.TextElideMode.ElideNone)
        self.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedWidth(WIDTH)
        self._names: list[str] = []
        self.currentChanged.connect(lambda place: self.revealed.emit(self._names[place]))

    def add(self, name: str, *parts: QWidget) -> None:
        """A tab with `parts` one below the other."""
        inside = QFrame()
        inside.setObjectName("panel")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 9, 16, 9)
        column.setSpacing(7)
        for place, part in enumerate(parts):
            if place:
                column.addWidget(rule())
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._names.append(name)
        self.addTab(area, "")
        self._retranslate()

    def names(self) -> tuple[str, ...]:
        """The tabs that there are."""
        return tuple(self._names)

    def reveal(self, name: str) -> None:
        """Bring a tab to the front."""
        self.setCurrentIndex(self._names.index(name))

    def _retranslate(self) -> None:
        words: dict[str, Callable[[], tuple[str, str]]] = {
            FINDINGS: lambda: (
                self.tr("Findings"),
                self.tr("What the networks answer, and the overlays"),
            ),
            ATTACK: lambda: (self.tr("Attack"), self.tr("The attack's options and its result")),
            REGIONS: lambda: (
                self.tr("Regions"),
                self.tr("Where the perturbation acts, region by region"),
            ),
            AGREEMENT: lambda: (
                self.tr("Agreement"),
                self.tr("How far the maps agree, and how faithful they are"),
            ),
        }
        for place, name in enumerate(self._names):
            title, tip = words[name]()
            self.setTabText(place, title)
            self.setTabToolTip(place, tip)
