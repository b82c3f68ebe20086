"""Below the panes: which kind of counterfactual is shown, and what it says in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout

from gui.look.lettering import fit
from gui.stores.contents import COUNTERFACTUAL, recipe
from gui.stores.display_state import COUNTERFACTUALS, DisplayState
from gui.stores.session import Session
from gui.widgets.layout_parts import PlainLabel, named
from gui.words import counterfactual_words
from gui.words.retranslated import Retranslated


class KindBar(Retranslated, QFrame):
    """One button for each kind; the one that suits the finding is marked while none is chosen."""

    def __init__(
        self, session: Session, state: DisplayState, actions: Mapping[str, QAction]
    ) -> None:
        super().__init__()
        self.setObjectName("kindBar")
        self._session, self._state = session, state
        self._name = named(PlainLabel(), "dim")
        self.sentence = PlainLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        fit(self.sentence, self._measure)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons = {
            kind: self._button(actions[f"counterfactual_{kind}"]) for kind in COUNTERFACTUALS
        }
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._name)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 12, 4)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.sentence)
        session.facts_changed.connect(self._show)
        state.changed.connect(self._on_state_changed)
        self._retranslate()

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _measure(self) -> None:
        """Room for two lines, so that no sentence moves the panes."""
        self.sentence.setMinimumHeight(2 * self.sentence.fontMetrics().lineSpacing())

    def _show(self) -> None:
        state, facts = self._state, self._session.facts
        shown = any(recipe(key).fact is COUNTERFACTUAL for key in state.needed_contents)
        self.setVisible(shown and not state.answers_hidden)
        found = facts.counterfactual
        self.sentence.setText("" if found is None else counterfactual_words.sentence(found))

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if names & {"contents", "layout_size", "answers_hidden", "pair", "counterfactual"}:
            self._show()

    def _retranslate(self) -> None:
        self._name.setText(self.tr("Counterfactual"))
        self._show()
