"""Colours: a diverging map for signed perturbations, a sequential one for heat maps, line colours.

Both maps rise or fall in lightness monotonically from their zero and differ along blue to yellow,
so that readers with a colour vision deficiency can tell them (checked in the tests). Zero is dark,
like the surround: what is not there does not glare.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.uint32]

#: Anchors (position in [0, 1], red, green, blue), straight lines between them in sRGB.
_DIVERGING = (
    (0.0, 128, 198, 255),
    (0.25, 44, 108, 178),
    (0.5, 17, 20, 25),
    (0.75, 178, 88, 22),
    (1.0, 255, 184, 96),
)
_SEQUENTIAL = (
    (0.0, 12, 9, 30),
    (0.25, 92, 21, 110),
    (0.5, 187, 55, 84),
    (0.75, 249, 142, 9),
    (1.0, 252, 255, 164),
)

_AMBER = (
    (0.0, 26, 14, 2),
    (0.35, 110, 66, 8),
    (0.7, 214, 136, 24),
    (1.0, 255, 226, 150),
)
_CIVIDIS = (
    (0.0, 0, 32, 76),
    (0.25, 58, 75, 107),
    (0.5, 124, 123, 120),
    (0.75, 187, 173, 108),
    (1.0, 255, 234, 70),
)

#: Lines and fills; right and left are the patient's.
STRUCTURE_COLOURS = {
    "right_lung": (94, 200, 245),
    "left_lung": (242, 210, 75),
    "heart": (255, 120, 165),
}
#: The region that is chosen in the table, unlike every structure and every map.
REGION_COLOUR = (126, 231, 135)


def colours(anchors: tuple[tuple[float, int, int, int], ...]) -> NDArray[np.float64]:
    """(256, 3) red, green, blue in [0, 255]."""
    table = np.array(anchors, np.float64)
    positions = np.linspace(0, 1, 256)
    return np.stack([np.interp(positions, table[:, 0], table[:, k]) for k in (1, 2, 3)], axis=1)


DIVERGING = colours(_DIVERGING)
SEQUENTIAL = colours(_SEQUENTIAL)
#: Maps that a heat map may be shown in, all of rising lightness: two hues, one, blue to yellow.
HEAT_MAPS = {
    "inferno": SEQUENTIAL,
    "amber": colours(_AMBER),
    "cividis": colours(_CIVIDIS),
}


def opaque(rgb: NDArray[np.float64]) -> Table:
    """(N,) uint32 0xffRRGGBB from (N, 3)."""
    return premultiplied(rgb, np.ones(len(rgb)))


def premultiplied(rgb: NDArray[np.float64], alpha: NDArray[np.float64]) -> Table:
    """(N,) uint32 0xAARRGGBB, colours multiplied by alpha, from (N, 3) and (N,) in [0, 1]."""
    red, green, blue = np.round(rgb.T * alpha).astype(np.uint32)
    opacity = np.round(alpha * 255).astype(np.uint32)
    return np.asarray((opacity << 24) | (red << 16) | (green << 8) | blue, np.uint32)


def grey(brightness: NDArray[np.uint8]) -> Table:
    """(N,) uint32 0xffRRGGBB of grey, from (N,) uint8."""
    value = brightness.astype(np.uint32)
    return np.asarray(value * 0x010101 | 0xFF000000, np.uint32)


def fill(structure: str, opacity: float) -> Table:
    """(256,) table for a mask: the structure's colour at 255, transparent below."""
    alpha = np.zeros(256)
    alpha[255] = opacity
    return premultiplied(np.tile(np.array(STRUCTURE_COLOURS[structure], float), (256, 1)), alpha)


def region(opacity: float) -> Table:
    """(3,) table for a region: outside, inside, outline."""
    rgb = np.array([(0, 0, 0), REGION_COLOUR, REGION_COLOUR], float)
    return premultiplied(rgb, np.array([0.0, opacity, 0.9]))


def heat(opacity: float, name: str = "inferno") -> Table:
    """(256,) table for a heat map: what is low is transparent, so that the film stays readable.

    Nothing up to 0.15 of the scale, all of `opacity` from 0.75 on.
    """
    share = np.clip((np.linspace(0, 1, 256) - 0.15) / 0.6, 0, 1)
    return premultiplied(HEAT_MAPS[name], opacity * share)


def signed(opacity: float) -> Table:
    """(256,) table for a signed map over the film: what is near zero (code 128) is transparent."""
    distance = np.abs(np.arange(256) - 128) / 127
    return premultiplied(DIVERGING, opacity * np.minimum(distance * 1.6, 1.0))


def swatch(layer: str, heat_colours: str = "inferno") -> tuple[str, ...]:
    """The colours by which a layer is known in the controls, as #rrggbb."""
    match layer:
        case "grad_cam":
            picked = [HEAT_MAPS[heat_colours][code] for code in (64, 190, 255)]
        case "perturbation":
            picked = [DIVERGING[code] for code in (48, 128, 208)]
        case "heart":
            picked = [np.array(STRUCTURE_COLOURS["heart"])]
        case "lung_field":
            picked = [np.array(STRUCTURE_COLOURS[name]) for name in ("right_lung", "left_lung")]
        case _:
            picked = [np.array(colour) for colour in STRUCTURE_COLOURS.values()]
    return tuple("#" + "".join(f"{round(float(v)):02x}" for v in rgb) for rgb in picked)
