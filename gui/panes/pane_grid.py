"""The panes in their layout, all of one size, with one view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look import colormaps
from gui.look.colormaps import Table
from gui.panes.annotation.change_marks import ChangeMarks
from gui.panes.annotation.contour_paths import ContourPaths
from gui.panes.blend import BlendPane
from gui.panes.pane import Pane
from gui.panes.picture.compositor import Compositor
from gui.panes.tools.hold_keys import HoldKey, SpaceKey
from gui.panes.tools.measure_layer import MeasureLayer
from gui.panes.tools.ratio_lines import RatioLines
from gui.panes.tools.region_drawing import RegionDrawing
from gui.panes.view.view_link import ViewLink
from gui.stores.contents import RECIPES, Base, PaneRecipe, fact_of
from gui.stores.display_state import DisplayState
from gui.stores.measures import Measures
from gui.stores.session import Session
from gui.words.retranslated import Retranslated
from inference.core.windowing import window_table

_GAP = 2
_CARD_INSET = 8
#: Choices that change a picture or the words on every pane.
_REPAINT = frozenset(n for n, choice in DisplayState.choices().items() if choice.repaints)


class PaneGrid(Retranslated, QWidget):
    """Every pane of `RECIPES`; the layout says which are seen."""

    menu_asked = Signal(QPoint)
    content_asked = Signal(int, QPoint)  # place, global position of the menu

    def __init__(
        self,
        session: Session,
        state: DisplayState,
        link: ViewLink,
        parent: QWidget | None = None,
        measures: Measures | None = None,  # another grid's; left out, its own
    ) -> None:
        super().__init__(parent)
        self._session, self._state, self._link = session, state, link
        self._compositor = Compositor()
        self._card: QWidget | None = None
        self.space = SpaceKey(state, self)
        self.ratio_lines = RatioLines(state, self)
        self.region_drawing = RegionDrawing(state, self)
        self.region_drawing.changed.connect(self._repaint)
        self.measures = measures or Measures(session, self)
        self.measures.changed.connect(self._repaint)
        measuring = MeasureLayer(self.measures, state)
        self.glass = HoldKey(Qt.Key.Key_Q, "magnifier_shown", state, self)
        self.peek = HoldKey(Qt.Key.Key_Z, "original_peeked", state, self)
        self.panes = {row.key: self._pane(row) for row in RECIPES}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(360, 260)
        for pane in self.panes.values():
            pane.setFocusProxy(self)
            pane.maximise_asked.connect(self._on_pane_maximise_asked)
            pane.menu_asked.connect(self.menu_asked)
            pane.is_space_held = self.space.held
            pane.tools = (self.ratio_lines, self.region_drawing, measuring)
            pane.content_asked.connect(self._on_pane_content_asked)
        session.film_changed.connect(self._on_session_film_changed)
        session.facts_changed.connect(self._on_session_facts_changed)
        state.changed.connect(self._on_state_changed)
        link.view_changed.connect(self._repaint)
        link.cursor_changed.connect(self._repaint)
        link.active_changed.connect(self._repaint)
        self._arrange()

    def _pane(self, row: PaneRecipe) -> Pane:
        parts = (self._compositor, self._state, self._link, self)
        return BlendPane(*parts) if row.base is Base.BLEND else Pane(row, *parts)

    @property
    def compositor(self) -> Compositor:
        return self._compositor

    def visible_keys(self) -> tuple[str, ...]:
        """Keys of the panes that are seen, in reading order."""
        if self._state.maximised in self.panes and not self._state.answers_hidden:
            return (self._state.maximised,)
        return self._state.shown_contents

    def set_card(self, card: QWidget) -> None:
        """A small card that lies over the lower left corner of the panes."""
        self._card = card
        card.setParent(self)
        self._place_card()

    def _place_card(self) -> None:
        """Put the card into its corner, and let the words of the pane below it give way."""
        card, keys = self._card, self.visible_keys()
        wanted = self._state.card_shown and not self._state.answers_hidden
        shown = card is not None and wanted and self._session.film is not None
        corner = keys[2] if len(keys) == 4 else keys[0]
        for key, pane in self.panes.items():
            high = card.height() + 4 if card is not None and shown and key == corner else 0
            pane.card_height = float(high)
            pane.card_width = float(card.width()) if card is not None and high else 0.0
        if card is not None:
            card.setVisible(shown)
            card.move(_CARD_INSET, self.height() - card.height() - _CARD_INSET)
            card.raise_()

    def set_type_scale(self, scale: float) -> None:
        """Words and colour bars on the panes, against those of the reader's window."""
        for pane in self.panes.values():
            pane.type_scale = scale
            pane.update()

    def take_film(self) -> None:
        """Show the film and the facts that are there already."""
        self._on_session_film_changed()

    def place_at(self, key: str) -> int:
        """The place in the layout where a pane stands."""
        return self._state.contents.index(key)

    def _arrange(self) -> None:
        """Equal panes, so that they can share what is sampled for one view."""
        keys = self.visible_keys()
        columns = 2 if len(keys) == 4 else len(keys)
        rows = 2 if len(keys) == 4 else 1
        width = (self.width() - _GAP * (columns - 1)) // columns
        height = (self.height() - _GAP * (rows - 1)) // rows
        for key, pane in self.panes.items():
            pane.setVisible(key in keys)
        for place, key in enumerate(keys):
            row, column = divmod(place, columns)
            self.panes[key].setGeometry(
                column * (width + _GAP), row * (height + _GAP), max(width, 1), max(height, 1)
            )
        self._place_card()
        if self._link.active not in keys:
            self._link.set_active(keys[0])
        self._link.set_pane_size(*self.panes[keys[0]].device_size())

    def _repaint(self) -> None:
        for key in self.visible_keys():
            self.panes[key].update()

    def _repaint_for_amplitude(self) -> None:
        """The other panes stay as they are: painting them again takes as long as these."""
        for key in self.visible_keys():
            if self.panes[key].follows_amplitude:
                self.panes[key].update()

    def _make_table(self) -> None:
        """The windows' colour tables; panes of one window share one."""
        film, state = self._session.film, self._state
        made: dict[int, Table] = {}
        for key, pane in self.panes.items():
            window = state.window_of(key)
            if film is None or window is None:
                continue
            if id(window) not in made:
                values = film.radiograph.value_range
                made[id(window)] = colormaps.grey(
                    window_table(window, values, invert=state.inverted)
                )
            pane.table = made[id(window)]

    def _on_pane_maximise_asked(self, key: str) -> None:
        self._state.maximised = "" if self._state.maximised else key

    def _on_pane_content_asked(self, key: str, position: QPoint) -> None:
        self.content_asked.emit(self.place_at(key), position)

    def _on_session_film_changed(self) -> None:
        film = self._session.film
        self._compositor.set_film(film, self._session.facts)
        self._take_drawings()
        self._make_table()
        self._make_paths()
        for pane in self.panes.values():
            pane.picture.forget()
        if film is not None:
            self._link.set_film(film.shape, self._session.key)
        self._place_card()
        self._repaint()

    def _on_session_facts_changed(self) -> None:
        before, facts = self._compositor.facts, self._session.facts
        self._compositor.set_facts(facts)
        self._take_drawings()
        drawn = ("segmentation", "grad_cam", "counterfactual")
        if any(fact_of(facts, name) is not fact_of(before, name) for name in drawn):
            self._make_paths()
        self._repaint()

    def _take_drawings(self) -> None:
        """What lies on the film and can be moved by hand."""
        facts = self._session.facts
        self.ratio_lines.show(facts.cardiothoracic_ratio)
        self.region_drawing.show(facts.outline)

    def _make_paths(self) -> None:
        heat = self._compositor.map_of("grad_cam")
        paths = ContourPaths(self._session.facts.segmentation, heat)
        facts = self._session.facts
        marks = ChangeMarks(facts.segmentation, facts.counterfactual)
        for pane in self.panes.values():
            pane.paths, pane.change_marks = paths, marks

    def _on_state_changed(self, names: frozenset[str]) -> None:
        if names & {"layout_size", "maximised", "contents", "answers_hidden"}:
            self._arrange()
        if "region" in names:
            self._compositor.set_region(self._state.region)
        if "heat_colours" in names:
            self._compositor.heat_colours = self._state.heat_colours
            self._repaint()
        if names & {"card_shown"}:
            self._place_card()
        if "view_linked" in names:
            self._link.set_linked(self._state.view_linked)
        if names & {"window", "inverted", "own_windows", "window_linked"}:
            self._make_table()
            self._repaint()
        elif names & _REPAINT == {"amplitude"}:
            self._repaint_for_amplitude()
        elif names & _REPAINT:
            self._repaint()

    # --- keys -----------------------------------------------------------------------------------

    def step_active(self, by: int) -> bool:
        """Make the next visible pane the active one; False behind the last."""
        keys = self.visible_keys()
        place = keys.index(self._link.active) + by if self._link.active in keys else 0
        if not 0 <= place < len(keys):
            return False
        self._link.set_active(keys[place])
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        return self.step_active(1 if forward else -1) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        keys, reasons = self.visible_keys(), Qt.FocusReason
        if event.reason() is reasons.TabFocusReason:
            self._link.set_active(keys[0])
        elif event.reason() is reasons.BacktabFocusReason:
            self._link.set_active(keys[-1])
        self._repaint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.space.leave()
        self.glass.leave()
        self.peek.leave()
        self._repaint()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and (
            any(key.wants(event) for key in self._held_keys())
        ):
            event.accept()  # the key is heard here, press and release, not by its command
            return True
        return super().event(event)

    def _held_keys(self) -> tuple[HoldKey, ...]:
        return self.space, self.glass, self.peek

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not any(key.press(event) for key in self._held_keys()):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not any(key.release(event) for key in self._held_keys()):
            super().keyReleaseEvent(event)

    # --- Qt -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _retranslate(self) -> None:
        for pane in self.panes.values():
            pane.retranslate()
