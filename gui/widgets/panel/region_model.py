"""The region table as a Qt model: one row per region, every figure with its control."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QFont

from gui.look import theme
from gui.words import formatting, region_words
from gui.words.marking import QT_TRANSLATE_NOOP
from inference.core.explanation_types import ChanceRange, RegionRow, RegionStatistics

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
#: What a figure is sorted by.
SORT_ROLE = int(_Role.UserRole)


@dataclass(frozen=True, slots=True)
class Column:
    """One figure of a row."""

    title: str  # English, context "regions"
    tip: str
    value: Callable[[RegionRow], float]
    text: Callable[[float], str]
    control: str = ""  # its name in `RegionRow.random_sign` and `shuffled`


def _in_255(value: float) -> str:
    return formatting.signed(value * 255, 2)


def _logit(value: float) -> str:
    return formatting.signed(value, 2)


def _times(value: float) -> str:
    return f"{formatting.TIMES}{value:.2f}"


COLUMNS = (
    Column(
        QT_TRANSLATE_NOOP("regions", "Area"),
        QT_TRANSLATE_NOOP("regions", "Share of the film's area"),
        lambda row: row.area_share,
        formatting.percent,
    ),
    Column(
        QT_TRANSLATE_NOOP("regions", "Density"),
        QT_TRANSLATE_NOOP("regions", "Share of |δ| over share of the area; 1: as everywhere"),
        lambda row: row.figures.density_ratio,
        _times,
        "density_ratio",
    ),
    Column(
        QT_TRANSLATE_NOOP("regions", "Mean δ"),
        QT_TRANSLATE_NOOP("regions", "Mean signed δ, in 1/255; above 0: brightened"),
        lambda row: row.figures.mean_signed,
        _in_255,
        "mean_signed",
    ),
    Column(
        QT_TRANSLATE_NOOP("regions", "Brighter"),
        QT_TRANSLATE_NOOP("regions", "Share of the region's pixels that δ brightens"),
        lambda row: row.figures.brightened,
        formatting.percent,
        "brightened",
    ),
    Column(
        QT_TRANSLATE_NOOP("regions", "Darker"),
        QT_TRANSLATE_NOOP("regions", "Share of the region's pixels that δ darkens"),
        lambda row: row.figures.darkened,
        formatting.percent,
        "darkened",
    ),
    Column(
        QT_TRANSLATE_NOOP("regions", "Logit"),
        QT_TRANSLATE_NOOP(
            "regions", "Change of the finding's logit when δ is applied in this region alone"
        ),
        lambda row: row.figures.logit_change,
        _logit,
        "logit_change",
    ),
    Column(
        QT_TRANSLATE_NOOP("regions", "Logit, control"),
        QT_TRANSLATE_NOOP(
            "regions", "95 % interval of 20 random-sign perturbations of the same |δ|"
        ),
        lambda row: _interval(row, "logit_change").high,
        lambda _value: "",
    ),
)
#: Columns beside the region's name that fit the panel: density, mean δ, logit.
NARROW = (2, 3, 6)


class RegionModel(QAbstractTableModel):
    """Rows of `RegionStatistics`; the first column is the region's name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: RegionStatistics | None = None

    def set_table(self, table: RegionStatistics | None) -> None:
        if table is not self._table:
            self.beginResetModel()
            self._table = table
            self.endResetModel()

    def retranslate(self) -> None:
        last = self.columnCount() - 1
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, last))

    def row(self, number: int) -> RegionRow:
        assert self._table is not None
        return self._table.rows[number]

    def place(self, key: object) -> int:
        """The row of a region, -1 if it has none."""
        rows = self._table.rows if self._table is not None else ()
        return next((i for i, row in enumerate(rows) if (row.region, row.side) == key), -1)

    # --- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if self._table is None or parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        return 0 if parent.isValid() else len(COLUMNS) + 1

    def data(self, index: Index, role: int = int(_Role.DisplayRole)) -> object:
        row, place = self.row(index.row()), index.column()
        match role:
            case _Role.DisplayRole:
                return _text(row, place)
            case _ if role == SORT_ROLE:
                return index.row() if place == 0 else COLUMNS[place - 1].value(row)
            case _Role.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignRight
                return side | Qt.AlignmentFlag.AlignVCenter
            case _Role.ForegroundRole if place:
                return _colour(row, COLUMNS[place - 1])
            case _Role.FontRole if place and _is_beyond(row, COLUMNS[place - 1]):
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            case _Role.ToolTipRole:
                return tip(row, place)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(_Role.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if section == 0:
            name = QCoreApplication.translate("regions", "Region")
            return name if role == _Role.DisplayRole else None
        column = COLUMNS[section - 1]
        match role:
            case _Role.DisplayRole:
                return QCoreApplication.translate("regions", column.title)
            case _Role.ToolTipRole:
                return QCoreApplication.translate("regions", column.tip)
            case _Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def _text(row: RegionRow, place: int) -> str:
    if place == 0:
        return region_words.row_name(row.region, row.side)
    if place == len(COLUMNS):
        return interval_text(_interval(row, "logit_change"), _logit)
    column = COLUMNS[place - 1]
    return column.text(column.value(row))


def interval_text(interval: ChanceRange, text: Callable[[float], str]) -> str:
    return f"{text(interval.low)} … {text(interval.high)}"


def tip(row: RegionRow, place: int) -> str:
    """A cell's control, in words; a region's name in full."""
    if place == 0:
        name = region_words.region_name(row.region, row.side)
        return name[:1].upper() + name[1:]
    column = COLUMNS[place - 1]
    if column.control not in row.random_sign and column.control not in row.shuffled:
        return ""
    lines = []
    for text, controls in (
        (QCoreApplication.translate("regions", "random signs: {interval}"), row.random_sign),
        (QCoreApplication.translate("regions", "shuffled: {interval}"), row.shuffled),
    ):
        if column.control in controls:
            interval = interval_text(controls[column.control], column.text)
            lines.append(text.format(interval=interval))
    return "\n".join(lines)


def _interval(row: RegionRow, name: str) -> ChanceRange:
    return row.random_sign.get(name, ChanceRange(0.0, 0.0, 0.0))


def _is_beyond(row: RegionRow, column: Column) -> bool:
    """Both controls were made, and neither could have given the figure."""
    kinds = (row.random_sign, row.shuffled)
    controls = [kind[column.control] for kind in kinds if column.control in kind]
    return bool(controls) and not any(control.holds(column.value(row)) for control in controls)


def _colour(row: RegionRow, column: Column) -> QColor | None:
    if column.control not in row.random_sign and column.control not in row.shuffled:
        return None
    colours = theme.shown()
    return QColor(colours.called if _is_beyond(row, column) else colours.dim)
