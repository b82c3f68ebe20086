"""One pane: draws its recipe, turns the mouse into view, window and cursor."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gui.films.film import Film
from gui.look import lettering
from gui.look.colormaps import Table
from gui.panes.annotation import annotations as notes
from gui.panes.annotation.annotations import AMBER, DIM, TEXT, Line, Surface
from gui.panes.annotation.change_marks import ChangeMarks
from gui.panes.annotation.colour_bar import draw_colour_bars
from gui.panes.annotation.contour_paths import ContourPaths
from gui.panes.annotation.corner_words import attributes_of
from gui.panes.annotation.ruler import draw_rulers, draw_side_letters, side_letters
from gui.panes.annotation.words import PaneWords
from gui.panes.lens import Lens
from gui.panes.picture.compositor import Compositor
from gui.panes.picture.layers import PanePicture
from gui.panes.tools.drag import Drag
from gui.panes.tools.overlay_tool import OverlayTool
from gui.panes.tools.pane_mouse import PaneMouse
from gui.panes.view.view_link import ViewLink
from gui.panes.view.viewport import Viewport
from gui.stores.contents import Base, PaneRecipe
from gui.stores.display_state import DisplayState

SURROUND = QColor(9, 10, 12)
_FRAME = QColor(38, 43, 50)
_FRAME_UNDER_MOUSE = QColor(84, 130, 178)
_FRAME_ACTIVE = QColor(122, 180, 236)
_CROSS = QColor(255, 255, 255, 210)
#: What says that a title opens a menu, and how high the title is that can be clicked.
_MENU_MARK = "▾"
_TITLE_HEIGHT = 22.0
#: Of the value under the cursor, logical pixels: it comes and goes without moving the title.
_ONE_LINE = 22.0
#: Below this height colour scales take the place of study and acquisition, in logical pixels.
_HEIGHT_FOR_BOTH = 480.0
#: What a colour bar with its labels needs at the right, logical pixels of its words.
_BAR_ROOM = 90.0
#: Below this width words on a pane are not enlarged, so that film is left, logical pixels.
_WIDTH_FOR_LARGE = 300.0
#: A pane has words of twice the size from twice this width on, logical pixels.
_WIDTH_PER_SCALE = 480.0


class Pane(QWidget):
    """A view of the film after one recipe."""

    maximise_asked = Signal(str)  # its recipe's key
    menu_asked = Signal(QPoint)  # global position
    content_asked = Signal(str, QPoint)  # its recipe's key, global position

    def __init__(
        self,
        recipe: PaneRecipe,
        compositor: Compositor,
        state: DisplayState,
        link: ViewLink,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.recipe = recipe
        self.picture = PanePicture(recipe, compositor, state)
        self.paths = ContourPaths(None)
        self.change_marks = ChangeMarks(None, None)
        self.table: Table | None = None
        self.waiting_text = ""
        #: Of what lies over the lower left corner, logical pixels.
        self.card_width, self.card_height = 0.0, 0.0
        self.type_scale = 1.0  # of words and colour bars, against those of the reader's window
        self._compositor, self.state, self.link = compositor, state, link
        self.words = PaneWords(recipe, compositor, state, link)
        self.is_space_held: Callable[[], bool] = lambda: False
        self._lens = Lens(recipe, state)
        self._mouse = PaneMouse(self)
        self.tools: tuple[OverlayTool, ...] = ()  # what is drawn on the film by hand
        self._title_place = QRectF()  # of the title, which opens the menu of contents
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(120, 90)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(QCoreApplication.translate("panes", self.recipe.title))
        self.update()

    @property
    def film(self) -> Film | None:
        return self._compositor.film

    @property
    def sources(self) -> tuple[str, ...]:
        """The facts that it draws, by `Facts.part`."""
        return (self.recipe.source,)

    @property
    def follows_amplitude(self) -> bool:
        """It looks different, or says something else, when the amplitude changes."""
        overlaid = self.state.layer("perturbation")[0] and "perturbation" in self.recipe.layers
        return self.recipe.follows_amplitude or overlaid

    def device_size(self) -> tuple[int, int]:
        """(width, height) in device pixels."""
        ratio = self.devicePixelRatioF()
        return round(self.width() * ratio), round(self.height() * ratio)

    def title_lines(self) -> list[Line]:
        """What the pane shows, and that it is synthetic where it is."""
        marked = f"\N{NO-BREAK SPACE}{_MENU_MARK}" if self.type_scale == 1 else ""
        title = f"{self.words.title()}{marked}"
        lines = [Line(title, TEXT, bold=True)]
        if self.words.is_synthetic() and self.words.ready():
            lines.append(Line(self.words.mark(), AMBER, bold=True))
        if self.film is not None and self.film.radiograph.adversarial:
            mark = QCoreApplication.translate("panes", "adversarial film — synthetic")
            lines.append(Line(mark, AMBER, bold=True))
        lines += [Line(text, AMBER, bold=True) for text in self.words.warnings()]
        gain = self.words.gain()
        lines += [Line(gain, DIM if self.state.gain == 1 else AMBER)] if gain else []
        lines += self.words.orientation()
        if self.state.annotation_level == "none":
            return lines
        below = (Line(text, DIM, priority=1) for text in self.words.below_title())
        return [*lines, *below, *self.words.patient()]

    # --- drawing ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        viewport, table = self.link.viewport(self.recipe.key), self.table
        is_seen = self._compositor.film is not None and min(viewport.shape) > 0 and self._has_base()
        if is_seen and table is not None:
            self._draw_film(painter, viewport, table)
        else:
            painter.fillRect(self.rect(), SURROUND)
        painter.save()
        self._draw_words(painter, viewport)
        painter.restore()
        if is_seen:
            self._draw_lens(painter, viewport)
        painter.setPen(QPen(self._frame_colour(), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _draw_film(self, painter: QPainter, viewport: Viewport, table: Table) -> None:
        """The film with its layers, lines and drawings, and what is beside it."""
        ratio = self.devicePixelRatioF()
        for rect in _surround(self.rect(), viewport.rect, ratio):
            painter.fillRect(rect, SURROUND)
        for image in self.picture.images(viewport, table):
            image.draw(painter, ratio)
        self._draw_lines(painter, viewport)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for tool in self.tools:
            tool.paint(painter, self, viewport)

    def cursor_point(self) -> tuple[float, float] | None:
        """The film point to be marked here: the mouse's, or that of the pane it is over."""
        here = self.state.cursor_linked or self.link.cursor_pane == self.recipe.key
        return self.link.cursor if here else None

    def _frame_colour(self) -> QColor:
        if self.underMouse():
            return _FRAME_UNDER_MOUSE
        active = self.link.active == self.recipe.key and self.hasFocus()
        return _FRAME_ACTIVE if active else _FRAME

    def _has_base(self) -> bool:
        return self.recipe.base is Base.FILM or self.words.ready()

    def _draw_lines(self, painter: QPainter, viewport: Viewport) -> None:
        state = self.state
        if not state.overlays_seen:
            return
        if state.outlined:
            ratio = self.devicePixelRatioF()
            self.paths.image(viewport, ratio, state.outlined).draw(painter, ratio)
        if self.recipe.outlines_after and state.contours_shown and not state.original_peeked:
            ratio, moved = self.devicePixelRatioF(), self.recipe.arrows
            self.change_marks.draw(painter, viewport, ratio, state.amplitude, moved)
        point = self.cursor_point()
        if state.crosshair_shown and point is not None:
            self._draw_cross(painter, viewport, point)

    def _draw_lens(self, painter: QPainter, viewport: Viewport) -> None:
        here = self.link.cursor_pane == self.recipe.key and self.recipe.base is not Base.BLEND
        point, table = self.link.cursor, self.table
        if self.state.magnifier_shown and here and point is not None and table is not None:
            ratio = self.devicePixelRatioF()
            self._lens.draw(painter, viewport, ratio, point, table, self._compositor, self.paths)

    def _draw_cross(
        self, painter: QPainter, viewport: Viewport, point: tuple[float, float]
    ) -> None:
        ratio = self.devicePixelRatioF()
        x, y = (value / ratio for value in viewport.to_device(*point))
        for colour, width in ((QColor(0, 0, 0, 150), 3.0), (_CROSS, 1.0)):
            painter.setPen(QPen(colour, width))
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                painter.drawLine(QPointF(x + 5 * dx, y + 5 * dy), QPointF(x + 15 * dx, y + 15 * dy))

    def _draw_words(self, painter: QPainter, viewport: Viewport) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.fitting_scale()
        painter.scale(scale, scale)
        surface, place = self._surface(viewport), Qt.AlignmentFlag
        top, bottom = place.AlignTop, place.AlignBottom
        seen = self._compositor.film is not None
        values = [Line(text, DIM) for text in self.words.at_bottom() if seen]
        above = surface.area.adjusted(0, 0, 0, -self.card_height / scale)
        lifted = replace(surface, area=above)
        left = notes.draw_lines(painter, lifted, values, bottom | place.AlignLeft)
        long = replace(surface, share=self._title_share(surface, left))
        title = notes.draw_lines(painter, long, self.title_lines(), top | place.AlignLeft)
        size = QSizeF(title.width(), _TITLE_HEIGHT) * scale
        self._title_place = QRectF(title.topLeft() * scale, size)
        if not seen:
            return
        bars = self.words.colour_bars(self.picture.limit())
        fits = not bars or surface.area.height() > _HEIGHT_FOR_BOTH
        lines = self.words.study() if fits else []
        beside = replace(surface, taken=title.width())
        study = notes.draw_lines(painter, beside, lines, top | place.AlignRight)
        acquisition = self.words.acquisition() if fits else []
        beside = replace(surface, taken=left.width())
        plate = notes.draw_lines(painter, beside, acquisition, bottom | place.AlignRight)
        self._draw_scales(painter, surface, viewport, (title, left, plate, self._card(scale)))
        covered = max(plate.height(), self.card_height / scale if self._card_is_wide(scale) else 0)
        room = surface.area.adjusted(0, study.height(), 0, -covered)
        draw_colour_bars(painter, replace(surface, area=room), bars)
        if not self.words.ready():
            notes.draw_centre(painter, surface.area, self.waiting_text)

    def _title_share(self, surface: Surface, below: QRectF) -> float:
        """Of the height, for the title's lines: what the corner below leaves, now and later."""
        taken = max(below.height(), _ONE_LINE) + self.card_height / self.fitting_scale()
        return max(1 - (taken + notes.INSET) / max(surface.area.height(), 1), notes.SHARE_OVER_FILM)

    def _card(self, scale: float) -> QRectF:
        """What lies over the lower left corner, in logical pixels of the words."""
        width, height = self.card_width / scale, self.card_height / scale
        return QRectF(0, self.height() / scale - height, width, height)

    def _card_is_wide(self, scale: float) -> bool:
        """Colour bars at the right would lie under the card in the corner."""
        return self.card_width > self.width() - _BAR_ROOM * scale

    def fitting_scale(self) -> float:
        """The reader's text size times `type_scale`; both give way where they would hide a film."""
        reader = min(lettering.scale(), max(1.0, self.width() / _WIDTH_FOR_LARGE))
        return reader * min(self.type_scale, max(1.0, self.width() / (_WIDTH_PER_SCALE * reader)))

    def _draw_scales(
        self,
        painter: QPainter,
        surface: Surface,
        viewport: Viewport,
        words: Sequence[QRectF],
    ) -> None:
        """Rulers and the letters of the patient's sides, on panes that show the film."""
        film, state = self._compositor.film, self.state
        hidden = state.annotation_level == "none" or not self._has_base()
        if film is None or hidden or surface.area.width() < 240:
            return
        if state.rulers_shown and self.recipe.base in (Base.FILM, Base.ADVERSARIAL):
            ratio = self.devicePixelRatioF() * self.fitting_scale()
            draw_rulers(painter, surface.area, viewport, ratio, film.radiograph.spacing, words)
        letters = side_letters(attributes_of(film).get("PatientOrientation", ""), viewport)
        if letters:
            draw_side_letters(painter, surface, letters)

    def _surface(self, viewport: Viewport) -> Surface:
        """This pane and where it shows film, in logical pixels of its words."""
        scale = self.fitting_scale()
        ratio = self.devicePixelRatioF() * scale
        rect = QRectF(viewport.rect) if self._compositor.film is not None else QRectF()
        film = QRectF(rect.topLeft() / ratio, rect.size() / ratio)
        return Surface(QRectF(0, 0, self.width() / scale, self.height() / scale), film)

    # --- mouse ---------------------------------------------------------------------------------

    def film_point(self, position: QPointF) -> tuple[float, float]:
        """The film point under a position of this widget."""
        ratio = self.devicePixelRatioF()
        viewport = self.link.viewport(self.recipe.key)
        return viewport.to_film(position.x() * ratio, position.y() * ratio)

    def is_on_title(self, position: QPointF) -> bool:
        """Whether a click there opens the menu of contents."""
        return self._title_place.contains(position)

    def ask_content(self) -> None:
        """Open the menu of contents below the title."""
        place = self.mapToGlobal(self._title_place.bottomLeft().toPoint())
        self.content_asked.emit(self.recipe.key, place)

    def ask_menu(self, position: QPoint) -> None:
        """Open the menu of the panes at a global position."""
        self.menu_asked.emit(position)

    def ask_maximise(self) -> None:
        """Let this pane fill the grid, or put it back."""
        self.maximise_asked.emit(self.recipe.key)

    def space_held(self) -> bool:
        """Whether the space bar is held down, which pans with any tool."""
        return self.is_space_held()

    def drawing_of(self, gesture: str, event: QMouseEvent) -> Drag | None:
        """The drag of a tool that draws on the film; None for the others."""
        drags = (tool.drag_of(self, gesture, event) for tool in self.tools)
        return next((drag for drag in drags if drag is not None), None)

    def drawing_shape(self, position: QPointF) -> Qt.CursorShape | None:
        """How the pointer looks where a press would draw or take hold of something."""
        shapes = (tool.shape_at(self, position) for tool in self.tools)
        return next((shape for shape in shapes if shape is not None), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._mouse.wheel(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(self.mapToGlobal(self.rect().center()))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.link.set_cursor(None, self.recipe.key)
        self.update()


def _surround(pane: QRect, film: QRect, ratio: float) -> tuple[QRect, QRect, QRect, QRect]:
    """What of a pane no film covers, and a little more; `film` is in device pixels."""
    left, top = math.ceil(film.left() / ratio), math.ceil(film.top() / ratio)
    right = math.floor((film.left() + film.width()) / ratio)
    bottom = math.floor((film.top() + film.height()) / ratio)
    width, height = pane.width(), pane.height()
    return (
        QRect(0, 0, width, top),
        QRect(0, bottom, width, height - bottom),
        QRect(0, top, left, bottom - top),
        QRect(right, top, width - right, bottom - top),
    )
