"""A small window beside the films in which a teacher keeps notes on the film on screen."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from gui.stores.notes import Notes
from gui.stores.session import Session
from gui.widgets.layout_parts import PlainLabel, heading, named
from gui.words.retranslated import Retranslated

#: Quiet time after the last key before a note is written, in milliseconds.
_QUIET_MS = 500


class NotesWindow(Retranslated, QDialog):
    """Shows the note of the film on screen; written while the teacher types, never lost."""

    def __init__(self, session: Session, notes: Notes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._notes = session, notes
        self._key = ""  # whose note is shown
        self._kept = ""  # the text that is in the file
        self._failed = False
        self._title, self.text = heading(), QPlainTextEdit()
        self.told = named(PlainLabel(), "dim")
        self.told.setWordWrap(True)
        self.text.setTabChangesFocus(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(self._title)
        column.addWidget(self.text, 1)
        column.addWidget(self.told)
        self.resize(380, 320)
        self._soon = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._soon.timeout.connect(self.save)
        self.text.textChanged.connect(self._on_text_changed)
        session.film_changed.connect(self._show_film)
        session.entries_changed.connect(self._show_title)
        self._retranslate()
        self._show_film()

    def save(self) -> None:
        """Write the note now, if it was changed."""
        self._soon.stop()
        text = self.text.toPlainText()
        if self._key and text != self._kept:
            self._failed = not self._notes.write(self._key, text)
            self._kept = self._kept if self._failed else text
        self._show_told()

    def _show_film(self) -> None:
        self.save()
        film = self._session.film
        self._key = "" if film is None else film_key(film.radiograph.sha256, film.index)
        self._kept = self._notes.read(self._key) if self._key else ""
        self._failed = False
        self.text.blockSignals(True)
        self.text.setPlainText(self._kept)
        self.text.blockSignals(False)
        self.text.setEnabled(bool(self._key))
        self._show_title()
        self._show_told()

    def _show_title(self) -> None:
        """By number, so that no name stands here."""
        if self._session.film is None:
            self._title.setText(self.tr("No film is open"))
            return
        text = self.tr("Film {number} of {count}")
        place, count = self._session.position + 1, len(self._session.entries)
        self._title.setText(text.format(number=place, count=count))

    def _show_told(self) -> None:
        if self._failed:
            self.told.setText(self.tr("The note could not be saved. Copy it before you go on."))
        elif self.text.toPlainText() != self._kept:
            self.told.setText(self.tr("Saving …"))
        else:
            self.told.setText(self.tr("Saved in your settings folder, never beside the film."))

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Teaching notes"))
        self.text.setPlaceholderText(self.tr("What should the class see on this film?"))
        self.text.setAccessibleName(self.tr("Teaching notes"))
        self._show_title()
        self._show_told()

    def _on_text_changed(self) -> None:
        self._soon.start()
        self._show_told()

    def done(self, result: int) -> None:
        self.save()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.save()
        super().closeEvent(event)


def film_key(sha256: str, index: int) -> str:
    """Under which a film's note lies: its file, and its place among several in one file."""
    return sha256 if index == 0 else f"{sha256}-{index + 1}"
