"""Our PGD takes the same steps as torchattacks', foolbox's and ART's, from the same start.

Peers climb the cross-entropy of the class to leave, we climb the logit gap. For two classes the
cross-entropy's gradient is the gap's, times the other class's probability: the same sign and the
same direction, except where that probability is so small that float32 rounds it away (the last two
tests). Peers may move every pixel, so the comparison lets ours do so too.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

import resources
from inference.answers.classifier import ClassifierInput, classifier_input, classify
from inference.attack.pgd import attack
from inference.core.attack_types import AttackConfig, AttackResult
from inference.core.types import FloatArray, read_only
from inference.networks.models import ModelLibrary, ready
from inference.reading.study_reader import read_study
from tests.helpers.networks import CPU, SIZE, seeded, subject, textured
from tests.parity.peers import NETWORKS, peer

pytestmark = pytest.mark.parity
CONFIG = AttackConfig(epsilon=8 / 255, alpha=2 / 255, steps=10, confidence=None)
FILMS = range(4)
EVERYWHERE = np.ones((SIZE, SIZE), np.float32)


@pytest.fixture(params=NETWORKS)
def subjects(request: pytest.FixtureRequest) -> list[ClassifierInput]:
    """Films of one network, all of whose pixels may be moved."""
    module = NETWORKS[request.param]()
    return [freed(subject(module, textured(seed=seed))) for seed in FILMS]


def freed(given: ClassifierInput) -> ClassifierInput:
    """`given` with every pixel attackable."""
    free = read_only(EVERYWHERE > 0)
    return replace(given, source=replace(given.source, attackable=free))


def label(given: ClassifierInput) -> torch.Tensor:
    return torch.tensor([int(classify(given).positive)])


def near(given: ClassifierInput, ours: AttackResult, theirs: FloatArray) -> float:
    """Share of pixels whose perturbation is the same; `theirs` (S, S) is the adversarial image."""
    return float((np.abs(ours.delta - (theirs - given.source.image)) < 1e-6).mean())


def assert_same_attack(given: ClassifierInput, ours: AttackResult, theirs: FloatArray) -> None:
    assert near(given, ours, theirs) >= 0.999
    assert np.abs(theirs - given.source.image).max() > 0.5 * CONFIG.epsilon
    with torch.no_grad():
        answer = given.logits(given.tensor(theirs.astype(np.float32)))
    assert ours.flipped == (int(answer.argmax()) != int(label(given)))
    assert float(torch.softmax(answer, 1)[0, 1]) == pytest.approx(ours.probability_after, abs=1e-3)


def test_torchattacks(subjects: list[ClassifierInput]) -> None:
    torchattacks = peer("torchattacks")
    for given in subjects:
        pgd = torchattacks.PGD(
            given.network.module, CONFIG.epsilon, CONFIG.alpha, CONFIG.steps, random_start=False
        )
        image = given.tensor(given.source.image)
        theirs = pgd(image, label(given)).numpy()[0, 0]
        assert_same_attack(given, attack(given, CONFIG), theirs)


def test_torchattacks_on_the_extracted_input(subjects: list[ClassifierInput]) -> None:
    """The paper's way: delta is free on the network's own input, the blanked part included.

    Half the input is 0 there, which makes gradients that float32 rounds to either sign; each such
    tie bends the way of both attacks apart, a little further with every step. So 5 of them.
    """
    config = replace(CONFIG, steps=5, space="input")
    torchattacks = peer("torchattacks")
    mask = read_only(np.where(np.arange(SIZE) < SIZE // 2, 1, 0).astype(np.float32) * EVERYWHERE)
    for whole in subjects:
        given = replace(whole, mask=mask)
        pgd = torchattacks.PGD(
            given.network.module, CONFIG.epsilon, CONFIG.alpha, config.steps, random_start=False
        )
        image = given.extracted(given.source.image)
        theirs = pgd(image, label(given)) - image
        ours = attack(given, config)
        assert (np.abs(ours.delta - theirs.numpy()[0, 0]) < 1e-6).mean() >= 0.999
        assert np.abs(ours.delta[:, SIZE // 2 :]).max() > 0.5 * CONFIG.epsilon


@pytest.mark.parametrize("norm", ["linf", "l2"])
def test_foolbox(subjects: list[ClassifierInput], norm: str) -> None:
    foolbox = peer("foolbox")
    names = {"linf": "LinfProjectedGradientDescentAttack", "l2": "L2ProjectedGradientDescentAttack"}
    config = CONFIG
    if norm == "l2":  # few steps: where the ball is reached, the last digits decide the next bend
        config = replace(CONFIG, norm="l2", epsilon=0.75, alpha=0.25, steps=4)
    for given in subjects:
        model = foolbox.PyTorchModel(given.network.module, bounds=(0, 1), device="cpu")
        pgd = getattr(foolbox.attacks, names[norm])(
            abs_stepsize=config.alpha, steps=config.steps, random_start=False
        )
        image = given.tensor(given.source.image)
        theirs, _, _ = pgd(model, image, label(given), epsilons=config.epsilon)
        assert_same_attack(given, attack(given, config), theirs.numpy()[0, 0])


def test_adversarial_robustness_toolbox(subjects: list[ClassifierInput]) -> None:
    attacks = peer("art.attacks.evasion")
    classification = peer("art.estimators.classification")
    for given in subjects:
        classifier = classification.PyTorchClassifier(
            given.network.module, nn.CrossEntropyLoss(), (1, SIZE, SIZE), 2, clip_values=(0.0, 1.0)
        )
        pgd = attacks.ProjectedGradientDescent(
            classifier,
            norm=np.inf,
            eps=CONFIG.epsilon,
            eps_step=CONFIG.alpha,
            max_iter=CONFIG.steps,
            verbose=False,
        )
        theirs = pgd.generate(given.source.image[None, None].copy(), label(given).numpy())
        assert_same_attack(given, attack(given, CONFIG), theirs[0, 0])


@pytest.mark.parametrize("place", [0, 3])
def test_a_bundled_network_at_its_own_size_equals_torchattacks(place: int) -> None:
    """Where the attack's passes are not autograd's but `packed_resnet`'s."""
    torchattacks = peer("torchattacks")
    network = next(n for n in ModelLibrary().classifiers(CPU) if n.card.finding == "cardiomegaly")
    path = sorted(resources.folder("samples").glob("*.dcm"))[place]
    given = classifier_input(network, read_study(path).radiographs[0])
    everywhere = read_only(np.ones_like(given.source.attackable))
    given = replace(given, source=replace(given.source, attackable=everywhere))
    pgd = torchattacks.PGD(
        network.module, CONFIG.epsilon, CONFIG.alpha, CONFIG.steps, random_start=False
    )
    theirs = pgd(given.tensor(given.source.image), label(given)).numpy()[0, 0]
    assert_same_attack(given, attack(given, CONFIG), theirs)


