"""The status bar: what runs, what lies under the cursor, window, zoom, device."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QStatusBar, QWidget

from inference.progress import Progress, Stage

#: Room for the Cancel button, so that nothing moves when it comes and goes.
_HEIGHT = 28


class ProgressField(QWidget):
    """Text, bar and Cancel of whatever runs."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text, self.bar = QLabel(), QProgressBar()
        self.cancel_button = QPushButton()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(140)
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

    def words(self) -> str:
        """What runs now, or that nothing does."""
        if self._running:
            if self._progress is None:
                return self.tr("Preparing the networks")
            return stage_words(self._progress)
        read, total = self._reading
        if total:
            return self.tr("Reading {read} of {total}").format(read=read, total=total)
        return self.tr("Ready")

    def _show(self) -> None:
        read, total = self._reading
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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


class StatusFields:
    """The fields of a status bar, in their order."""

    def __init__(self, bar: QStatusBar) -> None:
        self.progress = ProgressField()
        self.cursor, self.window, self.zoom, self.device = QLabel(), QLabel(), QLabel(), QLabel()
        bar.setSizeGripEnabled(False)
        bar.setFixedHeight(_HEIGHT)
        self.cursor.setMinimumWidth(250)
        self.cursor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        bar.addWidget(self.progress)
        for label in (self.cursor, self.window, self.zoom, self.device):
            label.setContentsMargins(10, 0, 12, 0)
            bar.addPermanentWidget(label)


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
        case Stage.EXPLAIN:
            words = QCoreApplication.translate("stages", "Measuring the perturbation")
    if progress.steps <= 1:
        return words
    counted = QCoreApplication.translate("stages", "{stage}, step {step} of {steps}")
    return counted.format(stage=words, step=progress.step, steps=progress.steps)
