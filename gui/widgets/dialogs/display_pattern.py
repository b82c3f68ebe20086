"""A pattern to judge the screen by, after TG18-QC and the SMPTE pattern (AAPM OR-03).

Eighteen grey steps with corners four levels apart, 0/5 % and 95/100 % patches, line pairs of one
and two pixels, a ramp, and a cross-hatch. The program does not calibrate a display; it says so.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

STEPS = 18
_GREY = 128


class DisplayPattern(QWidget):
    """Fills its window; any key or click closes it."""

    __test__ = False  # for pytest, which takes the name for a test

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Display test pattern"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _grey(_GREY))
        side = min(self.width(), self.height()) * 0.96
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(self.rect()).center())
        _draw_hatch(painter, QRectF(self.rect()))
        _draw_steps(painter, box)
        _draw_contrast(painter, box)
        _draw_line_pairs(painter, box)
        _draw_ramp(painter, box)
        self._draw_words(painter, box)

    def _draw_words(self, painter: QPainter, box: QRectF) -> None:
        font = QFont(painter.font())
        font.setPixelSize(max(12, round(box.height() / 48)))
        painter.setFont(font)
        painter.setPen(_grey(20))
        room = QRectF(box.left(), box.bottom() - box.height() * 0.12, box.width(), 0)
        room.setBottom(box.bottom())
        text = self.tr(
            "Both inner squares (5 % in black, 95 % in white) and every corner mark must be seen. "
            "This display is not calibrated by the program (GSDF, DICOM PS3.14). Esc closes."
        )
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, text)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no key means a command here
            return True
        return super().event(event)

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        self.close()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.close()


def _grey(level: int) -> QColor:
    return QColor(level, level, level)


def _draw_hatch(painter: QPainter, area: QRectF) -> None:
    """Straight lines over the whole screen, to see distortion."""
    painter.setPen(_grey(_GREY + 24))
    for part in range(21):
        x, y = area.width() * part / 20, area.height() * part / 20
        painter.drawLine(int(x), 0, int(x), int(area.height()))
        painter.drawLine(0, int(y), int(area.width()), int(y))


def _draw_steps(painter: QPainter, box: QRectF) -> None:
    """Eighteen levels from 0 to 255, each with two marks four levels darker and brighter."""
    side = box.width() / 6 * 0.9
    for step in range(STEPS):
        row, column = divmod(step, 6)
        level = round(255 * step / (STEPS - 1))
        left = box.left() + column * box.width() / 6 + side * 0.05
        top = box.top() + row * box.height() * 0.16
        patch = QRectF(left, top, side, box.height() * 0.15)
        painter.fillRect(patch, _grey(level))
        mark = patch.height() / 6
        for corner, shift in ((patch.topLeft(), -4), (patch.bottomRight(), 4)):
            x = corner.x() if shift < 0 else corner.x() - mark
            y = corner.y() if shift < 0 else corner.y() - mark
            painter.fillRect(QRectF(x, y, mark, mark), _grey(min(max(level + shift, 0), 255)))


def _draw_contrast(painter: QPainter, box: QRectF) -> None:
    """5 % in black and 95 % in white."""
    side = box.height() * 0.17
    for place, (outer, inner) in enumerate(((0, 13), (255, 242))):
        left = box.left() + box.width() * (0.08 + 0.62 * place)
        square = QRectF(left, box.top() + box.height() * 0.52, side * 1.3, side)
        painter.fillRect(square, _grey(outer))
        small = QRectF(0, 0, side * 0.45, side * 0.45)
        small.moveCenter(square.center())
        painter.fillRect(small, _grey(inner))


def _draw_line_pairs(painter: QPainter, box: QRectF) -> None:
    """Black and white lines of one and of two pixels, upright and lying."""
    side = round(box.height() * 0.075)
    left, top = round(box.center().x() - 2 * side - 6), round(box.top() + box.height() * 0.53)
    for place, (width, upright) in enumerate(((1, True), (1, False), (2, True), (2, False))):
        patch = QRect(left + place * (side + 4), top, side, 2 * side)
        painter.fillRect(patch, _grey(0))
        for offset in range(0, patch.width() if upright else patch.height(), 2 * width):
            line = (
                QRect(patch.left() + offset, top, width, patch.height())
                if upright
                else QRect(patch.left(), top + offset, side, width)
            )
            painter.fillRect(line, _grey(255))


def _draw_ramp(painter: QPainter, box: QRectF) -> None:
    """Every level from black to white; steps in it are the display's."""
    top, height = box.top() + box.height() * 0.74, box.height() * 0.1
    width = box.width() / 256
    for level in range(256):
        painter.fillRect(QRectF(box.left() + level * width, top, width + 1, height), _grey(level))
