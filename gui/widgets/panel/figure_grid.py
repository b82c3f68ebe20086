"""A small table of words and figures, laid out anew whenever its rows change."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gui.widgets.layout_parts import PlainLabel, called, named
from gui.words.plain_tip import plain_tip

_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure, or the name at the beginning of a row."""

    text: str
    tip: str = ""
    marked: bool = False  # it says more than chance, or that something flipped


class FigureGrid(QWidget):
    """Rows of cells below headings; the first column takes the room that is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(1)
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._shown: tuple[tuple[Cell, ...], ...] = ()

    def show_rows(self, headings: tuple[Cell, ...], rows: tuple[tuple[Cell, ...], ...]) -> None:
        """Replace everything; without rows nothing is seen."""
        wanted = (headings, *rows) if rows else ()
        self.setVisible(bool(rows))
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._grid.takeAt(0)) is not None:
            label = item.widget()
            if label is not None:
                label.hide()
                label.deleteLater()
        for number, row in enumerate(wanted):
            for place, cell in enumerate(row):
                self._grid.addWidget(_label(cell, number == 0, place == 0), number, place)

    def texts(self) -> list[list[str]]:
        """What stands there, headings first."""
        return [[cell.text for cell in row] for row in self._shown]


def _label(cell: Cell, is_heading: bool, is_first: bool) -> QLabel:
    name = "small" if is_heading else "dim" if is_first else "value"
    label = named(PlainLabel(cell.text), name)
    label.setToolTip(plain_tip(cell.tip))
    label.setAlignment((_LEFT if is_first else _RIGHT) | Qt.AlignmentFlag.AlignVCenter)
    if cell.marked:
        called(label, True)
    return label
