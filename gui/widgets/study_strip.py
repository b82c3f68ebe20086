"""The open films as thumbnails, at the left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from gui.display_state import DisplayState
from gui.session import Entry, Session

_SIDE = 92


class StudyStrip(QListWidget):
    """One item per film; choosing one asks for it to be shown."""

    chosen = Signal(int)  # the entry's key

    def __init__(
        self, session: Session, state: DisplayState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._session, self._state = session, state
        self.setIconSize(QSize(_SIDE, _SIDE))
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setMovement(QListWidget.Movement.Static)
        self.setWrapping(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(_SIDE + 38)
        self.currentItemChanged.connect(self._on_item_changed)
        session.entries_changed.connect(self._fill)
        session.film_changed.connect(self._mark)
        state.changed.connect(self._on_state_changed)
        self._retranslate()

    def _fill(self) -> None:
        with QSignalBlocker(self):
            known = [self.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.count())]
            keys = [entry.key for entry in self._session.entries]
            if keys[: len(known)] != known:
                self.clear()
                known = []
            for entry in self._session.entries[len(known) :]:
                self.addItem(self._item(entry))
        self._name_items()
        self._mark()

    def _item(self, entry: Entry) -> QListWidgetItem:
        item = QListWidgetItem(_icon(entry), "")
        item.setData(Qt.ItemDataRole.UserRole, entry.key)
        item.setSizeHint(QSize(_SIDE + 22, _SIDE + 30))
        item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
        return item

    def _name_items(self) -> None:
        for row, entry in enumerate(self._session.entries):
            numbered = self.tr("Film {number}").format(number=row + 1)
            hidden = self._state.identity_hidden
            self.item(row).setText(numbered if hidden else Path(entry.name).stem)
            self.item(row).setToolTip(numbered if hidden else entry.name)

    def _mark(self) -> None:
        with QSignalBlocker(self):
            self.setCurrentRow(self._session.position)
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())

    def _on_item_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if "identity_hidden" in names:
            self._name_items()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Open films"))
        self._name_items()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _icon(entry: Entry) -> QIcon:
    """The same picture whether chosen or not: a tinted film is another film."""
    square, made = _square(entry), QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        made.addPixmap(square, mode)
    return made


def _square(entry: Entry) -> QPixmap:
    """The thumbnail on a black square, so that all items are of one size."""
    height, width = entry.thumbnail.shape
    pixels = entry.thumbnail.tobytes()  # QImage keeps no reference of its own
    image = QImage(pixels, width, height, width, QImage.Format.Format_Grayscale8)
    side = max(height, width)
    square = QImage(side, side, QImage.Format.Format_RGB32)
    square.fill(Qt.GlobalColor.black)
    painter = QPainter(square)
    painter.drawImage((side - width) // 2, (side - height) // 2, image)
    painter.end()
    return QPixmap.fromImage(square)
