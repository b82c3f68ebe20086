"""The picture of a whole view, marked, as it may leave the program. Needs numpy only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class MarkedView:
    """A picture of the whole view with its legend, its parameters and its marking burnt in."""

    pixels: NDArray[np.uint8]  # (h, w, 3) RGB
    synthetic: bool  # it shows pixels that an attack or a generator made
    shows_identity: bool  # the patient's name or number is drawn in it
    description: str  # DerivationDescription
