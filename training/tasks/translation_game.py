"""The game that teaches a translator: its two generators against two discriminators.

LSGAN losses (Mao 2017), cycle consistency and identity (Zhu 2017), and a price on attention, so
that a generator changes little and where it must (Tang 2019). Both sides take their step at the
same time: one loss, in which neither side's part moves the other's weights.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from inference.networks.architectures import ResNetClassifier
from inference.networks.generators import Translator, blended

#: Share of a pixel that makes a patch count as showing the finding.
COVERED = 0.4


@dataclass(frozen=True, slots=True)
class Prices:
    """Weight of each loss beside the adversarial one."""

    cycle: float = 10.0
    identity: float = 5.0
    attention: float = 0.3  # of the mean attention
    roughness: float = 0.3  # of the attention's total variation


class Discriminator(nn.Module):
    """PatchGAN (Isola 2017): (N, 1, H, W) to a map of scores; 1 is a true film of its class.

    Each of `stages` halves the size, so a score's field of view doubles with each: about 22 pixels
    for 2 stages, 46 for 3, 94 for 4 and 190 for 5.
    """

    def __init__(self, stages: int, mean: float, std: float, width: int = 24) -> None:
        super().__init__()
        self.mean, self.std = mean, std
        widths = [1, *(min(width * 2**k, 4 * width) for k in range(stages))]
        layers: list[nn.Module] = []
        for index in range(stages):
            layers.append(nn.Conv2d(widths[index], widths[index + 1], 4, stride=2, padding=1))
            if index:
                layers.append(nn.InstanceNorm2d(widths[index + 1]))
            layers.append(nn.LeakyReLU(0.2))
        self.layers = nn.Sequential(*layers, nn.Conv2d(widths[-1], 1, 3, padding=1))

    def forward(self, x: Tensor) -> Tensor:
        scores: Tensor = self.layers((x - self.mean) / self.std)
        return scores.float()


class Eyes(nn.Module):
    """The first two stages of a trained classifier, which stay as they are (Sauer 2021).

    (N, 1, H, W) in [0, 1] to (N, C, H / 8, W / 8).
    """

    def __init__(self, classifier: ResNetClassifier) -> None:
        super().__init__()
        self.classifier = classifier.requires_grad_(False).eval()
        self.width = 3 * classifier.resnet.fc.in_features // 8

    def train(self, mode: bool = True) -> Eyes:
        """Nothing: their statistics stay, too."""
        return self

    def forward(self, x: Tensor) -> Tensor:
        network = self.classifier.resnet
        y = (x - self.classifier.mean) / self.classifier.std
        y = network.maxpool(network.relu(network.bn1(network.conv1(y))))
        first = network.layer1(y)
        return torch.cat([functional.avg_pool2d(first, 2), network.layer2(first)], 1)


class Head(nn.Module):
    """A discriminator that looks through `Eyes`: (N, C, H, W) to a map of scores."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(width, 64, 1), nn.LeakyReLU(0.2), nn.Conv2d(64, 1, 3, padding=1)
        )

    def forward(self, features: Tensor) -> Tensor:
        scores: Tensor = self.layers(features)
        return scores.float()


class Game(nn.Module):
    """A translator and the discriminators of both classes, by class index."""

    def __init__(
        self,
        translator: Translator,
        stages: int,
        mean: float,
        std: float,
        eyes: Eyes | None = None,
    ) -> None:
        """With `eyes` the discriminators look through them, else for themselves."""
        super().__init__()
        self.translator, self.eyes = translator, eyes
        self.discriminators = nn.ModuleList(
            Discriminator(stages, mean, std) if eyes is None else Head(eyes.width) for _ in range(2)
        )

    def judged(self, target: int, x: Tensor) -> Tensor:
        """The scores of films `x` by the discriminator of class `target`."""
        scores: Tensor = self.discriminators[target](x if self.eyes is None else self.eyes(x))
        return scores

    def loss(self, films: tuple[Tensor, Tensor], prices: Prices) -> Tensor:
        """Scalar loss of both sides on `films` of class 0 and 1, each (N, 1, H, W) in [0, 1]."""
        drawn: list[Tensor] = []
        total = torch.zeros((), device=films[0].device)
        with frozen(self.discriminators):
            for target in (0, 1):
                fake, loss = self._generator(films, target, prices)
                drawn.append(fake.detach())
                total = total + loss
        for target in (0, 1):
            true, false = self.judged(target, films[target]), self.judged(target, drawn[target])
            total = total + 0.5 * (((true - 1) ** 2).mean() + (false**2).mean())
        return total

    def seeing_loss(self, images: Tensor, covered: Tensor) -> Tensor:
        """Scalar loss of discriminators that should see where the finding lies.

        `images` (N, 1, H, W) of both classes; `covered` (N, 1, H, W) in [0, 1], the finding's
        share of each pixel, NaN where nothing is asked. A discriminator of films with the finding
        should give 1 where it lies and 0 elsewhere, the other one the reverse.
        """
        total = torch.zeros((), device=images.device)
        for target in (0, 1):
            scores = self.judged(target, images)
            size = (scores.shape[-2], scores.shape[-1])
            asked = functional.adaptive_max_pool2d((~covered.isnan()).float(), size) > 0
            lies = functional.adaptive_max_pool2d(covered.nan_to_num(0.0), size) > COVERED
            wanted = lies.float() if target else 1 - lies.float()
            total = total + ((scores - wanted)[asked] ** 2).mean()
        return total

    def _generator(
        self, films: tuple[Tensor, Tensor], target: int, prices: Prices
    ) -> tuple[Tensor, Tensor]:
        """(translated films, loss of the generators) on the way to `target` and back."""
        source, there = films[1 - target], films[target]
        fake, attention = self._drawn(source, target)
        back, _ = self._drawn(fake, 1 - target)
        same, _ = self._drawn(there, target)
        loss = ((self.judged(target, fake) - 1) ** 2).mean()
        loss = loss + prices.cycle * functional.l1_loss(back, source)
        loss = loss + prices.identity * functional.l1_loss(same, there)
        loss = loss + prices.attention * attention.mean() + prices.roughness * variation(attention)
        return fake, loss

    def _drawn(self, x: Tensor, target: int) -> tuple[Tensor, Tensor]:
        content, attention = self.translator(x, target)
        content, attention = content.float(), attention.float()
        return blended(x, content, attention), attention


def variation(maps: Tensor) -> Tensor:
    """Mean absolute difference of neighbouring pixels of (N, C, H, W)."""
    down, right = maps.diff(dim=-2).abs().mean(), maps.diff(dim=-1).abs().mean()
    return down + right


@contextmanager
def frozen(module: nn.Module) -> Iterator[None]:
    """While open, what is computed with `module` gives its weights no gradient."""
    module.requires_grad_(False)
    try:
        yield
    finally:
        module.requires_grad_(True)
