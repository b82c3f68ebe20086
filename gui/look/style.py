"""The look: Fusion in the colours of a theme, and fonts for both languages."""

from __future__ import annotations

import weakref
from string import Template
from typing import Protocol

import shiboken6
from PySide6.QtCore import QByteArray, QDir, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import resources
from gui.look import lettering, theme
from gui.look.theme import Theme

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "button",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.PlaceholderText: "dim",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
}
#: Icon sizes: one, one and a half, two and three device pixels per logical pixel.
_SIDES = (18, 27, 36, 54)


class Iconed(Protocol):
    """An action, a button: whatever carries an icon."""

    def setIcon(self, icon: QIcon, /) -> None: ...


#: What carries an icon, and the icon's names, so that both change with the theme.
_dressed: weakref.WeakKeyDictionary[QObject, tuple[str, str]] = weakref.WeakKeyDictionary()


def apply(application: QApplication, shown: Theme = theme.DARK) -> None:
    """Apply the theme to the whole application, also while it runs."""
    theme.use(shown)
    QDir.setSearchPaths("icons", [str(resources.folder("icons"))])
    application.setStyle("Fusion")
    application.setPalette(_palette(shown))
    application.setFont(lettering.base_font())
    sheet = resources.folder("style") / "setsudo.qss"
    text = Template(sheet.read_text(encoding="utf-8")).substitute(
        theme.names(shown) | lettering.names()
    )
    application.setStyleSheet(text)
    for target, names in list(_dressed.items()):
        if shiboken6.isValid(target):
            target.setIcon(icon(*names))  # type: ignore[attr-defined]  # `Iconed`, see `set_icon`


def set_icon(target: Iconed, name: str, off: str = "") -> None:
    """Give `target` a line icon that follows the theme; `off` is shown while it is unchecked."""
    if not name:
        return
    target.setIcon(icon(name, off))
    assert isinstance(target, QObject)
    _dressed[target] = (name, off)


def icon(name: str, off: str = "") -> QIcon:
    """A line icon of `resources/icons` in the colours of the theme."""
    made = QIcon()
    drawings = [(name, QIcon.State.On)] if off else [(name, QIcon.State.Off)]
    if off:
        drawings.append((off, QIcon.State.Off))
    for drawing, state in drawings:
        _add(made, drawing, state)
    return made


def pixmap(name: str, side: int, colour: str = "ink") -> QPixmap:
    """A line icon of `side` × `side` pixels in a colour of the theme."""
    drawing = (resources.folder("icons") / f"{name}.svg").read_text(encoding="utf-8")
    drawn = drawing.replace("currentColor", theme.colour(colour).name())
    return _rendered(QSvgRenderer(QByteArray(drawn.encode())), side)


def application_icon() -> QIcon:
    """The program's own icon."""
    renderer = QSvgRenderer(str(resources.folder("icons") / "setsudo.svg"))
    made = QIcon()
    for side in (16, 32, 64, 128, 256):
        made.addPixmap(_rendered(renderer, side))
    return made


def _palette(shown: Theme) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(getattr(shown, name)))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(shown.off))
    return palette


def _add(made: QIcon, name: str, state: QIcon.State) -> None:
    for colour, mode in (("ink", QIcon.Mode.Normal), ("off", QIcon.Mode.Disabled)):
        for side in _SIDES:
            made.addPixmap(pixmap(name, side, colour), mode, state)


def _rendered(renderer: QSvgRenderer, side: int) -> QPixmap:
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap
