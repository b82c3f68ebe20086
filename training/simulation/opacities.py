"""Pneumoconiosis on a simulated film: small and large opacities, pleural thickening.

Sizes, shapes and profusion follow the ILO classification (ILO 2011, §4): rounded p, q, r up to
1.5, 3 and 10 mm in diameter, irregular s, t, u of the same widths, profusion 0/0 to 3/3. Opacities
are analytic line integrals in mm of water, added to soft tissue, and stay inside the lung field.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from inference.core.types import BoolArray, FloatArray

ROUNDED, IRREGULAR = ("p", "q", "r"), ("s", "t", "u")
PROFUSIONS = ("0/0", "1/0", "1/1", "1/2", "2/1", "2/2", "2/3", "3/2", "3/3")

#: Opacities per 10,000 mm² of lung field at profusion 1/1, 2/2 and 3/3, by type.
DENSITY = {
    "p": (220.0, 520.0, 1000.0),
    "q": (130.0, 310.0, 600.0),
    "r": (28.0, 65.0, 125.0),
    "s": (150.0, 340.0, 640.0),
    "t": (90.0, 200.0, 380.0),
    "u": (42.0, 95.0, 180.0),
}
#: mm: diameter of rounded, width of irregular opacities.
WIDTH_MM = {
    "p": (1.2, 1.9),
    "q": (1.7, 3.1),
    "r": (3.0, 6.5),
    "s": (0.8, 1.5),
    "t": (1.4, 2.6),
    "u": (2.6, 5.0),
}
#: Water-equivalent density above lung. Beyond 1 (water), as hyaline and calcified nodules are, and
#: higher than most: fainter ones than these can't be seen on a film of 512 pixels.
CONTRAST = {
    "p": (3.2, 5.0),
    "q": (2.3, 3.8),
    "r": (1.4, 2.4),
    "s": (3.5, 5.5),
    "t": (2.6, 4.2),
    "u": (1.5, 2.4),
}


@dataclass(frozen=True, slots=True)
class Opacity:
    """One opacity that was drawn."""

    kind: str  # "p" to "u", or "large"
    column: float  # of its middle, continuous pixels
    row: float
    diameter_mm: float  # of a rounded one; width of an irregular, mean diameter of a large one


@dataclass(frozen=True, slots=True)
class Pneumoconiosis:
    """What is drawn. Profusion "0/0" means none."""

    profusion: str = "0/0"
    types: tuple[str, ...] = ()  # primary, then secondary
    secondary_share: float = 0.3
    large: int = 0  # number of large opacities (> 10 mm)
    pleural_mm: float = 0.0  # thickness of the pleural plaque along the lateral wall
    contrast: float = 1.0  # factor on every opacity
    seed: int = 0

    @property
    def positive(self) -> bool:
        """True at profusion 1/0 and above."""
        return self.profusion != "0/0"


def profusion_level(profusion: str) -> float:
    """0 to 3: "2/3" is 2 and a third towards 3 (ILO 12-point scale, read as a line)."""
    category, neighbour = (int(n) for n in profusion.split("/"))
    return category + (neighbour - category) / 3


def draw_pneumoconiosis(rng: np.random.Generator, profusion: str | None = None) -> Pneumoconiosis:
    """A random disease of profusion 1/0 to 3/3, or of the given one."""
    chosen = profusion or str(rng.choice(PROFUSIONS[1:], p=[4 / 60] + [8 / 60] * 7))
    family = ROUNDED if rng.random() < 0.78 else IRREGULAR
    primary = str(rng.choice(family))
    secondary = str(rng.choice(family if rng.random() < 0.8 else ROUNDED + IRREGULAR))
    level = profusion_level(chosen)
    return Pneumoconiosis(
        profusion=chosen,
        types=(primary, secondary),
        secondary_share=float(rng.uniform(0, 0.5)),
        large=int(rng.integers(1, 4)) if rng.random() < 0.08 * level else 0,
        pleural_mm=float(rng.uniform(2, 7)) if rng.random() < 0.15 else 0.0,
        contrast=float(rng.uniform(0.9, 1.7)),
        seed=int(rng.integers(2**31)),
    )


def opacity_count(kind: str, profusion: str, lung_area_mm2: float) -> int:
    """How many opacities of `kind` a lung field of that area holds."""
    level = profusion_level(profusion)
    density = np.interp(level, (0.3, 1, 2, 3), (0.0, *DENSITY[kind]))
    return round(float(density) * lung_area_mm2 / 10_000)


def render_opacities(
    disease: Pneumoconiosis,
    right: BoolArray,
    left: BoolArray,
    pixel_mm: float,
    drawn: list[Opacity] | None = None,
) -> FloatArray:
    """(H, W) float32 mm of water: everything that `disease` adds; 0 outside the lung field.

    `right` and `left` are the lung fields (H, W); `pixel_mm` is the pixel's size in the body. Every
    opacity, pleural plaques apart, is appended to `drawn`.
    """
    drawn = [] if drawn is None else drawn
    field = right | left
    total = np.zeros(field.shape, np.float32)
    if not disease.positive or not field.any():
        return total
    rng = np.random.default_rng(disease.seed)
    shares = (1 - disease.secondary_share, disease.secondary_share)
    for kind, share in zip(disease.types, shares, strict=True):
        count = round(share * opacity_count(kind, disease.profusion, field.sum() * pixel_mm**2))
        rows, columns = _places(rng, right, left, count, kind in ROUNDED, pixel_mm)
        draw = _rounded if kind in ROUNDED else _irregular
        drawn += draw(total, rng, kind, np.stack([columns, rows], 1), pixel_mm)
    total *= disease.contrast
    for _ in range(disease.large):
        drawn += _large(total, rng, right, left, pixel_mm)
    if disease.pleural_mm:
        total += _pleural(rng, right, left, disease.pleural_mm, pixel_mm)
    return _inside(total, field, pixel_mm)


def _inside(total: FloatArray, field: BoolArray, pixel_mm: float) -> FloatArray:
    """`total` faded out over the last 1.5 mm of the lung field and 0 outside it."""
    distance = cv2.distanceTransform(field.astype(np.uint8), cv2.DIST_L2, 3) * pixel_mm
    return np.asarray(total * np.clip(distance / 1.5, 0, 1), np.float32)


def _height(right: BoolArray, left: BoolArray) -> FloatArray:
    """(H, W): 0 at each lung field's apex, 1 at its base."""
    height = np.zeros(right.shape, np.float32)
    for lung in (right, left):
        rows = np.flatnonzero(lung.any(axis=1))
        if rows.size:
            ramp = (np.arange(right.shape[0]) - rows[0]) / max(1, np.ptp(rows))
            height = np.where(lung, ramp[:, None], height).astype(np.float32)
    return height


