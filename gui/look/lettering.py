"""Faces and size of the window's text, and widths that come from the text itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QWidget

import resources

#: Both come with the program: Latin, Greek and signs; then Japanese.
FACES = ("Setsudo Sans", "BIZ UDPGothic")
#: The usual size, logical pixels.
USUAL = 13
#: Sizes that the style sheet knows, by the size that they have at 100 %.
_IN_SHEET = (8, 11, 13, 14, 16, 20, 22, 28)
#: Above and below the text of an entry field, logical pixels together.
_FIELD_ROOM = 5

_added: list[int] = []
_faces: tuple[str, ...] = FACES
_percent = 100


def choose(*, percent: int | None = None, faces: tuple[str, ...] | None = None) -> None:
    """Take another size or other faces; `gui.look.style.apply` shows them."""
    global _percent, _faces
    _percent = _percent if percent is None else percent
    _faces = _faces if faces is None else faces


def percent() -> int:
    """The text size that is shown."""
    return _percent


def scale() -> float:
    """The text size against the usual one."""
    return _percent / 100


def pixels(length: float) -> int:
    """A length that is `length` logical pixels at the usual text size."""
    return max(1, round(length * _percent / 100))


def base_font() -> QFont:
    """The font of the whole window. Looks only into the fonts that come with the program first."""
    _add_own_fonts()
    font = QFont()
    font.setFamilies(list(_faces))
    font.setPixelSize(pixels(USUAL))
    return font


def names() -> dict[str, str]:
    """Lengths of the style sheet: `t11` is 11 pixels at 100 %, `field` an entry field's height."""
    height = QFontMetrics(base_font()).height()
    found = {f"t{size}": str(pixels(size)) for size in _IN_SHEET}
    low = max(height + _FIELD_ROOM, pixels(20))
    return {**found, "field": str(low), "field_high": str(low + 4)}


def widest(widget: QWidget, samples: Iterable[str]) -> int:
    """The width that the widest of `samples` takes in a widget's font, and a pixel."""
    metrics = widget.fontMetrics()
    return max(metrics.horizontalAdvance(text) for text in samples) + 1


class _Fitter(QObject):
    """Calls a function whenever its parent's font has changed."""

    def __init__(self, widget: QWidget, measure: Callable[[], None]) -> None:
        super().__init__(widget)
        self._measure = measure
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (
            QEvent.Type.StyleChange,
            QEvent.Type.FontChange,
            QEvent.Type.Polish,
            QEvent.Type.LanguageChange,
        ):
            self._measure()
        return False


def fit(widget: QWidget, measure: Callable[[], None]) -> None:
    """Let `measure` set lengths now and whenever the widget's font or language changes."""
    _Fitter(widget, measure)
    measure()


def _add_own_fonts() -> None:
    """Make the program's own fonts known, once."""
    if not _added:
        folder = resources.folder("fonts")
        for path in sorted((*folder.glob("*.otf"), *folder.glob("*.ttf"))):
            _added.append(QFontDatabase.addApplicationFont(str(path)))
