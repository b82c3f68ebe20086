"""Presentation: on the second screen if there is one, else in the reader's own window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from gui.teaching.audience_window import TYPE_SCALE, AudienceWindow

if TYPE_CHECKING:
    from gui.main_window import MainWindow


#: Choices for as long as the reader's own window is shown to an audience.
_SHOWN: dict[str, object] = {"identity_hidden": True, "annotation_level": "minimal"}


class Presenting(QObject):
    """The audience's window, and the reader's window without what an audience need not see."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.audience: AudienceWindow | None = None
        self._hidden: list[QWidget] = []  # parts that a presentation has put away
        self._before: dict[str, object] = {}  # choices as they were before
        window.closing.connect(self._on_window_closing)

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
        window, screen = self._window, self._second_screen()
        parts = (window.session, window.state, window.link, window.controller)
        self.audience = AudienceWindow(*parts, window.grid.measures)
        self.audience.closed.connect(self._on_audience_closed)
        self.audience.step_asked.connect(window.controller.step)
        if screen is None:
            self.audience.show()
        else:
            self.audience.setGeometry(screen.availableGeometry())
            self.audience.showFullScreen()
        window.activateWindow()

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
        window = self._window
        parts = (window.menuBar(), window.strip, window.view_bar, window.panel, window.statusBar())
        self._hidden = [part for part in parts if not part.isHidden()]
        for part in self._hidden:
            part.hide()
        self._before = {name: getattr(window.state, name) for name in _SHOWN}
        with window.state.batch():
            for name, value in _SHOWN.items():
                setattr(window.state, name, value)
        window.grid.set_type_scale(TYPE_SCALE)
        self._action("full_screen").setChecked(True)
        window.grid.setFocus()

    def _leave(self) -> None:
        if not self._hidden:
            return
        parts, self._hidden = self._hidden, []
        for part in parts:
            part.setVisible(part is not self._window.panel or not self._window.state.answers_hidden)
        with self._window.state.batch():
            for name, value in self._before.items():
                setattr(self._window.state, name, value)
        self._window.grid.set_type_scale(1.0)
        self._action("full_screen").setChecked(False)

    def _on_window_closing(self) -> None:
        self._leave()
        self._close_audience()

    def _action(self, name: str) -> QAction:
        return self._window.actions_by_name[name]
