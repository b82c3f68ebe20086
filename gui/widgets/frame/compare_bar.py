"""Below the panes while two are shown in one: which, how much of each, and blinking."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSlider,
    QToolButton,
    QWidget,
)

from gui.look.style import set_icon
from gui.stores.binding import bind_checked, bind_slider
from gui.stores.display_state import BLEND, BLINK_LIMITS, DisplayState
from gui.widgets.layout_parts import PlainLabel, named
from gui.words.retranslated import Retranslated

#: Margins and the room between both parts, logical pixels.
_BESIDE = 42


class CompareBar(Retranslated, QFrame):
    """Two lists with the blend between them, and the blink switch."""

    closed = Signal()

    def __init__(
        self, state: DisplayState, titles: dict[str, str], parent: QWidget | None = None
    ) -> None:
        """`titles`: key of a pane -> its English title, of the context "panes"."""
        super().__init__(parent)
        self.setObjectName("compareBar")
        self._state = state
        self._titles = {key: title for key, title in titles.items() if key != BLEND}
        self.first, self.second = QComboBox(), QComboBox()
        self.blend = QSlider(Qt.Orientation.Horizontal)
        self.blend.setRange(0, 100)
        self.blend.setMinimumWidth(120)
        self.blend.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bind_slider(self.blend, state, "blend")
        self.blink = QToolButton()
        set_icon(self.blink, "blink")
        self.blink.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.blink.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        bind_checked(self.blink, state, "blinking")
        self.rate, self._rate_name = QDoubleSpinBox(), named(PlainLabel(), "dim")
        self.rate.setRange(*BLINK_LIMITS)
        self.rate.setDecimals(1)
        self.rate.setSingleStep(0.5)
        self.rate.valueChanged.connect(lambda value: setattr(state, "blink_rate", value))
        self.close_button = QToolButton()
        self.close_button.setObjectName("plain")
        set_icon(self.close_button, "close")
        self.close_button.setIconSize(QSize(16, 16))
        self.close_button.clicked.connect(self.closed)
        self._fill()
        self._lay_out()
        state.changed.connect(self._on_state_changed)
        self._retranslate()

    def _fill(self) -> None:
        for place, box in enumerate((self.first, self.second)):
            for key in self._titles:
                box.addItem("", key)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(12)
            box.activated.connect(lambda _index, place=place: self._choose(place))

    def _lay_out(self) -> None:
        self._pair, self._blinking = QWidget(), QWidget()
        pair, blinking = QHBoxLayout(self._pair), QHBoxLayout(self._blinking)
        for row in (pair, blinking):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
        pair.addWidget(self.first, 2)
        pair.addWidget(self.blend, 3)
        pair.addWidget(self.second, 2)
        blinking.addStretch(1)
        for widget in (self.blink, self._rate_name, self.rate, self.close_button):
            blinking.addWidget(widget)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 4, 8, 4)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._pair, 0, 0)
        self._grid.addWidget(self._blinking, 0, 1)

    def _arrange(self) -> None:
        """In one line where it fits, else in two."""
        needed = self._pair.minimumSizeHint().width() + self._blinking.minimumSizeHint().width()
        wide = self.width() >= needed + _BESIDE
        self._grid.addWidget(self._blinking, 0 if wide else 1, 1 if wide else 0)

    def minimumSizeHint(self) -> QSize:
        wider = max(each.minimumSizeHint().width() for each in (self._pair, self._blinking))
        return QSize(wider + _BESIDE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _choose(self, place: int) -> None:
        """A pane cannot be compared with itself: choosing the other one exchanges them."""
        pair = list(self._state.pair)
        key = (self.first, self.second)[place].currentData()
        if key == pair[1 - place]:
            pair.reverse()
        else:
            pair[place] = key
        self._state.pair = (pair[0], pair[1])
        self._show()

    def _show(self) -> None:
        state = self._state
        self.setVisible(BLEND in state.shown_contents)
        self.blend.setEnabled(not state.blinking)
        with QSignalBlocker(self.first), QSignalBlocker(self.second), QSignalBlocker(self.rate):
            for box, key in zip((self.first, self.second), state.pair, strict=True):
                box.setCurrentIndex(box.findData(key))
            self.rate.setValue(state.blink_rate)

    def _on_state_changed(self, names: frozenset[str]) -> None:
        watched = {"pair", "blinking", "blink_rate", "contents", "layout_size", "answers_hidden"}
        if names & watched:
            self._show()

    def _retranslate(self) -> None:
        for box in (self.first, self.second):
            for place, title in enumerate(self._titles.values()):
                box.setItemText(place, QCoreApplication.translate("panes", title))
        self.first.setAccessibleName(self.tr("First picture"))
        self.second.setAccessibleName(self.tr("Second picture"))
        self.blend.setToolTip(self.tr("How much of the second picture is seen"))
        self.blend.setAccessibleName(self.tr("Blend"))
        self.blink.setText(self.tr("Blink"))
        self.blink.setToolTip(self.tr("Show the two in turn (K); Esc stops"))
        self._rate_name.setText(self.tr("Changes"))
        self.rate.setSuffix(self.tr(" /s"))
        self.rate.setToolTip(self.tr("Changes per second; three at most, for sensitive eyes"))
        self.rate.setAccessibleName(self.tr("Changes"))
        self.close_button.setToolTip(self.tr("Stop comparing two pictures in one pane"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._arrange()
