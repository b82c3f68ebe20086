"""The two generators of a translator: attention-guided CycleGAN (Mejjati 2018, Tang 2019).

A generator sees the standardised film x, (N, 1, S, S) in [0, 1], and draws a content c and an
attention a, both in [0, 1]; the translated film is a · c + (1 - a) · x, so that where it does not
attend nothing changes. Instance normalisation has no weights, so that any size may be shown.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

#: Residual blocks at a quarter of the size.
BLOCKS = 4


class Residual(nn.Module):
    """Two convolutions with a shortcut; the second is dilated, to see as far as a heart is wide."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = nn.Sequential(*_layer(width, width, 3))
        self.second = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=2, dilation=2, bias=False), nn.InstanceNorm2d(width)
        )

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = x + self.second(self.first(x))
        return y


class Generator(nn.Module):
    """(N, 1, S, S) in [0, 1] to (content, attention), both (N, 1, S, S) in [0, 1]; S % 4 == 0."""

    def __init__(self, mean: float, std: float, width: int = 24) -> None:
        super().__init__()
        self.mean, self.std = mean, std
        half, quarter = 2 * width, 4 * width
        self.fine = nn.Sequential(*_layer(1, width, 5))
        self.middle = nn.Sequential(*_layer(width, half, 3, stride=2))
        self.coarse = nn.Sequential(
            *_layer(half, quarter, 3, stride=2), *(Residual(quarter) for _ in range(BLOCKS))
        )
        self.grow = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
        self.join_middle = nn.Sequential(*_layer(quarter + half, half, 3))
        self.join_fine = nn.Sequential(*_layer(half + width, width, 3))
        self.head = nn.Conv2d(width, 2, 5, padding=2)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        fine = self.fine((x - self.mean) / self.std)
        middle = self.middle(fine)
        y = self.grow(self.coarse(middle))
        y = self.join_middle(torch.cat([y, middle], 1))
        y = self.join_fine(torch.cat([self.grow(y), fine], 1))
        drawn, attention = self.head(y).sigmoid().chunk(2, 1)
        return drawn, attention


class Translator(nn.Module):
    """Both directions: `generators[0]` draws films without the finding, `generators[1]` with it."""

    def __init__(self, outputs: int, mean: float, std: float, width: int = 24) -> None:
        super().__init__()
        self.generators = nn.ModuleList(Generator(mean, std, width) for _ in range(outputs))

    def forward(self, x: Tensor, target: int) -> tuple[Tensor, Tensor]:
        content, attention = self.generators[target](x)
        return content, attention


def blended(x: Tensor, content: Tensor, attention: Tensor) -> Tensor:
    """a · c + (1 - a) · x."""
    return attention * content + (1 - attention) * x


def _layer(inputs: int, outputs: int, side: int, stride: int = 1) -> list[nn.Module]:
    convolution = nn.Conv2d(inputs, outputs, side, stride, padding=side // 2, bias=False)
    return [convolution, nn.InstanceNorm2d(outputs), nn.ReLU()]
