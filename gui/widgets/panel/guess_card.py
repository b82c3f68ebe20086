"""Asks for the reader's answers before the networks' are shown, and compares them afterwards."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.stores.display_state import DisplayState
from gui.stores.guessing import Guessing
from gui.widgets.layout_parts import PlainLabel, called, heading, named
from gui.words import formatting
from gui.words.plain_tip import plain_tip
from gui.words.retranslated import Retranslated
from inference.core.findings import FINDINGS


class _Question:
    """Yes or no to one finding."""

    def __init__(self, column: QVBoxLayout) -> None:
        self.name, self.verdict = PlainLabel(), named(PlainLabel(), "dim")
        self.yes, self.no = QPushButton(), QPushButton()
        self.group = QButtonGroup(column)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.yes, self.no):
            button.setCheckable(True)
            self.group.addButton(button)
            buttons.addWidget(button, 1)
        self.verdict.setWordWrap(True)
        column.addWidget(self.name)
        column.addLayout(buttons)
        column.addWidget(self.verdict)

    @property
    def answer(self) -> bool | None:
        button = self.group.checkedButton()
        return None if button is None else button is self.yes

    def show_answer(self, answer: bool | None) -> None:
        self.group.setExclusive(False)
        self.yes.setChecked(answer is True)
        self.no.setChecked(answer is False)
        self.group.setExclusive(True)

    def set_open(self, is_open: bool) -> None:
        for button in (self.yes, self.no):
            button.setVisible(is_open)


class GuessCard(Retranslated, QFrame):
    """Seen while the reader guesses first; grows over the panel's place while a guess is due."""

    def __init__(
        self, guessing: Guessing, state: DisplayState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("guessCard")
        self._guessing, self._state = guessing, state
        self._title, self.hint = heading(), named(PlainLabel(), "dim")
        self.hint.setWordWrap(True)
        questions = QVBoxLayout()
        questions.setSpacing(4)
        self.questions = {name: _Question(questions) for name in FINDINGS}
        self.commit_button, self.reveal_button = QPushButton(), QPushButton()
        self.commit_button.setObjectName("run")
        self.score = named(PlainLabel(), "dim")
        self.score.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self.hint)
        column.addLayout(questions)
        column.addWidget(self.commit_button)
        column.addWidget(self.reveal_button)
        column.addWidget(self.score)
        column.addStretch(1)
        for question in self.questions.values():
            question.group.buttonClicked.connect(self._show_buttons)
        self.commit_button.clicked.connect(self.commit)
        self.reveal_button.clicked.connect(guessing.reveal)
        guessing.changed.connect(self._show)
        state.changed.connect(self._on_state_changed)
        self._retranslate()

    def commit(self) -> None:
        """Give the answers as they stand, if all are given."""
        answers = {name: question.answer for name, question in self.questions.items()}
        given = {name: answer for name, answer in answers.items() if answer is not None}
        if len(given) == len(FINDINGS):
            self._guessing.commit(given)

    def _show(self) -> None:
        waiting, guess = self._state.answers_hidden, self._guessing.guess
        self.setVisible(self._state.guess_first)
        self.hint.setVisible(waiting)
        for name, question in self.questions.items():
            question.set_open(waiting)
            question.show_answer(None if guess is None else guess[name])
            question.verdict.setVisible(guess is not None)
            question.name.setVisible(waiting)
            if guess is not None:
                self._show_verdict(name, question, guess[name])
        self.commit_button.setVisible(waiting)
        self.reveal_button.setVisible(waiting)
        self._show_buttons()
        self._show_score()

    def _show_verdict(self, name: str, question: _Question, answer: bool) -> None:
        finding = formatting.finding_name(name)
        mine = self.tr("{finding}: you say yes") if answer else self.tr("{finding}: you say no")
        mine = mine.format(finding=finding)
        agrees = self._guessing.agrees(name)
        if agrees is None:
            question.verdict.setText(mine)
        elif agrees:
            question.verdict.setText(self.tr("{guess}, the network agrees").format(guess=mine))
        else:
            question.verdict.setText(self.tr("{guess}, the network differs").format(guess=mine))
        called(question.verdict, agrees is False)

    def _show_buttons(self) -> None:
        given = all(question.answer is not None for question in self.questions.values())
        self.commit_button.setEnabled(given)

    def _show_score(self) -> None:
        score = self._guessing.score
        self.score.setVisible(score.answers > 0)
        text = self.tr("This session: the networks agreed with {agreed} of {answers} answers.")
        self.score.setText(text.format(agreed=score.agreed, answers=score.answers))
        self.score.setToolTip(self.tr("Agreement with the networks, which can be wrong"))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Guess first"))
        self.hint.setText(
            self.tr("What do you see? The networks' answers are shown when you have given yours.")
        )
        for name, question in self.questions.items():
            finding = formatting.finding_name(name)
            question.name.setText(finding)
            for button, word in ((question.yes, self.tr("Yes")), (question.no, self.tr("No"))):
                button.setText(word)
                button.setAccessibleName(f"{finding}: {word}")
                button.setToolTip(plain_tip(f"{finding}: {word}"))
        self.commit_button.setText(self.tr("Give my answer"))
        self.commit_button.setToolTip(self.tr("Answer both questions, then compare"))
        self.reveal_button.setText(self.tr("Reveal without a guess"))
        self.reveal_button.setToolTip(self.tr("Show the answers; this film is not counted"))
        self._show()

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if names & {"guess_first", "answers_hidden"}:
            self._show()
