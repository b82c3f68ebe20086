"""Both findings with their probability, and what the segmentation measures."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.look import lettering, theme
from gui.look.lettering import fit
from gui.look.style import set_icon
from gui.stores.session import Session
from gui.widgets.layout_parts import PlainLabel, called, heading, named, rule
from gui.words import formatting
from gui.words.messages import notice_sentence
from gui.words.plain_tip import plain_tip
from gui.words.retranslated import Retranslated
from inference.core.findings import FINDINGS
from inference.core.types import Prediction


class ProbabilityBar(QWidget):
    """A probability in [0, 1] with its operating point."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: float | None = None
        self._operating_point = 0.5
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_value(self, value: float | None, operating_point: float = 0.5) -> None:
        self._value, self._operating_point = value, operating_point
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(0, 3, self.width(), 6)
        painter.setBrush(theme.colour("groove"))
        painter.drawRoundedRect(groove, 3, 3)
        if self._value is None:
            return
        positive = self._value >= self._operating_point
        painter.setBrush(theme.colour("called" if positive else "bar"))
        painter.drawRoundedRect(QRectF(0, 3, max(6.0, self._value * self.width()), 6), 3, 3)
        tick = self._operating_point * self.width()
        painter.setBrush(theme.colour("strong"))
        painter.drawRect(QRectF(tick - 0.75, 0, 1.5, 12))


class _Row:
    """The labels of one finding."""

    def __init__(self, grid: QGridLayout, first_row: int) -> None:
        self.name, self.answer = PlainLabel(), named(PlainLabel(), "dim")
        self.value = named(PlainLabel(), "value")
        self.bar, self.detail = ProbabilityBar(), named(PlainLabel(), "small")
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.name, first_row, 0)
        grid.addWidget(self.answer, first_row, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.value, first_row, 2)
        grid.addWidget(self.bar, first_row + 1, 0, 1, 3)
        grid.addWidget(self.detail, first_row + 2, 0, 1, 3)
        grid.setRowMinimumHeight(first_row + 3, 6)


class FindingsCard(Retranslated, QWidget):
    """What the networks answer for the film on screen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title = heading()
        self._grid = grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 1)
        fit(self, self._measure)
        self.rows = {name: _Row(grid, 4 * place) for place, name in enumerate(FINDINGS)}
        self._ratio_name, self.ratio = PlainLabel(), named(PlainLabel(), "value")
        self.ratio.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(rule(), 8, 0, 1, 3)
        self.edited, self.reset_button = named(PlainLabel(), "note"), QToolButton()
        self.reset_button.setObjectName("plain")
        set_icon(self.reset_button, "reset")
        self.reset_button.setIconSize(QSize(14, 14))
        self.reset_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        grid.addWidget(self._ratio_name, 9, 0)
        edited = QHBoxLayout()
        edited.setSpacing(2)
        edited.addWidget(self.edited)
        edited.addWidget(self.reset_button)
        grid.addLayout(edited, 9, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.ratio, 9, 2)
        self.notes = named(PlainLabel(), "note")
        self.notes.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addWidget(self.notes)
        session.facts_changed.connect(self._show)
        self._retranslate()

    def _measure(self) -> None:
        """Figures keep their place when one is longer than another."""
        width = self.fontMetrics().horizontalAdvance("0.000") + lettering.pixels(8)
        self._grid.setColumnMinimumWidth(2, width)

    def _show(self) -> None:
        facts = self._session.facts
        self._add_rows(facts.predictions)
        for name, row in self.rows.items():
            self._show_row(row, facts.prediction(name))
        ratio = facts.cardiothoracic_ratio
        self.ratio.setText(formatting.DASH if ratio is None else f"{ratio.ratio:.2f}")
        for part in (self.edited, self.reset_button):
            part.setVisible(facts.edited_ratio is not None)
        self._show_notes()

    def _add_rows(self, predictions: Iterable[Prediction]) -> None:
        """A row below for each finding of a person's own networks."""
        for finding in (each.finding for each in predictions):
            if finding not in self.rows:
                self.rows[finding] = _Row(self._grid, self._grid.rowCount())
                self.rows[finding].name.setText(formatting.finding_name(finding))

    def _show_row(self, row: _Row, prediction: Prediction | None) -> None:
        if prediction is None:
            row.bar.set_value(None)
            row.value.setText(formatting.DASH)
            row.answer.clear()
            row.detail.setText(" ")
            return
        row.bar.set_value(prediction.probability, prediction.operating_point)
        row.value.setText(formatting.probability(prediction.probability))
        row.answer.setText(self.tr("positive") if prediction.positive else self.tr("negative"))
        called(row.answer, prediction.positive)
        detail = self.tr("calibrated {calibrated} · operating point {point}").format(
            calibrated=formatting.probability(prediction.calibrated_probability),
            point=formatting.probability(prediction.operating_point),
        )
        if prediction.out_of_distribution:
            detail = f"{detail}\n{self._far(prediction)}"
        row.detail.setText(detail)
        called(row.detail, prediction.out_of_distribution)
        row.detail.setToolTip(plain_tip(f"{prediction.model_name} {prediction.model_version}"))

    def _far(self, prediction: Prediction) -> str:
        text = self.tr("unlike its training films (distance {distance}, limit {limit})")
        return text.format(
            distance=formatting.number(prediction.distance or 0.0, 1),
            limit=formatting.number(prediction.distance_limit or 0.0, 1),
        )

    def _show_notes(self) -> None:
        film, segmentation = self._session.film, self._session.facts.segmentation
        codes = [] if film is None else list(film.radiograph.notices)
        codes += segmentation.warnings if segmentation is not None else ()
        self.notes.setText("\n".join(notice_sentence(code) for code in codes))
        self.notes.setVisible(bool(codes))

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Findings"))
        for name, row in self.rows.items():
            row.name.setText(formatting.finding_name(name))
        self._ratio_name.setText(self.tr("Cardiothoracic ratio"))
        self._ratio_name.setToolTip(self.tr("Drag an end of a line on the original to move it"))
        self.edited.setText(self.tr("edited"))
        self.reset_button.setToolTip(self.tr("Put the lines back where they were measured"))
        self._show()
