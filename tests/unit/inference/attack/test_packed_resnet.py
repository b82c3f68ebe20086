"""The packed passes are those of the network itself; only the way there is shorter."""

from __future__ import annotations

import copy
import os

import numpy as np
import pytest
import torch
from torch import Tensor

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import target_gap
from inference.attack.fast import passes
from inference.attack.fast.packed_resnet import PackedResNet, can_pack
from inference.attack.fast.passes import AutogradPasses, Passes, passes_of
from inference.attack.pgd import attack
from inference.core.attack_types import AttackConfig
from inference.networks.architectures import ARCHITECTURES, ResNetClassifier
from inference.networks.models import ready
from tests.helpers.networks import seeded, subject, textured

CONFIG = AttackConfig(epsilon=4 / 255, alpha=1 / 255, steps=6, confidence=None)


def resnet(name: str = "resnet10_w32", seed: int = 1) -> ResNetClassifier:
    """Frozen and folded, with batch norms that were not the identity."""
    generator = torch.Generator().manual_seed(seed)
    module = ARCHITECTURES[name](2, 0.5, 0.25)
    assert isinstance(module, ResNetClassifier)
    for key, value in module.state_dict().items():
        if "conv" in key or "downsample.0" in key or key.endswith("num_batches_tracked"):
            continue
        drawn = torch.rand(value.shape, generator=generator)
        value.copy_(drawn + 0.5 if key.endswith(("weight", "running_var")) else drawn - 0.5)
    ready(module)
    return module


#: With SETSUDO_FAST=required, as in CI, a lost fast path fails the tests instead of skipping them.
needs_onednn = pytest.mark.skipif(
    os.environ.get("SETSUDO_FAST") != "required" and not can_pack(resnet(), 320),
    reason="this processor or torch has no oneDNN layouts",
)


@needs_onednn
def test_torch_still_has_the_private_operators() -> None:
    assert can_pack(resnet(), 320), "the packed passes can't be used with this torch"


def images(count: int, size: int) -> Tensor:
    return torch.rand(count, 1, size, size, generator=torch.Generator().manual_seed(size))


def by_autograd(module: ResNetClassifier, shown: Tensor, target: int) -> tuple[Tensor, Tensor]:
    shown = shown.clone().requires_grad_()
    logits = module(shown)
    (gradient,) = torch.autograd.grad(target_gap(logits, target).sum(), shown)
    return logits.detach(), gradient


@needs_onednn
@pytest.mark.parametrize("name", ["resnet10", "resnet10_w32", "resnet18"])
@pytest.mark.parametrize(("count", "size"), [(1, 320), (3, 64), (1, 100)])
@pytest.mark.parametrize("target", [0, 1])
def test_logits_and_gradient_are_the_networks_own(
    name: str, count: int, size: int, target: int
) -> None:
    module, shown = resnet(name), images(count, size)
    logits, gradient = by_autograd(module, shown, target)
    packed = PackedResNet(module)
    torch.testing.assert_close(packed.answer(shown), logits, rtol=1e-4, atol=1e-4)
    found = packed.gradient(target)
    scale = float(gradient.abs().max())
    torch.testing.assert_close(found / scale, gradient / scale, rtol=1e-4, atol=1e-5)
    clear = gradient.abs() > 1e-4 * scale
    assert clear.float().mean() > 0.9
    assert torch.equal(found[clear].sign(), gradient[clear].sign())


@needs_onednn
def test_a_gradient_belongs_to_the_latest_answer() -> None:
    packed, shown = PackedResNet(resnet()), images(2, 320)
    packed.answer(shown)
    both = packed.gradient(1)
    for place in range(2):
        packed.answer(shown[place : place + 1])
        torch.testing.assert_close(packed.gradient(1)[0], both[place], rtol=1e-3, atol=1e-5)


def test_bfloat16_gradients_mostly_agree_in_sign() -> None:
    """Also where the processor has no layouts for bfloat16: then autograd finds them."""
    module, shown = resnet(), images(1, 320)
    _, gradient = by_autograd(module, shown, 1)
    passes: Passes
    if can_pack(module, 320, torch.bfloat16):
        passes = PackedResNet(module, torch.bfloat16)
    else:
        passes = AutogradPasses(copy.deepcopy(module).to(torch.bfloat16), torch.bfloat16)
    assert passes.answer(shown).dtype == torch.float32
    found = passes.gradient(1)
    assert found.dtype == torch.float32
    clear = gradient.abs() > 0.05 * gradient.abs().max()
    assert (found.sign() == gradient.sign())[clear].float().mean() > 0.9


@needs_onednn
def test_the_network_itself_is_left_as_it_was() -> None:
    module = resnet()
    before = {name: value.clone() for name, value in module.state_dict().items()}
    packed = PackedResNet(module)
    packed.answer(images(1, 320))
    packed.gradient(0)
    for name, value in module.state_dict().items():
        assert torch.equal(value, before[name])


def given(size: int = 320) -> ClassifierInput:
    return subject(resnet(), textured(), input_size=size)


@needs_onednn
def test_an_attack_takes_the_packed_passes_and_repeats_bit_for_bit() -> None:
    film = given()
    assert isinstance(passes_of(film), PackedResNet)
    first, second = attack(film, CONFIG), attack(film, CONFIG)
    assert first.delta.tobytes() == second.delta.tobytes()
    assert first.trace.tobytes() == second.trace.tobytes()


@needs_onednn
def test_the_attack_is_the_one_that_autograd_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    film = given()
    packed = attack(film, CONFIG)
    monkeypatch.setattr(passes, "can_pack", lambda module, size, dtype: False)
    plain = attack(film, CONFIG)
    assert packed.flipped == plain.flipped
    np.testing.assert_allclose(packed.trace, plain.trace, atol=1e-4)
    assert (packed.delta == plain.delta).mean() > 0.999  # on AVX-512 every bit is


def test_what_cannot_be_packed_goes_through_autograd() -> None:
    assert isinstance(passes_of(subject(seeded(), textured())), AutogradPasses)
    assert isinstance(passes_of(given(64)), AutogradPasses)  # torch computes its last layers itself
    assert not can_pack(ARCHITECTURES["resnet10_w32"](2, 0.5, 0.25), 320)  # not folded
    assert not can_pack(resnet(), 322)  # no whole number of patches
    assert not can_pack(resnet().to("meta"), 320)
