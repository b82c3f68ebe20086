"""Does it mean anything? What every picture of this film was worth, in one table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.engine.needed_parts import as_result
from gui.stores.session import Session
from gui.widgets.layout_parts import PlainLabel
from gui.words.language_code import language_code
from gui.words.retranslated import Retranslated
from inference.explanation.meaning import meaning
from inference.export.words.meaning_words import MeaningWords
from inference.networks.model_card import read_cards


class MeaningDialog(Retranslated, QDialog):
    """A row for each picture that is known; it follows the film that is shown."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._cards = read_cards()
        self.table = QTableWidget()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.setWordWrap(True)
        self.nothing = PlainLabel()
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing)
        self.resize(self.fontMetrics().height() * 62, self.fontMetrics().height() * 26)
        session.facts_changed.connect(self._show)
        self._retranslate()

    def as_text(self) -> str:
        """The table, with tabs between its cells."""
        heads = [self.table.horizontalHeaderItem(at) for at in range(self.table.columnCount())]
        lines = ["\t".join("" if head is None else head.text() for head in heads)]
        for row in range(self.table.rowCount()):
            cells = [self.table.item(row, at) for at in range(self.table.columnCount())]
            lines.append("\t".join("" if cell is None else cell.text() for cell in cells))
        return "\n".join(lines)

    def _show(self) -> None:
        words, result = MeaningWords(language_code()), as_result(self._session.facts)
        rows = () if result is None else meaning(result, self._cards, result.counterfactuals)
        heads = words.heads()
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(list(heads))
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for place, text in enumerate(words.cells(row)):
                self.table.setItem(at, place, QTableWidgetItem(text))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)
        self.table.resizeRowsToContents()
        self.nothing.setVisible(not rows)
        self.setWindowTitle(words.title())

    def _retranslate(self) -> None:
        self.nothing.setText(self.tr("Nothing is known of this film yet."))
        self.table.setAccessibleName(self.tr("What every picture means"))
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text())
        else:
            super().keyPressEvent(event)
