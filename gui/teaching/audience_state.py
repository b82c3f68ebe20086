"""What the audience sees of the reader's choices: all of them, but never who the patient is."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.stores.display_state import DisplayState

#: Choices that the audience's window has for itself, whatever the reader chose.
FORCED = {"identity_hidden": True, "crosshair_shown": False, "annotation_level": "minimal"}


class AudienceState(DisplayState):
    """Follows another state, except for `FORCED`."""

    def __init__(self, source: DisplayState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._names = frozenset(DisplayState.choices())
        self._follow(self._names)
        source.changed.connect(self._follow)

    def _follow(self, names: frozenset[str]) -> None:
        with self.batch():
            for name in names & self._names:
                setattr(self, name, FORCED.get(name, getattr(self._source, name)))
