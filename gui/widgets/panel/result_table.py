"""What the attack found, in figures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.stores.facts import Facts
from gui.stores.session import Session
from gui.widgets.layout_parts import PlainLabel, called, heading, named
from gui.words import formatting
from gui.words.plain_tip import plain_tip
from gui.words.retranslated import Retranslated
from inference.core.attack_types import AttackResult

_ROWS = ("finding", "answer", "probability", "round_trip", "flip", "effort", "end", "background")


class ResultTable(Retranslated, QWidget):
    """Flipped or not, probabilities, round trip, flip amplitude, effort."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title = heading()
        self.names = {row: named(PlainLabel(), "dim") for row in _ROWS}
        self.values = {row: named(PlainLabel(), "value") for row in _ROWS}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        for place, row in enumerate(_ROWS):
            self.values[row].setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self.names[row], place, 0)
            grid.addWidget(self.values[row], place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(grid)
        session.facts_changed.connect(self._show)
        self._retranslate()

    def _show(self) -> None:
        facts = self._session.facts
        texts = self._texts(facts)
        for row in _ROWS:
            self.values[row].setText(texts.get(row, formatting.DASH))
        flipped = facts.attack is not None and facts.attack.flipped
        called(self.values["answer"], flipped)

    def _texts(self, facts: Facts) -> dict[str, str]:
        attack = facts.attack
        if attack is None:
            return {}
        before = formatting.probability(attack.probability_before)
        after = formatting.probability(attack.probability_after)
        steps = self.tr("{steps} steps, {seconds} s").format(
            steps=attack.steps_taken, seconds=formatting.number(attack.seconds, 1)
        )
        back = self.tr("flipped") if attack.roundtrip_flipped else self.tr("not flipped")
        texts = {
            "finding": formatting.finding_name(attack.finding),
            "answer": self.tr("flipped") if attack.flipped else self.tr("not flipped"),
            "probability": f"{before} → {after}",
            "round_trip": f"{formatting.probability(attack.roundtrip_probability)}  {back}",
            "effort": f"{self._bound(facts)} · {steps}",
        }
        texts["end"] = self._end(attack)
        texts["background"] = formatting.percent(attack.background_share)
        if facts.sweep is not None:
            flip = facts.sweep.flip_amplitude
            texts["flip"] = self.tr("none") if flip is None else f"s = {formatting.amplitude(flip)}"
        return texts

    def _end(self, attack: AttackResult) -> str:
        """Why the attack ended; one that did not flip is a result like any other."""
        match attack.stop_reason:
            case "confidence":
                return self.tr("P of the target reached")
            case "stationary":
                return self.tr("gradient 0")
            case "already":
                return self.tr("nothing to turn")
            case "stopped":
                return self.tr("stopped early")
            case _:
                return self.tr("all steps used")

    def _bound(self, facts: Facts) -> str:
        assert facts.attack is not None
        norm = "L∞" if facts.attack.config.norm == "linf" else "L2"
        return f"{norm} {formatting.epsilon(facts.attack.config)}"

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Result"))
        words = {
            "finding": (self.tr("Finding"), self.tr("Whose answer was attacked")),
            "answer": (self.tr("Answer"), self.tr("Did the network's answer turn?")),
            "probability": (
                self.tr("Probability"),
                self.tr("Of the finding, before and after the attack"),
            ),
            "round_trip": (
                self.tr("Round trip"),
                self.tr("The composed film, classified again from the start"),
            ),
            "flip": (
                self.tr("Flips at"),
                self.tr("Smallest amplitude s > 0 at which the answer turns"),
            ),
            "effort": (
                self.tr("Effort"),
                self.tr("Bound of the perturbation, gradient steps taken, and time"),
            ),
        }
        words["end"] = (self.tr("Ended by"), self.tr("Why the attack took no further step"))
        words["background"] = (
            self.tr("Off the body"),
            self.tr("Share of |δ| on air, collimation and padding"),
        )
        for row, (word, tip) in words.items():
            self.names[row].setText(word)
            self.names[row].setToolTip(plain_tip(tip))
            self.values[row].setToolTip(plain_tip(tip))
        self._show()
