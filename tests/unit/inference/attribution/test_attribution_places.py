"""A blob is found where it was put, on the film, by every method and for every shape of film."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from inference.attribution.maps import attribute
from inference.core.types import AttributionMethod as Method
from inference.grids.resampling import to_film
from inference.networks.models import ready
from tests.helpers.networks import SIZE, subject

CELL = 4
SHAPES = {"square": (192, 192), "portrait": (200, 150), "landscape": (130, 230)}


class BlobNetwork(nn.Module):
    """Answers to what is bright: blurs, rectifies, pools in cells, and squares."""

    def __init__(self) -> None:
        super().__init__()
        self.blur = nn.Conv2d(1, 1, 5, padding=2)
        bell = torch.exp(-(torch.arange(-2.0, 3.0) ** 2) / 2)
        kernel = bell[:, None] * bell
        self.blur.weight.data = (kernel / kernel.sum())[None, None]
        self.blur.bias.data = torch.tensor([-0.3])
        self.pool = nn.Conv2d(1, 1, CELL, stride=CELL, bias=False)
        self.pool.weight.data = torch.full((1, 1, CELL, CELL), 1 / CELL**2)
        self.rectify, self.stage = nn.ReLU(), nn.ReLU()

    @property
    def target_layer(self) -> nn.Module:
        return self.stage

    def forward(self, x: Tensor) -> Tensor:
        cells = self.stage(self.pool(self.rectify(self.blur(x))))
        value = (cells**2).sum((1, 2, 3))
        return torch.stack([-value, value], 1)


def blob(shape: tuple[int, int], centre: tuple[float, float]) -> np.ndarray:
    """A bright round spot on dark; `centre` (x, y) is continuous, half-pixel centres."""
    y, x = np.mgrid[: shape[0], : shape[1]] + 0.5
    sigma = 0.06 * max(shape)
    square = (x - centre[0]) ** 2 + (y - centre[1]) ** 2
    return (0.2 + 0.7 * np.exp(-square / (2 * sigma**2))).astype(np.float32)


def centroid(values: np.ndarray) -> np.ndarray:
    """(x, y) of the positive values."""
    weight = np.maximum(values, 0).astype(np.float64)
    y, x = np.mgrid[: values.shape[0], : values.shape[1]] + 0.5
    return np.array([(weight * x).sum(), (weight * y).sum()]) / weight.sum()


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("method", Method)
def test_the_maps_centroid_is_the_blobs_within_half_a_model_pixel(
    method: Method, shape: str
) -> None:
    height, width = SHAPES[shape]
    for across, down in ((0.37, 0.61), (0.58, 0.33)):
        centre = (across * width + 0.3, down * height + 0.8)
        given = subject(ready(BlobNetwork()), blob((height, width), centre))
        grid = given.source.grid
        on_film = centroid(to_film(grid, attribute(given, method).values))
        both = grid.points_to_model(np.array([on_film, centre]))
        assert np.abs(both[0] - both[1]).max() < 0.5
    assert grid.size == SIZE
