"""The palette of `inference.display.palette` as tables for drawing: premultiplied 0xAARRGGBB."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from inference.display.palette import (
    DEFAULT_HEAT_MAP,
    DIVERGING,
    HEAT_MAPS,
    REGION_COLOUR,
    STRUCTURE_COLOURS,
    heat_share,
    signed_share,
)

Table = NDArray[np.uint32]


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


def heat(opacity: float, name: str = DEFAULT_HEAT_MAP) -> Table:
    """(256,) table for a heat map: what is low is transparent, so that the film stays readable.

    How much covers it is said by `palette.heat_share`.
    """
    return premultiplied(HEAT_MAPS[name], opacity * heat_share(np.linspace(0, 1, 256)))


def signed(opacity: float) -> Table:
    """(256,) table for a signed map over the film: what is near zero (code 128) is transparent."""
    return premultiplied(DIVERGING, opacity * signed_share(np.arange(256)))


def swatch(layer: str, heat_colours: str = DEFAULT_HEAT_MAP) -> tuple[str, ...]:
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
