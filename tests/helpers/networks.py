"""Films and networks small enough to know every answer beforehand."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save
from torch import Tensor, nn

from inference.answers.classifier import ClassifierInput, classifier_input
from inference.core.types import ModelCard, Radiograph, Segmentation, Task, read_only
from inference.networks.models import Network, ready

CPU = torch.device("cpu")
SIZE = 64
LABELS = {
    Task.CLASSIFIER: ("no finding", "finding"),
    Task.SEGMENTER: ("right lung", "left lung", "heart"),
    Task.TRANSLATOR: ("to no finding", "to finding"),
    Task.AUTOENCODER: ("the film again",),
}


def card(name: str = "brightness", task: Task = Task.CLASSIFIER, **changes: object) -> ModelCard:
    """A valid card of a network that normalises nothing."""
    plain = ModelCard(
        name=name,
        version="1",
        task=task,
        architecture="",
        finding="" if task in (Task.SEGMENTER, Task.AUTOENCODER) else name,
        labels=tuple({"en": label, "ja": label} for label in LABELS[task]),
        input_size=SIZE,
        mean=0.0,
        std=1.0,
        extraction="none",
        extraction_margin=0.0,
        operating_point=0.5,
        temperature=1.0,
        weights_sha256="0" * 64,
    )
    return dataclasses.replace(plain, **changes)


def film(pixels: np.ndarray, **changes: object) -> Radiograph:
    """A film of these pixels (H, W) in [0, 1]."""
    array = np.array(pixels, np.float32)
    plain = Radiograph(
        pixels=read_only(array),
        value_range=(0.0, 4095.0),
        windows=(),
        padding=None,
        spacing=None,
        view_position="PA",
        photometric_interpretation="MONOCHROME2",
        bits_stored=12,
        file_name="phantom.dcm",
        sha256=hashlib.sha256(array.tobytes()).hexdigest(),
    )
    return dataclasses.replace(plain, **changes)


def textured(height: int = SIZE, width: int = SIZE, seed: int = 0) -> np.ndarray:
    """Smooth seeded texture in [0.2, 0.8]: nothing is clipped when a perturbation is added."""
    rng = np.random.default_rng(seed)
    waves = np.zeros((height, width))
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    for _ in range(6):
        fx, fy, phase = rng.uniform(1, 6), rng.uniform(1, 6), rng.uniform(0, 6)
        waves += np.sin(2 * np.pi * (fx * x + fy * y) + phase)
    waves = (waves - waves.min()) / np.ptp(waves)
    return (0.2 + 0.6 * waves).astype(np.float32)


class LinearClassifier(nn.Module):
    """gap = gain · (mean of weight · x) + bias, by one convolution as large as the input."""

    def __init__(self, weight: np.ndarray, gain: float = 1.0, bias: float = 0.0) -> None:
        super().__init__()
        kernel = torch.from_numpy(np.asarray(weight, np.float32))[None, None]
        self.conv = nn.Conv2d(1, 1, tuple(weight.shape))
        self.conv.weight = nn.Parameter(kernel * gain / weight.size)
        self.conv.bias = nn.Parameter(torch.tensor([float(bias)]))

    @property
    def target_layer(self) -> nn.Module:
        return self.conv

    def forward(self, x: Tensor) -> Tensor:
        half = self.conv(x)[:, 0, 0] / 2
        return torch.cat([-half, half], 1)


class SmallCnn(nn.Module):
    """A random two-stage network with batch norm, seeded; it stands for the trained ones."""

    def __init__(self, outputs: int = 2, mean: float = 0.0, std: float = 1.0) -> None:
        super().__init__()
        self.mean, self.std = mean, std
        self.conv1 = nn.Conv2d(1, 8, 3, stride=2, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.conv2 = nn.Conv2d(8, 16, 3, stride=2, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(16)
        self.relu = nn.ReLU()
        self.head = nn.Linear(16, outputs)

    @property
    def target_layer(self) -> nn.Module:
        return self.conv2

    def forward(self, x: Tensor) -> Tensor:
        y = self.relu(self.bn1(self.conv1((x - self.mean) / self.std)))
        y = self.relu(self.bn2(self.conv2(y)))
        return self.head(y.mean((2, 3)) * 20)


class GreySegmenter(nn.Module):
    """Right lung where the image is 0.3, left lung at 0.6, heart at 0.9; see `phantom`."""

    GREYS = (0.3, 0.6, 0.9)

    def __init__(self, outputs: int = 3, mean: float = 0.0, std: float = 1.0) -> None:
        super().__init__()
        self.register_buffer("greys", torch.tensor(self.GREYS).reshape(1, 3, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        return 12 - 160 * (x - self.greys).abs()


def seeded(module_class: type[nn.Module] = SmallCnn, seed: int = 0) -> nn.Module:
    """A module whose parameters and batch-norm statistics come from `seed`."""
    generator = torch.Generator().manual_seed(seed)
    module = module_class()
    for name, value in module.state_dict().items():
        if value.is_floating_point() and name != "greys":
            drawn = torch.randn(value.shape, generator=generator) * 0.5
            value.copy_(drawn.abs() + 0.5 if name.endswith("running_var") else drawn)
    return module


def network(module: nn.Module, **changes: object) -> Network:
    """`module` made ready, with a card of these values."""
    return Network(card(**changes), ready(module), CPU)


def subject(
    module: nn.Module,
    pixels: np.ndarray,
    segmentation: Segmentation | None = None,
    padding: np.ndarray | None = None,
    **changes: object,
) -> ClassifierInput:
    """`pixels` as the classifier `module` sees them."""
    return classifier_input(network(module, **changes), film(pixels, padding=padding), segmentation)


def phantom(size: int = 128) -> np.ndarray:
    """Two lungs and a heart (`GreySegmenter`) on black, with a white patch in a corner.

    The patch keeps the standardisation to [0, 1] the identity. Lungs are boxes of 5/16 of the side
    width and 3/4 height, the heart a box of 3/16 width between them.
    """
    unit = size // 16
    pixels = np.zeros((size, size), np.float32)
    pixels[2 * unit : 14 * unit, 1 * unit : 6 * unit] = GreySegmenter.GREYS[0]
    pixels[2 * unit : 14 * unit, 10 * unit : 15 * unit] = GreySegmenter.GREYS[1]
    pixels[8 * unit : 14 * unit, 6 * unit + unit // 2 : 9 * unit + unit // 2] = 0.9
    pixels[: 2 * unit, : 2 * unit] = 1.0
    return pixels


class Painter(nn.Module):
    """A translator that paints its grey into the film's left half; grey 0 for no finding, 1 for it.

    Its attention is 0.5 there and 0 elsewhere.
    """

    def forward(self, x: Tensor, target: int) -> tuple[Tensor, Tensor]:
        attention = torch.zeros_like(x)
        attention[..., : x.shape[-1] // 2] = 0.5
        return torch.full_like(x, float(target)), attention


class FakeLibrary:
    """Networks that are already in memory."""

    def __init__(
        self,
        classifiers: list[Network],
        segmenter: Network | None = None,
        twins: list[Network] | None = None,
        translators: list[Network] | None = None,
    ) -> None:
        self._classifiers = tuple(classifiers)
        self._twins, self._translators = tuple(twins or ()), tuple(translators or ())
        self._segmenter = segmenter or network(GreySegmenter(), name="grey", task=Task.SEGMENTER)
        self.devices: list[torch.device] = []

    def cards(self) -> tuple[ModelCard, ...]:
        return tuple(each.card for each in (*self._classifiers, self._segmenter))

    def classifiers(self, device: torch.device) -> tuple[Network, ...]:
        self.devices.append(device)
        return self._classifiers

    def segmenter(self, device: torch.device) -> Network:
        return self._segmenter

    def robust_twin(self, finding: str, device: torch.device) -> Network | None:
        return self._of_finding(self._twins, finding)

    def translator(self, finding: str, device: torch.device) -> Network | None:
        return self._of_finding(self._translators, finding)

    @staticmethod
    def _of_finding(networks: tuple[Network, ...], finding: str) -> Network | None:
        return next((each for each in networks if each.card.finding == finding), None)


def write_bundle(
    folder: Path, module: nn.Module, architecture: str, **changes: object
) -> ModelCard:
    """Write a bundle by hand, as the documented layout has it; float16 weights."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: value.half() for name, value in module.state_dict().items() if value.ndim}
    content = save({name: value.contiguous() for name, value in state.items()})
    (folder / "weights.safetensors").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    described = card(folder.name, architecture=architecture, weights_sha256=digest, **changes)
    (folder / "card.toml").write_text(card_text(described), encoding="utf-8")
    return described


TABLES = ("labels", "metrics", "texts", "training", "out_of_distribution", "map_scales")


def card_text(described: ModelCard) -> str:
    """A card's TOML."""
    keys = [field.name for field in dataclasses.fields(described)]
    plain = [key for key in keys if key not in TABLES]
    lines = [f"{key} = {json.dumps(getattr(described, key))}" for key in plain]
    for label in described.labels:
        lines += ["[[labels]]", *(f"{key} = {json.dumps(text)}" for key, text in label.items())]
    lines += ["[texts]", 'licence = "Apache-2.0"', "[metrics]", "accuracy = 0.5"]
    limit = described.out_of_distribution
    if limit is not None:
        table = dataclasses.asdict(limit)
        lines += ["[out_of_distribution]", *(f"{k} = {json.dumps(v)}" for k, v in table.items())]
    return "\n".join(lines) + "\n"
