"""Builds the networks of model bundles: verified, finite, in evaluation mode, frozen and folded.

Weights come as safetensors alone, which hold numbers and no code; there is no fallback.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_safetensors
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval
from torch.overrides import TorchFunctionMode

import resources
from inference.core.errors import ModelError
from inference.core.types import ModelCard, Task
from inference.networks.architectures import ARCHITECTURES
from inference.networks.model_card import WEIGHTS, bundle_folders, damaged, read_card
from inference.networks.out_of_distribution import FEATURES, FeatureStatistics, statistics_of

#: Far above any network of the closed list; guards against reading a disc full of zeros.
WEIGHTS_LIMIT_MB = 1024
DTYPES = (torch.float16, torch.bfloat16, torch.float32)
#: Batch norm's training counter: of no use here, so bundles may leave it out.
UNUSED = "num_batches_tracked"


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A network ready to answer, with its card. `module`: (N, 1, S, S) in [0, 1] to logits."""

    card: ModelCard
    module: nn.Module
    device: torch.device
    features: FeatureStatistics | None = None  # of its training films; None: not in the bundle


#: What a network is for: of several bundles for the same, the last one counts.
Purpose = tuple[Task, str, str]  # task, finding, variant


class ModelLibrary:
    """The bundles of some folders; each network is built once per device. Thread-safe."""

    def __init__(self, folder: Path | None = None, further: Sequence[Path] = ()) -> None:
        """`folder`: bundles, by default the program's own. `further`: a person's own.

        Each of `further` is a bundle or holds some; a bundle for the same task, finding and variant
        takes the place of an earlier one. All are checked alike.
        """
        self._folders = (resources.folder("models") if folder is None else folder, *further)
        self._networks: dict[tuple[Path, torch.device], Network] = {}
        self._bundles: dict[Purpose, tuple[Path, ModelCard]] | None = None
        self._lock = Lock()

    def cards(self) -> tuple[ModelCard, ...]:
        """The card of every bundle that counts, by folder name. Raises ModelError."""
        with self._lock:
            return tuple(card for _, card in self._found().values())

    def classifiers(self, device: torch.device) -> tuple[Network, ...]:
        """The standard network of each finding, by folder name. Raises ModelError."""
        found = [card for card in self.cards() if card.task is Task.CLASSIFIER]
        standard = [card.finding for card in found if card.variant == "standard"]
        if not standard:
            raise ModelError("model_missing", name=Task.CLASSIFIER)
        return tuple(
            self._required((Task.CLASSIFIER, finding, "standard"), device) for finding in standard
        )

    def robust_twin(self, finding: str, device: torch.device) -> Network | None:
        """The adversarially trained network for `finding`, if there is one. Raises ModelError."""
        return self._network((Task.CLASSIFIER, finding, "robust"), device)

    def translator(self, finding: str, device: torch.device) -> Network | None:
        """The generators for `finding`, if there are any. Raises ModelError."""
        return self._network((Task.TRANSLATOR, finding, "standard"), device)

    def autoencoder(self, device: torch.device) -> Network | None:
        """The network that writes films as codes, if there is one. Raises ModelError."""
        return self._network((Task.AUTOENCODER, "", "standard"), device)

    def segmenter(self, device: torch.device) -> Network:
        """The network for lung fields and heart. Raises ModelError."""
        return self._required((Task.SEGMENTER, "", "standard"), device)

    def _required(self, purpose: Purpose, device: torch.device) -> Network:
        network = self._network(purpose, device)
        if network is None:
            raise ModelError("model_missing", name=purpose[0])
        return network

    def _network(self, purpose: Purpose, device: torch.device) -> Network | None:
        with self._lock:
            if purpose not in self._found():
                return None
            folder, card = self._found()[purpose]
            if (folder, device) not in self._networks:
                self._networks[folder, device] = load_network(folder, card, device)
            return self._networks[folder, device]

    def _found(self) -> dict[Purpose, tuple[Path, ModelCard]]:
        """Every purpose with its bundle, read once, by folder name."""
        if self._bundles is None:
            found: dict[Purpose, tuple[Path, ModelCard]] = {}
            for folder in self._folders:
                for bundle in bundle_folders(folder):
                    card = read_card(bundle)
                    found[card.task, card.finding, card.variant] = (bundle, card)
            self._bundles = dict(sorted(found.items(), key=lambda item: item[1][0].name))
        return self._bundles


