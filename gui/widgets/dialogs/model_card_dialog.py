"""Help: what the networks were made from, what they were measured at, and where they fail."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QTextBrowser,
    QWidget,
)

from gui.widgets.dialogs.help_dialogs import finish
from gui.words import card_words
from inference.core.types import ModelCard


class ModelCardDialog(QDialog):
    """A list of the networks, and the whole card of the one that is chosen."""

    def __init__(
        self, cards: tuple[ModelCard, ...], language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Model cards"))
        self._cards, self._language = cards, language
        self.names, self.page = QListWidget(), QTextBrowser()
        self.names.addItems([card_words.title(card) for card in cards])
        self.names.setAccessibleName(self.tr("Networks"))
        self.names.setFixedWidth(220)
        self.page.setAccessibleName(self.tr("Card of the network"))
        self.page.setOpenLinks(False)
        self.names.currentRowChanged.connect(self._show)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.names)
        row.addWidget(self.page, 1)
        finish(self, inside)
        self.resize(980, 680)
        if cards:
            self.names.setCurrentRow(0)
        else:
            self.page.setPlainText(self.tr("No network is installed."))

    def _show(self, row: int) -> None:
        self.page.setHtml(card_html(self._cards[row], self._language))


def card_html(card: ModelCard, language: str) -> str:
    """The card as a page: facts, measurements with their intervals, texts, hashes."""
    parts = [
        f"<h2>{escape(card_words.title(card))}</h2>",
        _table(card_words.facts(card, language)),
        _heading(QCoreApplication.translate("cards", "Measured")),
        _measures(card),
    ]
    for heading, text in card_words.texts(card, language):
        parts += [_heading(heading), f"<p>{escape(text)}</p>"]
    parts.append(_heading(QCoreApplication.translate("cards", "Training")))
    parts.append(_table(card_words.training(card)))
    return "".join(parts)


def _measures(card: ModelCard) -> str:
    rows = card_words.measures(card)
    if not rows:
        return escape(QCoreApplication.translate("cards", "Nothing was measured."))
    heads = (
        QCoreApplication.translate("cards", "Films"),
        QCoreApplication.translate("cards", "Measure"),
        QCoreApplication.translate("cards", "Value"),
        QCoreApplication.translate("cards", "95 % interval"),
        QCoreApplication.translate("cards", "Films, patients"),
    )
    head = "".join(f"<th align='left'>{escape(text)}</th>" for text in heads)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table cellpadding='3' cellspacing='0' width='100%'><tr>{head}</tr>{lines}</table>"


def _heading(text: str) -> str:
    return f"<h3>{escape(text)}</h3>"


def _table(rows: list[tuple[str, str]]) -> str:
    lines = "".join(
        f"<tr><td><b>{escape(name)}</b></td><td>{escape(value)}</td></tr>" for name, value in rows
    )
    return f"<table cellpadding='3' cellspacing='0'>{lines}</table>"
