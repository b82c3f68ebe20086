"""Cone-beam projection of a chest volume, plane by plane.

A ray from the source to a detector pixel crosses every coronal plane at one point; the body's
deformation moves that point within its plane. So a projection is a sum of remapped planes. The
map of each plane is computed on a coarse grid and upsampled: that is what makes it quick.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from inference.core.types import FloatArray
from training.simulation.ct import ChestVolume

Points = NDArray[np.float64]

#: (x, y, z) in mm in the posed body -> (x, z) of the material that lies there, on the plane y.
Deformation = Callable[[Points, float, Points], tuple[Points, Points]]

CELLS = 32  # of the coarse grid along a film's side


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where source, body and detector stand. Lengths in mm, angles in degrees."""

    view: str = "PA"  # "PA": the source is behind the patient; "AP": before
    source_to_detector: float = 1800.0
    body_to_detector: float = 170.0  # from the volume's centre
    field: float = 345.0  # side of the square film at the volume's centre
    centre: tuple[float, float] = (0.0, 0.0)  # (x, z) of the film's centre, at the volume's centre
    rotation: tuple[float, float, float] = (0.0, 0.0, 0.0)  # about x (tilt), y (in plane), z
    scale: tuple[float, float, float] = (1.0, 1.0, 1.0)  # of the body, along x, y, z


def rotation_matrix(angles: tuple[float, float, float]) -> Points:
    """(3, 3) rotation about x, then y, then z, by `angles` in degrees."""
    (cx, cy, cz), (sx, sy, sz) = np.cos(np.deg2rad(angles)), np.sin(np.deg2rad(angles))
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return np.asarray(about_z @ about_y @ about_x)


def identity(x: Points, y: float, z: Points) -> tuple[Points, Points]:
    """The deformation that leaves the body as it is."""
    return x, z


def project(
    planes: FloatArray, volume: ChestVolume, geometry: Geometry, deform: Deformation, size: int
) -> FloatArray:
    """Thickness (size, size, C) in mm of each channel of `planes` (Y, Z, X, C) along each ray.

    Rows run downwards and columns to the patient's left, as a frontal film is hung. `size` must
    be a multiple of `CELLS`.
    """
    if size % CELLS:
        raise ValueError(f"size must be a multiple of {CELLS}, got {size}")
    source, detector = _rays(geometry)
    positions = volume.plane_positions
    total = np.zeros((size, size, planes.shape[3]), np.float32)
    along = detector[..., 1] - source[1]
    top = planes.shape[1] - 1.0  # neck and waist go on as the volume ends
    for plane, y in zip(planes, positions, strict=True):
        t = (y - source[1]) / along
        x = source[0] + t * (detector[..., 0] - source[0])
        z = source[2] + t * (detector[..., 2] - source[2])
        material = deform(x, float(y), z)
        columns = _upsampled((material[0] - volume.origin_mm[2]) / volume.voxel_mm[2], size)
        height = np.clip((material[1] - volume.origin_mm[1]) / volume.voxel_mm[1], 0.0, top)
        rows = _upsampled(height, size)
        seen = cv2.remap(plane, columns, rows, cv2.INTER_LINEAR, borderValue=(0, 0, 0, 0))
        total += seen.reshape(total.shape)
    return total * _step_length(geometry, volume.voxel_mm[0], size)


def _rays(geometry: Geometry) -> tuple[Points, Points]:
    """Source (3,) and coarse detector points (CELLS + 2, CELLS + 2, 3), in the body's frame."""
    side = 1.0 if geometry.view == "PA" else -1.0
    to_source = geometry.source_to_detector - geometry.body_to_detector
    magnification = geometry.source_to_detector / to_source
    cells = (np.arange(-1, CELLS + 1) + 0.5) / CELLS - 0.5
    u = (geometry.centre[0] + cells * geometry.field) * magnification
    v = (geometry.centre[1] - cells * geometry.field) * magnification
    detector = np.empty((CELLS + 2, CELLS + 2, 3))
    detector[..., 0] = u[None, :]
    detector[..., 1] = side * geometry.body_to_detector
    detector[..., 2] = v[:, None]
    to_body = np.linalg.inv(rotation_matrix(geometry.rotation) @ np.diag(geometry.scale))
    return to_body @ np.array([0.0, -side * to_source, 0.0]), detector @ to_body.T


def _upsampled(coarse: Points, size: int) -> FloatArray:
    """(size, size) from (CELLS + 2, CELLS + 2), linear, half-pixel centres, without the rim."""
    cell = size // CELLS
    whole = cv2.resize(coarse.astype(np.float32), None, fx=cell, fy=cell)
    return np.ascontiguousarray(whole[cell:-cell, cell:-cell])


def _step_length(geometry: Geometry, plane_mm: float, size: int) -> FloatArray:
    """(size, size, 1) mm of ray, in the world, per plane of the body."""
    source, detector = _rays(geometry)
    world = detector @ (rotation_matrix(geometry.rotation) @ np.diag(geometry.scale)).T
    start = rotation_matrix(geometry.rotation) @ np.diag(geometry.scale) @ source
    length = np.linalg.norm(world - start, axis=-1)
    per_plane = length * plane_mm / np.abs(detector[..., 1] - source[1])
    return _upsampled(per_plane, size)[..., None]
