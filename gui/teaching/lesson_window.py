"""A small window beside the films that leads a class through a lesson: guess, reveal, next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gui.teaching.lesson import Lesson, LessonFilm, said
from gui.widgets.layout_parts import PlainLabel, heading, named
from gui.words.language_code import language_code
from gui.words.retranslated import Retranslated


class LessonWindow(Retranslated, QDialog):
    """Shows one film's question at a time; scores stay here."""

    shown = Signal(int)  # number of the film that is to be looked at, from 0
    revealed = Signal(object)  # LessonFilm
    closed = Signal()

    def __init__(self, lesson: Lesson, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lesson, self.place = lesson, 0
        self._right: set[int] = set()
        self._asked: set[int] = set()
        self._title, self._where = heading(), named(PlainLabel(), "dim")
        self.question, self.told = PlainLabel(), PlainLabel()
        self.choices = QButtonGroup(self)
        self._rows = QVBoxLayout()
        self.reveal_button, self.next_button = QPushButton(), QPushButton()
        self.back_button = QPushButton()
        for label in (self._title, self._where, self.question, self.told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.reveal_button.clicked.connect(self.reveal)
        self.next_button.clicked.connect(lambda: self.go(self.place + 1))
        self.back_button.clicked.connect(lambda: self.go(self.place - 1))
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.back_button, self.reveal_button, self.next_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        for widget in (self._title, self._where, self.question):
            column.addWidget(widget)
        column.addLayout(self._rows)
        column.addWidget(self.told)
        column.addStretch(1)
        column.addLayout(buttons)
        height = self.fontMetrics().height()
        self.resize(26 * height, 24 * height)

    @property
    def film(self) -> LessonFilm:
        return self.lesson.films[self.place]

    def go(self, place: int) -> None:
        """Look at another film of the lesson."""
        if 0 <= place < len(self.lesson.films):
            self.place = place
            self._retranslate()
            self.shown.emit(place)

    def reveal(self) -> None:
        """Tell what the network says, and count a guess that was right."""
        film, guess = self.film, self.choices.checkedId()
        if guess >= 0 and self.place not in self._asked:
            self._asked.add(self.place)
            if guess == film.answer:
                self._right.add(self.place)
        self._show_told()
        self.revealed.emit(film)

    def _show_told(self) -> None:
        film, language = self.film, language_code()
        answer = said(film.choices[film.answer], language) if film.choices else ""
        lines = [self.tr("The network says: {answer}").format(answer=answer)] if answer else []
        lines.append(said(film.reveal, language))
        if self._asked:
            score = self.tr("Right so far: {right} of {asked}")
            lines.append(score.format(right=len(self._right), asked=len(self._asked)))
        self.told.setText("\n\n".join(lines))
        self.reveal_button.setEnabled(False)

    def _retranslate(self) -> None:
        language, count = language_code(), len(self.lesson.films)
        self.setWindowTitle(self.tr("Lesson"))
        self._title.setText(said(self.lesson.title, language))
        where = self.tr("Film {n} of {count}")
        self._where.setText(where.format(n=self.place + 1, count=count))
        self.question.setText(said(self.film.question, language))
        self._ask(language)
        self.told.setText(said(self.lesson.summary, language) if self.place == 0 else "")
        self.reveal_button.setText(self.tr("Reveal"))
        self.back_button.setText(self.tr("Back"))
        self.next_button.setText(self.tr("Next film"))
        self.reveal_button.setEnabled(True)
        self.back_button.setEnabled(self.place > 0)
        self.next_button.setEnabled(self.place + 1 < count)

    def _ask(self, language: str) -> None:
        for button in self.choices.buttons():
            self.choices.removeButton(button)
            button.deleteLater()
        for number, choice in enumerate(self.film.choices):
            button = QRadioButton(said(choice, language))
            self.choices.addButton(button, number)
            self._rows.addWidget(button)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()
