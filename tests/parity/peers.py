"""What the comparisons with other programs share: small networks, and peers that may be absent."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from types import ModuleType

import pytest
import torch
from torch import nn

from inference.networks.architectures import ARCHITECTURES
from inference.networks.models import ready
from tests.helpers.networks import seeded


def peer(module: str) -> ModuleType:
    """The peer's module; the test is skipped where the extra is not installed.

    With the environment variable SETSUDO_PEERS set to "required", as in CI, it fails instead.
    """
    if os.environ.get("SETSUDO_PEERS") == "required":
        return importlib.import_module(module)
    reason = f"{module} is not installed; pip install -e '.[test,parity]'"
    return pytest.importorskip(module, reason=reason, exc_type=ImportError)


def small(seed: int) -> nn.Module:
    """A seeded small network that is not too sure of itself: |gap| of a few logits."""
    module = ready(seeded(seed=seed))
    module.head.weight *= 0.1
    module.head.bias *= 0.1
    return module


def random_resnet() -> nn.Module:
    """The bundled architecture with seeded weights, whose blocks call one ReLU module twice."""
    torch.manual_seed(0)
    return ready(ARCHITECTURES["resnet10"](2, 0.5, 0.25))


#: Name -> the network, made anew.
NETWORKS: dict[str, Callable[[], nn.Module]] = {
    "small 0": lambda: small(0),
    "small 4": lambda: small(4),
    "resnet10": random_resnet,
}
