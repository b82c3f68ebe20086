"""A first layer that sees small opacities from the first step on.

Small opacities are a few pixels wide and a few hundredths bright, far below what a random filter
answers to beside ribs and heart. Half of the first convolution therefore starts as second
derivatives of Gaussians at the opacities' own scales (round ones and strands); batch norm then
lifts their answers to the others' size. They are trained on like all weights.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from inference.core.types import FloatArray

#: Standard deviations in pixels of the model grid.
SCALES = np.geomspace(0.6, 2.0, 8)
ANGLES = np.arange(3) * np.pi / 3


def second_derivative(side: int, scale: float, angle: float | None) -> FloatArray:
    """(side, side) float32, mean 0, norm 1: minus the Laplacian of a Gaussian, or minus its second
    derivative across `angle`.
    """
    axis = np.arange(side) - (side - 1) / 2
    y, x = np.meshgrid(axis, axis, indexing="ij")
    gaussian = np.exp(-(x**2 + y**2) / (2 * scale**2))
    if angle is None:
        kernel = (2 - (x**2 + y**2) / scale**2) * gaussian
    else:
        across = x * np.cos(angle) + y * np.sin(angle)
        kernel = (1 - across**2 / scale**2) * gaussian
    kernel = kernel - kernel.mean()
    return np.asarray(kernel / np.linalg.norm(kernel), np.float32)


@torch.no_grad()
def seed_fine_filters(convolution: nn.Conv2d) -> int:
    """Put the filters into the first outputs of a one-channel `convolution`; returns how many.

    They keep the norm that the filters had on average.
    """
    side = convolution.kernel_size[0]
    kernels = [
        second_derivative(side, scale, angle) for scale in SCALES for angle in (None, *ANGLES)
    ][: convolution.out_channels // 2]
    norm = convolution.weight.flatten(1).norm(dim=1).mean()
    convolution.weight[: len(kernels), 0] = norm * torch.from_numpy(np.stack(kernels))
    return len(kernels)
