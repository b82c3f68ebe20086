"""The open films as thumbnails, at the left."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from gui.look.lettering import fit
from gui.stores.display_state import DisplayState
from gui.stores.session import Entry, Session
from gui.words import formatting
from gui.words.plain_tip import plain_tip
from gui.words.retranslated import Retranslated

_SIDE = 92

#: Of a film that was called positive, of one that was not, and of one whose answers are hidden.
_POSITIVE, _NEGATIVE = QColor(240, 178, 86), QColor(150, 190, 225)
_UNTOLD = QColor(168, 177, 188)


@dataclass(frozen=True, slots=True)
class Badge:
    """What a thumbnail says of its film's analysis."""

    analysed: bool = False
    positive: tuple[str, ...] = ()  # findings that were called
    told: bool = False  # the answers may be seen


#: Letters of a film's name that are seen at any text size.
_LETTERS = 15


class StudyStrip(Retranslated, QListWidget):
    """One item per film; choosing one asks for it to be shown."""

    chosen = Signal(int)  # the entry's key

    def __init__(
        self, session: Session, state: DisplayState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._session, self._state = session, state
        self._badges: dict[int, Badge] = {}
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setMovement(QListWidget.Movement.Static)
        self.setWrapping(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        fit(self, self._measure)
        self.currentItemChanged.connect(self._on_item_changed)
        session.entries_changed.connect(self._fill)
        session.film_changed.connect(self._mark)
        session.facts_changed.connect(self._show_badges)
        state.changed.connect(self._on_state_changed)
        self._retranslate()

    def _fill(self) -> None:
        with QSignalBlocker(self):
            known = [self.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.count())]
            keys = [entry.key for entry in self._session.entries]
            if keys[: len(known)] != known:
                self.clear()
                self._badges.clear()
                known = []
            for entry in self._session.entries[len(known) :]:
                self.addItem(self._item(entry))
        self._name_items()
        self._mark()

    def _item(self, entry: Entry) -> QListWidgetItem:
        badge = self._badge(entry)
        self._badges[entry.key] = badge
        item = QListWidgetItem(_icon(entry, badge), "")
        item.setData(Qt.ItemDataRole.UserRole, entry.key)
        item.setSizeHint(self._item_size())
        item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
        return item

    def _item_size(self) -> QSize:
        """A thumbnail over one line of text."""
        letters = _LETTERS * self.fontMetrics().averageCharWidth() + 12
        return QSize(max(_SIDE + 22, letters), _SIDE + self.fontMetrics().height() + 14)

    def _measure(self) -> None:
        self.setFixedWidth(self._item_size().width() + 16)
        for row in range(self.count()):
            self.item(row).setSizeHint(self._item_size())

    def badge_of(self, key: int) -> Badge:
        """What the thumbnail of a film says of its analysis."""
        return self._badges[key]

    def _badge(self, entry: Entry) -> Badge:
        """Nothing that a class is still to guess."""
        facts, state = self._session.facts_of(entry.key), self._state
        if not facts.predictions:
            return Badge()
        if state.guess_first or state.answers_hidden:
            return Badge(analysed=True)
        found = tuple(answer.finding for answer in facts.predictions if answer.positive)
        return Badge(True, found, told=True)

    def _show_badges(self) -> None:
        """Paint the thumbnails again whose films are known better now."""
        for row, entry in enumerate(self._session.entries):
            badge = self._badge(entry)
            if badge != self._badges.get(entry.key):
                self._badges[entry.key] = badge
                self.item(row).setIcon(_icon(entry, badge))
        self._name_items()

    def _name_items(self) -> None:
        for row, entry in enumerate(self._session.entries):
            numbered = self.tr("Film {number}").format(number=row + 1)
            hidden = self._state.identity_hidden
            self.item(row).setText(numbered if hidden else Path(entry.name).stem)
            lines = [numbered if hidden else entry.name, self._badge_words(entry)]
            self.item(row).setToolTip(plain_tip("\n".join(line for line in lines if line)))

    def _badge_words(self, entry: Entry) -> str:
        badge = self._badges.get(entry.key, Badge())
        if not badge.analysed:
            return ""
        if not badge.told:
            return self.tr("Analysed")
        names = [formatting.finding_name(name) for name in badge.positive or ("no finding",)]
        return self.tr("Analysed: {findings}").format(findings=", ".join(names))

    def _mark(self) -> None:
        with QSignalBlocker(self):
            self.setCurrentRow(self._session.position)
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())

    def _on_item_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if names & {"guess_first", "answers_hidden"}:
            self._show_badges()
        if "identity_hidden" in names:
            self._name_items()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Open films"))
        self._name_items()


def _icon(entry: Entry, badge: Badge) -> QIcon:
    """The same picture whether chosen or not: a tinted film is another film."""
    square, made = _square(entry, badge), QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        made.addPixmap(square, mode)
    return made


def _square(entry: Entry, badge: Badge) -> QPixmap:
    """The thumbnail on a black square, so that all items are of one size."""
    height, width = entry.thumbnail.shape
    pixels = entry.thumbnail.tobytes()  # QImage keeps no reference of its own
    image = QImage(pixels, width, height, width, QImage.Format.Format_Grayscale8)
    side = max(height, width)
    square = QImage(side, side, QImage.Format.Format_RGB32)
    square.fill(Qt.GlobalColor.black)
    painter = QPainter(square)
    painter.drawImage((side - width) // 2, (side - height) // 2, image)
    _draw_badge(painter, side, badge)
    painter.end()
    return QPixmap.fromImage(square)


def _draw_badge(painter: QPainter, side: int, badge: Badge) -> None:
    """A ring when analysed; filled, with the findings' first letters, when called positive."""
    if not badge.analysed:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size = side * 0.17
    for place, letter in enumerate([name[0].upper() for name in badge.positive] or [""]):
        box = QRectF(side - (place + 1) * size * 1.15, side - size * 1.15, size, size)
        painter.setPen(QPen(QColor(8, 9, 11), side * 0.02))
        painter.setBrush(_POSITIVE if letter else _NEGATIVE if badge.told else _UNTOLD)
        painter.drawEllipse(box)
        font = QFont(painter.font())
        font.setPixelSize(max(1, round(size * 0.66)))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(8, 9, 11))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter or ("–" if badge.told else "✓"))
