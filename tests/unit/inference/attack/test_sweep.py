from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from inference.answers.criteria import finding_probability
from inference.attack.pgd import attack
from inference.attack.sweep import AMPLITUDES, sweep
from inference.core.attack_types import AttackConfig
from inference.core.progress import Cancelled, CancelToken
from tests.helpers.networks import SIZE, LinearClassifier, seeded, subject, textured

CONFIG = AttackConfig(epsilon=8 / 255, steps=10, confidence=None)
UNIFORM = np.ones((SIZE, SIZE), np.float32)


def test_the_amplitudes_rise_and_hold_0_and_1() -> None:
    assert len(AMPLITUDES) == 41
    assert AMPLITUDES[0] == -1
    assert AMPLITUDES[-1] == 2
    assert (np.diff(AMPLITUDES) > 0).all()
    assert {0.0, 1.0} <= set(AMPLITUDES.tolist())


def test_its_ends_are_the_attacks_own_probabilities() -> None:
    given = subject(seeded(), textured())
    found = attack(given, CONFIG)
    curve = sweep(given, found)
    at = dict(zip(AMPLITUDES.tolist(), curve.probabilities.tolist(), strict=True))
    assert at[0.0] == pytest.approx(found.probability_before, abs=1e-5)
    assert at[1.0] == pytest.approx(found.probability_after, abs=1e-5)


def test_every_value_is_exact_also_where_the_image_is_clipped() -> None:
    given = subject(seeded(), textured())
    found = attack(given, replace(CONFIG, epsilon=0.4))
    curve = sweep(given, found)
    for amplitude, probability in zip(AMPLITUDES[::8], curve.probabilities[::8], strict=True):
        image = np.clip(given.source.image + amplitude * found.delta, 0, 1)
        single = finding_probability(given.logits(given.tensor(image))).item()
        assert probability == pytest.approx(single, abs=1e-5)


def test_the_flip_amplitude_of_a_linear_network_is_where_its_gap_is_zero() -> None:
    image = textured()
    plain = subject(LinearClassifier(UNIFORM), image)
    level = float(plain.logits(plain.tensor(plain.source.image))[0].diff())
    # The gap is -1 at s = 0 and rises by gain · (mean of delta) per unit of amplitude.
    given = subject(LinearClassifier(UNIFORM, 100, -1 - 100 * level), image)
    found = attack(given, CONFIG)
    expected = 1 / (100 * float(found.delta.mean()))
    assert sweep(given, found).flip_amplitude == pytest.approx(expected, abs=5e-3)


def test_an_attack_that_never_flips_has_no_flip_amplitude() -> None:
    given = subject(LinearClassifier(UNIFORM, 1, -50), textured())
    assert sweep(given, attack(given, CONFIG)).flip_amplitude is None


def test_cancel_is_heard_before_the_first_evaluation() -> None:
    given = subject(seeded(), textured())
    found = attack(given, CONFIG)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        sweep(given, found, token)
