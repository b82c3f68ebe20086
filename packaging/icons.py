"""The program's icon in the forms that the systems want, from resources/icons/setsudo.svg."""

from __future__ import annotations

import os
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256)


def write(folder: Path, svg: Path) -> None:
    """setsudo.png (256), setsudo.ico and setsudo.icns in `folder`."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    pictures = [Image.open(_drawn(svg, folder / f"icon-{size}.png", size)) for size in SIZES]
    largest = Image.open(_drawn(svg, folder / "icon-1024.png", 1024))
    pictures[-1].save(folder / "setsudo.png")
    sizes = [(size, size) for size in SIZES]
    pictures[-1].save(folder / "setsudo.ico", sizes=sizes, append_images=pictures[:-1])
    largest.save(folder / "setsudo.icns")


def _drawn(svg: Path, path: Path, size: int) -> Path:
    os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _ = QGuiApplication.instance() or QGuiApplication([])
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    picture.save(str(path))
    return path