def _places(
    rng: np.random.Generator,
    right: BoolArray,
    left: BoolArray,
    count: int,
    upper: bool,
    pixel_mm: float,
) -> tuple[FloatArray, FloatArray]:
    """Continuous (rows, columns) of opacities: upper and mid zones preferred, or lower ones."""
    height = _height(right, left)
    centre = rng.uniform(0.2, 0.5) if upper else rng.uniform(0.65, 0.95)
    weight = (0.15 + np.exp(-(((height - centre) / rng.uniform(0.28, 0.5)) ** 2))).astype(float)
    weight = weight * np.where(left, rng.uniform(0.6, 1.6), 1.0)
    patches = cv2.resize(rng.uniform(0.3, 1.7, (7, 7)), right.shape[::-1])
    depth = cv2.distanceTransform((right | left).astype(np.uint8), cv2.DIST_L2, 3) * pixel_mm
    weight = np.where((right | left) & (depth > 1.0), weight * patches, 0.0).ravel()
    if weight.sum() == 0:
        return np.zeros(0, np.float32), np.zeros(0, np.float32)
    cumulated = np.cumsum(weight)
    chosen = np.searchsorted(cumulated, rng.random(count) * cumulated[-1])
    rows, columns = np.divmod(chosen, right.shape[1])
    jitter = rng.random((2, count))
    return (rows + jitter[0]).astype(np.float32), (columns + jitter[1]).astype(np.float32)


def _rounded(
    total: FloatArray, rng: np.random.Generator, kind: str, places: FloatArray, pixel_mm: float
) -> list[Opacity]:
    """Add ellipsoids whose density falls off outwards, on a 3 × finer grid."""
    drawn = []
    for x, y in places:
        radius = rng.uniform(*WIDTH_MM[kind]) / 2
        long, short = radius * rng.uniform(1.15, 1.5), radius * rng.uniform(0.95, 1.2)
        peak = 2 * radius * rng.uniform(*CONTRAST[kind])
        _ellipsoid(total, (x, y), (long / pixel_mm, short / pixel_mm), rng.uniform(0, np.pi), peak)
        drawn.append(Opacity(kind, float(x), float(y), float(long + short)))
    return drawn


