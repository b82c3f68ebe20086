"""A chest of ellipsoids, small enough for tests, in place of the CT."""

from __future__ import annotations

import numpy as np

from training.simulation.ct import ChestVolume

VOXEL_MM = (6.0, 4.0, 2.5)  # (y, z, x)
SHAPE = (40, 96, 144)


def small_chest() -> ChestVolume:
    """A `ChestVolume` of about 240 x 380 x 360 mm, laid out like the prepared CT."""
    origin = tuple(-(n - 1) / 2 * v for n, v in zip(SHAPE, VOXEL_MM, strict=True))
    y, z, x = np.meshgrid(
        *(o + v * np.arange(n) for o, v, n in zip(origin, VOXEL_MM, SHAPE, strict=True)),
        indexing="ij",
    )

    def ball(centre: tuple[float, float, float], radii: tuple[float, float, float]) -> np.ndarray:
        (cx, cy, cz), (rx, ry, rz) = centre, radii
        rho = ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 + ((z - cz) / rz) ** 2
        return rho < 1

    body = (x / 165) ** 2 + (y / 112) ** 2 < 1
    heart = ball((20, 25, -30), (55, 45, 45))
    abdomen = body & (z < -70)
    right = ball((-72, 0, 5), (52, 85, 110)) & ~heart & ~abdomen
    left = ball((72, 0, 5), (52, 85, 110)) & ~heart & ~abdomen
    spine = (np.hypot(x, y + 70) < 18) & body
    lung = right | left
    soft = np.where(lung, 0.0, body)
    materials = np.stack([soft, spine * 0.3, lung * 0.25, heart], -1).astype(np.float32)
    structures = np.stack([right, left, abdomen, spine], -1).astype(np.float32)
    return ChestVolume(materials, structures, VOXEL_MM, origin)  # type: ignore[arg-type]
