"""Gradients in bfloat16 change the way, never how the decision is read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import finding_probability
from inference.attack import pgd
from inference.attack.fast.fast_gradient import is_fast
from inference.attack.pgd import attack
from inference.core.attack_types import AttackConfig
from inference.core.errors import OptionError
from tests.helpers.networks import CPU, seeded, subject, textured

CONFIG = AttackConfig(epsilon=0.2, steps=10)
FAST = AttackConfig(epsilon=0.2, steps=10, precision="bfloat16")


@pytest.fixture
def given() -> ClassifierInput:
    network = seeded(seed=4)
    network.head.weight.data *= 0.1  # so that it is not too sure of itself to be turned
    network.head.bias.data *= 0.1
    return subject(network, textured())


@pytest.fixture
def everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """bfloat16 computes on any processor, only slowly."""
    monkeypatch.setattr(pgd, "is_fast", lambda device: True)


@pytest.mark.usefixtures("everywhere")
@pytest.mark.parametrize("confidence", [0.99, None])
def test_the_answer_is_read_in_float32(given: ClassifierInput, confidence: float | None) -> None:
    config = replace(FAST, confidence=confidence)
    found = attack(given, config)
    with torch.no_grad():
        answer = finding_probability(given.logits(given.tensor(given.source.image + found.delta)))
        before = finding_probability(given.logits(given.tensor(given.source.image)))
    assert found.probability_after == pytest.approx(float(answer), abs=1e-6)
    assert found.probability_before == pytest.approx(float(before), abs=1e-6)
    to_target = float(answer) if found.target == 1 else 1 - float(answer)
    assert found.trace[-1] == pytest.approx(to_target, abs=1e-6)
    assert found.config.precision == "bfloat16"
    assert np.abs(found.delta).max() <= config.epsilon + 1e-7


@pytest.mark.usefixtures("everywhere")
def test_it_flips_what_float32_flips(given: ClassifierInput) -> None:
    assert attack(given, CONFIG).flipped
    assert attack(given, FAST).flipped


def test_where_the_processor_lacks_it_the_result_is_float32s_and_says_so(
    given: ClassifierInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pgd, "is_fast", lambda device: False)
    found = attack(given, FAST)
    assert found.config.precision == "float32"
    assert np.array_equal(found.delta, attack(given, CONFIG).delta)


def test_whether_it_is_fast_can_be_asked_of_any_device() -> None:
    assert is_fast(CPU) in (True, False)
    assert not is_fast(torch.device("mps"))


def test_an_unknown_precision_is_refused(given: ClassifierInput) -> None:
    with pytest.raises(OptionError) as caught:
        attack(given, AttackConfig(precision="float8"))
    assert "precision" in caught.value.message
