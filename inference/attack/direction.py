"""The gradient that an attack climbs: smoothed (Dong 2019), with momentum (Dong 2018), or plain."""

from __future__ import annotations

import torch
from torch import Tensor

from inference.core.attack_types import AttackConfig

#: The Gaussian is cut off at this many sigmas.
REACH = 3.0


class AscentDirection:
    """Turns gradients into directions, one attack's in their order.

    Smoothing is a convolution with a Gaussian, as in TI-FGSM (Dong 2019, arXiv 1904.02884);
    momentum is MI-FGSM's (Dong 2018, arXiv 1710.06081, equation 6): g ← μ · g + ∇ / mean|∇|.
    """

    def __init__(self, config: AttackConfig, scale: float = 1.0) -> None:
        """`scale`: pixels of the variable per model pixel; `config.smoothness` is in the latter."""
        self._momentum = config.momentum
        self._kernel = gaussian_kernel(config.smoothness * scale) if config.smoothness else None
        self._running: Tensor | None = None

    def __call__(self, gradient: Tensor) -> Tensor:
        """(N, 1, h, w) to the same shape; one that is 0 or not finite gets no momentum."""
        if self._kernel is not None:
            gradient = smoothed(gradient, self._kernel)
        if not self._momentum:
            return gradient
        size = gradient.abs().mean((1, 2, 3), keepdim=True)
        if not bool((torch.isfinite(size) & (size > 0)).all()):
            return gradient
        running = gradient / size
        if self._running is not None:
            running = running + self._momentum * self._running
        self._running = running
        return running.clone()


def gaussian_kernel(sigma: float) -> Tensor:
    """(2r + 1,) float32, sums to 1; r is `REACH` sigmas, at least one pixel."""
    reach = max(1, round(REACH * sigma))
    place = torch.arange(-reach, reach + 1, dtype=torch.float64)
    bell = torch.exp(-(place**2) / (2 * sigma**2))
    return (bell / bell.sum()).to(torch.float32)


def smoothed(values: Tensor, kernel: Tensor) -> Tensor:
    """(N, 1, h, w) convolved with `kernel` along both axes; 0 beyond the edges."""
    kernel, reach = kernel.to(values), len(kernel) // 2
    rows = torch.nn.functional.conv2d(values, kernel[None, None, :, None], padding=(reach, 0))
    return torch.nn.functional.conv2d(rows, kernel[None, None, None, :], padding=(0, reach))
