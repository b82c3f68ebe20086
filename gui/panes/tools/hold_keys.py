"""Keys that act while they are held: space hides the overlays, Q is the magnifying glass.

A tap turns the choice for good; held for longer, letting go turns it back.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from gui.stores.display_state import DisplayState

#: A key that is held longer than this is let go to undo what it did, in milliseconds.
PEEK_MS = 250


class HoldKey(QObject):
    """A key and the choice that it turns."""

    def __init__(
        self, key: Qt.Key, choice: str, state: DisplayState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._key, self._choice, self._state = key, choice, state
        self._before: bool | None = None  # the choice when it was pressed
        self._timer = QTimer(self, singleShot=True, interval=PEEK_MS)

    def peeking(self) -> bool:
        """Held for so long that letting go will turn the choice back."""
        return self._before is not None and not self._timer.isActive()

    def wants(self, event: QEvent) -> bool:
        return (
            isinstance(event, QKeyEvent)
            and event.key() == self._key
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        )

    def press(self, event: QKeyEvent) -> bool:
        """True if it was this key."""
        if not self.wants(event):
            return False
        if not event.isAutoRepeat() and self._before is None:
            self._before = bool(getattr(self._state, self._choice))
            setattr(self._state, self._choice, not self._before)
            self._timer.start()
        return True

    def release(self, event: QKeyEvent) -> bool:
        """True if it was this key."""
        if event.key() != self._key:
            return False
        if not event.isAutoRepeat():
            self.leave()
        return True

    def leave(self) -> None:
        """The key was let go, or the panes lost the focus."""
        if self._before is not None and self.peeking():
            setattr(self._state, self._choice, self._before)
        self._before = None
        self._timer.stop()


class SpaceKey(HoldKey):
    """A drag begun while space is held pans, and then the press meant nothing else."""

    def __init__(self, state: DisplayState, parent: QObject | None = None) -> None:
        super().__init__(Qt.Key.Key_Space, "overlays_shown", state, parent)

    def held(self) -> bool:
        """Asked by a drag that begins: whether it pans."""
        if self._before is None:
            return False
        setattr(self._state, self._choice, self._before)
        return True
