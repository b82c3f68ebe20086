"""The residual network of basic blocks (He 2016, "Deep Residual Learning", tables 1 and figure 5).

Parameters have torchvision's names, so that weights go both ways; torchvision itself is left out,
as importing it costs a second and 160 MB. No ReLU works in place.
"""

from __future__ import annotations

from itertools import pairwise

from torch import Tensor, nn

#: Stride and width of the four stages, beside the first stage's.
_STRIDES, _FACTORS = (1, 2, 2, 2), (1, 2, 4, 8)


class BasicBlock(nn.Module):
    """Two 3 × 3 convolutions beside a shortcut, (N, A, H, W) to (N, B, H/stride, W/stride)."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU()
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample: nn.Module | None = None
        if stride != 1 or inputs != outputs:
            projection = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.downsample = nn.Sequential(projection, nn.BatchNorm2d(outputs))

    def forward(self, x: Tensor) -> Tensor:
        shortcut = x if self.downsample is None else self.downsample(x)
        y = self.relu(self.bn1(self.conv1(x)))
        answer: Tensor = self.relu(self.bn2(self.conv2(y)) + shortcut)
        return answer


class ResNet(nn.Module):
    """(N, 1, S, S) to (N, outputs): a 7 × 7 stem, four stages, the average, one linear layer.

    `blocks` are the stages' depths; `width` is the first stage's channels, 64 in He 2016.
    """

    def __init__(self, blocks: list[int], outputs: int, width: int = 64) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, width, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU()
        self.maxpool = nn.MaxPool2d(3, stride=2, padding=1)
        widths = [width * factor for factor in _FACTORS]
        stages = zip(pairwise([width, *widths]), blocks, _STRIDES, strict=True)
        self.layer1, self.layer2, self.layer3, self.layer4 = (
            _stage(inputs, outputs, depth, stride) for (inputs, outputs), depth, stride in stages
        )
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(widths[-1], outputs)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, x: Tensor) -> Tensor:
        y = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        y = self.layer4(self.layer3(self.layer2(self.layer1(y))))
        answer: Tensor = self.fc(self.avgpool(y).flatten(1))
        return answer


def _stage(inputs: int, outputs: int, depth: int, stride: int) -> nn.Sequential:
    first = BasicBlock(inputs, outputs, stride)
    return nn.Sequential(first, *(BasicBlock(outputs, outputs, 1) for _ in range(depth - 1)))
