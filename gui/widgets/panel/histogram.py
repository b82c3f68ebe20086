"""How often each value occurs on the film, with the window as a band that can be dragged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gui.films.film import Film
from gui.stores.display_state import DisplayState
from gui.stores.session import Session
from gui.widgets.layout_parts import heading
from gui.words.retranslated import Retranslated
from inference.core.types import Window

BINS = 256
_HEIGHT, _EDGE = 74, 6.0
_BAND, _LINE = QColor(96, 160, 224, 46), QColor(122, 180, 236)
_BARS = QColor(150, 158, 168)
#: The film is counted at about this share of its size; its shape hardly changes.
_COUNTED_SCALE = 0.5
#: Bars up to this percentile keep their proportions; a few, as of saturated values, are cut.
_USUAL = 97


class HistogramPanel(Retranslated, QWidget):
    """Heading and histogram."""

    def __init__(
        self,
        session: Session,
        state: DisplayState,
        active: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = heading()
        self.histogram = Histogram(session, state, active)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.histogram)
        self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Values and window"))
        self.histogram.setToolTip(
            self.tr("Drag the band to change the level, an edge to change the width")
        )
        self.histogram.setAccessibleName(self.tr("Values and window"))


class Histogram(QWidget):
    """Square roots of the counts, so that rare values are seen beside the many."""

    def __init__(
        self,
        session: Session,
        state: DisplayState,
        active: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._state, self._active = session, state, active
        self._heights: NDArray[np.float64] | None = None
        self._held = ""  # "low" | "high" | "band" while a button is pressed
        self._grasped_at = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self.setMouseTracking(True)
        session.film_changed.connect(self._count)
        state.changed.connect(self._on_state_changed)

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def x_of(self, value: float) -> float:
        """Where a modality value stands."""
        low, high = self._range()
        return (value - low) / (high - low) * self.width()

    def value_at(self, x: float) -> float:
        low, high = self._range()
        return low + x / max(self.width(), 1) * (high - low)

    def _range(self) -> tuple[float, float]:
        film = self._session.film
        return (0.0, 1.0) if film is None else film.data_range

    def _window(self) -> Window | None:
        return self._state.window_of(self._active())

    def _count(self) -> None:
        film = self._session.film
        self._heights = None if film is None else heights_of(film)
        self.update()

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if names & {"window", "own_windows", "window_linked"}:
            self.update()

    # --- drawing ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.fillRect(area, self.palette().base())
        if self._heights is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_BARS)
        painter.drawPolygon(self._outline(area))
        window = self._window()
        if window is None:
            return
        ends = [self.x_of(window.center + side * window.width / 2) for side in (-1, 1)]
        band = QRectF(ends[0], 0, ends[1] - ends[0], area.height())
        painter.fillRect(band, _BAND)
        painter.setPen(QPen(_LINE, 1.5))
        for x in ends:
            painter.drawLine(QPointF(x, 0), QPointF(x, area.height()))

    def _outline(self, area: QRectF) -> QPolygonF:
        assert self._heights is not None
        step, room = area.width() / BINS, area.height() - 4
        points = [
            QPointF((place + 0.5) * step, area.bottom() - float(height) * room)
            for place, height in enumerate(self._heights)
        ]
        return QPolygonF([area.bottomLeft(), *points, area.bottomRight()])

    # --- mouse --------------------------------------------------------------------------------

    def _part_at(self, x: float) -> str:
        """What a press there takes hold of."""
        window = self._window()
        if window is None or self._heights is None:
            return ""
        low, high = (self.x_of(window.center + side * window.width / 2) for side in (-1, 1))
        if abs(x - low) <= _EDGE:
            return "low"
        if abs(x - high) <= _EDGE:
            return "high"
        return "band"

    def mousePressEvent(self, event: QMouseEvent) -> None:
        window = self._window()
        if event.button() == Qt.MouseButton.LeftButton and window is not None:
            self._held = self._part_at(event.position().x())
            self._grasped_at = self.value_at(event.position().x()) - window.center

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._held = ""  # also where the release was lost
        if not self._held:
            edge = self._part_at(x) in ("low", "high")
            shape = Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        window = self._window()
        if window is not None:
            self._state.set_window(self._moved(window, self.value_at(x)), self._active())

    def _moved(self, window: Window, value: float) -> Window:
        low, high = self._range()
        if self._held == "band":
            center = min(max(value - self._grasped_at, low), high)
            return replace(window, center=center, explanation="")
        other = window.center + (1 if self._held == "low" else -1) * window.width / 2
        narrowest = (high - low) / 4096
        value = min(max(value, low), high)
        ends = (min(value, other - narrowest), other)
        if self._held == "high":
            ends = (other, max(value, other + narrowest))
        return replace(window, center=sum(ends) / 2, width=ends[1] - ends[0], explanation="")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = ""


def heights_of(film: Film) -> NDArray[np.float64]:
    """(BINS,) heights in [0, 1] over `film.data_range`, by rising modality value."""
    codes = film.pyramid.level(_COUNTED_SCALE).ravel()
    low, high = film.radiograph.value_range
    counts = np.bincount(codes, minlength=65536).astype(np.float64)
    values = low + (high - low) * np.arange(65536) / 65535
    if film.radiograph.padding is not None:
        counts[0] = 0  # what is hidden is stored as black
    binned, _ = np.histogram(values, BINS, film.data_range, weights=counts)
    heights = np.sqrt(binned)
    usual = np.percentile(heights[heights > 0], _USUAL) if heights.any() else 1.0
    return np.asarray(np.minimum(heights / usual, 1.0))
