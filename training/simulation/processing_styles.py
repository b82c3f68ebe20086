"""Processing styles of several vendors: what turns a log exposure into what a workstation shows.

Each is named for what it does and written after its publication, not after a product's code:
no vendor's look is claimed to the letter, the families are. `Acquisition` holds their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

import cv2
import numpy as np

from inference.core.types import FloatArray

#: Levels of the multiscale decomposition; sides are multiples of 64, so 512 ends at 8.
LEVELS = 6
#: Log exposure that the multiscale power law leaves as it is.
UNCHANGED = 0.6
#: Exponents of that law: its finest scale is amplified least, or grain would be.
WEAKEST_POWER, STRONGEST_POWER, FINEST_POWER = 0.95, 0.68, 0.92


class Settings(Protocol):
    """The numbers of an `Acquisition` that a style reads."""

    @property
    def detail_gain(self) -> float: ...
    @property
    def detail_mm(self) -> float: ...
    @property
    def base_gain(self) -> float: ...
    @property
    def base_mm(self) -> float: ...


#: (log exposure (H, W), settings, mm per pixel) -> (what is windowed and graded by the tone
#: curve, detail that is added past the curve, in log exposure), both (H, W) float32.
Style = Callable[[FloatArray, Settings, float], tuple[FloatArray, FloatArray]]


def two_scale(exposure: FloatArray, s: Settings, pixel_mm: float) -> tuple[FloatArray, FloatArray]:
    """Unsharp masking with a compressed base (Fuji's gradation and frequency processing; Tateno,
    Iinuma and Takano 1987).
    """
    base = broad(exposure, s.base_mm / pixel_mm)
    return _graded(
        s.base_gain * base + (exposure - base) + s.detail_gain * _detail(exposure, s, pixel_mm)
    )


def multiscale(exposure: FloatArray, s: Settings, pixel_mm: float) -> tuple[FloatArray, FloatArray]:
    """Every scale's weak contrasts amplified by a power law (Agfa's MUSICA; Vuylsteke and
    Schoeters 1994).
    """
    scales, rest = _laplacian(exposure)
    power = float(np.clip(WEAKEST_POWER - 0.15 * s.detail_gain, STRONGEST_POWER, WEAKEST_POWER))
    image = rest * s.base_gain
    for level in reversed(range(len(scales))):
        scale = scales[level]
        exponent = max(power, FINEST_POWER) if level == 0 else power
        stronger = UNCHANGED * np.sign(scale) * (np.abs(scale) / UNCHANGED) ** exponent
        image = cv2.pyrUp(image, dstsize=scale.shape[::-1]) + stronger
    return _graded(image)


def equalised(exposure: FloatArray, s: Settings, pixel_mm: float) -> tuple[FloatArray, FloatArray]:
    """The tone curve acts on the broad base, detail passes it by with a gain of its own, so that
    dark and bright parts have equal detail (Kodak's EVP; Van Metter and Foos 1999).
    """
    base = broad(exposure, 0.5 * s.base_mm / pixel_mm)
    return base, np.asarray((0.6 + 0.4 * s.detail_gain) * (exposure - base), np.float32)


def dynamic_range(
    exposure: FloatArray, s: Settings, pixel_mm: float
) -> tuple[FloatArray, FloatArray]:
    """The dark half alone is lifted towards the middle, its detail kept (dynamic range control;
    Kobayashi 1993, Philips' and Siemens' harmonisation do alike), over a gentle unsharp mask.
    """
    base = broad(exposure, s.base_mm / pixel_mm)
    middle = float(np.median(base))
    lifted = exposure + 1.2 * (1 - s.base_gain) * np.maximum(middle - base, 0)
    return _graded(lifted + 0.4 * s.detail_gain * _detail(exposure, s, pixel_mm))


def screen_film(
    exposure: FloatArray, s: Settings, pixel_mm: float
) -> tuple[FloatArray, FloatArray]:
    """A digitised film: the emulsion's S curve of log exposure with toe and shoulder (Hurter and
    Driffield 1890), no processing; contrast from 2 to 4 as `base_gain` falls.
    """
    low, high = np.percentile(exposure, (2, 98))
    gradient = 2 + 4 * (1 - s.base_gain)
    place = (exposure - low) / max(float(high - low), 1e-3) - 0.5
    return _graded(1 / (1 + np.exp(-gradient * place)))


STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "two_scale": two_scale,
        "multiscale": multiscale,
        "equalised": equalised,
        "screen_film": screen_film,
        "dynamic_range": dynamic_range,
    }
)
#: Shares by settings; the last style is B's alone, never trained on.
SHARES: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {"A": (0.4, 0.25, 0.2, 0.15, 0.0), "B": (0.2, 0.2, 0.2, 0.1, 0.3)}
)


def draw_style(rng: np.random.Generator, settings: str) -> str:
    """A name of `STYLES` for settings "A" or "B"."""
    return str(rng.choice(list(STYLES), p=SHARES[settings]))


def broad(image: FloatArray, sigma: float) -> FloatArray:
    """`image` (H, W) blurred by `sigma` pixels, computed on a 4 × coarser grid."""
    small = (max(1, image.shape[1] // 4), max(1, image.shape[0] // 4))
    coarse = cv2.resize(image, small, interpolation=cv2.INTER_AREA)
    coarse = cv2.GaussianBlur(coarse, (0, 0), max(sigma / 4, 0.5))
    return np.asarray(cv2.resize(coarse, image.shape[::-1], interpolation=cv2.INTER_LINEAR))


def _detail(exposure: FloatArray, s: Settings, pixel_mm: float) -> FloatArray:
    """What is finer than `detail_mm`."""
    return np.asarray(exposure - cv2.GaussianBlur(exposure, (0, 0), s.detail_mm / pixel_mm))


def _graded(image: FloatArray) -> tuple[FloatArray, FloatArray]:
    return np.asarray(image, np.float32), np.zeros(image.shape, np.float32)


def _laplacian(image: FloatArray) -> tuple[list[FloatArray], FloatArray]:
    """Scales of a Laplacian pyramid, finest first, and what is left (Burt and Adelson 1983)."""
    scales: list[FloatArray] = []
    for _ in range(LEVELS):
        coarse = cv2.pyrDown(image)
        scales.append(np.asarray(image - cv2.pyrUp(coarse, dstsize=image.shape[::-1])))
        image = np.asarray(coarse)
    return scales, image
