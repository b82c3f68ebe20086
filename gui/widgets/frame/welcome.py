"""What to do first, in a window that holds no film yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.stores.session import Session
from gui.widgets.layout_parts import PlainLabel, named
from gui.words.retranslated import Retranslated

_ACTIONS = ("open", "open_folder", "open_demo")


class Welcome(Retranslated, QFrame):
    """Covers the panes until the first film is shown."""

    def __init__(
        self, session: Session, actions: dict[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self._session, self._actions = session, actions
        self.title, self.hint = named(PlainLabel(), "welcomeTitle"), named(PlainLabel(), "dim")
        self.buttons = {name: QPushButton() for name in _ACTIONS}
        for label in (self.title, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self._lay_out()
        session.film_changed.connect(self._show)
        self._retranslate()
        self._show_actions()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        for name, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._actions[name].trigger)
            self._actions[name].changed.connect(self._show_actions)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addLayout(row)
        column.addWidget(self.hint)
        column.addStretch(1)

    def _show(self) -> None:
        self.setVisible(self._session.film is None)

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Drop chest radiographs here"))
        lines = (
            self.tr("DICOM, PNG, JPEG or TIFF; one film, several, or a folder."),
            self.tr("New here? The demo study shows everything on simulated films."),
        )
        self.hint.setText("\n".join(lines))

    def _show_actions(self) -> None:
        for name, button in self.buttons.items():
            button.setText(self._actions[name].text())
            button.setIcon(self._actions[name].icon())
            button.setToolTip(self._actions[name].toolTip())
