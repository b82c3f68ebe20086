"""Everything that makes one simulated film, and the film with its truth."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from inference.core.types import BoolArray, FloatArray
from training.simulation.anatomy import BodyShape
from training.simulation.detector import Acquisition, draw_acquisition
from training.simulation.frontal_masks import FrontalMasks
from training.simulation.opacities import Pneumoconiosis, draw_pneumoconiosis
from training.simulation.processing_styles import draw_style
from training.simulation.projection import Geometry

#: Cardiothoracic ratios: a normal heart's, an enlarged one's; nothing lies between (0.5 is the
#: usual limit on a PA film, Danzer 1919).
NORMAL_RATIO, ENLARGED_RATIO = (0.37, 0.485), (0.535, 0.64)
UPRIGHT = 4.0  # degrees: the CT's patient leans, this stands the spine up
FIRST_RESERVED_SEED = 2**31  # deformation seeds from here on are the demo study's alone


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that makes one film."""

    seed: int
    number: int
    cardiomegaly: bool
    target_ratio: float
    geometry: Geometry
    body: BodyShape
    disease: Pneumoconiosis
    acquisition: Acquisition
    plain: bool = False  # no devices, captions, collimation or other findings
    fill: float = 0.8  # share of the film's side that the lung fields take
    shift: tuple[float, float] = (0.0, 0.0)  # of the lungs, in shares of the film's side


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedFilm:
    """A film and its truth. All arrays (H, W)."""

    pixels: FloatArray  # float32 in [0, 1], dense = bright
    masks: FrontalMasks
    opacities: BoolArray
    cardiothoracic_ratio: float
    recipe: Recipe  # with the heart scale and framing that were found
    drawn: tuple[str, ...]  # surroundings
    healthy: FloatArray | None = None  # like `pixels`, without the opacities; None: has none
    visibility: float = 0.0  # of the opacities, `visibility.visibility`

    @property
    def pixel_mm(self) -> float:
        """Pixel size in the body's coronal plane."""
        return float(self.recipe.geometry.field / self.pixels.shape[0])


def draw_recipe(seed: int, number: int, settings: str) -> Recipe:
    """The recipe of film `number`: labels independent of each other and of everything else."""
    rng = np.random.default_rng([seed, number])
    style = draw_style(np.random.default_rng([seed, number, 2]), settings)
    enlarged, ill = rng.random() < 0.45, rng.random() < 0.45
    disease = draw_pneumoconiosis(rng) if ill else Pneumoconiosis(seed=int(rng.integers(2**31)))
    view = "AP" if rng.random() < 0.25 else "PA"
    geometry = Geometry(
        view=view,
        source_to_detector=float(
            rng.uniform(1000, 1300) if view == "AP" else rng.uniform(1500, 1950)
        ),
        body_to_detector=float(rng.uniform(140, 200)),
        rotation=(
            float(rng.normal(0, 3)),
            float(rng.normal(UPRIGHT, 2.2)),
            float(rng.normal(0, 3.5)),
        ),
        scale=(
            float(rng.uniform(0.88, 1.16)),
            float(rng.uniform(0.85, 1.25)),
            float(rng.uniform(0.84, 1.18)),
        ),
    )
    body = BodyShape(
        deformation_seed=int(rng.integers(FIRST_RESERVED_SEED)),
        displacement=float(rng.uniform(3, 10)),
        fine_displacement=float(rng.uniform(0.5, 2.2)),
        bend=float(rng.normal(0, 5)),
        bend_phase=float(rng.uniform(0, 2 * np.pi)),
        diaphragm=(float(rng.normal(4, 14)), float(rng.normal(4, 14))),
        soft_tissue=float(np.exp(rng.normal(0.4, 0.4))),
        shoulder_drop=float(rng.uniform(0, 48)),
        heart_right_share=float(rng.uniform(0.35, 0.75)),
    )
    return Recipe(
        seed,
        number,
        enlarged,
        float(rng.uniform(*(ENLARGED_RATIO if enlarged else NORMAL_RATIO))),
        geometry,
        body,
        disease,
        replace(draw_acquisition(rng, settings), style=style),
        fill=float(rng.uniform(0.66, 1.0)),
        shift=(float(rng.normal(0, 0.03)), float(rng.normal(0.055, 0.035))),
    )
