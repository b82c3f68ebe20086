"""Can this result be trusted? What the program checks of itself, one mark each."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.stores.facts import Facts
from gui.stores.session import Session
from gui.widgets.layout_parts import PlainLabel, heading, named
from gui.words.messages import notice_sentence
from gui.words.plain_tip import plain_tip
from gui.words.retranslated import Retranslated

#: Marks and the notices' codes that each stands for.
_MARKS: dict[str, tuple[str, ...]] = {
    "gradient": ("zero_gradient", "gradient_masked"),
    "saturation": ("saturated",),
    "distribution": ("out_of_distribution",),
    "view": ("view_ap",),
    "round_trip": ("roundtrip_lost",),
    "background": ("delta_off_body",),
}
_GOOD, _BAD, _UNKNOWN = "✓", "!", "–"


class WarningStrip(Retranslated, QWidget):
    """Green marks say that a check was made and is well; amber ones are explained below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title = heading()
        self.marks = {name: named(PlainLabel(), "mark") for name in _MARKS}
        self.reasons = named(PlainLabel(), "note")
        self.reasons.setWordWrap(True)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for place, mark in enumerate(self.marks.values()):
            grid.addWidget(mark, place // 3, place % 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addWidget(self.reasons)
        session.facts_changed.connect(self._show)
        self._retranslate()

    def _show(self) -> None:
        facts = self._session.facts
        found, words = codes_of(facts), self._words()
        for name, mark in self.marks.items():
            bad = [code for code in _MARKS[name] if code in found]
            sign = _UNKNOWN if facts.attack is None and not bad else _BAD if bad else _GOOD
            mark.setText(f"{sign} {words[name]}")
            mark.setToolTip(plain_tip("\n".join(notice_sentence(code) for code in bad)))
            mark.setProperty("state", {_GOOD: "good", _BAD: "bad", _UNKNOWN: "unknown"}[sign])
            mark.style().unpolish(mark)
            mark.style().polish(mark)
        told = [notice_sentence(code) for code in found]
        self.reasons.setText("\n".join(told))
        self.reasons.setVisible(bool(told))

    def _words(self) -> dict[str, str]:
        return {
            "gradient": self.tr("Gradient"),
            "saturation": self.tr("Saturation"),
            "distribution": self.tr("Training films"),
            "view": self.tr("View"),
            "round_trip": self.tr("Round trip"),
            "background": self.tr("Background"),
        }

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Self-diagnosis"))
        self._show()


def codes_of(facts: Facts) -> tuple[str, ...]:
    """Codes of everything that speaks against trusting the result, each once."""
    codes = list(facts.attack.warnings) if facts.attack is not None else []
    codes += facts.explanation.notices
    if any(prediction.out_of_distribution for prediction in facts.predictions):
        codes.append("out_of_distribution")
    if facts.segmentation is not None and "view_ap" in facts.segmentation.warnings:
        codes.append("view_ap")
    known = {code for group in _MARKS.values() for code in group}
    known |= {"already_target", "attack_stopped"}
    return tuple(dict.fromkeys(code for code in codes if code in known))
