"""The closed list of networks that a bundle may name. Code never comes with weights.

Every network takes (N, 1, S, S) float32 in [0, 1] and returns raw logits (a translator: content
and attention, see `generators`; an autoencoder: the film again, see `autoencoder`); it normalises
its input itself. No ReLU works in place, so that hooks (Grad-CAM, Guided Backpropagation) see true
values.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from inference.networks.autoencoder import Autoencoder
from inference.networks.generators import Translator
from inference.networks.without_dynamo import compiler_put_off

with compiler_put_off():
    from torchvision.models.resnet import BasicBlock, ResNet

#: ResNet depth by name: blocks in each of the four stages (He 2016, basic blocks).
RESNET_BLOCKS = {"resnet10": [1, 1, 1, 1], "resnet18": [2, 2, 2, 2]}


class ResNetClassifier(nn.Module):
    """torchvision's ResNet on one channel: (N, 1, S, S) to (N, outputs) logits.

    `width` is the first stage's channels, 64 in He 2016; half of it costs a quarter.
    """

    def __init__(
        self, blocks: list[int], outputs: int, mean: float, std: float, width: int = 64
    ) -> None:
        super().__init__()
        self.mean, self.std = mean, std
        self.resnet = _resnet(blocks, outputs, width)
        forbid_in_place(self)

    def forward(self, x: Tensor) -> Tensor:
        logits: Tensor = self.resnet((x - self.mean) / self.std)
        return logits

    @property
    def target_layer(self) -> nn.Module:
        """The last convolutional stage, for class activation maps."""
        layer: nn.Module = self.resnet.layer4
        return layer


def _resnet(blocks: list[int], outputs: int, width: int) -> ResNet:
    network = ResNet(BasicBlock, blocks, num_classes=outputs)
    network.conv1 = nn.Conv2d(1, width, 7, stride=2, padding=3, bias=False)
    if width != 64:
        network.bn1 = nn.BatchNorm2d(width)
        network.inplanes = width
        for stage, (depth, factor) in enumerate(zip(blocks, (1, 2, 4, 8), strict=True), 1):
            stride = 1 if stage == 1 else 2
            layer = network._make_layer(BasicBlock, width * factor, depth, stride)
            setattr(network, f"layer{stage}", layer)
        network.fc = nn.Linear(8 * width, outputs)
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
    return network


class UNet(nn.Module):
    """U-Net (Ronneberger 2015) with batch norm: (N, 1, S, S) to (N, outputs, S, S) logits.

    S must be a multiple of 16.
    """

    def __init__(self, outputs: int, mean: float, std: float, width: int = 24) -> None:
        super().__init__()
        self.mean, self.std = mean, std
        widths = [width * k for k in (1, 2, 4, 6, 8)]
        self.down = nn.ModuleList(
            _double(a, b) for a, b in zip([1, *widths[:-1]], widths, strict=True)
        )
        self.pool = nn.MaxPool2d(2)
        self.grow = nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
        pairs = list(zip(widths[:0:-1], widths[-2::-1], strict=True))
        self.up = nn.ModuleList(_double(a + b, b) for a, b in pairs)
        self.head = nn.Conv2d(width, outputs, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = (x - self.mean) / self.std
        skips: list[Tensor] = []
        for index, block in enumerate(self.down):
            y = block(self.pool(y) if index else y)
            skips.append(y)
        skips.pop()
        for block in self.up:
            y = block(torch.cat([self.grow(y), skips.pop()], 1))
        logits: Tensor = self.head(y)
        return logits


def _double(inputs: int, outputs: int) -> nn.Sequential:
    def layer(a: int, b: int) -> list[nn.Module]:
        return [nn.Conv2d(a, b, 3, padding=1, bias=False), nn.BatchNorm2d(b), nn.ReLU()]

    return nn.Sequential(*layer(inputs, outputs), *layer(outputs, outputs))


def forbid_in_place(network: nn.Module) -> None:
    """Make every ReLU of `network` keep its input."""
    for module in network.modules():
        if isinstance(module, nn.ReLU):
            module.inplace = False


Builder = Callable[[int, float, float], nn.Module]

#: Architecture name in a card -> builder(outputs, mean, std).
ARCHITECTURES: dict[str, Builder] = {
    "resnet10": lambda n, m, s: ResNetClassifier(RESNET_BLOCKS["resnet10"], n, m, s),
    "resnet10_w16": lambda n, m, s: ResNetClassifier(RESNET_BLOCKS["resnet10"], n, m, s, 16),
    "resnet10_w32": lambda n, m, s: ResNetClassifier(RESNET_BLOCKS["resnet10"], n, m, s, 32),
    "resnet18": lambda n, m, s: ResNetClassifier(RESNET_BLOCKS["resnet18"], n, m, s),
    "unet": UNet,
    "attention_translator": Translator,
    "autoencoder": Autoencoder,
}
