"""Draws films so that no patient outweighs the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.data import FilmSet


def by_patient(films: FilmSet, index: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """`index` split by patient, in the order of the patients' names."""
    patients = films.patients[index]
    return [index[patients == patient] for patient in sorted(set(patients))]


def draw_evenly(pools: list[NDArray[np.intp]], random: np.random.Generator) -> int:
    """One film: a patient with a weight of the root of his films, then a film."""
    weights = np.sqrt([len(pool) for pool in pools])
    pool = pools[random.choice(len(pools), p=weights / weights.sum())]
    return int(random.choice(pool))
