"""The fonts that come with the program: Latin, Greek and Japanese alike, on any machine."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

import resources


def font_path(*, bold: bool = False) -> Path:
    """BIZ UDPGothic (SIL Open Font License 1.1)."""
    return resources.folder("fonts") / f"BIZUDPGothic-{'Bold' if bold else 'Regular'}.ttf"


@lru_cache(maxsize=64)
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The font at `size` pixels, for pictures."""
    return ImageFont.truetype(str(font_path(bold=bold)), size, layout_engine=ImageFont.Layout.BASIC)


def fitting(text: str, width: float, size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The font at the greatest size up to `size` at which `text` is at most `width` wide."""
    while size > 5 and font(size, bold=bold).getlength(text) > width:
        size -= 1
    return font(size, bold=bold)
