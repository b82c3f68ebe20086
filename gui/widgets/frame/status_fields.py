"""The status bar: what runs, what lies under the cursor, window, zoom, device."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStatusBar,
    QToolButton,
    QWidget,
)

from gui.look.lettering import fit
from gui.widgets.layout_parts import PlainLabel
from gui.words.retranslated import Retranslated
from inference.core.progress import Progress, Stage

#: Above and below the text, for the Cancel button, so that nothing moves when it comes and goes.
_ROOM = 12


#: Between the parts of a field that can be left out.
_BETWEEN_PARTS = r"(  (?:·  )?)"
#: Length of the bar, which holds no text, logical pixels.
_BAR = 140


class ProgressField(Retranslated, QWidget):
    """Text, bar and Cancel of whatever runs."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text, self.bar = PlainLabel(), QProgressBar()
        self.cancel_button = QPushButton()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(_BAR)
        self.cancel_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cancel_button.clicked.connect(self.cancel_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.text)
        row.addWidget(self.bar)
        row.addWidget(self.cancel_button)
        self._progress: Progress | None = None
        self._reading = (0, 0)
        self._exporting = (0, 0)
        self._running = False
        self._retranslate()

    def set_running(self, running: bool) -> None:
        self._running = running
        self._show()

    def set_progress(self, progress: Progress | None) -> None:
        self._progress = progress
        self._show()

    def set_reading(self, read: int, total: int) -> None:
        self._reading = (read, total)
        self._show()

    def set_exporting(self, done: int, total: int) -> None:
        """Parts written, of all; (0, 0) when nothing is exported."""
        self._exporting = (done, total)
        self._show()

    def words(self) -> str:
        """What runs now, or that nothing does."""
        if self._running:
            if self._progress is None:
                return self.tr("Preparing the networks")
            return stage_words(self._progress)
        if self._exporting[1]:
            return QCoreApplication.translate("stages", "Exporting")
        read, total = self._reading
        if total:
            return self.tr("Reading {read} of {total}").format(read=read, total=total)
        return self.tr("Ready")

    def _show(self) -> None:
        read, total = self._exporting if self._exporting[1] else self._reading
        self.text.setText(self.words())
        self.bar.setVisible(self._running or bool(total))
        self.cancel_button.setVisible(self._running)
        if self._running and self._progress is not None and self._progress.steps > 1:
            self._set_bar(self._progress.step, self._progress.steps)
        elif self._running:
            self._set_bar(0, 0)
        else:
            self._set_bar(read, total)

    def _set_bar(self, value: int, maximum: int) -> None:
        self.bar.setRange(0, maximum)
        self.bar.setValue(value)

    def _retranslate(self) -> None:
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Stop the analysis; what was found stays"))
        self._show()


class StatusFields:
    """The fields of a status bar, in their order."""

    def __init__(self, bar: QStatusBar) -> None:
        self.progress = ProgressField()
        self.cursor, self.overlay, self.window = ElidedLabel(), ElidedLabel(), PlainLabel()
        self.zoom, self.device, self.fidelity = PlainLabel(), ElidedLabel(), ElidedLabel()
        self.identity = PlainLabel()
        self.links = QWidget()
        self._links = QHBoxLayout(self.links)
        self._links.setContentsMargins(0, 0, 0, 0)
        self._links.setSpacing(0)
        bar.setSizeGripEnabled(False)
        fit(bar, lambda: bar.setFixedHeight(bar.fontMetrics().height() + _ROOM))
        self.identity.setObjectName("badge")
        self.identity.hide()
        for quiet in (self.device, self.fidelity):
            quiet.setObjectName("small")
        bar.addWidget(self.progress)
        fields = (
            self.cursor,
            self.overlay,
            self.window,
            self.zoom,
            self.links,
            self.device,
            self.fidelity,
            self.identity,
        )
        for field in fields:
            bar.addPermanentWidget(field)

    def add_link(self, action: QAction) -> None:
        """A small button that shows and switches one of the links."""
        button = QToolButton()
        button.setObjectName("plain")
        button.setDefaultAction(action)
        button.setIconSize(QSize(14, 14))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._links.addWidget(button)

    def set_identity_hidden(self, hidden: bool) -> None:
        """The badge that says so."""
        self.identity.setVisible(hidden)


class ElidedLabel(PlainLabel):
    """A line that gives way where the bar is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        self._whole = text
        super().setText(text)
        self.setVisible(bool(text))

    def clear(self) -> None:
        self.setText("")

    def minimumSizeHint(self) -> QSize:
        """Room for the first part, so that what is left out is never the whole."""
        first = re.split(_BETWEEN_PARTS, self._whole)[0]
        more = " …" if first != self._whole else ""
        frame = super().minimumSizeHint().width() - self.fontMetrics().horizontalAdvance(
            self._whole
        )
        width = self.fontMetrics().horizontalAdvance(first + more) + max(frame, 0)
        return QSize(width, super().minimumSizeHint().height())

    def fitting(self, room: int) -> str:
        """As many parts of the text as fit, whole: half a figure would be another figure."""
        width = self.fontMetrics().horizontalAdvance
        if width(self._whole) <= room:
            return self._whole
        pieces = re.split(_BETWEEN_PARTS, self._whole)
        shorter = ("".join(pieces[:end]) + " …" for end in range(len(pieces) - 2, 0, -2))
        return next((text for text in shorter if width(text) <= room), "…")

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect().width()
        shown = self.fitting(room)
        if shown == self._whole:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(self.contentsRect(), flags, shown)


def stage_words(progress: Progress) -> str:
    """A stage in the current language, with its steps where it counts them."""
    match progress.stage:
        case Stage.READ:
            words = QCoreApplication.translate("stages", "Reading")
        case Stage.LOAD_MODELS:
            words = QCoreApplication.translate("stages", "Loading the networks")
        case Stage.CLASSIFY:
            words = QCoreApplication.translate("stages", "Classifying")
        case Stage.SEGMENT:
            words = QCoreApplication.translate("stages", "Outlining lung fields and heart")
        case Stage.ATTACK:
            words = QCoreApplication.translate("stages", "Attacking")
        case Stage.SWEEP:
            words = QCoreApplication.translate("stages", "Sweeping the amplitude")
        case Stage.ATTRIBUTE:
            words = QCoreApplication.translate("stages", "Computing Grad-CAM")
        case Stage.COUNTERFACTUAL:
            words = QCoreApplication.translate("stages", "Searching for counterfactuals")
        case Stage.EXPLAIN:
            words = QCoreApplication.translate("stages", "Measuring the perturbation")
        case Stage.EXPORT:
            words = QCoreApplication.translate("stages", "Exporting")
    if progress.steps <= 1:
        return words
    counted = QCoreApplication.translate("stages", "{stage}, step {step} of {steps}")
    return counted.format(stage=words, step=progress.step, steps=progress.steps)
