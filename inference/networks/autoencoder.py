"""The convolutional autoencoder of Latent Shift (Cohen 2021): a film to a small code and back.

It knows what chests look like and nothing of findings: a change of its code is a change towards
another chest. What the code can't hold (fine detail, marks, text) is missing from its pictures, so
that only *differences* of two of them are of use; see `inference.counterfactual.latent`.
"""

from __future__ import annotations

from torch import Tensor, nn

#: The film's side shrinks by this before it becomes the code.
REDUCTION = 16
#: Numbers of the code at each of its places.
CODE_CHANNELS = 12


class Residual(nn.Module):
    """Two convolutions with a shortcut; `dilation` lets the second see further."""

    def __init__(self, width: int, dilation: int = 1) -> None:
        super().__init__()
        self.first = nn.Sequential(*_layer(width, width, 3))
        self.second = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=dilation, dilation=dilation, bias=False),
            nn.BatchNorm2d(width),
        )

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = x + self.second(self.first(x))
        return y


class Autoencoder(nn.Module):
    """(N, 1, S, S) in [0, 1] to its reconstruction, (N, 1, S, S), about [0, 1]; S % 16 == 0."""

    def __init__(self, outputs: int, mean: float, std: float) -> None:
        super().__init__()
        self.mean, self.std = mean, std
        self.encoder = nn.Sequential(
            *_layer(outputs, 24, 5, stride=2),
            *_layer(24, 48, 3, stride=2),
            *_layer(48, 80, 3, stride=2),
            Residual(80),
            *_layer(80, 128, 3, stride=2),
            Residual(128),
            Residual(128, dilation=2),
            nn.Conv2d(128, CODE_CHANNELS, 1),
        )
        self.decoder = nn.Sequential(
            nn.Conv2d(CODE_CHANNELS, 128, 1),
            Residual(128),
            Residual(128, dilation=2),
            Residual(128, dilation=2),
            _grow(),
            *_layer(128, 80, 3),
            Residual(80),
            _grow(),
            *_layer(80, 48, 3),
            Residual(48),
            _grow(),
            *_layer(48, 24, 3),
            _grow(),
            *_layer(24, 16, 3),
            nn.Conv2d(16, outputs, 3, padding=1),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.decode(self.encode(x))

    def encode(self, x: Tensor) -> Tensor:
        """The code z, (N, CODE_CHANNELS, S / 16, S / 16), about unit variance."""
        code: Tensor = self.encoder((x - self.mean) / self.std)
        return code

    def decode(self, z: Tensor) -> Tensor:
        """The film that a code stands for, (N, 1, S, S); it may leave [0, 1] a little."""
        y: Tensor = self.decoder(z)
        return y * self.std + self.mean


def _grow() -> nn.Module:
    return nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)


def _layer(inputs: int, outputs: int, side: int, stride: int = 1) -> list[nn.Module]:
    convolution = nn.Conv2d(inputs, outputs, side, stride, padding=side // 2, bias=False)
    return [convolution, nn.BatchNorm2d(outputs), nn.ReLU()]
