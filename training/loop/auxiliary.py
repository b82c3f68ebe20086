"""A classifier with two extra heads while it trains; the bundle keeps the classifier alone.

The heads make the shared features hold what the finding is read from: a number (the
cardiothoracic ratio, the profusion) and a coarse map (lungs and heart, the opacities).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from inference.networks.architectures import ResNetClassifier


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """What a batch should give. NaN where unknown."""

    labels: Tensor  # (N,) probability of the finding in [0, 1]
    number: Tensor  # (N,) about -2 to 2
    maps: Tensor  # (N, C, h, w) in [0, 1]; NaN where no answer is asked for


#: Logits (N, 2), number (N,), maps.
Answer = tuple[Tensor, Tensor, list[Tensor]]


class WithAuxiliary(nn.Module):
    """`classifier` and its heads: (N, 1, S, S) to logits (N, 2), number (N,), maps (N, C, h, w).

    Maps come from the third stage (S/16), or with `fine` one from the first (S/4), one from the
    second (S/8).
    """

    def __init__(self, classifier: ResNetClassifier, maps: int, fine: bool) -> None:
        super().__init__()
        self.classifier, self.fine = classifier, fine
        width = classifier.resnet.fc.in_features
        self.number = nn.Linear(width, 1)
        parts = (8, 4) if fine else (2,)
        self.maps = nn.ModuleList(nn.Conv2d(width // part, maps, 1) for part in parts)

    def forward(self, x: Tensor) -> Answer:
        network = self.classifier.resnet
        y = (x - self.classifier.mean) / self.classifier.std
        y = network.maxpool(network.relu(network.bn1(network.conv1(y))))
        first = network.layer1(y)
        second = network.layer2(first)
        third = network.layer3(second)
        pooled = torch.flatten(network.avgpool(network.layer4(third)), 1)
        stages = (first, second) if self.fine else (third,)
        maps = [head(stage) for head, stage in zip(self.maps, stages, strict=True)]
        return network.fc(pooled), self.number(pooled)[:, 0], maps


def combined_loss(answer: Answer, targets: Targets, smoothing: float, share: float) -> Tensor:
    """Smoothed cross-entropy plus `share` of the number's Huber loss and of each map's entropy."""
    logits, number = answer[0].float(), answer[1].float()
    known = torch.isfinite(targets.labels)
    smooth = targets.labels[known] * (1 - 2 * smoothing) + smoothing
    loss = functional.cross_entropy(logits[known], torch.stack([1 - smooth, smooth], 1))
    measured = torch.isfinite(targets.number)
    if bool(measured.any()):
        wanted = targets.number[measured]
        loss = loss + share * functional.smooth_l1_loss(number[measured], wanted, beta=0.5)
    for maps in answer[2]:
        wanted = functional.adaptive_avg_pool2d(targets.maps, maps.shape[-1])
        asked = torch.isfinite(wanted)
        if bool(asked.any()):
            loss = loss + share * functional.binary_cross_entropy_with_logits(
                maps.float()[asked], wanted[asked]
            )
    return loss
