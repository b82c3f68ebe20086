"""L2, momentum, smoothing and the smallest norm beside torchattacks', ART's and foolbox's.

As in `test_pgd_peers`: peers climb the cross-entropy, which for two classes has the same direction,
and move every pixel, which ours may do here, too.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import Criterion
from inference.attack.direction import gaussian_kernel
from inference.attack.many_attacks import ManyAttacks, Trial
from inference.attack.minimal_norm import smallest_flips
from inference.attack.pgd import attack
from inference.core.attack_types import AttackConfig
from tests.helpers.networks import SIZE, subject, textured
from tests.parity.peers import NETWORKS, peer
from tests.parity.test_pgd_peers import FILMS, assert_same_attack, freed, label

pytestmark = pytest.mark.parity
#: Few steps: where the ball is reached, the last digits decide the next bend.
L2 = AttackConfig(norm="l2", epsilon=0.75, alpha=0.25, steps=4, confidence=None)
LINF = AttackConfig(epsilon=8 / 255, alpha=2 / 255, steps=5, confidence=None)


@pytest.fixture(params=NETWORKS)
def subjects(request: pytest.FixtureRequest) -> list[ClassifierInput]:
    """Films of one network, all of whose pixels may be moved."""
    module = NETWORKS[request.param]()
    return [freed(subject(module, textured(seed=seed))) for seed in FILMS]


def test_l2_equals_torchattacks(subjects: list[ClassifierInput]) -> None:
    torchattacks = peer("torchattacks")
    for given in subjects:
        pgd = torchattacks.PGDL2(
            given.network.module, L2.epsilon, L2.alpha, L2.steps, random_start=False
        )
        theirs = pgd(given.tensor(given.source.image), label(given)).numpy()[0, 0]
        assert_same_attack(given, attack(given, L2), theirs)


def test_l2_equals_the_adversarial_robustness_toolboxs(subjects: list[ClassifierInput]) -> None:
    """Until the ball is reached: the peer then clips to [0, 1] first and projects after it."""
    config = replace(L2, steps=3)
    attacks = peer("art.attacks.evasion")
    classification = peer("art.estimators.classification")
    for given in subjects:
        classifier = classification.PyTorchClassifier(
            given.network.module, nn.CrossEntropyLoss(), (1, SIZE, SIZE), 2, clip_values=(0.0, 1.0)
        )
        pgd = attacks.ProjectedGradientDescent(
            classifier,
            norm=2,
            eps=config.epsilon,
            eps_step=config.alpha,
            max_iter=config.steps,
            verbose=False,
        )
        theirs = pgd.generate(given.source.image[None, None].copy(), label(given).numpy())
        assert_same_attack(given, attack(given, config), theirs[0, 0])


@pytest.mark.parametrize("decay", [0.5, 1.0])
def test_momentum_equals_torchattacks(subjects: list[ClassifierInput], decay: float) -> None:
    torchattacks = peer("torchattacks")
    for given in subjects:
        mifgsm = torchattacks.MIFGSM(
            given.network.module, LINF.epsilon, LINF.alpha, LINF.steps, decay=decay
        )
        theirs = mifgsm(given.tensor(given.source.image), label(given)).numpy()[0, 0]
        assert_same_attack(given, attack(given, replace(LINF, momentum=decay)), theirs)


class _Grey(nn.Module):
    """A network for three channels, as the peer's kernel needs: it sees their mean."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, x: Tensor) -> Tensor:
        answer: Tensor = self.module(x.mean(1, keepdim=True))
        return answer


def test_the_smoothed_gradient_equals_torchattacks(subjects: list[ClassifierInput]) -> None:
    """The peer's 15 taps over ± 3 sigma are our Gaussian of sigma 14 / 6."""
    torchattacks = peer("torchattacks")
    sigma = 14 / 6
    assert len(gaussian_kernel(sigma)) == 15
    for given in subjects:
        tifgsm = torchattacks.TIFGSM(
            _Grey(given.network.module), LINF.epsilon, LINF.alpha, LINF.steps, diversity_prob=0.0
        )
        colour = given.tensor(given.source.image).repeat(1, 3, 1, 1)
        theirs = tifgsm(colour, label(given)).numpy()[0]
        np.testing.assert_allclose(theirs[0], theirs[2], atol=1e-7)
        assert_same_attack(given, attack(given, replace(LINF, smoothness=sigma)), theirs[0])


def test_the_smallest_norm_is_no_worse_than_foolboxs(subjects: list[ClassifierInput]) -> None:
    """DDN with the paper's 100 steps; ours has 16, and shortens its find along its own line."""
    foolbox = peer("foolbox")
    for given in subjects:
        model = foolbox.PyTorchModel(given.network.module, bounds=(0, 1), device="cpu")
        image = given.tensor(given.source.image)
        theirs, _, found = foolbox.attacks.DDNAttack(steps=100)(
            model, image, label(given), epsilons=None
        )
        target = 1 - int(label(given))
        attacks = ManyAttacks(given, "film", Criterion(target, 0.5, None))
        (ours,) = smallest_flips(attacks, [Trial(None, 30.0)])
        assert ours.norm is not None
        norm = float((theirs - image).norm()) if bool(found) else float("inf")
        assert ours.norm <= 1.1 * norm
        assert torch.isfinite(torch.tensor(ours.norm))
