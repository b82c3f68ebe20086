"""Where a window opens: within its screen, and where it was the last time."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

#: Wanted at the first start; a screen that is no larger is filled.
_USUAL = QSize(1600, 1000)
#: Of a large screen, this share of width and height is taken.
_SHARE = 0.75
#: A window of which less than this can be seen and taken hold of is brought back, logical pixels.
_SEEN = QSize(200, 60)


def restore(window: QWidget, remembered: str) -> None:
    """Put a window where it was, or where it fits; `remembered` comes from `as_text`."""
    open_first(window)
    if not remembered:
        return
    geometry = QByteArray.fromBase64(remembered.encode("ascii", "ignore"))
    if not window.restoreGeometry(geometry):
        open_first(window)
        return
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
    if not window.isMaximized():
        window.setGeometry(kept_on(window.geometry(), available()))


def as_text(window: QWidget) -> str:
    """Size, place and state, to be remembered."""
    return bytes(window.saveGeometry().toBase64().data()).decode("ascii")


def open_first(window: QWidget) -> None:
    """As `first` says, on the window's screen."""
    place, fills = first(window.screen().availableGeometry())
    window.setGeometry(place)
    if fills:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def first(room: QRect) -> tuple[QRect, bool]:
    """In the middle of a screen with some of it left over; whether a small one is filled."""
    share = QSize(int(room.width() * _SHARE), int(room.height() * _SHARE))
    wanted = _USUAL.expandedTo(share)
    place = QRect(room.topLeft(), wanted.boundedTo(room.size()))
    place.moveCenter(room.center())
    return place, room.width() <= wanted.width() or room.height() <= wanted.height()


def available() -> list[QRect]:
    """What each screen leaves to windows; the first is the main one."""
    main = QGuiApplication.primaryScreen()
    others = [screen for screen in QGuiApplication.screens() if screen is not main]
    return [screen.availableGeometry() for screen in (main, *others)]


def kept_on(geometry: QRect, rooms: list[QRect]) -> QRect:
    """`geometry`, no larger than its screen, and moved onto one if it is on none."""
    shares = [room.intersected(geometry) for room in rooms]
    best = max(range(len(rooms)), key=lambda at: shares[at].width() * shares[at].height())
    room, seen = rooms[best], shares[best]
    size = geometry.size().boundedTo(room.size())
    enough = seen.width() >= _SEEN.width() and seen.height() >= _SEEN.height()
    if enough and geometry.top() >= room.top() and size == geometry.size():
        return geometry
    x = min(max(geometry.left(), room.left()), room.right() + 1 - size.width())
    y = min(max(geometry.top(), room.top()), room.bottom() + 1 - size.height())
    return QRect(x, y, size.width(), size.height())
