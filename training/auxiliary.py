"""A classifier with two extra heads while it trains; the bundle keeps the classifier alone.

The heads make the shared features hold what the finding is read from: a number (the
cardiothoracic ratio, the profusion) and a coarse map (lungs and heart, the opacities).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from inference.architectures import ResNetClassifier


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """What a batch should give. NaN where unknown."""

    labels: Tensor  # (N,) probability of the finding in [0, 1]
    number: Tensor  # (N,) about -2 to 2
    maps: Tensor  # (N, C, h, w) in [0, 1]


class WithAuxiliary(nn.Module):
    """`classifier` and its heads: (N, 1, S, S) to logits (N, 2), number (N,), maps (N, C, h, w).

    The maps come from the third stage (S/16), or with `fine` from the second (S/8).
    """

    def __init__(self, classifier: ResNetClassifier, maps: int, fine: bool) -> None:
        super().__init__()
        self.classifier, self.fine = classifier, fine
        width = classifier.resnet.fc.in_features
        self.number = nn.Linear(width, 1)
        self.maps = nn.Conv2d(width // (4 if fine else 2), maps, 1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        network = self.classifier.resnet
        y = (x - self.classifier.mean) / self.classifier.std
        y = network.maxpool(network.relu(network.bn1(network.conv1(y))))
        early = network.layer2(network.layer1(y))
        late = network.layer3(early)
        pooled = torch.flatten(network.avgpool(network.layer4(late)), 1)
        maps = self.maps(early if self.fine else late)
        return network.fc(pooled), self.number(pooled)[:, 0], maps


def combined_loss(
    answer: tuple[Tensor, Tensor, Tensor], targets: Targets, smoothing: float, share: float
) -> Tensor:
    """Smoothed cross-entropy plus `share` of the number's Huber loss and of the maps' entropy."""
    logits, number, maps = (part.float() for part in answer)
    known = torch.isfinite(targets.labels)
    smooth = targets.labels[known] * (1 - 2 * smoothing) + smoothing
    loss = functional.cross_entropy(logits[known], torch.stack([1 - smooth, smooth], 1))
    measured = torch.isfinite(targets.number)
    if bool(measured.any()):
        wanted = targets.number[measured]
        loss = loss + share * functional.smooth_l1_loss(number[measured], wanted, beta=0.5)
    wanted = functional.adaptive_avg_pool2d(targets.maps, maps.shape[-1])
    drawn = torch.isfinite(wanted).all(dim=(1, 2, 3))
    if bool(drawn.any()):
        loss = loss + share * functional.binary_cross_entropy_with_logits(
            maps[drawn], wanted[drawn]
        )
    return loss
