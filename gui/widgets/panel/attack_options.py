"""The attack's further options, folded away until they are wanted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.widgets.layout_parts import PlainLabel
from gui.words.retranslated import Retranslated
from inference.core.attack_types import OPTIONS, AttackConfig

_TARGETS = (None, 1, 0)
_SPACES = OPTIONS["space"].names
_LARGEST_SEED = 99_999


class AttackOptions(Retranslated, QWidget):
    """Target, space, momentum, smoothing, restarts, seed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fold = QToolButton()
        self.fold.setObjectName("plain")
        self.fold.setCheckable(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.target, self.space = QComboBox(), QComboBox()
        self.momentum, self.smoothness = QDoubleSpinBox(), QDoubleSpinBox()
        self.restarts, self.seed = QSpinBox(), QSpinBox()
        self.random_start, self.body_only = QCheckBox(), QCheckBox()
        self._spins = {
            "momentum": self.momentum,
            "smoothness": self.smoothness,
            "restarts": self.restarts,
            "seed": self.seed,
        }
        self._labels = {name: PlainLabel() for name in ("target", "space", *self._spins)}
        self._inside = QWidget()
        self._set_ranges()
        self._lay_out()
        self._connect()
        self.fold.toggled.connect(self._unfold)
        self._unfold(False)
        self._retranslate()

    def put_into(self, config: AttackConfig) -> AttackConfig:
        """`config` with these options."""
        return replace(
            config,
            target=_TARGETS[max(self.target.currentIndex(), 0)],
            space=_SPACES[max(self.space.currentIndex(), 0)],
            momentum=self.momentum.value(),
            smoothness=self.smoothness.value(),
            restarts=self.restarts.value() if self.random_start.isChecked() else 1,
            random_start=self.random_start.isChecked(),
            body_only=self.body_only.isChecked(),
            seed=self.seed.value(),
        )

    def show_config(self, config: AttackConfig) -> None:
        self.target.setCurrentIndex(_TARGETS.index(config.target))
        self.space.setCurrentIndex(_SPACES.index(config.space))
        self.momentum.setValue(config.momentum)
        self.smoothness.setValue(config.smoothness)
        self.restarts.setValue(config.restarts)
        self.random_start.setChecked(config.random_start)
        self.body_only.setChecked(config.body_only)
        self.seed.setValue(config.seed)

    def _set_ranges(self) -> None:
        self.target.addItems([""] * len(_TARGETS))
        self.space.addItems([""] * len(_SPACES))
        for box in (self.target, self.space):
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        for spin, option in ((self.momentum, "momentum"), (self.smoothness, "smoothness")):
            spin.setRange(OPTIONS[option].low, OPTIONS[option].high)
        self.momentum.setSingleStep(0.1)
        self.smoothness.setDecimals(1)
        self.smoothness.setSingleStep(0.5)
        restarts = OPTIONS["restarts"]
        self.restarts.setRange(round(restarts.low), round(restarts.high))
        self.seed.setRange(0, _LARGEST_SEED)

    def _lay_out(self) -> None:
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
        for row, (name, box) in enumerate((("target", self.target), ("space", self.space))):
            grid.addWidget(self._labels[name], row, 0)
            grid.addWidget(box, row, 1, 1, 3)
        for place, (name, spin) in enumerate(self._spins.items()):
            row, column = 2 + place // 2, 2 * (place % 2)
            grid.addWidget(self._labels[name], row, column)
            grid.addWidget(spin, row, column + 1)
        grid.addWidget(self.random_start, 4, 0, 1, 4)
        grid.addWidget(self.body_only, 5, 0, 1, 4)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.setSpacing(3)
        column_box.addWidget(self.fold)
        column_box.addWidget(self._inside)

    def _connect(self) -> None:
        for box in (self.target, self.space):
            box.currentIndexChanged.connect(self.changed)
        for real in (self.momentum, self.smoothness):
            real.valueChanged.connect(self.changed)
        for whole in (self.restarts, self.seed):
            whole.valueChanged.connect(self.changed)
        for check in (self.random_start, self.body_only):
            check.toggled.connect(self.changed)
        self.random_start.toggled.connect(self._show_restarts)
        self._show_restarts(False)

    def _show_restarts(self, random_start: bool) -> None:
        """One start is as good as any other unless it is drawn."""
        self.restarts.setEnabled(random_start)

    def _unfold(self, wanted: bool) -> None:
        arrow = Qt.ArrowType.DownArrow if wanted else Qt.ArrowType.RightArrow
        self.fold.setArrowType(arrow)
        self._inside.setVisible(wanted)

    def _retranslate(self) -> None:
        self.fold.setText(self.tr("More options"))
        words = {
            "target": (self.tr("Towards"), self.tr("The answer that the attack aims at")),
            "space": (
                self.tr("Acts on"),
                self.tr("Where δ is free: on the film, or on the network's own input (the paper)"),
            ),
            "momentum": (
                self.tr("Momentum"),
                self.tr("Decay of the gradient's running mean (MI-FGSM); 0: off"),
            ),
            "smoothness": (
                self.tr("Smoothing"),
                self.tr("σ of a Gaussian over each gradient, in model pixels; 0: off"),
            ),
            "restarts": (
                self.tr("Restarts"),
                self.tr("Attacks from different random starts; the best is kept"),
            ),
            "seed": (self.tr("Seed"), self.tr("The same seed gives the same random start")),
        }
        for name, (word, tip) in words.items():
            self._labels[name].setText(word)
            box: QWidget = getattr(self, name)
            box.setToolTip(tip)
            box.setAccessibleName(word)
        self.smoothness.setSuffix(" px")
        self.random_start.setText(self.tr("Random start"))
        self.random_start.setToolTip(self.tr("Begin at a random place within ε, not at the film"))
        self.body_only.setText(self.tr("Body only"))
        self.body_only.setToolTip(self.tr("Keep δ off the background: air, collimation, padding"))
        self._name_choices()

    def _name_choices(self) -> None:
        with QSignalBlocker(self.target), QSignalBlocker(self.space):
            targets = (self.tr("the other answer"), self.tr("finding"), self.tr("no finding"))
            for place, word in enumerate(targets):
                self.target.setItemText(place, word)
            for place, word in enumerate((self.tr("the film"), self.tr("the network’s input"))):
                self.space.setItemText(place, word)
