"""Smooth displacements on a control grid, and warping by them with a gradient (Xiao 2018, stAdv).

u(p) = Σ B(p) · θ: θ (1, 2, K, K) are displacements at K x K control points over the model grid, in
model pixels, B interpolates them bicubically and falls to 0 at the film's edges, so that nothing is
drawn in from beyond it. film'(p) = film(p + u(p)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import grid_sample, interpolate

from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray

#: Share of the content's side over which a displacement falls to 0 at each edge.
EDGE = 0.05
#: Least determinant of the Jacobian of p + u(p): below 0 the film would fold over itself.
LEAST_DETERMINANT = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class ControlGrid:
    """From control points to a displacement of the whole model grid."""

    rows: Tensor  # (S, K)
    columns: Tensor  # (S, K)
    places: Tensor  # (1, S, S, 2): every pixel as `grid_sample` has it
    reach: Tensor | None  # (1, 1, S, S) in [0, 1]: where a displacement counts; None: everywhere

    @classmethod
    def of(
        cls, grid: FilmGrid, points: int, device: torch.device, reach: Tensor | None = None
    ) -> ControlGrid:
        rows, columns = (_basis(part, grid.size, points).to(device) for part in grid.content)
        axis = (torch.arange(grid.size, device=device) + 0.5) * (2 / grid.size) - 1
        y, x = torch.meshgrid(axis, axis, indexing="ij")
        return cls(rows, columns, torch.stack([x, y], -1)[None], reach)

    def zeros(self, parts: int) -> Tensor:
        """(1, parts, K, K): nothing is moved or changed."""
        points = self.rows.shape[1]
        return torch.zeros(1, parts, points, points, device=self.rows.device)

    def field(self, theta: Tensor) -> Tensor:
        """(N, C, K, K) values at the control points to (N, C, S, S)."""
        spread = self.rows @ theta @ self.columns.T
        return spread if self.reach is None else spread * self.reach

    def warped(self, image: Tensor, theta: Tensor) -> Tensor:
        """`image` (1, 1, S, S) sampled at p + u(p), (N, 1, S, S), with a gradient to `theta`."""
        field = self.field(theta)
        places = self.places + field.permute(0, 2, 3, 1) * (2 / image.shape[-1])
        images = image.expand(len(theta), -1, -1, -1)
        return grid_sample(images, places, padding_mode="border", align_corners=False)

    def array(self, theta: Tensor) -> FloatArray:
        """(C, S, S) float32."""
        return np.array(self.field(theta)[0].detach().cpu().numpy(), np.float32)


def least_determinant(field: Tensor) -> float:
    """The least det J of p + u(p) for u (N, 2, S, S), by central differences."""
    trace, determinant = _jacobian(field)
    return float((1 + trace + determinant).min())


def _jacobian(field: Tensor) -> tuple[Tensor, Tensor]:
    """Trace t and determinant d of u's derivatives: det J of p + s · u(p) is 1 + s · t + s² · d."""
    dx_dx, dx_dy = _slopes(field[:, 0])
    dy_dx, dy_dy = _slopes(field[:, 1])
    return dx_dx + dy_dy, dx_dx * dy_dy - dx_dy * dy_dx


def _slopes(part: Tensor) -> tuple[Tensor, Tensor]:
    """∂/∂x and ∂/∂y of (N, S, S) on the inner pixels."""
    along_x = (part[:, 1:-1, 2:] - part[:, 1:-1, :-2]) / 2
    along_y = (part[:, 2:, 1:-1] - part[:, :-2, 1:-1]) / 2
    return along_x, along_y


def unfolded(control: ControlGrid, theta: Tensor) -> Tensor:
    """`theta`, made smaller until det J is above `LEAST_DETERMINANT` everywhere."""
    factor, (trace, determinant) = 1.0, _jacobian(control.field(theta))
    while float((1 + factor * (trace + factor * determinant)).min()) <= LEAST_DETERMINANT:
        factor *= 0.9
    return theta * factor


def _basis(part: slice, size: int, points: int) -> Tensor:
    """(S, K): bicubic interpolation over one side of the content, 0 beyond and at its edges."""
    length = part.stop - part.start
    curves = interpolate(
        torch.eye(points)[:, None, :, None], (length, 1), mode="bicubic", align_corners=False
    )[:, 0, :, 0].T
    place = (torch.arange(length) + 0.5) / length
    rise = (torch.minimum(place, 1 - place) / EDGE).clamp(max=1)
    basis = torch.zeros(size, points)
    basis[part] = curves * (rise * rise * (3 - 2 * rise))[:, None]
    return basis