def _ellipsoid(
    total: FloatArray,
    centre: tuple[float, float],
    axes: tuple[float, float],
    angle: float,
    peak: float,
) -> None:
    """Add an ellipsoid's projection of maximum `peak` at `centre` (x, y), axes in pixels.

    Its density is (1 - rho²)^1/2, so its path integral is proportional to 1 - rho²: the soft
    outline of a nodule, where a uniform ellipsoid would look like a coin.
    """
    reach = int(np.ceil(axes[0])) + 1
    left, top = int(centre[0]) - reach, int(centre[1]) - reach
    right, bottom = left + 2 * reach + 1, top + 2 * reach + 1
    if left < 0 or top < 0 or right > total.shape[1] or bottom > total.shape[0]:
        return
    fine = (np.arange(3 * (2 * reach + 1)) + 0.5) / 3
    dx, dy = fine[None, :] + left - centre[0], fine[:, None] + top - centre[1]
    along = (dx * np.cos(angle) + dy * np.sin(angle)) / axes[0]
    across = (dy * np.cos(angle) - dx * np.sin(angle)) / axes[1]
    path = np.clip(1 - along**2 - across**2, 0, None)
    side = 2 * reach + 1
    total[top:bottom, left:right] += peak * path.reshape(side, 3, side, 3).mean(axis=(1, 3))


def _irregular(
    total: FloatArray, rng: np.random.Generator, kind: str, places: FloatArray, pixel_mm: float
) -> list[Opacity]:
    """Add short bent strands of the type's width."""
    strands = []
    canvas = np.zeros(total.shape, np.uint8)
    deepest = WIDTH_MM[kind][1] * CONTRAST[kind][1]
    for x, y in places:
        width = rng.uniform(*WIDTH_MM[kind])
        length, angle = width * rng.uniform(3, 7), rng.uniform(0, np.pi)
        bend = rng.normal(0, 0.5)
        steps = np.linspace(-0.5, 0.5, 5) * length / pixel_mm
        directions = angle + bend * np.linspace(-1, 1, 5)
        points = np.stack([x + steps * np.cos(directions), y + steps * np.sin(directions)], 1)
        stroke = np.round(points * 16).astype(np.int32).reshape(-1, 1, 2)
        depth = float(width * rng.uniform(*CONTRAST[kind])) / deepest * 255
        thickness = max(1, round(width / pixel_mm))
        cv2.polylines(canvas, [stroke], False, depth, thickness, cv2.LINE_AA, 4)
        strands.append(Opacity(kind, float(x), float(y), float(width)))
    drawn = canvas.astype(np.float32) * (deepest / 255)
    total += cv2.GaussianBlur(drawn, (0, 0), 0.35 / pixel_mm + 0.3)
    return strands


def _large(
    total: FloatArray,
    rng: np.random.Generator,
    right: BoolArray,
    left: BoolArray,
    pixel_mm: float,
) -> list[Opacity]:
    """Add one conglomerate (ILO A to C) in an upper zone, ragged and uneven."""
    lung = right if rng.random() < 0.55 else left
    zone = lung & (_height(right, left) > 0.1) & (_height(right, left) < 0.5)
    rows, columns = np.nonzero(zone)
    if not rows.size:
        return []
    at = rng.integers(rows.size)
    radii = rng.uniform(7, 24, 2) / pixel_mm
    yy, xx = np.mgrid[: lung.shape[0], : lung.shape[1]]
    ragged = cv2.resize(rng.normal(0, 0.28, (24, 24)), lung.shape[::-1], interpolation=2)
    rho = np.hypot((xx - columns[at]) / radii[0], (yy - rows[at]) / radii[1]) + ragged
    body = np.clip(1.15 - rho, 0, 1) ** 0.7
    total += (rng.uniform(9, 24) * body * (1 + 0.5 * ragged)).astype(np.float32)
    across = 2 * float(radii.mean()) * pixel_mm
    return [Opacity("large", columns[at] + 0.5, rows[at] + 0.5, across)]


def _pleural(
    rng: np.random.Generator, right: BoolArray, left: BoolArray, width_mm: float, pixel_mm: float
) -> FloatArray:
    """(H, W) mm: plaques along the lateral border of one or both lung fields."""
    plaque = np.zeros(right.shape, np.float32)
    for lung, side in ((right, 0), (left, 1)):
        if not lung.any() or rng.random() < 0.3:
            continue
        border = lung.argmax(1) if side == 0 else lung.shape[1] - 1 - lung[:, ::-1].argmax(1)
        depth = np.abs(np.arange(lung.shape[1])[None, :] - border[:, None]) * pixel_mm
        noise = np.interp(
            np.arange(lung.shape[0]), np.linspace(0, lung.shape[0], 14), rng.uniform(0.1, 1.4, 14)
        )
        width = width_mm * noise * np.clip(_height(right, left).max(axis=1) * 2, 0, 1)
        thick = np.sqrt(np.clip(1 - (depth / np.maximum(width, 0.1)[:, None]) ** 2, 0, None))
        plaque += np.where(lung, thick * rng.uniform(5, 11), 0).astype(np.float32)
    return plaque
