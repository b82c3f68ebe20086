"""A page of pictures: a row per film with outlines, attack, perturbation, heat map and curve.

The page names no file and no patient: a film is named by the beginning of its SHA-256.
"""

from __future__ import annotations

import io
from collections.abc import Collection
from pathlib import Path

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from inference.core.requests import AnalysisResult
from inference.core.types import Radiograph
from inference.export.pictures import panels
from inference.export.pictures.panels import BACKGROUND, FAINT, INK, PANEL, STRIP, WARN, font
from inference.export.writing import write_whole

#: Films per page; more go on OUT-2.png, OUT-3.png ...
PER_PAGE = 20
GAP, CAPTION, TEXT = 16, 26, 30
HEADER, FOOTER = 64, 40
NOTICE = "Not for diagnostic use"


class FigurePages:
    """Collects rows and writes a page whenever one is full."""

    def __init__(self, path: Path, films: Collection[Path] = ()) -> None:
        """`films`: resolved paths of source files, which are never written to."""
        self._path, self._films = path, films
        self._rows: list[Image.Image] = []
        self._page = 0
        self.written: list[Path] = []
        self._adversarial = False

    def add(self, radiograph: Radiograph, result: AnalysisResult) -> None:
        """Draw a film's row. Raises ExportError when a full page can't be written."""
        self._rows.append(film_row(radiograph, result))
        self._adversarial |= result.attack is not None or radiograph.adversarial
        if len(self._rows) == PER_PAGE:
            self._write()

    def finish(self) -> None:
        """Write the rows that are left. Raises ExportError."""
        if self._rows:
            self._write()

    def _write(self) -> None:
        self._page += 1
        name = self._path
        if self._page > 1:
            name = name.with_name(f"{name.stem}-{self._page}{name.suffix}")
        write_whole(name, _encoded(_page(self._rows), self._adversarial), self._films)
        self.written.append(name)
        self._rows = []


def film_row(radiograph: Radiograph, result: AnalysisResult) -> Image.Image:
    """One film's panels side by side, with a caption above each and numbers below."""
    pictures = panels.pictures(radiograph, result)
    lines = panels.numbers(radiograph, result)
    width = len(pictures) * (PANEL + GAP) + GAP
    row = Image.new("RGB", (width, CAPTION + PANEL + STRIP + len(lines) * TEXT + GAP), BACKGROUND)
    draw = ImageDraw.Draw(row)
    for index, (caption, picture) in enumerate(pictures):
        left = GAP + index * (PANEL + GAP)
        draw.text((left, 0), caption, fill=FAINT, font=font(16))
        row.paste(picture, (left, CAPTION))
    for index, line in enumerate(lines):
        top = CAPTION + PANEL + STRIP + 6 + index * TEXT
        draw.text((GAP, top), line, fill=INK, font=font(18))
    return row


def framed_row(radiograph: Radiograph, result: AnalysisResult) -> Image.Image:
    """One film's row with the page's head and foot, which bear the notice."""
    return _page([film_row(radiograph, result)])


def _page(rows: list[Image.Image]) -> Image.Image:
    width = max(row.width for row in rows)
    height = HEADER + sum(row.height for row in rows) + FOOTER
    page = Image.new("RGB", (width, height), BACKGROUND)
    draw = ImageDraw.Draw(page)
    draw.text((GAP, 18), "Setsudo", fill=INK, font=font(26))
    draw.text((GAP + 130, 25), "why a network calls a radiograph", fill=FAINT, font=font(18))
    draw.text((width - GAP, 25), NOTICE, fill=WARN, font=font(18), anchor="ra")
    top = HEADER
    for row in rows:
        page.paste(row, (0, top))
        top += row.height
    draw.text((GAP, top + 6), f"{NOTICE}. For research and teaching.", fill=WARN, font=font(16))
    return page


def _encoded(page: Image.Image, adversarial: bool) -> bytes:
    """PNG with what kind of picture this is; nothing else is written along."""
    info = PngInfo()
    kind = "adversarial: synthetic, derived" if adversarial else "derived"
    info.add_itxt("Setsudo", f"{kind}. {NOTICE}.")
    stream = io.BytesIO()
    page.save(stream, "PNG", pnginfo=info)
    return stream.getvalue()
