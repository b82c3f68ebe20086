"""The quick tour: a few steps that point at the window's own parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from gui.widgets.frame.tour_veil import TourVeil
from gui.words.marking import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to show. `part` names what it points at."""

    part: str
    title: str  # English, context "tour"
    text: str  # English, context "tour"


STEPS = (
    Step(
        "view_bar",
        QT_TRANSLATE_NOOP("tour", "Open a film"),
        QT_TRANSLATE_NOOP(
            "tour",
            "Open films or a folder here, or drop them on the window. The third button opens the "
            "demo study. Nothing leaves this computer, and no file is changed.",
        ),
    ),
    Step(
        "strip",
        QT_TRANSLATE_NOOP("tour", "The open films"),
        QT_TRANSLATE_NOOP(
            "tour", "Choose a film here, or leaf through them with Page Up and Down."
        ),
    ),
    Step(
        "grid",
        QT_TRANSLATE_NOOP("tour", "The panes"),
        QT_TRANSLATE_NOOP(
            "tour",
            "The original, and beside it the film that the network calls the opposite. Drag with "
            "the left button for brightness and contrast, turn the wheel to zoom, double-click to "
            "enlarge a pane. Adversarial films are synthetic and always marked.",
        ),
    ),
    Step(
        "deck",
        QT_TRANSLATE_NOOP("tour", "The amplitude"),
        QT_TRANSLATE_NOOP(
            "tour",
            "Move from the original (0) to the attack (1) and beyond. The curve is the network's "
            "probability on the way; the line marks where its answer turns. P plays it.",
        ),
    ),
    Step(
        "panel",
        QT_TRANSLATE_NOOP("tour", "Answers and overlays"),
        QT_TRANSLATE_NOOP(
            "tour",
            "What the networks answer, the cardiothoracic ratio, the overlays with their opacity, "
            "and the options of the attack.",
        ),
    ),
    Step(
        "menuBar",
        QT_TRANSLATE_NOOP("tour", "To teach, and to find more"),
        QT_TRANSLATE_NOOP(
            "tour",
            "F5 presents the films without names, Ctrl+G lets the class guess first, Ctrl+Shift+H "
            "hides identity everywhere, F1 lists every key. This tour stands in the Help menu.",
        ),
    ),
)


class Tour(QObject):
    """Shows one step after the other over the window; can be left at any time."""

    ended = Signal()

    def __init__(self, window: QWidget, parts: Mapping[str, QWidget]) -> None:
        super().__init__(window)
        self._window, self._parts = window, parts
        self.place = 0
        self.veil = TourVeil(window)
        self.veil.next_asked.connect(lambda: self._go(1))
        self.veil.back_asked.connect(lambda: self._go(-1))
        self.veil.skip_asked.connect(self.end)
        window.installEventFilter(self)

    def start(self) -> None:
        self.veil.setGeometry(self._window.rect())
        self.veil.show()
        self.veil.raise_()
        self._show()

    def end(self) -> None:
        """Take the veil away; the window is as it was."""
        self._window.removeEventFilter(self)
        self.veil.hide()
        self.veil.deleteLater()
        self._parts["grid"].setFocus()
        self.ended.emit()

    def part(self) -> QWidget:
        """The widget that the present step points at."""
        return self._parts[STEPS[self.place].part]

    def _go(self, by: int) -> None:
        if self.place + by >= len(STEPS):
            self.end()
            return
        self.place = max(0, self.place + by)
        self._show()

    def _show(self) -> None:
        step, part = STEPS[self.place], self.part()
        corner = part.mapTo(self._window, part.rect().topLeft())
        translate = QCoreApplication.translate
        self.veil.point_at(
            QRect(corner, part.size()),
            translate("tour", step.title),
            translate("tour", step.text),
            (self.place + 1, len(STEPS)),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.veil.setGeometry(self._window.rect())
            self._show()
        elif watched is self._window and event.type() == QEvent.Type.LanguageChange:
            self._show()
        return False
