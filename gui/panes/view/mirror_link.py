"""The views of another window's panes: the same part of the film, at this window's size."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from gui.panes.view.view_link import ViewLink, _View


class MirrorLink(ViewLink):
    """Follows another link. What is asked of it directly is not done."""

    def __init__(self, source: ViewLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        source.view_changed.connect(self._follow)
        source.cursor_changed.connect(self._follow_cursor)
        self._follow()

    def set_film(self, shape: tuple[int, int], key: int | None = None) -> None:
        self._follow()

    def set_linked(self, linked: bool) -> None:
        self._follow()

    def set_pane_size(self, width: int, height: int) -> None:
        super().set_pane_size(width, height)
        self._follow()

    def _follow(self) -> None:
        source = self._source
        self.film_shape = source.film_shape
        self._shared = self._scaled(source._shared)
        own = source._own
        self._own = None if own is None else {key: self._scaled(v) for key, v in own.items()}
        self.active = source.active
        self.view_changed.emit()

    def _scaled(self, view: _View) -> _View:
        """The same film in a pane of another size."""
        if view.scale is None:
            return view
        share = self._fit_scale(view.orientation) / self._source._fit_scale(view.orientation)
        return replace(view, scale=view.scale * share)

    def _follow_cursor(self) -> None:
        self.cursor, self.cursor_pane = self._source.cursor, self._source.cursor_pane
        self.cursor_changed.emit()
