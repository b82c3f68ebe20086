"""A film as the window keeps it: what was read, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from gui.films.pyramid import Pyramid
from inference.core.attack_types import AttackResult
from inference.core.coded_pixels import CodedPixels, kept_pixels
from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray, Radiograph, Study, Window
from inference.reading.thumbnail import thumbnail_size


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """One radiograph of a study with its pyramid and its default window."""

    path: Path
    index: int  # position among the study's radiographs
    study: Study
    pyramid: Pyramid
    window: Window
    data_range: tuple[float, float]  # modality values of its lowest and highest pixel, low < high
    thumbnail: NDArray[np.uint8]  # (h, w), after the default window

    @property
    def radiograph(self) -> Radiograph:
        return self.study.radiographs[self.index]

    @property
    def shape(self) -> tuple[int, int]:
        return self.pyramid.film_shape

    @property
    def name(self) -> str:
        """File name, and the position where the file holds several radiographs."""
        several = len(self.study.radiographs) > 1
        name = self.radiograph.file_name or self.path.name
        return f"{name} [{self.index + 1}]" if several else name

    @property
    def nbytes(self) -> int:
        """Bytes that are held; without padding the pyramid's finest level is the film's own."""
        kept = kept_pixels(self.radiograph)
        own = (
            0
            if isinstance(kept, CodedPixels) and kept.codes is self.pyramid.finest
            else kept.nbytes
        )
        return own + self.pyramid.nbytes


@dataclass(frozen=True, slots=True, eq=False)
class ShownDelta:
    """A change of the film on a model grid, with what drawing it needs."""

    grid: FilmGrid
    input_range: tuple[float, float]  # film pixel values standing for input 0 and 1
    replicated: FloatArray  # `FilmGrid.replicated` of it, input units

    @classmethod
    def of(cls, grid: FilmGrid, input_range: tuple[float, float], delta: FloatArray) -> ShownDelta:
        return cls(grid, input_range, grid.replicated(delta))


@dataclass(frozen=True, slots=True, eq=False)
class ShownAttack:
    """An attack with what drawing it needs, made where it does not stop the window."""

    result: AttackResult
    delta: ShownDelta

    @classmethod
    def of(cls, result: AttackResult) -> ShownAttack:
        return cls(result, ShownDelta.of(result.grid, result.input_range, result.delta))


def data_range_of(radiograph: Radiograph) -> tuple[float, float]:
    """(low, high) modality values that occur on the film, padding left out."""
    codes, padding = radiograph.codes, radiograph.padding
    mask = None if padding is None else (~padding).view(np.uint8)
    lowest, highest, _, _ = cv2.minMaxLoc(codes, mask)
    pixels = radiograph.pixels_of(np.array((lowest, highest), np.uint16))
    low, high = sorted(radiograph.modality_value(float(end)) for end in pixels)
    return (low, high) if high > low else (low, low + 1.0)


def thumbnail_of(pyramid: Pyramid, table: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(h, w) uint8 of `thumbnail_size`, seen through a window's table (65536,)."""
    columns, rows = thumbnail_size(pyramid.film_shape)
    level = pyramid.level(max(columns, rows) / max(pyramid.film_shape))
    codes = cv2.resize(level, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(table[np.asarray(codes, np.uint16)], np.uint8)
