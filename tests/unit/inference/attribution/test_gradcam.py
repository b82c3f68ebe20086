from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from inference.attribution.gradcam import grad_cam
from inference.networks.architectures import ARCHITECTURES
from inference.networks.models import ready
from tests.helpers.networks import SIZE, LinearClassifier, seeded, subject, textured


class Pooled(nn.Module):
    """logit k = mean over pixels of sum over channels of head[k, c] · activation c."""

    def __init__(self, head: list[list[float]]) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 8, stride=8)
        nn.init.normal_(self.conv.weight, generator=torch.Generator().manual_seed(0))
        nn.init.zeros_(self.conv.bias)
        self.head = torch.tensor(head)

    @property
    def target_layer(self) -> nn.Module:
        return self.conv

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x).mean((2, 3)) @ self.head.T


def test_for_a_pooled_linear_head_it_is_the_heads_own_weighting() -> None:
    module = ready(Pooled([[5.0, 5.0], [1.0, -2.0]]))
    given = subject(module, textured())
    heat = grad_cam(given)
    activation = module.conv(given.tensor(given.source.image))[0].detach().numpy()
    cells = activation[0].size
    expected = np.maximum(0, (1.0 * activation[0] - 2.0 * activation[1]) / cells)
    np.testing.assert_allclose(heat.low_resolution, expected, rtol=1e-4, atol=1e-7)
    assert heat.target == 1
    assert heat.values.shape == (SIZE, SIZE)


def test_the_grids_map_is_the_layers_map_interpolated_at_half_pixel_centres() -> None:
    heat = grad_cam(subject(ready(Pooled([[0.0, 0.0], [1.0, 0.0]])), textured()))
    layer = torch.from_numpy(np.array(heat.low_resolution))[None, None]
    expected = nn.functional.interpolate(layer, (SIZE, SIZE), mode="bilinear", align_corners=False)
    np.testing.assert_allclose(heat.values, expected[0, 0].numpy(), atol=1e-6)


def test_a_map_without_evidence_is_zero_everywhere() -> None:
    heat = grad_cam(subject(ready(Pooled([[1.0, 1.0], [0.0, 0.0]])), textured()))
    assert not heat.values.any()
    assert not heat.low_resolution.any()


def test_the_resnets_map_is_of_its_last_stage_and_raw() -> None:
    torch.manual_seed(0)
    given = subject(ready(ARCHITECTURES["resnet10"](2, 0.5, 0.25)), textured())
    heat = grad_cam(given)
    assert heat.low_resolution.shape == (SIZE // 32, SIZE // 32)
    assert heat.values.min() >= 0


def hooks(module: nn.Module) -> int:
    return sum(len(part._forward_hooks) + len(part._backward_hooks) for part in module.modules())


def test_no_hook_stays_behind() -> None:
    given = subject(seeded(), textured())
    grad_cam(given)
    assert hooks(given.network.module) == 0


class Failing(LinearClassifier):
    def forward(self, x: Tensor) -> Tensor:
        super().forward(x)
        raise RuntimeError("out of order")


def test_no_hook_stays_behind_a_failure() -> None:
    module = Failing(np.ones((SIZE, SIZE)))
    with pytest.raises(RuntimeError, match="out of order"):
        grad_cam(subject(module, textured()))
    assert hooks(module) == 0


def test_a_later_in_place_step_does_not_change_the_map() -> None:
    head = [[0.0, 0.0], [1.0, -2.0]]

    class InPlace(Pooled):
        def forward(self, x: Tensor) -> Tensor:
            return self.conv(x).mul_(3).mean((2, 3)) @ self.head.T

    plain = grad_cam(subject(ready(Pooled(head)), textured()))
    tripled = grad_cam(subject(ready(InPlace(head)), textured()))
    np.testing.assert_allclose(tripled.low_resolution, 3 * plain.low_resolution, rtol=1e-5)
