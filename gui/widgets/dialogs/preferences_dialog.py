"""How the program is to be: every control is bound to its value, and each change holds at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui.look.lettering import pixels
from gui.stores.binding import bind_checked, bind_combo, bind_spin
from gui.stores.choices import ChoiceStore
from gui.stores.display_state import ANNOTATION_LEVELS, DisplayState
from gui.stores.preferences import DEVICES, LANGUAGES, NORMS, TEXT_SIZES, THEMES, Preferences
from gui.widgets.layout_parts import PlainLabel
from gui.words.retranslated import Retranslated
from inference.core import languages

#: Range, step and decimals of ε: in n/255, and as an L2 norm.
_EPSILON = {"linf": (0.5, 64.0, 0.5, 1), "l2": (0.05, 50.0, 0.25, 2)}


class PreferencesDialog(Retranslated, QDialog):
    """General, privacy, computing and attack, in groups."""

    def __init__(
        self, preferences: Preferences, state: DisplayState, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences, self._state = preferences, state
        self._labels: dict[str, QLabel] = {}
        self._groups: dict[str, QGroupBox] = {}
        self.controls: dict[str, QWidget] = {}
        self._add_controls()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        columns = QHBoxLayout()
        columns.setSpacing(18)
        for names in (("general", "privacy"), ("attack", "computing")):
            column = QVBoxLayout()
            for name in names:
                column.addWidget(self._groups[name])
            column.addStretch(1)
            columns.addLayout(column, 1)
        self._note = PlainLabel()
        self._note.setObjectName("dim")
        self._note.setWordWrap(True)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 16, 20, 14)
        page.addLayout(columns)
        page.addWidget(self._note)
        page.addWidget(buttons)
        preferences.changed.connect(self._on_preferences_changed)
        self._retranslate()
        self.setMinimumWidth(pixels(680))

    # --- building ------------------------------------------------------------------------------

    def _add_controls(self) -> None:
        preferences, state = self._preferences, self._state
        general, privacy = self._group("general"), self._group("privacy")
        self._combo(general, preferences, "language", LANGUAGES)
        self._combo(general, preferences, "theme", THEMES)
        self._combo(general, preferences, "text_size", TEXT_SIZES)
        self._combo(general, state, "annotation_level", ANNOTATION_LEVELS)
        self._combo(general, state, "right_button_windows", (False, True))
        self._check(general, state, "vertical_drag_inverted")
        self._check(privacy, state, "identity_hidden")
        self._check(privacy, state, "recent_kept")
        computing, attack = self._group("computing"), self._group("attack")
        self._combo(computing, preferences, "device", DEVICES)
        self._combo(attack, preferences, "attack_norm", NORMS)
        self._epsilon, steps, confidence = QDoubleSpinBox(), QSpinBox(), QDoubleSpinBox()
        self._row(attack, "attack_epsilon", self._epsilon)
        self._row(attack, "attack_steps", steps)
        self._row(attack, "attack_confidence", confidence)
        steps.setRange(1, 1000)
        confidence.setRange(50.0, 99.9)
        confidence.setDecimals(1)
        confidence.setSuffix(" %")
        self._set_epsilon_range()
        bind_spin(self._epsilon, preferences, "attack_epsilon")
        bind_spin(steps, preferences, "attack_steps")
        bind_spin(confidence, preferences, "attack_confidence", 100)

    def _group(self, name: str) -> QFormLayout:
        box = QGroupBox()
        form = QFormLayout(box)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(8)
        self._groups[name] = box
        return form

    def _row(self, form: QFormLayout, name: str, control: QWidget) -> None:
        label = PlainLabel()
        label.setBuddy(control)
        self._labels[name], self.controls[name] = label, control
        form.addRow(label, control)

    def _combo(
        self, form: QFormLayout, store: ChoiceStore, name: str, values: Sequence[object]
    ) -> None:
        combo = QComboBox()
        combo.addItems([""] * len(values))
        combo.setMinimumWidth(pixels(150))
        self._row(form, name, combo)
        bind_combo(combo, store, name, values)

    def _check(self, form: QFormLayout, store: ChoiceStore, name: str) -> None:
        check = QCheckBox()
        self.controls[name] = check
        form.addRow(check)
        bind_checked(check, store, name)

    # --- words ---------------------------------------------------------------------------------

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Preferences"))
        self._note.setText(self.tr("Every change holds at once and is remembered."))
        groups = {
            "general": self.tr("General"),
            "privacy": self.tr("Privacy"),
            "computing": self.tr("Computing"),
            "attack": self.tr("Attack at the start"),
        }
        for name, text in groups.items():
            self._groups[name].setTitle(text)
        for name, (text, tip) in self._words().items():
            control = self.controls[name]
            control.setToolTip(tip)
            control.setAccessibleName(text)
            if isinstance(control, QCheckBox):
                control.setText(text)
            else:
                self._labels[name].setText(text)
                self._labels[name].setToolTip(tip)
        for name, items in self._items().items():
            combo = self.controls[name]
            assert isinstance(combo, QComboBox)
            for place, text in enumerate(items):
                combo.setItemText(place, text)

    def _words(self) -> dict[str, tuple[str, str]]:
        """Control -> (what it is, tool tip)."""
        return {
            "language": (self.tr("Language"), self.tr("Of menus, panels and messages")),
            "theme": (self.tr("Look"), self.tr("Films always lie on a dark ground")),
            "text_size": (self.tr("Text size"), self.tr("Of the whole window and its dialogs")),
            "annotation_level": (
                self.tr("Corner texts"),
                self.tr("How much stands in the corners of the panes"),
            ),
            "right_button_windows": (
                self.tr("Mouse"),
                self.tr("Which button sets window and level"),
            ),
            "vertical_drag_inverted": (
                self.tr("Drag up to darken"),
                self.tr("Turns the vertical direction of window and level"),
            ),
            "identity_hidden": (
                self.tr("Hide patient and file names"),
                self.tr("In the window, in dialogs, in exports and on the clipboard"),
            ),
            "recent_kept": (
                self.tr("Remember recent files"),
                self.tr("Their names may be a patient's; never while identity is hidden"),
            ),
            "device": (
                self.tr("Device"),
                self.tr("Where the networks run; what is missing here becomes the CPU"),
            ),
            "attack_norm": (
                self.tr("Norm"),
                self.tr("How the size of the perturbation is measured"),
            ),
            "attack_epsilon": (self.tr("ε"), self.tr("Greatest size of the perturbation")),
            "attack_steps": (self.tr("Steps"), self.tr("Greatest number of gradient steps")),
            "attack_confidence": (
                self.tr("Stop at P"),
                self.tr("Stop when the probability of the target reaches this; 50 %: never"),
            ),
        }

    def _items(self) -> dict[str, tuple[str, ...]]:
        """Box -> its items, in the order of the values that they stand for."""
        return {
            "language": (
                self.tr("As the system"),
                *(row.name for row in languages.LANGUAGES.values()),
            ),
            "theme": (self.tr("Dark"), self.tr("Light"), self.tr("As the system")),
            "text_size": tuple(f"{size} %" for size in TEXT_SIZES),
            "annotation_level": (self.tr("Full"), self.tr("Minimal"), self.tr("None")),
            "right_button_windows": (
                self.tr("Left button: window"),
                self.tr("Right button: window"),
            ),
            "device": (self.tr("Automatic"), "CPU", "CUDA (NVIDIA)", "MPS (Apple)"),
            "attack_norm": ("L∞", "L2"),
        }

    # --- ε ---------------------------------------------------------------------------------------

    def _set_epsilon_range(self) -> None:
        """ε has another unit under another norm."""
        low, high, step, digits = _EPSILON[self._preferences.attack_norm]
        spin = self._epsilon
        spin.setSuffix(" /255" if self._preferences.attack_norm == "linf" else "")
        spin.setDecimals(digits)
        spin.setRange(low, high)
        spin.setSingleStep(step)

    def _on_preferences_changed(self, names: frozenset[str]) -> None:
        if "attack_norm" in names:
            self._set_epsilon_range()
            linf = self._preferences.attack_norm == "linf"
            self._preferences.attack_epsilon = 8.0 if linf else 2.0
