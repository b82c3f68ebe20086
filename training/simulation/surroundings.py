"""What else the X-rays pass on a film: arms, breasts, devices, findings that are not ours.

All of it is drawn into the thickness maps before exposure, so that it is exposed like the body.
None of it depends on the labels.
"""

from __future__ import annotations

import cv2
import numpy as np

from inference.core.types import FloatArray
from training.simulation import devices
from training.simulation.frontal_masks import FrontalMasks
from training.simulation.thickness import Thickness


def draw_surroundings(
    rng: np.random.Generator, film: Thickness, masks: FrontalMasks, plain: bool = False
) -> list[str]:
    """Draw a random selection; returns the names of what was drawn. `plain`: arms alone."""
    drawn = []
    for name, probability, draw in _REPERTOIRE:
        if rng.random() < (float(name == "arms") if plain else probability):
            draw(rng, film, masks)
            drawn.append(name)
    return drawn


def _arms(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    """Shoulders and upper arms: capsules that join the scan's cut shoulders."""
    drop = film.shoulder_drop
    out = rng.uniform(0.0, 75.0)  # degrees from hanging down
    for side in (-1.0, 1.0):
        angle = np.deg2rad(np.clip(out + rng.normal(0, 6), 0, 85))
        joint = film.to_pixel(side * 156.0, 122.0 - drop)
        head = film.to_pixel(side * 163.0, 138.0 - drop)
        far = 240.0 / film.pixel_mm
        end = (joint[0] + side * far * np.sin(angle), joint[1] + far * np.cos(angle))
        radius = rng.uniform(36, 48) * film.geometry.scale[0] / film.pixel_mm
        arm = 1.4 * _capsule(film, joint, end, radius, 0.9) * film.pixel_mm
        film.soft[:] = _joined(film.soft, arm)
        shaft = 11.5 / film.pixel_mm
        marrow = _capsule(film, head, end, 0.62 * shaft, 1.0)
        cortex = _capsule(film, head, end, shaft, 1.0) - 0.85 * marrow
        bone = cv2.GaussianBlur(0.5 * cortex * film.pixel_mm, (0, 0), 1.5 / film.pixel_mm)
        film.bone[:] = np.maximum(film.bone, bone)


def _joined(body: FloatArray, limb: FloatArray) -> FloatArray:
    """Smooth maximum: limb and body are one tissue where they meet."""
    return np.asarray(np.logaddexp(body / 9.0, limb / 9.0) * 9.0 - 9.0 * np.log(2.0)).clip(0)


def _capsule(
    film: Thickness,
    start: tuple[float, float],
    end: tuple[float, float],
    radius: float,
    taper: float,
) -> FloatArray:
    """(H, W) path length in pixels through a rounded cylinder in the film's plane."""
    columns, rows = film.grid()
    dx, dy = end[0] - start[0], end[1] - start[1]
    t = ((columns - start[0]) * dx + (rows - start[1]) * dy) / (dx * dx + dy * dy)
    t = np.clip(t, 0, 1)
    away = np.hypot(columns - start[0] - t * dx, rows - start[1] - t * dy)
    width = radius * (1 - (1 - taper) * t)
    return np.asarray(2 * np.sqrt(np.clip(width**2 - away**2, 0, None)), np.float32)


def _breasts(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    height, width = rng.uniform(38, 80), rng.uniform(48, 75)
    z, x, depth = rng.uniform(-75, -5), rng.uniform(62, 92), rng.uniform(15, 55)
    for side in (-1.0, 1.0):
        columns, rows = film.grid()
        centre = film.to_pixel(side * x + rng.normal(0, 4), z + rng.normal(0, 5))
        u = (columns - centre[0]) * film.pixel_mm / width
        v = (rows - centre[1]) * film.pixel_mm / height
        v = np.where(v < 0, v * 0.6, v)  # hangs: the lower border is the sharp one
        film.soft += depth * np.clip(1 - u**2 - v**2, 0, None) ** rng.uniform(0.5, 0.8)


def _effusion(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    lung = masks.right_lung if rng.random() < 0.5 else masks.left_lung
    rows = np.flatnonzero(lung.any(axis=1))
    if not rows.size:
        return
    columns, row_index = film.grid()
    inside = np.flatnonzero(lung.any(axis=0))
    lateral = np.abs(columns - inside.mean()) / max(1.0, np.ptp(inside) / 2)
    level = rows[-1] - np.ptp(rows) * (rng.uniform(0.0, 0.4) + 0.25 * (lateral.clip(0, 1) ** 2))
    fade = np.clip((row_index - level) / (rng.uniform(8, 30) / film.pixel_mm), 0, 1)
    spread = cv2.GaussianBlur(lung.astype(np.float32), (0, 0), 2.0 / film.pixel_mm)
    film.soft += rng.uniform(15, 60) * fade * spread


def _consolidation(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    places = np.argwhere(masks.lungs)
    if not places.size:
        return
    columns, rows = film.grid()
    for _ in range(int(rng.integers(1, 4))):
        row, column = places[rng.integers(len(places))]
        size = rng.uniform(14, 55, 2) / film.pixel_mm
        cloud = cv2.resize(
            rng.normal(0, 0.5, (14, 14)).astype(np.float32), film.soft.shape, interpolation=2
        )
        rho = np.hypot((columns - column) / size[0], (rows - row) / size[1])
        blob = np.clip(1 - rho + 0.4 * cloud, 0, 1.2) * np.exp(-0.3 * rho)
        soft_edge = cv2.GaussianBlur(masks.lungs.astype(np.float32), (0, 0), 1.5 / film.pixel_mm)
        film.soft += rng.uniform(6, 30) * blob * soft_edge


def _haze(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    """Broad, uneven lung density: oedema, atelectasis, poor inspiration."""
    cloud = cv2.resize(rng.random((5, 5)).astype(np.float32), film.soft.shape, interpolation=2)
    film.soft += (
        rng.uniform(4, 22)
        * cloud.clip(0, 1)
        * cv2.GaussianBlur(masks.lungs.astype(np.float32), (0, 0), 6.0 / film.pixel_mm)
    )


def _nodule(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    places = np.argwhere(masks.lungs)
    if not places.size:
        return
    columns, rows = film.grid()
    row, column = places[rng.integers(len(places))]
    radius = rng.uniform(4, 18)
    rho = np.hypot(columns - column, rows - row) * film.pixel_mm / radius
    film.soft += 2 * radius * 0.8 * np.sqrt(np.clip(1 - rho**2, 0, None))


def _linear_scars(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    """A few plate-like or linear shadows (scar, atelectasis, fissure)."""
    places = np.argwhere(masks.lungs)
    if not places.size:
        return
    canvas = film.canvas()
    for _ in range(int(rng.integers(1, 5))):
        row, column = places[rng.integers(len(places))]
        length, angle = rng.uniform(15, 80) / film.pixel_mm, rng.normal(0, 0.5)
        width = rng.uniform(1, 4)
        devices.stroke(canvas, rng, (column, row), length, angle, 0.15, width, film.pixel_mm)
    film.soft += rng.uniform(3, 9) * cv2.GaussianBlur(
        devices.unit(canvas), (0, 0), 0.7 / film.pixel_mm + 0.3
    )


def _skin_fold(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    columns, rows = film.grid()
    angle, shift = rng.normal(0, 0.5), rng.uniform(-0.35, 0.35) * film.soft.shape[0]
    u = (
        (columns - film.soft.shape[1] / 2) * np.cos(angle)
        + (rows - film.soft.shape[0] / 2) * np.sin(angle)
        - shift
    )
    u = u * film.pixel_mm + 8 * np.sin(rows * film.pixel_mm / 60)
    reach = rng.uniform(20, 60)
    film.soft += np.where(film.soft > 20, rng.uniform(3, 9) * np.exp(-u / reach) * (u > 0), 0)


def _bowel_gas(rng: np.random.Generator, film: Thickness, masks: FrontalMasks) -> None:
    """Gas in stomach and colon under the left dome, sometimes with a level."""
    columns, rows = film.grid()
    for _ in range(int(rng.integers(1, 5))):
        column, row = film.to_pixel(rng.uniform(20, 110), rng.uniform(-130, -75))
        size = rng.uniform(8, 34, 2) / film.pixel_mm
        rho = np.hypot((columns - column) / size[0], (rows - row) / size[1])
        gas = np.sqrt(np.clip(1 - rho**2, 0, None)) * min(size) * film.pixel_mm * 1.6
        if rng.random() < 0.4:
            gas = gas * (rows < row + 0.2 * size[1])
        below = ~cv2.dilate(masks.lungs.astype(np.uint8), np.ones((9, 9), np.uint8)).astype(bool)
        film.soft[:] = np.where(below, np.maximum(film.soft - gas, film.soft * 0.25), film.soft)


_REPERTOIRE = (
    ("arms", 0.8, _arms),
    ("breasts", 0.35, _breasts),
    ("effusion", 0.12, _effusion),
    ("consolidation", 0.10, _consolidation),
    ("haze", 0.22, _haze),
    ("nodule", 0.04, _nodule),
    ("linear scars", 0.12, _linear_scars),
    ("skin fold", 0.08, _skin_fold),
    ("bowel gas", 0.35, _bowel_gas),
    ("wires", 0.16, devices.wires),
    ("line", 0.14, devices.line),
    ("pacemaker", 0.08, devices.pacemaker),
    ("sternal wires", 0.07, devices.sternal_wires),
    ("clips", 0.07, devices.clips),
)
