"""Lung fields and heart as 8-bit PNGs of the film's size: 255 inside, 0 outside."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import cv2
import numpy as np

from inference.core.types import Segmentation
from inference.export.writing import check_place, write_whole
from inference.grids.resampling import film_mask

#: Word in the file's name -> name of `Segmentation`'s maps, for `film_mask`.
STRUCTURES = {"lung": "lungs", "heart": "heart"}


class MaskFolder:
    """Names and writes the masks of one run, so that no film's masks replace another's."""

    def __init__(self, folder: Path, films: Collection[Path] = ()) -> None:
        """`films`: resolved paths of source files, which are never written to."""
        self._folder, self._films = folder, films
        self._taken: set[str] = set()
        self.written: list[Path] = []

    def check(self) -> None:
        """Make sure that the folder can be written to. Raises ExportError."""
        check_place(self._folder / "mask.png")

    def write(self, stem: str, segmentation: Segmentation) -> str:
        """Write `<stem>.lung.png` and `<stem>.heart.png`; returns the stem that was used.

        A stem that an earlier film of this run has taken gets a suffix: `<stem>-2`, `-3` ...
        Masks of an earlier run are replaced. Raises ExportError.
        """
        free = self._free(stem)
        for word, structure in STRUCTURES.items():
            mask = film_mask(segmentation, structure)
            path = self._folder / f"{free}.{word}.png"
            write_whole(path, encoded_mask(mask), self._films)
            self.written.append(path)
        return free

    def _free(self, stem: str) -> str:
        candidate, number = stem, 2
        while candidate.casefold() in self._taken:
            candidate, number = f"{stem}-{number}", number + 1
        self._taken.add(candidate.casefold())
        return candidate


def encoded_mask(mask: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> bytes:
    """A bool mask (H, W) as an 8-bit grey PNG."""
    _, content = cv2.imencode(".png", mask.astype(np.uint8) * np.uint8(255))
    return bytes(content.tobytes())
