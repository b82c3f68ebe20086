"""Where the perturbation acts: a sentence, the table of regions, and each figure's control."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QSignalBlocker,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.look import lettering
from gui.look.lettering import fit
from gui.stores.display_state import DisplayState
from gui.stores.session import Session
from gui.widgets.layout_parts import PlainLabel, heading, named, rule
from gui.widgets.panel.control_lamps import ControlLamps
from gui.widgets.panel.region_model import COLUMNS, NARROW, SORT_ROLE, RegionModel
from gui.words import counterfactual_words, region_words
from gui.words.retranslated import Retranslated
from inference.core.explanation_types import Side

#: Room between the lines of a table, logical pixels.
_BETWEEN = 6


class _Sorted(QSortFilterProxyModel):
    """The rows in the reader's order; right and left by themselves only when asked for."""

    sides = False

    def set_sides(self, wanted: bool) -> None:
        self.beginFilterChange()
        self.sides = wanted
        self.endFilterChange()

    def filterAcceptsRow(self, number: int, _parent: QModelIndex | QPersistentModelIndex) -> bool:
        model = self.sourceModel()
        assert isinstance(model, RegionModel)
        return self.sides or model.row(number).side is Side.BOTH


class RegionTable(QTableView):
    """Sorted by a click on a header; copied by Ctrl+C; the row chosen is the region shown."""

    def __init__(
        self,
        model: RegionModel,
        state: DisplayState,
        shown: tuple[int, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._regions, self._state = model, state
        self.sorted = _Sorted(self)
        self.sorted.setSourceModel(model)
        self.sorted.setSortRole(SORT_ROLE)
        self.setModel(self.sorted)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._shown = (0, *shown)
        for place in range(1, len(COLUMNS) + 1):
            self.setColumnHidden(place, place not in shown)
        fit(self, self._measure)
        model.modelReset.connect(self._measure)
        model.dataChanged.connect(self._measure)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        model.modelReset.connect(self.follow)
        state.changed.connect(self._on_state_changed)

    def _measure(self) -> None:
        """As wide as names and figures need, in lines as high as the text."""
        height = self.fontMetrics().height() + _BETWEEN
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(height)
        header, total = self.horizontalHeader(), 2 * self.frameWidth()
        for place in self._shown:
            title = header.sectionSizeFromContents(place).width()
            total += max(title, self.sizeHintForColumn(place))
        self.setMinimumWidth(total)

    def height_of(self, rows: int) -> int:
        """The height that shows so many rows whole, with the headings."""
        head = self.horizontalHeader().sizeHint().height()
        return rows * self.verticalHeader().defaultSectionSize() + head + 4

    def follow(self) -> None:
        """Select the region that the state names."""
        with QSignalBlocker(self.selectionModel()):
            self.clearSelection()
            place = self._regions.place(self._state.region)
            if place >= 0:
                row = self.sorted.mapFromSource(self._regions.index(place, 0)).row()
                if row >= 0:
                    self.selectRow(row)
        self.viewport().update()

    def as_text(self) -> str:
        """All rows as they are sorted, with every column, between tabs."""
        titles = range(self._regions.columnCount())
        across = Qt.Orientation.Horizontal
        lines = [[str(self._regions.headerData(place, across) or "") for place in titles]]
        for number in range(self.sorted.rowCount()):
            source = self.sorted.mapToSource(self.sorted.index(number, 0)).row()
            cells = [self._regions.data(self._regions.index(source, place)) for place in titles]
            lines.append([str(cell) for cell in cells])
        return "\n".join("\t".join(line) for line in lines)

    def copy(self) -> None:
        """Put the whole table on the clipboard."""
        QGuiApplication.clipboard().setText(self.as_text())

    def _on_selection_changed(self, _now: QItemSelection, _before: QItemSelection) -> None:
        chosen = self.selectionModel().selectedRows()
        if not chosen:
            return
        row = self._regions.row(self.sorted.mapToSource(chosen[0]).row())
        self._state.region = (row.region, row.side)

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if "region" in names:
            self.follow()

    def event(self, event: QEvent) -> bool:
        """Ctrl+C copies the table while it has the keyboard, not the panes."""
        asks = event.type() is QEvent.Type.ShortcutOverride
        copy = QKeySequence.StandardKey.Copy
        if asks and isinstance(event, QKeyEvent) and event.matches(copy):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)


class RegionPanel(Retranslated, QWidget):
    """What the figures say in one sentence, then the figures."""

    exact_asked = Signal()  # the controls' logit changes one by one, not to first order

    def __init__(
        self, session: Session, state: DisplayState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._state = session, state
        self._title = heading()
        self.sentence, self.further = PlainLabel(), named(PlainLabel(), "small")
        for label in (self.sentence, self.further):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lamps = ControlLamps(session)
        self.model = RegionModel(self)
        self.table = RegionTable(self.model, state, NARROW)
        self.hint = named(PlainLabel(), "small")
        self.hint.setWordWrap(True)
        self.sides = QCheckBox()
        self.sides.toggled.connect(self.table.sorted.set_sides)
        self.sides.toggled.connect(self._fit_table)
        self.copy_button, self.all_button = QPushButton(), QPushButton()
        self.hide_button, self.exact_button = QPushButton(), QPushButton()
        self.exact_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.exact_button.clicked.connect(self.exact_asked)
        self.copy_button.clicked.connect(self.table.copy)
        self.all_button.clicked.connect(self.show_all)
        self.hide_button.clicked.connect(lambda: setattr(state, "region", None))
        self._lay_out()
        fit(self.table, self._fit_table)
        session.facts_changed.connect(self._show)
        state.changed.connect(self._on_state_changed)
        self._retranslate()

    def show_all(self) -> QDialog:
        """The table with every column, in a window of its own beside the films."""
        dialog = QDialog(self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Regions"))
        every = tuple(range(1, len(COLUMNS) + 1))
        table = RegionTable(self.model, self._state, every, dialog)
        table.sorted.set_sides(True)
        table.follow()
        column = QVBoxLayout(dialog)
        column.addWidget(table)
        room = table.minimumWidth() + lettering.pixels(120)
        dialog.resize(room, table.height_of(max(self.model.rowCount(), 6)) + lettering.pixels(40))
        dialog.show()
        return dialog

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.copy_button, self.all_button, self.hide_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.sentence)
        column.addWidget(self.further)
        column.addWidget(rule())
        column.addWidget(self.lamps)
        column.addWidget(rule())
        column.addWidget(self.table)
        column.addWidget(self.sides)
        column.addWidget(self.hint)
        column.addLayout(buttons)
        column.addWidget(self.exact_button)

    def _told(self) -> list[str]:
        """The largest causal effect and where, the counterfactual, then what else is measured."""
        facts = self._session.facts
        said = [fact for fact in facts.explanation.summary if region_words.says_something(fact)]
        said.sort(key=lambda fact: fact.code != "region_effect")
        sentences = [text for text in map(region_words.sentence, said) if text]
        found = facts.counterfactual
        if found is not None and found.change is not None:
            at = 1 if said and said[0].code == "region_effect" else 0
            sentences.insert(at, counterfactual_words.sentence(found))
        return sentences

    def _show(self) -> None:
        explanation = self._session.facts.explanation
        regions = explanation.regions
        self.model.set_table(regions)
        self._fit_table()
        told = self._told()
        self.sentence.setText(told[0] if told else self._nothing())
        self.further.setText("\n".join(told[1:]))
        self.further.setVisible(len(told) > 1)
        self._fit_words()
        buttons = (self.copy_button, self.all_button, self.hide_button)
        for part in (self.table, self.sides, self.hint, *buttons):
            part.setVisible(regions is not None)
        self.hide_button.setEnabled(self._state.region is not None)
        whole = [] if regions is None else [row for row in regions.rows if row.side is Side.BOTH]
        self.exact_button.setVisible(not all(row.logit_controls_exact for row in whole))

    def _fit_words(self) -> None:
        """As high as wrapped sentences need; a scrolled panel would else press them together."""
        for label in (self.sentence, self.further):
            label.setMinimumHeight(label.heightForWidth(label.width()) if label.text() else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _fit_table(self) -> None:
        """As high as its rows: the panel scrolls as a whole, not one part within another."""
        self.table.setFixedHeight(self.table.height_of(max(self.table.sorted.rowCount(), 4)))

    def _nothing(self) -> str:
        if self._session.facts.attack is None:
            return self.tr("Run the attack to see where its perturbation acts.")
        return self.tr("Not computed.")

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if "region" in names:
            self.hide_button.setEnabled(self._state.region is not None)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Where it acts"))
        self.hint.setText(
            self.tr(
                "Coloured figures lie outside the 95 % interval of both controls; point at one to "
                "see it. Choose a line to see its region on the films."
            )
        )
        self.sides.setText(self.tr("Right and left by themselves"))
        self.copy_button.setText(self.tr("Copy"))
        self.copy_button.setToolTip(self.tr("Copy the table with every column (Ctrl+C)"))
        self.all_button.setText(self.tr("All figures"))
        self.all_button.setToolTip(self.tr("Open the table with every column beside the films"))
        self.hide_button.setText(self.tr("Hide region"))
        self.hide_button.setToolTip(self.tr("Take the region off the films (Esc)"))
        self.exact_button.setText(self.tr("Exact controls of the logit"))
        self.exact_button.setToolTip(
            self.tr(
                "The controls' changes of the logit are to first order; compute each of them (slow)"
            )
        )
        self.table.setAccessibleName(self.tr("Regions"))
        self.model.retranslate()
        self._show()
