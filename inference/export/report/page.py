"""A PDF page to draw on, measured in points from its upper left corner, with embedded fonts."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from inference.core.languages import LANGUAGES, SOURCE
from inference.export.pictures.fonts import font_path

rl_config.useA85 = 0  # streams as bytes, a quarter smaller
REGULAR, BOLD = "Setsudo", "Setsudo-Bold"
#: Characters after which a line may be broken besides spaces; Japanese breaks nearly anywhere.
_BREAKS = " -·/（"
#: What a cut line ends with; the fonts' own ellipsis stands in the middle of the line.
_CUT = "..."
#: Characters that may not begin a line (JIS X 4051).
_NOT_FIRST = "、。，．）」』】〉》・：；？！ー)],.:;%"


def rgb(red: int, green: int, blue: int, alpha: float = 1.0) -> Color:
    return Color(red / 255, green / 255, blue / 255, alpha)


INK, SOFT, FAINT = rgb(24, 31, 40), rgb(94, 104, 116), rgb(214, 219, 225)
ACCENT, WARN, WARN_BACK = rgb(16, 98, 122), rgb(122, 66, 0), rgb(255, 236, 205)
DARK, LIGHT, DIM = rgb(12, 14, 17), rgb(232, 236, 241), rgb(160, 169, 180)
AMBER = rgb(240, 178, 86)


class Page:
    """One page at a time. Every y is measured downwards; text stands on its baseline."""

    def __init__(self, title: str, language: str) -> None:
        register_fonts()
        self.turned = False  # a page lies behind this one
        self.width, self.height = A4
        self._stream = io.BytesIO()
        tag = LANGUAGES.get(language, LANGUAGES[SOURCE]).tag
        self._canvas = Canvas(self._stream, A4, lang=tag, initialFontName=REGULAR)
        self._canvas.setTitle(title)
        self._canvas.setAuthor("Setsudo")
        self._canvas.setCreator("Setsudo")
        self._canvas.setSubject("For research and teaching. Not for diagnostic use.")

    def turn(self) -> None:
        """End this page and begin the next."""
        self._canvas.showPage()
        self.turned = True

    def finish(self) -> bytes:
        """The bytes of the PDF."""
        self._canvas.showPage()
        self._canvas.save()
        return self._stream.getvalue()

    # --- text -----------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 7.5,
        colour: Color = INK,
        *,
        bold: bool = False,
        align: str = "left",
        width: float | None = None,
    ) -> float:
        """One line, narrowed by an ellipsis to `width`; returns its width."""
        face = BOLD if bold else REGULAR
        if width is not None:
            words = shortened(words, width, size, bold=bold)
        self._canvas.setFont(face, size)
        self._canvas.setFillColor(colour)
        draw = {
            "left": self._canvas.drawString,
            "right": self._canvas.drawRightString,
            "centre": self._canvas.drawCentredString,
        }[align]
        draw(x, self.height - y, words)
        return float(pdfmetrics.stringWidth(words, face, size))

    def block(
        self,
        x: float,
        y: float,
        words: str,
        width: float,
        size: float = 7.5,
        colour: Color = INK,
        *,
        bold: bool = False,
        most: int = 3,
        leading: float = 1.35,
    ) -> float:
        """At most `most` lines of running text; returns the y below them."""
        for line in wrapped(words, width, size, bold=bold, most=most):
            self.text(x, y, line, size, colour, bold=bold)
            y += size * leading
        return y

    def pairs(
        self, x: float, y: float, rows: Iterable[tuple[str, str]], width: float, size: float = 7.1
    ) -> float:
        """Label and value on a line each; returns the y below."""
        for label, value in rows:
            room = width * (0.66 if label else 1.0)
            taken = self.text(x + width, y, value, size, align="right", width=room)
            self.text(x, y, label, size, SOFT, width=width - taken - 6)
            y += size * 1.42
        return y

    def table(
        self,
        x: float,
        y: float,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        size: float = 7.0,
    ) -> float:
        """Rows of cells, the first its header; names stand left, figures right in their cells."""
        for place, row in enumerate(rows):
            colour, right = SOFT if place == 0 else INK, x
            for column, (words, width) in enumerate(zip(row, widths, strict=True)):
                right += width
                if column == 0:
                    self.text(x, y, words, size, SOFT, width=width - 2)
                else:
                    self.text(right, y, words, size, colour, align="right", width=width - 2)
            y += size * 1.42
        return y

    def heading(self, x: float, y: float, words: str, width: float) -> float:
        """A section's name above a thin rule; returns the y of the first line below."""
        self.text(x, y, words, 8, ACCENT, bold=True, width=width)
        self.line([(x, y + 3.2), (x + width, y + 3.2)], FAINT, 0.6)
        return y + 13

    # --- shapes ---------------------------------------------------------------------------------

    def box(
        self, x: float, y: float, width: float, height: float, colour: Color, radius: float = 0
    ) -> None:
        self._canvas.setFillColor(colour)
        bottom = self.height - y - height
        if radius:
            self._canvas.roundRect(x, bottom, width, height, radius, stroke=0, fill=1)
        else:
            self._canvas.rect(x, bottom, width, height, stroke=0, fill=1)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: Color,
        width: float,
        *,
        closed: bool = False,
        dash: tuple[float, float] | None = None,
    ) -> None:
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(width)
        self._canvas.setDash(*(dash or ()))
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        if closed:
            path.close()
        self._canvas.drawPath(path, stroke=1, fill=0)
        self._canvas.setDash()

    def dot(self, x: float, y: float, radius: float, colour: Color) -> None:
        self._canvas.setFillColor(colour)
        self._canvas.circle(x, self.height - y, radius, stroke=0, fill=1)

    def picture(
        self, x: float, y: float, width: float, height: float, pixels: NDArray[np.uint8]
    ) -> None:
        """(h, w, 3) uint8 stretched over a rectangle; kept as grey where it is grey."""
        grey = bool((pixels == pixels[..., :1]).all())
        kept = pixels[..., 0] if grey else pixels
        image = ImageReader(Image.fromarray(np.ascontiguousarray(kept)))
        self._canvas.drawImage(image, x, self.height - y - height, width, height)


