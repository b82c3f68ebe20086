"""Metal and plastic on a chest film: leads, lines, pacemakers, sternal wires, clips."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator

from inference.core.types import FloatArray
from training.simulation.frontal_masks import FrontalMasks
from training.simulation.thickness import Canvas, Thickness

METAL_PER_MM = 4.0  # mm of bone excess that a millimetre of metal counts for


def wires(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    """ECG leads: bent thin wires, some ending in a disc."""
    canvas = film.canvas()
    side = film.soft.shape[0]
    for _ in range(int(rng.integers(1, 6))):
        at = rng.uniform(0.1, 0.9, 2) * side
        stroke(
            canvas,
            rng,
            (at[0], at[1]),
            rng.uniform(0.3, 0.9) * side,
            rng.uniform(0, 3.14),
            0.9,
            rng.uniform(0.5, 1.5),
            film.pixel_mm,
        )
        if rng.random() < 0.7:
            centre = (int(at[0]), int(at[1]))
            radius = max(2, int(rng.uniform(3, 9) / film.pixel_mm))
            cv2.circle(canvas, centre, radius, int(rng.integers(80, 256)), -1, cv2.LINE_AA)
    film.bone += METAL_PER_MM * rng.uniform(1.0, 5.0) * unit(canvas)


def line(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    """A central line or tube from the neck or arm down to the mediastinum."""
    canvas = film.canvas()
    side = rng.choice([-1.0, 1.0])
    start = film.to_pixel(side * rng.uniform(10, 120), rng.uniform(120, 190))
    middle = film.to_pixel(side * rng.uniform(5, 30) - 15, rng.uniform(70, 100))
    end = film.to_pixel(rng.uniform(-35, 10), rng.uniform(-60, 50))
    _polyline(canvas, [start, middle, end], rng.uniform(1.2, 3.0) / film.pixel_mm)
    film.bone += METAL_PER_MM * rng.uniform(0.8, 2.5) * unit(canvas)


def pacemaker(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    side = rng.choice([-1.0, 1.0], p=[0.25, 0.75])
    centre = film.to_pixel(side * rng.uniform(80, 115), rng.uniform(55, 115))
    size = (rng.uniform(34, 52) / film.pixel_mm, rng.uniform(30, 48) / film.pixel_mm)
    canvas = film.canvas()
    box = cv2.boxPoints((centre, size, float(rng.uniform(-30, 30))))
    cv2.fillPoly(canvas, [np.round(box).astype(np.int32)], 255, cv2.LINE_AA)
    rounded = cv2.GaussianBlur(unit(canvas), (0, 0), 4.0 / film.pixel_mm) > 0.5
    inner = cv2.GaussianBlur(rng.random(canvas.shape, np.float32), (0, 0), 2.5 / film.pixel_mm)
    film.bone += METAL_PER_MM * rounded * (9 + 60 * np.abs(inner - 0.5))
    leads = film.canvas()
    for _ in range(int(rng.integers(1, 4))):
        loop = film.to_pixel(side * rng.uniform(30, 70), rng.uniform(80, 130))
        vein = film.to_pixel(rng.uniform(-30, -5), rng.uniform(50, 80))
        tip = film.to_pixel(rng.uniform(-25, 60), rng.uniform(-75, -20))
        bottom = film.to_pixel(rng.uniform(-30, 10), rng.uniform(-60, -10))
        _polyline(leads, [centre, loop, vein, bottom, tip], 1.8 / film.pixel_mm)
    film.bone += METAL_PER_MM * rng.uniform(2, 5) * unit(leads)


def sternal_wires(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    canvas = film.canvas()
    x, count = rng.normal(0, 6), int(rng.integers(4, 8))
    for z in np.linspace(85, -20, count):
        column, row = film.to_pixel(x + rng.normal(0, 2), float(z))
        axes = (max(1, int(rng.uniform(4, 9) / film.pixel_mm)), max(1, int(4 / film.pixel_mm)))
        cv2.ellipse(
            canvas,
            (int(column), int(row)),
            axes,
            float(rng.normal(0, 25)),
            0,
            340,
            255,
            max(1, round(0.8 / film.pixel_mm)),
            cv2.LINE_AA,
        )
    film.bone += METAL_PER_MM * rng.uniform(2, 5) * unit(canvas)


def clips(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    canvas = film.canvas()
    at = rng.uniform(0.15, 0.85, 2) * film.soft.shape[0]
    for _ in range(int(rng.integers(2, 12))):
        place = at + rng.normal(0, 25 / film.pixel_mm, 2)
        stroke(
            canvas,
            rng,
            (place[0], place[1]),
            rng.uniform(3, 9) / film.pixel_mm,
            rng.uniform(0, 3.14),
            0.1,
            1.0,
            film.pixel_mm,
        )
    film.bone += METAL_PER_MM * rng.uniform(2, 6) * unit(canvas)


def unit(canvas: Canvas) -> FloatArray:
    return np.asarray(canvas / np.float32(255), np.float32)


def stroke(
    canvas: Canvas,
    rng: np.random.Generator,
    centre: tuple[float, float],
    length: float,
    angle: float,
    bend: float,
    width_mm: float,
    pixel_mm: float,
) -> None:
    steps = np.linspace(-0.5, 0.5, 24)
    heading = angle + bend * (rng.normal() * steps * 2 + rng.normal() * np.sin(steps * 6))
    path = np.cumsum(np.stack([np.cos(heading), np.sin(heading)], 1), 0) * length / 24
    points = path - path.mean(0) + np.array(centre)
    _polyline_points(canvas, points, width_mm / pixel_mm)


def _polyline(canvas: Canvas, corners: list[tuple[float, float]], width: float) -> None:
    """A smooth curve through `corners`."""
    points = np.asarray(corners, np.float64)
    curve = PchipInterpolator(np.arange(len(points)), points)(np.linspace(0, len(points) - 1, 60))
    _polyline_points(canvas, curve, width)


def _polyline_points(canvas: Canvas, points: NDArray[np.float64], width: float) -> None:
    fixed = np.round(points * 16).astype(np.int32).reshape(-1, 1, 2)
    cv2.polylines(canvas, [fixed], False, 255, max(1, round(width)), cv2.LINE_AA, 4)
