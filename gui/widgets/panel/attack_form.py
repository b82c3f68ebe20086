"""The attack's options, and the button that starts it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.look.style import set_icon
from gui.stores.attack_presets import PRESETS, name_of, preset
from gui.widgets.layout_parts import PlainLabel, heading
from gui.widgets.panel.attack_options import AttackOptions
from gui.words import formatting
from gui.words.retranslated import Retranslated
from inference.core.attack_types import OPTIONS, AttackConfig
from inference.core.findings import FINDINGS

_FINDINGS = (None, *FINDINGS)
_NORMS, _REGIONS = OPTIONS["norm"].names, OPTIONS["region"].names
#: Shown for L-inf in n/255; for L2 as the norm itself.
_EPSILON_RANGE = {"linf": (0.5, 64.0, 0.5, 8.0), "l2": (0.05, 50.0, 0.25, 2.0)}


class AttackForm(Retranslated, QWidget):
    """Gives an `AttackConfig`; emits `run_asked` with it."""

    run_asked = Signal(object)  # AttackConfig
    config_changed = Signal(object)  # AttackConfig
    cancel_asked = Signal()
    end_asked = Signal()  # end the attack now and keep what it has found
    drawing_asked = Signal()  # the reader wants to draw the region

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._default = AttackConfig()
        self._findings: list[str | None] = [*_FINDINGS]
        self._title = heading()
        self.preset, self.region, self.draw_button = QComboBox(), QComboBox(), QToolButton()
        self.finding, self.norm = QComboBox(), QComboBox()
        self.epsilon, self.alpha = QDoubleSpinBox(), QDoubleSpinBox()
        self.steps, self.confidence = QSpinBox(), QDoubleSpinBox()
        self.run_button, self.cancel_button = QPushButton(), QPushButton()
        self.end_button = QPushButton()
        self._labels = {
            name: PlainLabel()
            for name in ("finding", "norm", "epsilon", "alpha", "steps", "confidence", "region")
        }
        self.options = AttackOptions()
        self._telling = True
        self._set_ranges()
        self._lay_out()
        self.norm.currentIndexChanged.connect(self._on_norm_changed)
        for box in (self.finding, self.norm, self.region):
            box.currentIndexChanged.connect(self._tell_config)
        self.options.changed.connect(self._tell_config)
        self.preset.activated.connect(self._on_preset_activated)
        self.region.activated.connect(self._on_region_activated)
        self.draw_button.clicked.connect(self.drawing_asked)
        for spin in (self.epsilon, self.alpha, self.steps, self.confidence):
            spin.valueChanged.connect(self._tell_config)
        self.run_button.clicked.connect(self.run)
        self.cancel_button.clicked.connect(self.cancel_asked)
        self.end_button.clicked.connect(self.end_asked)
        self._retranslate()
        self.set_state(film=False, running=False)

    def config(self) -> AttackConfig:
        """The options as they stand."""
        linf = self._norm() == "linf"
        unit = 255.0 if linf else 1.0
        alpha = self.alpha.value() / unit if self.alpha.value() > 0 else None
        sure = self.confidence.value() / 100
        config = AttackConfig(
            finding=self._findings[max(self.finding.currentIndex(), 0)],
            norm=self._norm(),
            epsilon=self.epsilon.value() / unit,
            alpha=alpha,
            steps=self.steps.value(),
            confidence=sure if sure > 0.5005 else None,
            region=_REGIONS[max(self.region.currentIndex(), 0)],
        )
        return self.options.put_into(config)

    def show_config(self, config: AttackConfig) -> None:
        """Set the controls to `config`; a finding of None is the more probable one."""
        self._telling = False
        linf = config.norm == "linf"
        unit = 255.0 if linf else 1.0
        self.offer(() if config.finding is None else (config.finding,))
        self.finding.setCurrentIndex(self._findings.index(config.finding))
        self.norm.setCurrentIndex(_NORMS.index(config.norm))
        self.epsilon.setValue(config.epsilon * unit)
        self.alpha.setValue((config.alpha or 0.0) * unit)
        self.steps.setValue(config.steps)
        self.confidence.setValue(100 * (config.confidence or 0.5))
        self.region.setCurrentIndex(_REGIONS.index(config.region))
        self.options.show_config(config)
        self._telling = True
        self._tell_config()

    def offer(self, findings: Iterable[str]) -> None:
        """Let these be attacked, too: findings of a person's own networks."""
        for finding in findings:
            if finding not in self._findings:
                self._findings.append(finding)
                self.finding.addItem(formatting.finding_name(finding))

    def run(self) -> None:
        """Ask for the attack, if it can be asked for now."""
        if self.run_button.isEnabled():
            self.run_asked.emit(self.config())

    def set_state(self, *, film: bool, running: bool) -> None:
        """Which of the buttons can be pressed."""
        self.run_button.setEnabled(film)
        self.cancel_button.setEnabled(running)
        self.end_button.setEnabled(running)

    def _tell_config(self) -> None:
        if not self._telling:
            return
        config = self.config()
        names = (*PRESETS, "")
        self.preset.setCurrentIndex(names.index(name_of(config)))
        self.config_changed.emit(config)

    def _on_preset_activated(self, place: int) -> None:
        names = (*PRESETS, "")
        if names[place]:
            self.show_config(preset(names[place], self.config()))

    def _on_region_activated(self, place: int) -> None:
        if _REGIONS[place] == "drawn":
            self.drawing_asked.emit()

    def _norm(self) -> str:
        return _NORMS[max(self.norm.currentIndex(), 0)]

    def _set_ranges(self) -> None:
        self.preset.addItems([""] * (len(PRESETS) + 1))
        self.region.addItems([""] * len(_REGIONS))
        for box in (self.preset, self.finding, self.norm, self.region):
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.finding.addItems([""] * len(_FINDINGS))
        self.norm.addItems([""] * len(_NORMS))
        self.alpha.setRange(0.0, 64.0)
        self.alpha.setDecimals(2)
        self.alpha.setSingleStep(0.1)
        steps = OPTIONS["steps"]
        self.steps.setRange(round(steps.low), round(steps.high))
        self.steps.setValue(self._default.steps)
        self.confidence.setRange(50.0, 99.9)
        self.confidence.setDecimals(1)
        self.confidence.setSingleStep(1.0)
        self.confidence.setValue(100 * (self._default.confidence or 0.99))
        self._on_norm_changed()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
        self._place(grid, 0, 0, "finding", self.finding, wide=True)
        self._place(grid, 1, 0, "norm", self.norm)
        self._place(grid, 1, 2, "epsilon", self.epsilon)
        self._place(grid, 2, 0, "steps", self.steps)
        self._place(grid, 2, 2, "alpha", self.alpha)
        self._place(grid, 3, 0, "confidence", self.confidence, wide=True)
        self._place(grid, 4, 0, "region", self._region_row(), wide=True)
        buttons = QHBoxLayout()
        self.run_button.setObjectName("run")
        for button in (self.run_button, self.end_button, self.cancel_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button, 1)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self.preset, 1)
        column_box.addLayout(head)
        column_box.addLayout(grid)
        column_box.addWidget(self.options)
        column_box.addLayout(buttons)

    def _region_row(self) -> QWidget:
        """Where δ may lie, and the tool to draw it with."""
        set_icon(self.draw_button, "draw")
        self.draw_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.region, 1)
        row.addWidget(self.draw_button)
        return both

    def _place(
        self,
        grid: QGridLayout,
        row: int,
        column: int,
        name: str,
        box: QWidget,
        *,
        wide: bool = False,
    ) -> None:
        label = self._labels[name]
        label.setBuddy(box)
        grid.addWidget(label, row, column)
        grid.addWidget(box, row, column + 1, 1, 3 if wide else 1)

    def _on_norm_changed(self) -> None:
        low, high, step, default = _EPSILON_RANGE[self._norm()]
        linf = self._norm() == "linf"
        for box in (self.epsilon, self.alpha):
            box.setSuffix(" /255" if linf else "")
        self.epsilon.setDecimals(1 if linf else 2)
        self.epsilon.setRange(low, high)
        self.epsilon.setSingleStep(step)
        self.epsilon.setValue(default)
        self.alpha.setValue(0.0)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Attack"))
        words = {
            "finding": (self.tr("Finding"), self.tr("Whose answer the attack turns")),
            "norm": (self.tr("Norm"), self.tr("How the size of the perturbation is measured")),
            "epsilon": (self.tr("ε"), self.tr("Greatest size of the perturbation")),
            "alpha": (self.tr("α"), self.tr("Step size; automatic: 2.5 · ε / steps")),
            "steps": (self.tr("Steps"), self.tr("Greatest number of gradient steps")),
            "confidence": (
                self.tr("Stop at P"),
                self.tr("Stop when the probability of the target reaches this"),
            ),
            "region": (self.tr("Region"), self.tr("Where the perturbation may lie")),
        }
        self.preset.setToolTip(self.tr("Options that are worth a name"))
        self.preset.setAccessibleName(self.tr("Preset"))
        self.draw_button.setToolTip(self.tr("Draw the region on the film with the mouse"))
        for name, (word, tip) in words.items():
            self._labels[name].setText(word)
            box: QWidget = getattr(self, name)
            box.setToolTip(tip)
            box.setAccessibleName(word)
        self.alpha.setSpecialValueText(self.tr("automatic"))
        self.confidence.setSpecialValueText(self.tr("never, use all steps"))
        self.confidence.setSuffix(" %")
        self._name_choices()
        self.run_button.setText(self.tr("Run  F9"))
        self.end_button.setText(self.tr("End now"))
        self.end_button.setToolTip(
            self.tr("End the attack at its next step and keep what it has found")
        )
        self.cancel_button.setText(self.tr("Cancel  Esc"))

    def _name_choices(self) -> None:
        with QSignalBlocker(self.finding), QSignalBlocker(self.norm), QSignalBlocker(self.region):
            self.finding.setItemText(0, self.tr("the more probable one"))
            for place, finding in enumerate(self._findings[1:], start=1):
                self.finding.setItemText(place, formatting.finding_name(finding or ""))
            self.norm.setItemText(0, self.tr("L∞"))
            self.norm.setItemText(1, self.tr("L2"))
            regions = (self.tr("anywhere"), self.tr("lung fields"), self.tr("heart"))
            for place, word in enumerate((*regions, self.tr("drawn"))):
                self.region.setItemText(place, word)
            presets = (self.tr("Standard"), self.tr("Paper (figures 2, 3)"), self.tr("Smooth"))
            for place, word in enumerate((*presets, self.tr("L2"), self.tr("Own options"))):
                self.preset.setItemText(place, word)
