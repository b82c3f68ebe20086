"""The panel at the right: parts in tabs, each tab scrolled by itself where the screen is low."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QStyle, QTabWidget, QVBoxLayout, QWidget

from gui.look import lettering
from gui.widgets.calm_controls import PanelScroll
from gui.widgets.layout_parts import rule
from gui.words.retranslated import Retranslated

#: Narrowest panel at the usual text size; its words may need more.
_LEAST = 336
FINDINGS, ATTACK, REGIONS, AGREEMENT = "findings", "attack", "regions", "agreement"


class SidePanel(Retranslated, QTabWidget):
    """A tab per question: what was found, how it is attacked, where, and how far maps agree."""

    revealed = Signal(str)  # a tab's name
    widened = Signal()  # its words need more room than before

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setDocumentMode(True)
        self.setUsesScrollButtons(False)
        self.tabBar().setExpanding(True)
        self.tabBar().setElideMode(Qt.TextElideMode.ElideNone)
        self.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._names: list[str] = []
        self._pages: list[QWidget] = []
        self._widest = 0
        self.currentChanged.connect(self._measure)
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
        area = PanelScroll()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._names.append(name)
        self._pages.append(inside)
        inside.installEventFilter(self)
        self.addTab(area, "")
        self._retranslate()

    def least_width(self) -> int:
        """What the widest line of any tab needs; never less again until text or language changes.

        Room for the scroll bar is in it, whether it is seen or not.
        """
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        needed = max((page.minimumSizeHint().width() for page in self._pages), default=0) + bar
        tabs = self.tabBar().sizeHint().width()
        self._widest = max(self._widest, needed, tabs, lettering.pixels(_LEAST))
        return self._widest

    def _measure(self, place: int) -> None:
        """A hidden page's layouts do not tell what has changed in them: ask them afresh."""
        for part in reversed(self._pages[place].findChildren(QWidget)):
            layout = part.layout()
            if layout is not None:
                layout.invalidate()
        self._ask_for_room()

    def _ask_for_room(self) -> None:
        before = self._widest
        if self.least_width() != before:
            self.updateGeometry()
            self.widened.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.least_width(), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(self.least_width(), super().sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A page whose lines have become wider asks for more room."""
        if event.type() == QEvent.Type.LayoutRequest and watched in self._pages:
            self._ask_for_room()
        return super().eventFilter(watched, event)

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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        changes = (
            QEvent.Type.StyleChange,
            QEvent.Type.FontChange,
            QEvent.Type.LanguageChange,
        )
        if event.type() in changes and hasattr(self, "_widest"):
            self._widest = 0
            self.updateGeometry()
