"""The look: Fusion in a reading room's dark, and fonts for both languages."""

from __future__ import annotations

import sys

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import resources

_INK, _INK_OFF = "#cdd4dc", "#5d6672"
_FAMILIES = {
    "win32": ["Segoe UI", "Yu Gothic UI", "Meiryo"],
    "darwin": [".AppleSystemUIFont", "Hiragino Sans"],
    "linux": [
        "Inter",
        "Noto Sans",
        "Noto Sans CJK JP",
        "Noto Sans JP",
        "IPAPGothic",
        "DejaVu Sans",
    ],
}
_ROLES = {
    QPalette.ColorRole.Window: "#15181c",
    QPalette.ColorRole.WindowText: "#d5dae1",
    QPalette.ColorRole.Base: "#111417",
    QPalette.ColorRole.AlternateBase: "#1a1d22",
    QPalette.ColorRole.Text: "#d5dae1",
    QPalette.ColorRole.Button: "#272c33",
    QPalette.ColorRole.ButtonText: "#d5dae1",
    QPalette.ColorRole.ToolTipBase: "#23282e",
    QPalette.ColorRole.ToolTipText: "#e4e8ed",
    QPalette.ColorRole.Highlight: "#2f5d8c",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.PlaceholderText: "#7d8791",
    QPalette.ColorRole.Link: "#7ab4ec",
}


def apply(application: QApplication) -> None:
    """Dress the whole application."""
    application.setStyle("Fusion")
    palette = QPalette()
    for role, colour in _ROLES.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#626b76"))
    application.setPalette(palette)
    font = QFont()
    font.setFamilies(_FAMILIES.get(sys.platform, _FAMILIES["linux"]))
    font.setPixelSize(13)
    application.setFont(font)
    sheet = resources.folder("style") / "dark.qss"
    application.setStyleSheet(sheet.read_text(encoding="utf-8"))


def icon(name: str) -> QIcon:
    """A line icon of `resources/icons` in the colours of the look."""
    path = resources.folder("icons") / f"{name}.svg"
    drawing = path.read_text(encoding="utf-8")
    made = QIcon()
    for colour, mode in ((_INK, QIcon.Mode.Normal), (_INK_OFF, QIcon.Mode.Disabled)):
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
        for side in (18, 36):
            pixmap = QPixmap(QSize(side, side))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, side, side))
            painter.end()
            made.addPixmap(pixmap, mode)
    return made


def application_icon() -> QIcon:
    """The program's own icon."""
    renderer = QSvgRenderer(str(resources.folder("icons") / "setsudo.svg"))
    made = QIcon()
    for side in (16, 32, 64, 128, 256):
        pixmap = QPixmap(QSize(side, side))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(pixmap)
    return made
