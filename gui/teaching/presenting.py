"""Presentation: on the second screen if there is one, else in the reader's own window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from gui.panes.pane_grid import PaneGrid
from gui.stores.display_state import DisplayState
from gui.teaching.audience_window import TYPE_SCALE, AudienceWindow

#: Choices for as long as the reader's own window is shown to an audience.
_SHOWN: dict[str, object] = {"identity_hidden": True, "annotation_level": "minimal"}


class Presenting(QObject):
    """The audience's window, and the reader's window without what an audience need not see.

    `aside` are the parts of the reader's window that an audience need not see, `answers` the one
    of them that tells the networks' answers. `actions` hold "presentation", "audience" and
    "full_screen".
    """

    def __init__(
        self,
        state: DisplayState,
        grid: PaneGrid,
        actions: Mapping[str, QAction],
        make_audience: Callable[[], AudienceWindow],
        aside: Sequence[QWidget],
        answers: QWidget,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._state, self._grid, self._actions = state, grid, actions
        self._make_audience, self._window = make_audience, window
        self._aside, self._answers = tuple(aside), answers
        self.audience: AudienceWindow | None = None
        self._hidden: list[QWidget] = []  # parts that a presentation has put away
        self._before: dict[str, object] = {}  # choices as they were before

    @property
    def alone(self) -> bool:
        """The reader's own window is what the audience sees."""
        return bool(self._hidden)

    def slots(self) -> dict[str, Callable[..., object]]:
        """Command name -> what it does when it is switched."""
        return {"presentation": self._set_presentation, "audience": self._set_audience}

    def _set_audience(self, wanted: bool) -> None:
        if wanted and self.audience is None:
            self._open_audience()
        elif not wanted:
            self._close_audience()

    def _set_presentation(self, wanted: bool) -> None:
        if wanted and self._second_screen() is not None:
            self._action("audience").setChecked(True)
        elif wanted:
            self._enter()
        else:
            self._action("audience").setChecked(False)
            self._leave()

    # --- the audience's window ------------------------------------------------------------------

    def _open_audience(self) -> None:
        screen = self._second_screen()
        self.audience = self._make_audience()
        self.audience.closed.connect(self._on_audience_closed)
        if screen is None:
            self.audience.show()
        else:
            self.audience.setGeometry(screen.availableGeometry())
            self.audience.showFullScreen()
        self._window.activateWindow()

    def _close_audience(self) -> None:
        if self.audience is not None:
            self.audience.close()

    def _second_screen(self) -> QScreen | None:
        """A screen on which the reader's window is not."""
        own = self._window.screen()
        return next((screen for screen in QGuiApplication.screens() if screen is not own), None)

    def _on_audience_closed(self) -> None:
        if self.audience is not None:
            self.audience.deleteLater()
            self.audience = None
        self._action("audience").setChecked(False)
        if not self._hidden:
            self._action("presentation").setChecked(False)

    # --- the reader's own window ----------------------------------------------------------------

    def _enter(self) -> None:
        self._hidden = [part for part in self._aside if not part.isHidden()]
        for part in self._hidden:
            part.hide()
        self._before = {name: getattr(self._state, name) for name in _SHOWN}
        with self._state.batch():
            for name, value in _SHOWN.items():
                setattr(self._state, name, value)
        self._grid.set_type_scale(TYPE_SCALE)
        self._action("full_screen").setChecked(True)
        self._grid.setFocus()

    def _leave(self) -> None:
        if not self._hidden:
            return
        parts, self._hidden = self._hidden, []
        for part in parts:
            part.setVisible(part is not self._answers or not self._state.answers_hidden)
        with self._state.batch():
            for name, value in self._before.items():
                setattr(self._state, name, value)
        self._grid.set_type_scale(1.0)
        self._action("full_screen").setChecked(False)

    def step_back(self) -> bool:
        """Leave the presentation, else full screen; False if neither was on."""
        for name in ("presentation", "full_screen"):
            if self._actions[name].isChecked():
                self._actions[name].setChecked(False)
                return True
        return False

    def stop(self) -> None:
        """End what is presented; the reader's window is as it was."""
        self._leave()
        self._close_audience()

    def _action(self, name: str) -> QAction:
        return self._actions[name]
