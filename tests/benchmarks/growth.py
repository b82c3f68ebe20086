"""How the cost grows with the film and with the steps: at most linearly."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from inference.attack.pgd import attack
from inference.core.attack_types import AttackConfig
from inference.core.requests import AnalysisRequest
from inference.networks.device import CPU
from inference.networks.models import ModelLibrary
from inference.pipeline import AnalysisPipeline
from tests.benchmarks.figures import Curve, Figure, in_turn, medians, slope
from tests.helpers.networks import film, textured

SIDES = (512, 1024, 2048, 3000, 4000, 6000)
STEPS = (1, 5, 20, 50, 100, 200)
#: Above 1 by what a measurement of few points may be off.
LIMIT = 1.1
FEW_STEPS = AttackConfig(steps=2, confidence=None)


def measure(rounds: int) -> Iterator[tuple[str, Figure]]:
    few = max(3, rounds // 3)
    pipeline = AnalysisPipeline()
    small = textured(512, 512)
    films = {side: film(np.tile(small, (-(-side // 512),) * 2)[:side, :side]) for side in SIDES}
    calls: dict[str, Callable[[], object]] = {
        str(side): lambda f=radiograph: pipeline.run(AnalysisRequest(1, f, FEW_STEPS))
        for side, radiograph in films.items()
    }
    taken = medians(in_turn(calls, few))
    pixels = [float(side**2) for side in SIDES]
    yield (
        "growth_film",
        _figure(
            pixels,
            taken,
            "an analysis against the film's pixels, 512² to 6000²",
            "pixels of the film",
        ),
    )
    films.clear()

    network = ModelLibrary().classifiers(CPU)[0]
    from inference.answers.classifier import classifier_input
    from inference.answers.segmentation import segment

    radiograph = film(small)
    segmentation = segment(ModelLibrary().segmenter(CPU), radiograph)
    subject = classifier_input(network, radiograph, segmentation)
    calls = {
        str(steps): lambda n=steps: attack(subject, AttackConfig(steps=n, confidence=None))
        for steps in STEPS
    }
    taken = medians(in_turn(calls, few, warm_up=0))
    yield (
        "growth_steps",
        _figure([float(s) for s in STEPS], taken, "an attack against its steps, 1 to 200", "steps"),
    )


def _figure(sizes: list[float], taken: dict[str, float], about: str, size: str) -> Figure:
    costs = list(taken.values())
    told = ", ".join(f"{name}: {1e3 * cost:.0f} ms" for name, cost in taken.items())
    curve = Curve(size, "seconds", tuple(zip(sizes, costs, strict=True)))
    about = f"{about} ({told})"
    return Figure(slope(sizes, costs), 1.0, LIMIT, "exponent", about, "linear growth", curve)
