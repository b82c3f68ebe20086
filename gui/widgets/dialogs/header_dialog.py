"""A DICOM header as a tree that can be searched; values that may identify hide with identity."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.stores.display_state import DisplayState
from gui.widgets.layout_parts import PlainLabel, named
from gui.words.plain_tip import plain_tip
from gui.words.retranslated import Retranslated
from inference.formats.decoder_requests import HeaderLine

HIDDEN = "•••"
_TAG, _NAME, _VR, _VALUE = range(4)


class HeaderDialog(Retranslated, QDialog):
    """Tag, name, kind and value of every attribute; the search looks at all of them."""

    def __init__(self, state: DisplayState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._lines: tuple[HeaderLine, ...] = ()
        self.search, self.tree = QLineEdit(), QTreeWidget()
        self.note = named(PlainLabel(), "dim")
        self.note.setWordWrap(True)
        self.search.setClearButtonEnabled(True)
        self.tree.setColumnCount(4)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.tree.header().setSectionResizeMode(_VALUE, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        column.addWidget(self.note)
        self.search.textChanged.connect(self._filter)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.tree, self._copy)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        state.changed.connect(self._on_state_changed)
        self._retranslate()
        self.resize(860, 640)

    def set_waiting(self) -> None:
        """A header is being read."""
        self.set_lines(())
        self.note.setText(self.tr("Being read …"))

    def set_problem(self, sentence: str) -> None:
        """There is no header to show."""
        self.set_lines(())
        self.note.setText(sentence)

    def set_lines(self, lines: tuple[HeaderLine, ...]) -> None:
        """Show these attributes; those in sequences stand below them."""
        self._lines = lines
        self.tree.clear()
        above: list[QTreeWidgetItem] = []
        for line in lines:
            item = QTreeWidgetItem([line.tag, line.name, line.vr, self._shown(line)])
            item.setToolTip(_VALUE, plain_tip(self._shown(line)))
            del above[line.depth :]
            if above:
                above[-1].addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            above.append(item)
        self.tree.expandAll()
        for place, width in ((_TAG, 130), (_NAME, 260), (_VR, 44)):
            self.tree.setColumnWidth(place, width)
        self._filter()

    def visible_rows(self) -> list[str]:
        """Names of the attributes that match the search, in their order."""
        return [item.text(_NAME) for item in self._items() if not item.isHidden()]

    def _shown(self, line: HeaderLine) -> str:
        return HIDDEN if self._state.identity_hidden and not line.technical else line.value

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []

        def walk(item: QTreeWidgetItem) -> None:
            for child in _children(item):
                found.append(child)
                walk(child)

        walk(self.tree.invisibleRootItem())
        return found

    def _filter(self) -> None:
        """Hide what does not match; what holds a match stays."""
        wanted = self.search.text().casefold().strip()

        def keep(item: QTreeWidgetItem) -> bool:
            inside = [keep(child) for child in _children(item)]
            own = any(wanted in item.text(column).casefold() for column in range(4))
            item.setHidden(not (own or any(inside)))
            return own or any(inside)

        for item in _children(self.tree.invisibleRootItem()):
            keep(item)
        if self._lines:
            count = len(self.visible_rows())
            text = self.tr("{count} of {total} attributes").format(
                count=count, total=len(self._lines)
            )
            hidden = self.tr("values that may identify the patient are hidden")
            self.note.setText(f"{text}  ·  {hidden}" if self._state.identity_hidden else text)

    def _copy(self) -> None:
        rows = [item for item in self._items() if item.isSelected()]
        text = "\n".join("\t".join(item.text(column) for column in range(4)) for item in rows)
        QGuiApplication.clipboard().setText(text)

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if "identity_hidden" in names:
            self.set_lines(self._lines)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("DICOM header"))
        self.search.setPlaceholderText(self.tr("Search in tags, names and values"))
        self.search.setAccessibleName(self.tr("Search in tags, names and values"))
        self.tree.setHeaderLabels(
            [self.tr("Tag"), self.tr("Name"), self.tr("Kind"), self.tr("Value")]
        )
        self._filter()


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(place) for place in range(item.childCount()))
    return [child for child in children if child is not None]
