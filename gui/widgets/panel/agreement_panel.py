"""How far maps and perturbation agree, and how far either can be believed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.engine.controller import Controller
from gui.stores.facts import Facts
from gui.stores.session import Session
from gui.widgets.layout_parts import PlainLabel, heading, named, rule
from gui.widgets.panel import agreement_rows as rows_of
from gui.widgets.panel.figure_grid import Cell, FigureGrid
from gui.words import formatting
from gui.words.messages import error_sentences
from gui.words.retranslated import Retranslated
from inference.core.explanation_types import ExplanationPart as Part

Rows = tuple[tuple[Cell, ...], ...]
#: Sections in their order; those with a button are computed when they are asked for.
_PARTS = (
    Part.AGREEMENT,
    Part.TRANSFER,
    Part.FREQUENCY,
    Part.MINIMAL_EPSILON,
    Part.NECESSITY,
    Part.FAITHFULNESS,
)
_ON_REQUEST = (Part.AGREEMENT, Part.NECESSITY, Part.FAITHFULNESS)


class Section(QWidget):
    """A heading, perhaps a button, a sentence, and a table."""

    def __init__(self, *, asks: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.note = heading(), named(PlainLabel(), "small")
        self.note.setWordWrap(True)
        self.grid = FigureGrid()
        self.button = QPushButton() if asks else None
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        if self.button is not None:
            self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            head.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self.grid)
        column.addWidget(self.note)


class AgreementPanel(Retranslated, QWidget):
    """One section per part; what takes long is computed on request."""

    asked = Signal(object)  # ExplanationPart
    maps_asked = Signal()  # every heat map, to be compared

    def __init__(
        self, session: Session, controller: Controller, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._controller = session, controller
        self.sections = {part: Section(asks=part in _ON_REQUEST) for part in _PARTS}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        for place, section in enumerate(self.sections.values()):
            if place:
                column.addWidget(rule())
            column.addWidget(section)
        for part in _ON_REQUEST:
            button = self.sections[part].button
            assert button is not None
            button.clicked.connect(lambda _=False, part=part: self._ask(part))
        session.facts_changed.connect(self._show)
        controller.analysis_running.connect(self._show_running)
        self._retranslate()

    def _ask(self, part: Part) -> None:
        if part is Part.AGREEMENT:
            self.maps_asked.emit()
        else:
            self.asked.emit(part)

    def _show(self) -> None:
        facts = self._session.facts
        for part, section in self.sections.items():
            section.grid.show_rows(self._headings(part), _rows(part, facts))
            note = self._note(part, facts)
            section.note.setText(note)
            section.note.setVisible(bool(note))
        self._show_running()

    def _show_running(self, _running: bool = False) -> None:
        """What is on its way is not asked for again."""
        busy, attacked = self._controller.busy, self._session.facts.attack is not None
        for part in _ON_REQUEST:
            button = self.sections[part].button
            assert button is not None
            button.setEnabled(attacked and not busy)

    def _note(self, part: Part, facts: Facts) -> str:
        explanation = facts.explanation
        error = explanation.failures.get(part)
        if error is not None:
            return " ".join(error_sentences(error))
        match part:
            case Part.MINIMAL_EPSILON if explanation.minimal_epsilon is not None:
                return self._smallest(facts)
            case Part.TRANSFER if "no_robust_twin" in explanation.notices:
                return self.tr("No robust twin is bundled for this finding.")
            case Part.AGREEMENT if explanation.agreement is not None:
                return self.tr("Coloured: more, or less, than a map shifted at random agrees.")
            case Part.NECESSITY:
                return self.tr(
                    "Smallest L2 norm that flips: δ in the region alone, and anywhere but there."
                )
            case Part.FAITHFULNESS:
                return self.tr(
                    "Area under P while a map's highest places are blanked, or shown, first."
                )
        return "" if getattr(explanation, part) is not None else self.tr("Not computed.")

    def _smallest(self, facts: Facts) -> str:
        found = facts.explanation.minimal_epsilon
        assert found is not None
        linf = found.norm == "linf"
        failed = formatting.bound(found.largest_failed, linf=linf)
        if found.epsilon is None:
            return self.tr("No ε up to {failed} flips.").format(failed=failed)
        text = self.tr("ε = {size} flips, {failed} does not ({attacks} attacks).")
        size = formatting.bound(found.epsilon, linf=linf)
        return text.format(size=size, failed=failed, attacks=found.attacks)

    def _headings(self, part: Part) -> tuple[Cell, ...]:
        match part:
            case Part.AGREEMENT:
                return (
                    Cell(""),
                    Cell("ρ", self.tr("Spearman's rank correlation with |δ| over the body")),
                    Cell("IoU", self.tr("Overlap of the highest tenth of both")),
                    Cell("SSIM", self.tr("Structural similarity")),
                )
            case Part.TRANSFER:
                return Cell(""), Cell(self.tr("P of its finding")), Cell(self.tr("Answer"))
            case Part.FREQUENCY:
                energy = Cell(self.tr("Energy"), self.tr("Share of Σδ²"))
                return Cell(""), energy, Cell(self.tr("P alone")), Cell(self.tr("Answer"))
            case Part.NECESSITY:
                ratio = Cell(self.tr("Ratio"), self.tr("Above 1: the region matters more"))
                return Cell(""), Cell(self.tr("Only here")), Cell(self.tr("Elsewhere")), ratio
            case Part.FAITHFULNESS:
                return (
                    Cell(""),
                    Cell(self.tr("Deletion"), self.tr("Low: the network needs those places")),
                    Cell(self.tr("Insertion"), self.tr("High: those places suffice it")),
                    Cell(self.tr("Sanity"), self.tr("Does the map change with the weights?")),
                )
            case _:
                return ()

    def _retranslate(self) -> None:
        words = {
            Part.AGREEMENT: self.tr("Agreement of |δ| with maps"),
            Part.TRANSFER: self.tr("Does δ flip other networks?"),
            Part.FREQUENCY: self.tr("By spatial frequency"),
            Part.MINIMAL_EPSILON: self.tr("Smallest perturbation"),
            Part.NECESSITY: self.tr("Necessary, sufficient?"),
            Part.FAITHFULNESS: self.tr("Faithful maps?"),
        }
        for part, word in words.items():
            self.sections[part].title.setText(word)
        for part in _ON_REQUEST:
            button = self.sections[part].button
            assert button is not None
            every = part is Part.AGREEMENT
            button.setText(self.tr("All maps") if every else self.tr("Compute"))
            tip = self.tr("Compute every heat map and compare it") if every else self.tr("Slow")
            button.setToolTip(tip)
            button.setAccessibleName(f"{button.text()}: {words[part]}")
        self._show()


def _rows(part: Part, facts: Facts) -> Rows:
    explanation = facts.explanation
    match part:
        case Part.AGREEMENT if explanation.agreement is not None:
            return rows_of.agreement_rows(explanation.agreement)
        case Part.TRANSFER if explanation.transfer is not None:
            return rows_of.transfer_rows(explanation.transfer)
        case Part.FREQUENCY if explanation.frequency is not None:
            return rows_of.frequency_rows(explanation.frequency)
        case Part.NECESSITY if explanation.necessity is not None:
            return rows_of.necessity_rows(explanation.necessity)
        case Part.FAITHFULNESS if explanation.faithfulness is not None:
            return rows_of.faithfulness_rows(explanation.faithfulness)
        case _:
            return ()
