"""A second window for the audience: the same films, large type, no patient, a spotlight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gui.engine.controller import Controller
from gui.films.response import probability_at
from gui.look.style import application_icon
from gui.panes.pane_grid import PaneGrid
from gui.panes.view.mirror_link import MirrorLink
from gui.panes.view.view_link import ViewLink
from gui.status.waiting import Waiting
from gui.stores.contents import curve_shown
from gui.stores.display_state import DisplayState
from gui.stores.measures import Measures
from gui.stores.session import Session
from gui.teaching.audience_state import AudienceState
from gui.widgets.frame.banner import Banner
from gui.widgets.layout_parts import PlainLabel, named
from gui.words import formatting
from gui.words.retranslated import Retranslated

#: How much larger than in the reader's window the words on the panes are.
TYPE_SCALE = 1.8
#: Radius of the spotlight, as a share of a pane's shorter side.
_SPOT = 0.13
_DARK, _RING = QColor(0, 0, 0, 64), QColor(240, 178, 86)


class AudienceWindow(Retranslated, QWidget):
    """Shows what the reader shows. The mouse and the keys of this window change nothing."""

    closed = Signal()
    step_asked = Signal(int)  # by a presenter's remote control: to the next film, or back

    def __init__(
        self,
        session: Session,
        state: DisplayState,
        link: ViewLink,
        controller: Controller,
        measures: Measures,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("audience")
        self.setWindowIcon(application_icon())
        self._session = session
        self.state = AudienceState(state, self)
        self.link = MirrorLink(link, self)
        self.banner, self.caption = Banner(), named(PlainLabel(), "audienceCaption")
        self.banner.setObjectName("audienceBanner")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.grid = PaneGrid(session, self.state, self.link, measures=measures)
        self.grid.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.grid.set_type_scale(TYPE_SCALE)
        self.grid.take_film()
        self._waiting = Waiting(session, controller, self.grid, self)
        self._waiting.show()
        self.spotlight = Spotlight(self.grid, self.link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.grid, 1)
        column.addWidget(self.caption)
        self.resize(1280, 800)
        self.state.changed.connect(self._show_caption)
        session.facts_changed.connect(self._show_caption)
        self._retranslate()

    def _show_caption(self, _names: object = None) -> None:
        """The amplitude and what the network says there; nothing while the class guesses."""
        facts = self._session.facts
        curve = curve_shown(facts, self.state.needed_contents)
        self.caption.setVisible(curve is not None and not self.state.answers_hidden)
        if curve is None:
            return
        amplitude = self.state.amplitude
        value = formatting.probability(probability_at(curve, amplitude))
        finding = formatting.finding_name(curve.finding)
        text = self.tr("amplitude {amplitude}   ·   {finding} {probability}")
        self.caption.setText(
            text.format(
                amplitude=formatting.amplitude(amplitude), finding=finding, probability=value
            )
        )

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Setsudo — audience"))
        self._show_caption()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape | Qt.Key.Key_F5:
                self.close()
            case Qt.Key.Key_F11:
                self._toggle_full_screen()
            case Qt.Key.Key_PageDown | Qt.Key.Key_Right:
                self.step_asked.emit(1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_Left:
                self.step_asked.emit(-1)
            case _:
                super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self._toggle_full_screen()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


class Spotlight(QWidget):
    """Lies over the panes: keeps the mouse off them, and shows where the reader points."""

    def __init__(self, grid: PaneGrid, link: ViewLink) -> None:
        super().__init__(grid)
        self._grid, self._link = grid, link
        link.cursor_changed.connect(self.update)
        link.view_changed.connect(self.update)
        grid.installEventFilter(self)
        self.setGeometry(grid.rect())
        self.raise_()

    def places(self) -> list[tuple[QRectF, QPointF]]:
        """(pane, point) of every visible pane on which the reader's pointer is marked."""
        found = []
        for key in self._grid.visible_keys():
            pane = self._grid.panes[key]
            point = pane.cursor_point()
            if point is not None:
                x, y = self._link.viewport(key).to_device(*point)
                ratio = pane.devicePixelRatioF()
                corner = QPointF(pane.pos())
                found.append((QRectF(pane.geometry()), corner + QPointF(x / ratio, y / ratio)))
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for area, point in self.places():
            radius = _SPOT * min(area.width(), area.height())
            path = QPainterPath()
            path.addRect(area)
            path.addEllipse(point, radius, radius)
            painter.setClipRect(area)
            painter.fillPath(path, _DARK)
            painter.setPen(QPen(_RING, 3))
            painter.drawEllipse(point, radius, radius)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.setGeometry(self._grid.rect())
            self.raise_()
        return False
