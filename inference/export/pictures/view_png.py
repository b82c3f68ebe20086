"""The marked view as a PNG, rebuilt from its pixels; nothing else comes along."""

from __future__ import annotations

import io
from collections.abc import Collection
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from inference.export.pictures.marked_view import MarkedView
from inference.export.provenance import NOTICE
from inference.export.synthetic_pixels import marked_picture
from inference.export.writing import write_whole
from inference.formats.raster import MARK_ADVERSARIAL, MARK_KEYWORD


def write_view(path: Path, view: MarkedView, sources: Collection[Path] = ()) -> None:
    """Write `view` to `path`. Raises ExportError: "write_failed"."""
    write_whole(path, encoded_view(view), sources)


def encoded_view(view: MarkedView) -> bytes:
    """An 8-bit RGB PNG; its texts say what it is."""
    info = PngInfo()
    kind = f"{MARK_ADVERSARIAL}: synthetic, derived" if view.synthetic else "derived"
    info.add_itxt(MARK_KEYWORD, f"{kind}. {NOTICE}.")
    info.add_itxt("Description", view.description)
    stream = io.BytesIO()
    pixels = marked_picture(view.pixels) if view.synthetic else view.pixels
    Image.fromarray(pixels).save(stream, "PNG", pnginfo=info)
    return stream.getvalue()
