"""From materials along rays to a film: X-ray physics, then the look that a vendor gives it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from scipy.interpolate import PchipInterpolator

from inference.core.types import BoolArray, FloatArray
from training.simulation.processing_styles import STYLES


@dataclass(frozen=True, slots=True)
class Acquisition:
    """Everything between the patient and the stored film."""

    settings: str = "A"
    soft_per_mm: float = 0.0200  # linear attenuation of water at the beam's effective energy
    bone_per_mm: float = 0.022  # per mm of bone excess (ct.MATERIALS)
    lung_factor: float = 1.0  # density of the lung's tissue: inflation, vessels
    scatter_ratio: float = 0.35  # of the scattered to the primary mean intensity
    scatter_mm: float = 45.0  # standard deviation of its spread
    photons: float = 60_000.0  # per pixel in air
    blur_mm: float = 0.25  # standard deviation of the detector's spread
    detail_gain: float = 0.35  # added high-pass, at `detail_mm`
    detail_mm: float = 8.0
    base_gain: float = 0.75  # contrast left to structures broader than `base_mm`
    base_mm: float = 55.0
    equalisation: float = 0.0  # share of contrast-limited adaptive histogram equalisation
    window: tuple[float, float] = (1.0, 99.0)  # percentiles of the body shown as black and white
    knots: tuple[float, ...] = (0.25, 0.5, 0.75)  # curve values at inputs 1/4, 1/2, 3/4
    gamma: float = 1.0
    background: float = 0.0  # brightness of direct exposure
    softness: int = 0  # 0, or the side in pixels that the film once had
    style: str = "two_scale"  # of the processing, a name of `processing_styles.STYLES`


def draw_acquisition(rng: np.random.Generator, settings: str) -> Acquisition:
    """Random acquisition within settings "A" (training) or "B" (held out: other ranges)."""
    if settings not in ("A", "B"):
        raise ValueError(f"settings are A or B, not {settings!r}")
    a = settings == "A"

    def pick(in_a: tuple[float, float], in_b: tuple[float, float]) -> float:
        return float(rng.uniform(*(in_a if a else in_b)))

    middle = pick((0.40, 0.70), (0.32, 0.50) if rng.random() < 0.5 else (0.60, 0.76))
    spread = pick((0.15, 0.30), (0.12, 0.32))
    soft = rng.random() < 0.14
    return Acquisition(
        settings=settings,
        soft_per_mm=pick((0.0175, 0.0215), (0.0205, 0.0235)),
        bone_per_mm=pick((0.010, 0.026), (0.024, 0.038)),
        lung_factor=pick((0.75, 1.35), (0.7, 1.45)),
        scatter_ratio=pick((0.15, 0.6), (0.5, 0.85)),
        scatter_mm=pick((30, 60), (20, 40)),
        photons=float(10 ** pick((3.9, 5.3), (3.6, 4.6))),
        blur_mm=pick((0.1, 0.6), (0.3, 0.8)),
        detail_gain=pick((0.0, 1.2), (0.9, 1.8)),
        detail_mm=pick((2.0, 14.0), (1.5, 4.0)),
        base_gain=pick((0.5, 1.0), (0.4, 0.75)),
        base_mm=pick((40, 80), (25, 50)),
        equalisation=float(rng.uniform(0.2, 0.8)) if rng.random() < 0.15 else 0.0,
        window=(pick((0.0, 3.0), (0.0, 1.0)), pick((88.0, 99.9), (94.0, 100.0))),
        knots=(middle - spread, middle, middle + spread * float(rng.uniform(0.7, 1.1))),
        gamma=pick((0.75, 1.4), (0.6, 1.7)),
        background=0.0 if rng.random() < 0.75 else float(rng.uniform(0.0, 0.25)),
        softness=int(rng.integers(64, 300)) if soft else 0,
    )


def expose(
    soft: FloatArray,
    bone: FloatArray,
    lung: FloatArray,
    acquisition: Acquisition,
    pixel_mm: float,
    rng: np.random.Generator,
) -> tuple[FloatArray, BoolArray]:
    """Log exposure (H, W) float32, 0 in air, rising with density; and where the body is.

    `soft`, `bone`, `lung`: (H, W) mm of water equivalent. Beer-Lambert for one effective energy,
    a broad scatter field, Poisson-like noise, detector blur.
    """
    a = acquisition
    path = soft + a.lung_factor * lung
    primary = np.exp(-a.soft_per_mm * path - a.bone_per_mm * bone).astype(np.float32)
    body = path > 12.0
    total = primary + a.scatter_ratio * _scatter(primary, body, a.scatter_mm / pixel_mm)
    noisy = total + rng.standard_normal(total.shape, np.float32) * np.sqrt(total / a.photons)
    seen = cv2.GaussianBlur(noisy, (0, 0), max(a.blur_mm / pixel_mm, 0.15))
    air = 1 + a.scatter_ratio * 0.05
    return np.asarray(-np.log(np.clip(seen / air, 1e-4, 1))), body


def _scatter(primary: FloatArray, body: BoolArray, sigma: float) -> FloatArray:
    """(H, W): what the body scatters, spread widely; computed on an 8 × coarser grid."""
    small = (max(1, primary.shape[1] // 8), max(1, primary.shape[0] // 8))
    inside = cv2.resize(np.where(body, primary, 0.06), small, interpolation=cv2.INTER_AREA)
    spread = cv2.GaussianBlur(inside, (0, 0), max(sigma / 8, 0.5))
    return np.asarray(cv2.resize(spread, primary.shape[::-1], interpolation=cv2.INTER_LINEAR))


def develop(
    exposure: FloatArray, shown: BoolArray, acquisition: Acquisition, pixel_mm: float
) -> FloatArray:
    """The film (H, W) float32 in [0, 1], dense = bright, of a log exposure.

    A vendor's processing style, window by percentiles of the pixels in `shown`, tone curve.
    """
    a = acquisition
    processed, detail = STYLES[a.style](exposure, a, pixel_mm)
    body = processed[shown] if shown.any() else processed.ravel()
    low, high = np.percentile(body, a.window)
    span = max(high - low, 1e-3)
    tone = _curve(np.clip((processed - low) / span, 0, 1), a.knots) ** a.gamma
    if detail.any():  # room for it, or dark lungs would lose theirs to the clipping
        tone = np.clip(0.08 + 0.84 * tone + detail / span, 0, 1)
    if a.equalisation:
        clahe = cv2.createCLAHE(2.0, (6, 6))
        equal = clahe.apply((tone * 65535).astype(np.uint16)).astype(np.float32) / 65535
        tone = (1 - a.equalisation) * tone + a.equalisation * equal
    tone = a.background + (1 - a.background) * tone
    return np.asarray(_softened(tone.astype(np.float32), a.softness))


def _curve(tone: FloatArray, knots: tuple[float, ...]) -> FloatArray:
    """Monotone piecewise-cubic tone curve through (0, 0), the knots, (1, 1)."""
    ordered = np.maximum.accumulate(np.clip(knots, 0.02, 0.98))
    x = np.linspace(0, 1, len(knots) + 2)
    table = PchipInterpolator(x, [0.0, *ordered, 1.0])(np.linspace(0, 1, 1024))
    return np.asarray(np.interp(tone, np.linspace(0, 1, 1024), table), np.float32)


def _softened(film: FloatArray, side: int) -> FloatArray:
    """`film` as if it had been stored with `side` pixels and enlarged again."""
    if not side or side >= film.shape[0]:
        return film
    small = cv2.resize(film, (side, side), interpolation=cv2.INTER_AREA)
    large = cv2.resize(small, film.shape[::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(large, 0, 1), np.float32)