def test_a_sure_network_needs_the_peer_in_float64() -> None:
    """At a gap of 18 the cross-entropy's float32 gradient has lost digits; the gap's has not."""
    torchattacks = peer("torchattacks")
    given = freed(subject(ready(seeded(seed=4)), textured()))
    logits = classify(given).logits
    assert logits[0] - logits[1] > 15
    ours = attack(given, CONFIG)
    image, start = given.tensor(given.source.image), label(given)
    shares = []
    for dtype in (torch.float32, torch.float64):
        module = given.network.module.to(dtype)
        pgd = torchattacks.PGD(
            module, CONFIG.epsilon, CONFIG.alpha, CONFIG.steps, random_start=False
        )
        shares.append(near(given, ours, pgd(image.to(dtype), start).numpy()[0, 0]))
    assert shares[0] < 0.999 <= shares[1]


def test_where_the_cross_entropy_underflows_only_the_gap_still_moves() -> None:
    """At a gap of 200 the peer's gradient is exactly 0 and it stays where it is; ours goes on."""
    torchattacks = peer("torchattacks")

    class Sure(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.place = nn.Parameter(torch.zeros(1))  # by which torchattacks finds the device

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            value = 400 * x.mean((1, 2, 3))
            return torch.stack([-value, value], 1)

    given = subject(Sure(), textured())
    image = given.tensor(given.source.image)
    pgd = torchattacks.PGD(given.network.module, 8 / 255, 2 / 255, 10, random_start=False)
    assert torch.equal(pgd(image, torch.tensor([1])), image)
    assert attack(given, CONFIG).delta.min() == pytest.approx(-CONFIG.epsilon, abs=1e-6)