def register_fonts() -> None:
    """Make the program's own fonts known; they are embedded as subsets."""
    for name, bold in ((REGULAR, False), (BOLD, True)):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(font_path(bold=bold))))


def measured(words: str, size: float, *, bold: bool = False) -> float:
    """Width of a line in points."""
    register_fonts()
    return float(pdfmetrics.stringWidth(words, BOLD if bold else REGULAR, size))


def shortened(words: str, width: float, size: float, *, bold: bool = False) -> str:
    """`words`, cut and ended by dots where they are wider than `width`."""
    if measured(words, size, bold=bold) <= width:
        return words
    while words and measured(f"{words}{_CUT}", size, bold=bold) > width:
        words = words[:-1]
    return f"{words.rstrip()}{_CUT}"


def wrapped(
    words: str, width: float, size: float, *, bold: bool = False, most: int = 99
) -> list[str]:
    """Lines at most `width` wide; what does not fit into `most` lines ends in an ellipsis."""
    lines: list[str] = []
    rest = words.strip()
    while rest and len(lines) < most - 1:
        cut = _first_line(rest, width, size, bold=bold)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, shortened(rest, width, size, bold=bold)] if rest else lines


def _first_line(words: str, width: float, size: float, *, bold: bool) -> int:
    """How many characters make up the first line."""
    fits = len(words)
    if measured(words, size, bold=bold) <= width:
        return fits
    fits = 1
    while measured(words[: fits + 1], size, bold=bold) <= width:
        fits += 1
    for cut in range(fits, max(fits // 2, 1), -1):
        before, after = words[cut - 1], words[cut]
        wide = ord(before) > 0x2E7F or ord(after) > 0x2E7F
        if (before in _BREAKS or after == " " or wide) and after not in _NOT_FIRST:
            return cut
    return fits
