"""A synthetic film as a 16-bit PNG: marked in and beside its pixels, in its texts and name."""

from __future__ import annotations

import io
from collections.abc import Collection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from inference.core.errors import ExportError
from inference.export.case import ADVERSARIAL_PREFIX
from inference.export.originals import PerturbedFilm
from inference.export.pictures.fonts import fitting
from inference.export.provenance import NOTICE, counterfactual_derivation, derivation
from inference.export.synthetic_pixels import marked_film
from inference.export.writing import write_whole
from inference.formats.marking_band import CODE_ROWS, band_rows, code_row
from inference.formats.raster import MARK_ADVERSARIAL, MARK_KEYWORD

WORDS = (
    "ADVERSARIAL · SYNTHETIC · NOT FOR DIAGNOSTIC USE",
    "敵対的・合成画像 診断には使用できません",
)
COUNTERFACTUAL_WORDS = (
    "COUNTERFACTUAL · SYNTHETIC · NOT FOR DIAGNOSTIC USE",
    "反事実・合成画像 診断には使用できません",
)
_TOP = 65535


def write_adversarial(path: Path, film: PerturbedFilm, sources: Collection[Path] = ()) -> None:
    """Write `film` to `path`, whose name must begin with ADV_.

    Raises
    ------
    ExportError: "adversarial_name", "write_failed".
    """
    if not path.name.startswith(ADVERSARIAL_PREFIX):
        raise ExportError("adversarial_name")
    write_whole(path, encoded_adversarial(film), sources)


def encoded_adversarial(film: PerturbedFilm) -> bytes:
    """A 16-bit grey PNG of the film above its marking band; nothing of the source's file."""
    if not isinstance(film, PerturbedFilm):
        raise TypeError(type(film).__name__)
    codes = marked_film(film.codes, film.result.segmentation)
    found = film.counterfactual
    words = WORDS if found is None else COUNTERFACTUAL_WORDS
    picture = np.vstack([codes, marking_band(codes.shape[1], words)])
    info = PngInfo()
    what, name = _said(film)
    info.add_itxt(MARK_KEYWORD, f"{MARK_ADVERSARIAL}: synthetic, derived. {NOTICE}.")
    info.add_itxt("Title", f"{name} - NOT PATIENT DATA")
    info.add_itxt("Description", what)
    info.add_itxt("Disclaimer", words[0])
    info.add_itxt("Comment", words[1], "ja", "コメント")
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, "PNG", pnginfo=info)
    return stream.getvalue()


def _said(film: PerturbedFilm) -> tuple[str, str]:
    """How the film was made, and the name of such films."""
    if film.counterfactual is not None:
        what = counterfactual_derivation(film.result, film.counterfactual, film.amplitude)
        return what, "COUNTERFACTUAL"
    what = derivation(film.result, "Film with an adversarial perturbation", film.amplitude)
    return what, "ADVERSARIAL"


def marking_band(columns: int, words: tuple[str, str] = WORDS) -> NDArray[np.uint16]:
    """(band_rows, columns) uint16: the code next to the film, the words below it."""
    rows = band_rows(columns)
    image = Image.new("L", (columns, rows - CODE_ROWS), 0)
    draw = ImageDraw.Draw(image)
    half = image.height / 2
    for place, text in enumerate(words):
        face = fitting(text, columns * 0.96, int(half * 0.8), bold=True)
        draw.text((columns / 2, half * (place + 0.5)), text, fill=255, font=face, anchor="mm")
    written = np.asarray(image, np.uint16) * np.uint16(257)
    code = np.where(code_row(columns), _TOP, 0).astype(np.uint16)
    return np.vstack([np.repeat(code[None], CODE_ROWS, 0), written])
