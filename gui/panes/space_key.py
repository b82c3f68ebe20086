"""The space bar: hides the overlays, for good when tapped, while it is held when held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from gui.display_state import DisplayState

#: A key that is held longer than this is let go to undo what it did, in milliseconds.
PEEK_MS = 250


class SpaceKey(QObject):
    """Press turns all overlays on or off; release after `PEEK_MS` turns them back.

    A drag begun while it is held pans, and then the press meant nothing else.
    """

    def __init__(self, state: DisplayState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._before: bool | None = None  # `overlays_shown` when it was pressed
        self._panned = False
        self._timer = QTimer(self, singleShot=True, interval=PEEK_MS)

    def held(self) -> bool:
        """Asked by a drag that begins: whether it pans."""
        if self._before is None:
            return False
        self._state.overlays_shown = self._before
        self._panned = True
        return True

    def peeking(self) -> bool:
        """Held for so long that letting go will turn the overlays back."""
        return self._before is not None and not self._timer.isActive()

    @staticmethod
    def wants(event: QEvent) -> bool:
        return (
            isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        )

    def press(self, event: QKeyEvent) -> bool:
        """True if the key was the space bar."""
        if not self.wants(event):
            return False
        if not event.isAutoRepeat() and self._before is None:
            self._before, self._panned = self._state.overlays_shown, False
            self._state.overlays_shown = not self._before
            self._timer.start()
        return True

    def release(self, event: QKeyEvent) -> bool:
        """True if the key was the space bar."""
        if event.key() != Qt.Key.Key_Space:
            return False
        if not event.isAutoRepeat():
            self.leave()
        return True

    def leave(self) -> None:
        """The key was let go, or the panes lost the focus."""
        if self._before is not None and not self._panned and self.peeking():
            self._state.overlays_shown = self._before
        self._before = None
        self._timer.stop()