def load_network(folder: Path, card: ModelCard, device: torch.device) -> Network:
    """Build the network of the bundle in `folder`; its weights must be those that the card names.

    Raises
    ------
    ModelError: "model_missing" without weights, "model_damaged" when they are not the card's, not
        safetensors, not finite, or do not fit the architecture.
    """
    state = _read_state(folder / WEIGHTS, card)
    module = _empty_network(card)
    _check_fit(card, module.state_dict(), state)
    module.load_state_dict(state, strict=False, assign=True)
    return Network(card, ready(module).to(device), device, _read_features(folder, card))


def _read_features(folder: Path, card: ModelCard) -> FeatureStatistics | None:
    if card.out_of_distribution is None:
        return None
    stored = _read_bytes(folder / FEATURES, card, card.out_of_distribution.features_sha256)
    return statistics_of(card, _checked(_parse(stored, card), card))


def ready(module: nn.Module) -> nn.Module:
    """`module` in evaluation mode, frozen, batch norm folded, in the fast memory layout."""
    fold_batch_norm(module.eval())
    module.eval().requires_grad_(False)
    return module.to(memory_format=torch.channels_last)


def fold_batch_norm(module: nn.Module) -> None:
    """Fold every batch norm into the convolution before it; the same function in fewer steps.

    In the architectures of the closed list a batch norm always follows, in order of registration,
    the convolution that feeds it. The arithmetic is float64, rounded to float32 once.
    """
    children = list(module.named_children())
    for (name, convolution), (next_name, norm) in pairwise(children):
        if isinstance(convolution, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
            folded = fuse_conv_bn_eval(convolution.double(), norm.double()).float()
            setattr(module, name, folded)
            setattr(module, next_name, nn.Identity())
    for _, child in children:
        fold_batch_norm(child)


def _read_state(path: Path, card: ModelCard) -> dict[str, Tensor]:
    return _checked(_parse(_read_bytes(path, card, card.weights_sha256), card), card)


def _checked(state: dict[str, Tensor], card: ModelCard) -> dict[str, Tensor]:
    for name, tensor in state.items():
        if tensor.dtype not in DTYPES:
            raise damaged(card.name, f"“{name}” has the type {tensor.dtype}")
        if not torch.isfinite(tensor).all():
            raise damaged(card.name, f"“{name}” holds values that are not finite")
    return {name: tensor.to(torch.float32) for name, tensor in state.items()}


def _read_bytes(path: Path, card: ModelCard, sha256: str) -> bytes:
    try:
        if path.stat().st_size > WEIGHTS_LIMIT_MB * 2**20:
            raise damaged(card.name, f"its weights exceed {WEIGHTS_LIMIT_MB} MB")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ModelError("model_missing", name=card.name) from error
    except OSError as error:
        raise damaged(card.name, f"its weights can't be read ({type(error).__name__})") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise damaged(card.name, "its weights are not the ones that its card names (SHA-256)")
    return content


def _parse(content: bytes, card: ModelCard) -> dict[str, Tensor]:
    try:
        tensors: dict[str, Tensor] = load_safetensors(content)
    except (SafetensorError, ValueError, KeyError, RuntimeError) as error:
        raise damaged(card.name, "its weights are not a valid safetensors file") from error
    return {name: tensor for name, tensor in tensors.items() if not name.endswith(UNUSED)}


def _empty_network(card: ModelCard) -> nn.Module:
    if card.architecture not in ARCHITECTURES:
        raise damaged(card.name, f"its architecture “{card.architecture}” is not known")
    with torch.device("meta"), _WithoutRandomValues():
        return ARCHITECTURES[card.architecture](len(card.labels), card.mean, card.std)


class _WithoutRandomValues(TorchFunctionMode):
    """Draws no initial weights: there is nothing to fill, and asking loads torch's compiler."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Iterable[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        if func in (Tensor.normal_, Tensor.uniform_):
            return args[0]
        return func(*args, **(kwargs or {}))


def _check_fit(card: ModelCard, expected: dict[str, Tensor], state: dict[str, Tensor]) -> None:
    wanted = {name: value.shape for name, value in expected.items() if not name.endswith(UNUSED)}
    given = {name: value.shape for name, value in state.items()}
    for name in wanted.keys() ^ given.keys():
        raise damaged(card.name, f"“{name}” is {'missing' if name in wanted else 'unexpected'}")
    for name, shape in wanted.items():
        if given[name] != shape:
            raise damaged(card.name, f"“{name}” has the shape {list(given[name])}")
    for name, value in state.items():
        if name.endswith("running_var") and bool((value < 0).any()):
            raise damaged(card.name, f"“{name}” holds a negative variance")
