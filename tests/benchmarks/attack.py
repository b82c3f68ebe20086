"""PGD beside one bare forward and backward pass, and beside torchattacks, foolbox and ART.

The peers get the same weights in the plain network, as a user of theirs has it: not folded, not
frozen, in evaluation mode. The bare pass is of our own frozen and folded network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module

import numpy as np
import torch
from safetensors.torch import load_file
from torch import nn

import resources
from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import target_gap
from inference.answers.preprocessing import prepare
from inference.attack.pgd import attack
from inference.core.attack_types import AttackConfig
from inference.core.types import Radiograph
from inference.networks.architectures import ARCHITECTURES
from inference.networks.device import choose_device
from inference.networks.model_card import WEIGHTS
from inference.networks.models import ModelLibrary, Network
from inference.reading.study_reader import read_study
from tests.benchmarks.figures import Figure, in_turn, medians

#: Side of the input -> steps of the attack that is timed.
SIDES = {256: 20, 512: 10}
EPSILON = 8 / 255
LONG = 40
LIMIT_BARE, LIMIT_PEERS, LIMIT_FLIP = 1.15, 1 / 1.5, 1 / 3
ALPHA = 2 / 255
#: Calls that are not a peer's.
OURS = ("bare", "float32", "bfloat16")


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """One film at one input size, for us and for the peers."""

    subject: ClassifierInput
    plain: nn.Module
    side: int

    @classmethod
    def of(cls, network: Network, film: Radiograph, side: int) -> Bench:
        sized = replace(network, card=replace(network.card, input_size=side))
        subject = ClassifierInput(sized, film, prepare(film.pixels, side), None)
        return cls(subject, plain_network(network), side)

    def image(self) -> torch.Tensor:
        return self.subject.tensor(self.subject.source.image)

    def label(self) -> torch.Tensor:
        with torch.no_grad():
            return self.plain(self.image()).argmax(1)


def measure(rounds: int, device: str = "cpu") -> Iterator[tuple[str, Figure]]:
    chosen = choose_device(device)
    network = next(
        n for n in ModelLibrary().classifiers(chosen) if n.card.finding == "cardiomegaly"
    )
    film = read_study(sorted(resources.folder("samples").glob("*.dcm"))[0]).radiographs[0]
    tag = "" if chosen.type == "cpu" else f"_{chosen.type}"
    for side, steps in SIDES.items():
        bench = Bench.of(network, film, side)
        taken = medians(in_turn(calls_of(bench, steps), rounds))
        step_ms = {name: 1e3 * value / steps for name, value in taken.items()}
        yield f"pgd_step_{side}{tag}", beside_bare(step_ms, side)
        yield f"pgd_peers_{side}{tag}", beside_peers(step_ms, side, "bfloat16")
        yield f"pgd_peers_float32_{side}{tag}", beside_peers(step_ms, side, "float32")
    taken, steps = times_to_flip(Bench.of(network, film, min(SIDES)), rounds)
    yield f"pgd_flip{tag}", flip_beside_peers(taken, "float32", steps)
    yield f"pgd_flip_bfloat16{tag}", flip_beside_peers(taken, "bfloat16", steps)


def calls_of(bench: Bench, steps: int) -> dict[str, Callable[[], object]]:
    exact = AttackConfig(epsilon=EPSILON, alpha=ALPHA, steps=steps, confidence=None)
    fast = replace(exact, precision="bfloat16")
    return {
        "bare": lambda: bare_passes(bench, steps),
        "float32": lambda: attack(bench.subject, exact),
        "bfloat16": lambda: attack(bench.subject, fast),
        **peers(bench, steps),
    }


def beside_bare(step_ms: dict[str, float], side: int) -> Figure:
    return Figure(
        step_ms["float32"],
        step_ms["bare"],
        LIMIT_BARE,
        "ms",
        f"one PGD step at {side} × {side} in float32 ({SIDES[side]} steps with round trip)",
        "one forward pass and input gradient of the same network",
    )


def beside_peers(step_ms: dict[str, float], side: int, precision: str) -> Figure:
    others = {name: value for name, value in step_ms.items() if name not in OURS}
    best = min(others, key=lambda name: others[name])
    told = ", ".join(f"{name} {value:.1f}" for name, value in others.items())
    return Figure(
        step_ms[precision],
        others[best],
        LIMIT_PEERS,
        "ms",
        f"one PGD step at {side} × {side}, gradients in {precision}, the same weights",
        f"the best of the peers, {best} (ms: {told})",
    )


def times_to_flip(bench: Bench, rounds: int) -> tuple[dict[str, float], dict[str, int]]:
    """Seconds to P(target) ≥ 0.99 in either precision, and of `LONG` steps of each peer; then the
    steps that ours took.
    """
    exact = AttackConfig(epsilon=EPSILON, steps=LONG, confidence=0.99)
    ours = {"float32": exact, "bfloat16": replace(exact, precision="bfloat16")}
    calls: dict[str, Callable[[], object]] = {
        name: lambda config=config: attack(bench.subject, config) for name, config in ours.items()
    }
    taken = medians(in_turn(calls | peers(bench, LONG), max(3, rounds // 3), warm_up=0))
    steps = {name: attack(bench.subject, config).steps_taken for name, config in ours.items()}
    return taken, steps


def flip_beside_peers(taken: dict[str, float], precision: str, steps: dict[str, int]) -> Figure:
    best = min((name for name in taken if name not in OURS), key=lambda name: taken[name])
    return Figure(
        1e3 * taken[precision],
        1e3 * taken[best],
        LIMIT_FLIP,
        "ms",
        "to a flip with confidence 0.99, also on the composed film, "
        f"gradients in {precision} ({steps[precision]} steps)",
        f"{LONG} steps of the best of the peers, {best}",
    )


def bare_passes(bench: Bench, steps: int) -> None:
    """`steps` times the least that a step needs."""
    module, image = bench.subject.network.module, bench.image()
    for _ in range(steps):
        x = image.clone().requires_grad_()
        torch.autograd.grad(target_gap(module(x), 1).sum(), x)[0].sum().item()


def plain_network(network: Network) -> nn.Module:
    """The bundle's weights in the architecture as it is written, as a peer's user loads them."""
    card = network.card
    module = ARCHITECTURES[card.architecture](len(card.labels), card.mean, card.std)
    state = load_file(resources.folder("models") / card.name / WEIGHTS)
    module.load_state_dict({name: value.float() for name, value in state.items()}, strict=False)
    return module.eval().to(network.device)


def peers(bench: Bench, steps: int) -> dict[str, Callable[[], object]]:
    """Name -> an attack of `steps` steps; those that are not installed are left out.

    Raises ImportError when none is.
    """
    found: dict[str, Callable[[], object]] = {}
    for make in (_torchattacks, _foolbox, _art):
        try:
            found[make.__name__[1:]] = make(bench, steps)
        except ImportError:
            continue
    if not found:
        raise ImportError("no peer is installed: pip install -e '.[parity]'")
    return found


def _torchattacks(bench: Bench, steps: int) -> Callable[[], object]:
    pgd = import_module("torchattacks").PGD(bench.plain, EPSILON, ALPHA, steps, random_start=False)
    image, label = bench.image(), bench.label()
    return lambda: pgd(image, label)


def _foolbox(bench: Bench, steps: int) -> Callable[[], object]:
    foolbox = import_module("foolbox")
    device = bench.subject.network.device
    model = foolbox.PyTorchModel(bench.plain, bounds=(0, 1), device=device)
    pgd = foolbox.attacks.LinfPGD(abs_stepsize=ALPHA, steps=steps, random_start=False)
    image, label = bench.image(), bench.label()
    return lambda: pgd.run(model, image, label, epsilon=EPSILON)


def _art(bench: Bench, steps: int) -> Callable[[], object]:
    estimators = import_module("art.estimators.classification")
    attacks = import_module("art.attacks.evasion")
    model = estimators.PyTorchClassifier(
        bench.plain,
        nn.CrossEntropyLoss(),
        input_shape=(1, bench.side, bench.side),
        nb_classes=2,
        clip_values=(0.0, 1.0),
        device_type="gpu" if bench.subject.network.device.type == "cuda" else "cpu",
    )
    pgd = attacks.ProjectedGradientDescentPyTorch(
        model, eps=EPSILON, eps_step=ALPHA, max_iter=steps, verbose=False
    )
    image = bench.image().cpu().numpy()
    label = np.eye(2, dtype=np.float32)[bench.label().cpu().numpy()]
    return lambda: pgd.generate(image, label)
