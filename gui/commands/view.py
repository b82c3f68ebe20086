"""The View menu: how many panes, where they look, what fills the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.commands.command_spec import LAYOUT, LINK, VIEW, ZOOM, ActionSpec, Slots
from gui.panes.view.view_link import ViewLink
from gui.stores.display_state import DisplayState
from gui.stores.session import Session
from gui.words.marking import QT_TRANSLATE_NOOP

_ZOOM_STEP = 1.25

VIEW_COMMANDS = (
    ActionSpec(
        "layout_1",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "One pane"),
        QT_TRANSLATE_NOOP("actions", "Show the original alone"),
        ("Ctrl+Alt+1",),
        "layout1",
        checkable=True,
        group="layout",
    ),
    ActionSpec(
        "layout_2",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "Two panes"),
        QT_TRANSLATE_NOOP("actions", "Show the original and the adversarial film"),
        ("Ctrl+Alt+2",),
        "layout2",
        checkable=True,
        group="layout",
    ),
    ActionSpec(
        "layout_3",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "Three panes"),
        QT_TRANSLATE_NOOP("actions", "Show original, adversarial film and perturbation"),
        ("Ctrl+Alt+3",),
        "layout3",
        checkable=True,
        group="layout",
    ),
    ActionSpec(
        "layout_4",
        LAYOUT,
        QT_TRANSLATE_NOOP("actions", "Four panes"),
        QT_TRANSLATE_NOOP("actions", "Show original, adversarial film, perturbation and Grad-CAM"),
        ("Ctrl+Alt+4",),
        "layout4",
        checkable=True,
        group="layout",
    ),
    ActionSpec(
        "fit",
        ZOOM,
        QT_TRANSLATE_NOOP("actions", "Fit to pane"),
        QT_TRANSLATE_NOOP("actions", "Show the whole film"),
        ("F", "="),
        "fit",
        needs_film=True,
    ),
    ActionSpec(
        "actual_size",
        ZOOM,
        QT_TRANSLATE_NOOP("actions", "Actual pixels"),
        QT_TRANSLATE_NOOP("actions", "Show one film pixel as one screen pixel"),
        ("Ctrl+1",),
        "actual",
        needs_film=True,
    ),
    ActionSpec(
        "zoom_in",
        ZOOM,
        QT_TRANSLATE_NOOP("actions", "Zoom in"),
        QT_TRANSLATE_NOOP("actions", "Magnify all panes"),
        ("+", "Ctrl++"),
        "zoom_in",
        needs_film=True,
    ),
    ActionSpec(
        "zoom_out",
        ZOOM,
        QT_TRANSLATE_NOOP("actions", "Zoom out"),
        QT_TRANSLATE_NOOP("actions", "Reduce all panes"),
        ("-", "Ctrl+-"),
        "zoom_out",
        needs_film=True,
    ),
    ActionSpec(
        "reset",
        ZOOM,
        QT_TRANSLATE_NOOP("actions", "Reset view"),
        QT_TRANSLATE_NOOP("actions", "Fit the film and restore its window in all panes"),
        ("R", "Ctrl+R"),
        "reset",
        needs_film=True,
    ),
    ActionSpec(
        "rotate_left",
        ZOOM,
        QT_TRANSLATE_NOOP("actions", "Rotate left"),
        QT_TRANSLATE_NOOP("actions", "Turn the film by 90° anticlockwise"),
        ("Ctrl+[",),
        "rotate_left",
        rule=True,
        needs_film=True,
    ),
    ActionSpec(
        "rotate_right",
        ZOOM,
        QT_TRANSLATE_NOOP("actions", "Rotate right"),
        QT_TRANSLATE_NOOP("actions", "Turn the film by 90° clockwise"),
        ("Ctrl+]",),
        "rotate_right",
        needs_film=True,
    ),
    ActionSpec(
        "flip",
        ZOOM,
        QT_TRANSLATE_NOOP("actions", "Flip left and right"),
        QT_TRANSLATE_NOOP("actions", "Mirror the film; its side markers follow"),
        ("Ctrl+H",),
        "flip",
        needs_film=True,
    ),
    ActionSpec(
        "view_linked",
        LINK,
        QT_TRANSLATE_NOOP("actions", "Link pan and zoom"),
        QT_TRANSLATE_NOOP("actions", "Let all panes look at the same place"),
        ("Ctrl+Shift+Z",),
        "link",
        checkable=True,
        choice="view_linked",
    ),
    ActionSpec(
        "window_linked",
        LINK,
        QT_TRANSLATE_NOOP("actions", "Link window"),
        QT_TRANSLATE_NOOP("actions", "Let all panes share one window"),
        ("Ctrl+Shift+W",),
        "window",
        checkable=True,
        choice="window_linked",
    ),
    ActionSpec(
        "cursor_linked",
        LINK,
        QT_TRANSLATE_NOOP("actions", "Link cursor"),
        QT_TRANSLATE_NOOP("actions", "Mark the cursor on every pane, not only under the mouse"),
        ("Ctrl+Shift+X",),
        "crosshair",
        checkable=True,
        choice="cursor_linked",
    ),
)


#: What the View menu ends with.
SCREEN_COMMANDS = (
    ActionSpec(
        "hide_identity",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Hide identity"),
        QT_TRANSLATE_NOOP("actions", "Hide patient and file names everywhere in the window"),
        ("Ctrl+Shift+H",),
        "identity",
        checkable=True,
        choice="identity_hidden",
        rule=True,
    ),
    ActionSpec(
        "full_screen",
        VIEW,
        QT_TRANSLATE_NOOP("actions", "Full screen"),
        QT_TRANSLATE_NOOP("actions", "Use the whole screen; Esc leaves"),
        ("F11",),
        "full_screen",
        checkable=True,
    ),
)


class ViewCommands:
    """Layout, zoom and orientation; `window` is what fills the screen."""

    def __init__(
        self, session: Session, state: DisplayState, link: ViewLink, window: QWidget
    ) -> None:
        self._session, self._state, self._link = session, state, link
        self._window = window

    def slots(self) -> Slots:
        """Command name -> what it does."""
        link = self._link
        layouts: Slots = {
            f"layout_{size}": lambda _=False, size=size: self._set_layout(size)
            for size in (1, 2, 3, 4)
        }
        return {
            **layouts,
            "fit": lambda: link.fit(),
            "actual_size": lambda: link.set_scale(1.0, link.cursor, link.cursor_pane),
            "zoom_in": lambda: link.zoom(_ZOOM_STEP, link.cursor, link.cursor_pane),
            "zoom_out": lambda: link.zoom(1 / _ZOOM_STEP, link.cursor, link.cursor_pane),
            "reset": lambda: self._reset(),
            "rotate_left": lambda: link.rotate(-1),
            "rotate_right": lambda: link.rotate(1),
            "flip": lambda: link.flip(),
            "full_screen": self._set_full_screen,
        }

    def _set_layout(self, size: int) -> None:
        with self._state.batch():
            self._state.maximised = ""
            self._state.layout_size = size

    def _reset(self) -> None:
        """Every pane whole, upright, and in the film's own window."""
        state, film = self._state, self._session.film
        self._link.reset()
        with state.batch():
            state.inverted = False
            state.own_windows = {}
            state.window = None if film is None else film.window

    def _set_full_screen(self, wanted: bool) -> None:
        """A maximised window is maximised again afterwards: that flag stays as it is."""
        states, full = self._window.windowState(), Qt.WindowState.WindowFullScreen
        if wanted != self._window.isFullScreen():
            self._window.setWindowState(states | full if wanted else states & ~full)
