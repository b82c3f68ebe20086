"""A faint repeated pattern woven into synthetic films, by which they are known again.

It is a sum of plane waves with fixed numbers of cycles over the film's longer side. In the
picture's spectrum every wave is a point; resizing and cropping only move all points in or out
along their rays, mirroring and quarter turns swap axes. So the reader looks for the constellation
at every size: how far the spectrum there stands above its neighbourhood, averaged over the waves
(after Pereira and Pun 2000, IEEE Trans. Image Process. 9, a template in the Fourier domain).
Needs numpy and OpenCV only.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.core.types import FloatArray

Codes = NDArray[np.unsignedinteger[Any]]
_Waves = NDArray[np.float64]

#: How many waves, and their cycles over the film's longer side.
WAVES, FEWEST, MOST = 72, 60.0, 180.0
#: Amplitude of one wave, of the pixels' full range: together 0.42 % RMS, about a level of 8 bits.
AMPLITUDE = 0.0007
#: Least angle between a wave and the picture's axes, where edges and words have their spectrum.
OFF_AXES = math.radians(12)
#: Share of a picture's side that the film's longer side may be: cropped, or with a border added.
SMALLEST, LARGEST = 0.7, 2.4
#: Cycles per pixel beyond which a wave is not looked for.
FINEST = 0.45
#: Mean height above the neighbourhood, in standard deviations, from which a picture bears it.
THRESHOLD = 6.0
#: Longer side to which larger pictures are reduced first; the neighbourhood's side in the spectrum.
WORKING, NEIGHBOURHOOD = 1024, 15
#: Noise, as a share of the picture's range, that every picture is taken to have: what is finer in a
#: drawn picture is rounding. And the greatest log height that counts: one line is no proof.
FLOOR, HIGHEST = 3e-4, 4.0
#: Log of an exponential variable: its mean and its standard deviation.
_LOG_MEAN, _LOG_DEVIATION = -0.5772, math.pi / math.sqrt(6)
_SEED = 0x5E75


@lru_cache(maxsize=1)
def _waves() -> _Waves:
    """(K, 3): cycles along x and along y over the longer side, and the phase."""
    rng = np.random.default_rng(_SEED)
    quarter = rng.integers(0, 2, WAVES) * (math.pi / 2)
    angle = quarter + rng.uniform(OFF_AXES, math.pi / 2 - OFF_AXES, WAVES)
    cycles = np.exp(rng.uniform(math.log(FEWEST), math.log(MOST), WAVES))
    phase = rng.uniform(0, 2 * math.pi, WAVES)
    return np.stack([cycles * np.cos(angle), cycles * np.sin(angle), phase], 1)


@lru_cache(maxsize=2)
def pattern(rows: int, columns: int) -> FloatArray:
    """(rows, columns) float32: the pattern, in units of the pixels' full range."""
    longest = max(rows, columns)
    total = np.zeros((rows, columns), np.float32)
    x, y = (2 * np.pi * (np.arange(n) + 0.5) / longest for n in (columns, rows))
    waves = [wave for wave in _waves() if np.hypot(wave[0], wave[1]) < FINEST * longest]
    # cos(a + b) = cos a cos b - sin a sin b: all waves by two products of matrices
    if waves:
        along, down, phase = np.array(waves).T
        a, b = np.outer(y, down), np.outer(along, x) + phase[:, None]
        total = (np.cos(a) @ np.cos(b) - np.sin(a) @ np.sin(b)).astype(np.float32)
    total *= np.float32(AMPLITUDE)
    total.flags.writeable = False
    return total


def woven(codes: Codes, weight: FloatArray | None = None) -> Codes:
    """`codes` (H, W) or (H, W, C), 8 or 16 bits in full range, with the pattern in them.

    `weight` (H, W) float32, >= 0, says how many times of it each pixel takes; None: once.
    """
    top = np.iinfo(codes.dtype).max
    added = pattern(codes.shape[0], codes.shape[1]) * np.float32(top)
    if weight is not None:
        added = added * weight
    if codes.ndim == 3:
        added = added[..., None]
    return np.asarray(np.rint(np.clip(codes + added, 0, top)), codes.dtype)


def bears_pattern(codes: Codes) -> bool:
    """Whether the pattern is in a picture (H, W), resized and cropped as it may be."""
    return strength(codes) >= THRESHOLD


def strength(codes: Codes) -> float:
    """Standard deviations by which the pattern's points stand above the spectrum around them.

    The greatest over all sizes; 4.3 at most on 1,926 real films that do not bear it.
    """
    picture = _working(codes)
    if min(picture.shape) < 64 or not np.ptp(picture):
        return 0.0
    above = _spectrum(picture)
    rows, columns = above.shape
    sizes = np.exp(np.arange(math.log(SMALLEST), math.log(LARGEST), 0.5 / MOST))
    longest = max(picture.shape)
    waves = _waves()[:, :2]
    best = 0.0
    mirrored = waves * (-1, 1)
    for across, down in (waves.T, waves.T[::-1], mirrored.T, mirrored.T[::-1]):
        # cycles a pixel: the film's longer side is `size` times the picture's
        x, y = (np.outer(1 / (sizes * longest), part) for part in (across, down))
        seen = np.hypot(x, y) < FINEST
        column = np.rint(x * columns).astype(int) % columns
        row = np.rint(y * rows).astype(int) % rows
        heights = np.where(seen, above[row, column], 0).sum(1)
        count = seen.sum(1)
        enough = count >= WAVES // 3
        score = heights / (np.sqrt(np.maximum(count, 1)) * _LOG_DEVIATION)
        best = max(best, float(score[enough].max(initial=0)))
    return best


def _working(codes: Codes) -> FloatArray:
    longest = max(codes.shape)
    if codes.dtype not in (np.uint8, np.uint16):
        codes = codes.astype(np.float32)
    if longest > WORKING:
        height, width = (max(1, round(n * WORKING / longest)) for n in codes.shape)
        codes = cv2.resize(codes, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(codes, np.float32)


def _spectrum(picture: FloatArray) -> FloatArray:
    """(h, w): log power less its neighbourhood's mean; (row, column) 0 is frequency 0."""
    rows, columns = picture.shape
    taper = np.outer(np.hanning(rows), np.hanning(columns)).astype(np.float32)
    smooth = cv2.GaussianBlur(picture, (0, 0), 4)
    detail = (picture - smooth) * taper
    shape = tuple(cv2.getOptimalDFTSize(n) for n in (rows, columns))
    padded = np.zeros(shape, np.float32)
    padded[:rows, :columns] = detail
    found = cv2.dft(padded, flags=cv2.DFT_COMPLEX_OUTPUT)
    power = np.square(found).sum(-1)
    floor = (FLOOR * float(np.ptp(picture))) ** 2 * float(np.square(taper).sum())
    logs = np.log(power + np.float32(floor))
    above = logs - cv2.blur(logs, (NEIGHBOURHOOD, NEIGHBOURHOOD))
    return np.asarray(np.minimum(above, HIGHEST), np.float32)
