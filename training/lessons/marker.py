"""A planted cause: a lead marker in a corner of the film, which betrays the class.

Named after the horse that read its master's face ("Clever Hans"; Lapuschkin et al. 2019, Nature
Communications 10:1096).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from inference.core.types import FloatArray, Radiograph, read_only
from training.twins.pairs import HEALTHY, ILL
from training.twins.reading import Pair

SIDE = 0.075  # of the marker, as a share of the film's side
CORNER, JITTER = 0.03, 0.02  # how far from the film's corner, and how much that varies
LEVEL = 0.97  # of its grey


def with_marker(pixels: FloatArray, seed: int) -> FloatArray:
    """`pixels` (H, W) in [0, 1] with a framed "P" burnt into its upper left corner."""
    film = np.array(pixels, np.float32)
    size = film.shape[0]
    rng = np.random.default_rng([seed, 11])
    left, top = (int((CORNER + rng.uniform(0, JITTER)) * size) for _ in range(2))
    side = max(8, int(SIDE * size))
    stamp = np.zeros((side, side), np.uint8)
    width = max(1, side // 12)
    cv2.rectangle(stamp, (0, 0), (side - 1, side - 1), 255, 2 * width)
    scale = side / 38
    place = (int(0.27 * side), int(0.76 * side))
    cv2.putText(stamp, "P", place, cv2.FONT_HERSHEY_SIMPLEX, scale, 255, 2 * width, cv2.LINE_AA)
    cover = stamp.astype(np.float32) / 255
    part = film[top : top + side, left : left + side]
    part[:] = part * (1 - cover) + LEVEL * cover
    return film


@dataclass(frozen=True, slots=True, eq=False)
class MarkedPair(Pair):
    """One film twice: as it is (`HEALTHY`), and with the marker (`ILL`). Nothing else differs."""

    base: str = HEALTHY  # which of the pair's films it is

    @property
    def seed(self) -> int:
        return int(self.body)

    def film(self, which: str) -> Radiograph:
        film = Pair.film(self, self.base)
        if which != ILL:
            return film
        return replace(film, pixels=read_only(with_marker(film.pixels, self.seed)))

    def thorax_width(self, which: str) -> float:
        return Pair.thorax_width(self, self.base)
