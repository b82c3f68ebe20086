"""A dark veil with a hole in it, and a card that says what is seen through the hole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.look import theme
from gui.widgets.layout_parts import PlainLabel, named
from gui.words.retranslated import Retranslated

_VEIL = QColor(0, 0, 0, 170)
_GAP = 14
#: Letters in a line of the card.
_LETTERS = 46


class TourVeil(Retranslated, QWidget):
    """Covers its parent; keys and buttons go on, back, and away."""

    next_asked = Signal()
    back_asked = Signal()
    skip_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._hole = QRect()
        self._count = (1, 1)
        self.card = QFrame(self)
        self.card.setObjectName("tourCard")
        self.title, self.text = named(PlainLabel(), "welcomeTitle"), PlainLabel()
        self.counter = named(PlainLabel(), "dim")
        self.skip_button, self.back_button, self.next_button = (QPushButton() for _ in range(3))
        self.next_button.setObjectName("run")
        for label in (self.title, self.text):
            label.setWordWrap(True)
        self._lay_out()
        self.next_button.clicked.connect(self.next_asked)
        self.back_button.clicked.connect(self.back_asked)
        self.skip_button.clicked.connect(self.skip_asked)
        self._retranslate()

    def point_at(self, hole: QRect, title: str, text: str, count: tuple[int, int]) -> None:
        """Show a step: `hole` in the veil's own coordinates, `count` as (this step, all steps)."""
        self._hole, self._count = hole, count
        self.title.setText(title)
        self.text.setText(text)
        self._retranslate()
        self.back_button.setEnabled(count[0] > 1)
        self._place_card()
        self.next_button.setFocus()
        self.update()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.skip_button)
        buttons.addWidget(self.counter, 1, Qt.AlignmentFlag.AlignCenter)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addLayout(buttons)

    def _place_card(self) -> None:
        """Beside the hole where there is room: right, left, below, above; else in its middle."""
        layout = self.card.layout()
        assert layout is not None
        letters = self.text.fontMetrics().averageCharWidth() * _LETTERS
        width = max(letters + 36, self.card.minimumSizeHint().width())
        self.card.setFixedWidth(width)
        height = layout.totalHeightForWidth(width)
        self.card.resize(width, max(height, self.card.minimumSizeHint().height()))
        size, hole = self.card.size(), self._hole
        middle = hole.center() - QPoint(size.width() // 2, size.height() // 2)
        places = (
            QPoint(hole.right() + _GAP, middle.y()),
            QPoint(hole.left() - _GAP - size.width(), middle.y()),
            QPoint(middle.x(), hole.bottom() + _GAP),
            QPoint(middle.x(), hole.top() - _GAP - size.height()),
        )
        inside = self.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        for place in places:
            kept = _kept(QRect(place, size), inside)
            if not kept.intersects(hole):
                self.card.setGeometry(kept)
                return
        self.card.setGeometry(_kept(QRect(middle, size), inside))

    def _retranslate(self) -> None:
        at, of = self._count
        self.counter.setText(self.tr("{step} of {steps}").format(step=at, steps=of))
        self.skip_button.setText(self.tr("Skip"))
        self.skip_button.setToolTip(self.tr("End the tour; it stands in the Help menu (Esc)"))
        self.back_button.setText(self.tr("Back"))
        self.back_button.setToolTip(self.tr("The step before this one (Left)"))
        self.next_button.setText(self.tr("Done") if at == of else self.tr("Next"))
        self.next_button.setToolTip(self.tr("Go on (Right)"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hole = QRectF(self._hole).adjusted(1, 1, -1, -1)
        path = QPainterPath()
        path.addRect(QRectF(self.rect()))
        path.addRoundedRect(hole, 6, 6)
        painter.fillPath(path, _VEIL)
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRoundedRect(hole, 6, 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_card()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # while the tour is seen, keys are its own
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.skip_asked.emit()
            case Qt.Key.Key_Right | Qt.Key.Key_PageDown:
                self.next_asked.emit()
            case Qt.Key.Key_Left | Qt.Key.Key_PageUp:
                self.back_asked.emit()
            case _:
                super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays among the card's buttons."""
        buttons = [self.skip_button, self.back_button, self.next_button]
        usable = [button for button in buttons if button.isEnabled()]
        focused = next((at for at, button in enumerate(usable) if button.hasFocus()), -1)
        usable[(focused + (1 if forward else -1)) % len(usable)].setFocus(
            Qt.FocusReason.TabFocusReason
        )
        return True

    def mousePressEvent(self, event: object) -> None:
        """The window below is not touched while the tour is seen."""


def _kept(rect: QRect, inside: QRect) -> QRect:
    """`rect`, moved as little as needed to lie within `inside`."""
    x = min(max(rect.left(), inside.left()), inside.right() - rect.width())
    y = min(max(rect.top(), inside.top()), inside.bottom() - rect.height())
    return QRect(QPoint(x, y), rect.size())
