"""Films that no network here was trained on, made of an ordinary one: a network should say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import cv2
import numpy as np

from inference.core.types import FloatArray

#: (film (H, W) float32 in [0, 1], random) -> another of the same form.
Change = Callable[[FloatArray, np.random.Generator], FloatArray]


def noise(film: FloatArray, random: np.random.Generator) -> FloatArray:
    """White noise."""
    return random.random(film.shape, np.float32)


def clouds(film: FloatArray, random: np.random.Generator) -> FloatArray:
    """Noise with the spectrum of a photograph, amplitude 1 / frequency (Field 1987)."""
    rows, columns = film.shape
    across, down = np.meshgrid(np.fft.fftfreq(columns), np.fft.fftfreq(rows))
    frequency = np.hypot(across, down)
    frequency[0, 0] = np.inf
    spectrum = np.exp(2j * np.pi * random.random(film.shape)) / frequency
    picture = np.fft.ifft2(spectrum).real
    low, high = np.percentile(picture, (0.5, 99.5))
    return np.asarray(np.clip((picture - low) / (high - low), 0, 1), np.float32)


def upside_down(film: FloatArray, _: np.random.Generator) -> FloatArray:
    return np.ascontiguousarray(film[::-1])


def lying(film: FloatArray, _: np.random.Generator) -> FloatArray:
    """Turned by a quarter."""
    return np.ascontiguousarray(np.rot90(film))


def negative(film: FloatArray, _: np.random.Generator) -> FloatArray:
    """Dense parts dark: the wrong polarity."""
    return np.asarray(1 - film, np.float32)


def half(film: FloatArray, _: np.random.Generator) -> FloatArray:
    """One side of the chest over the whole width, something like a lateral film's single field."""
    rows, columns = film.shape
    part = np.ascontiguousarray(film[:, : columns // 2])
    return np.asarray(cv2.resize(part, (columns, rows), interpolation=cv2.INTER_LINEAR))


def shoulder(film: FloatArray, _: np.random.Generator) -> FloatArray:
    """An upper corner alone: no chest."""
    rows, columns = film.shape
    part = np.ascontiguousarray(film[: rows // 3, : columns // 3])
    return np.asarray(cv2.resize(part, (columns, rows), interpolation=cv2.INTER_LINEAR))


STRANGE: Mapping[str, Change] = {
    "noise": noise,
    "photograph-like noise": clouds,
    "upside down": upside_down,
    "turned by a quarter": lying,
    "negative": negative,
    "one side of the chest": half,
    "a shoulder": shoulder,
}
