"""How much a PGD step costs beside one bare forward pass and input gradient.

    python -m tests.benchmarks.attack_step [finding]

Both are timed in turn on the bundled network, so that other load on the computer hits both; the
least of many is what the code itself costs. The aim is a ratio of at most 1.15.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import torch

from inference.answers.classifier import ClassifierInput
from inference.answers.criteria import target_gap
from inference.answers.preprocessing import prepare
from inference.attack.fast.passes import passes_of
from inference.attack.options import validated
from inference.attack.pgd import _Ascent
from inference.core.attack_types import AttackConfig
from inference.networks.models import ModelLibrary
from tests.helpers.networks import CPU, film, textured

ROUNDS = 60


def seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def main(finding: str = "cardiomegaly") -> None:
    network = next(n for n in ModelLibrary().classifiers(CPU) if n.card.finding == finding)
    radiograph = film(textured(512, 512))
    source = prepare(radiograph.pixels, network.card.input_size)
    subject = ClassifierInput(network, radiograph, source, None)
    ascent = _Ascent(subject, validated(AttackConfig()), passes_of(subject))
    x = ascent.space.image.clone().requires_grad_()

    def bare() -> object:
        return torch.autograd.grad(target_gap(network.module(x), 1).sum(), x)

    times = [(seconds(bare), seconds(ascent.step)) for _ in range(ROUNDS)]
    least_bare, least_step = (min(column) for column in zip(*times, strict=True))
    print(f"bare {least_bare * 1e3:.1f} ms, step {least_step * 1e3:.1f} ms,", end=" ")
    print(f"ratio {least_step / least_bare:.3f} ({torch.get_num_threads()} threads)")


if __name__ == "__main__":
    main(*sys.argv[1:])
