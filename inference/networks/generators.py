"""The two generators of a translator: attention-guided CycleGAN (Mejjati 2018, Tang 2019).

A generator sees the standardised film x, (N, 1, S, S) in [0, 1], and draws a content c and an
attention a, both in [0, 1]; the translated film is a · c + (1 - a) · x, so that where it does not
attend nothing changes. Instance normalisation has no weights, so that any size may be shown.
"""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor, nn

#: Residual blocks at an eighth of the size.
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


class Rise(nn.Module):
    """From a coarse map to one of twice the size, to which a finer map is added."""

    def __init__(self, coarse: int, fine: int) -> None:
        super().__init__()
        self.narrow = nn.Conv2d(coarse, fine, 1, bias=False)
        self.grow = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
        self.join = nn.Sequential(*_layer(fine, fine, 3))

    def forward(self, coarse: Tensor, fine: Tensor) -> Tensor:
        y: Tensor = self.join(self.grow(self.narrow(coarse)) + fine)
        return y


class Generator(nn.Module):
    """(N, 1, S, S) in [0, 1] to (content, attention), both (N, 1, S, S) in [0, 1]; S % 8 == 0."""

    def __init__(self, mean: float, std: float, width: int = 16) -> None:
        super().__init__()
        self.mean, self.std = mean, std
        widths = [width * k for k in (1, 2, 4, 6)]
        pairs = list(pairwise(widths))
        self.fine = nn.Sequential(*_layer(1, width, 5))
        self.down = nn.ModuleList(nn.Sequential(*_layer(a, b, 3, stride=2)) for a, b in pairs)
        self.blocks = nn.Sequential(*(Residual(widths[-1]) for _ in range(BLOCKS)))
        self.up = nn.ModuleList(Rise(b, a) for a, b in reversed(pairs))
        self.head = nn.Conv2d(width, 2, 5, padding=2)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        maps = [self.fine((x - self.mean) / self.std)]
        for down in self.down:
            maps.append(down(maps[-1]))
        y = self.blocks(maps.pop())
        for up in self.up:
            y = up(y, maps.pop())
        content, attention = self.head(y).sigmoid().chunk(2, 1)
        return content, attention


class Translator(nn.Module):
    """Both directions: `generators[0]` draws films without the finding, `generators[1]` with it."""

    def __init__(self, outputs: int, mean: float, std: float) -> None:
        super().__init__()
        self.generators = nn.ModuleList(Generator(mean, std) for _ in range(outputs))

    def forward(self, x: Tensor, target: int) -> tuple[Tensor, Tensor]:
        content, attention = self.generators[target](x)
        return content, attention


def blended(x: Tensor, content: Tensor, attention: Tensor) -> Tensor:
    """a · c + (1 - a) · x."""
    return attention * content + (1 - attention) * x


def _layer(inputs: int, outputs: int, side: int, stride: int = 1) -> list[nn.Module]:
    convolution = nn.Conv2d(inputs, outputs, side, stride, padding=side // 2, bias=False)
    return [convolution, nn.InstanceNorm2d(outputs), nn.ReLU()]
