"""Draws films so that no patient outweighs the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.films.film_set import FilmSet


def by_patient(films: FilmSet, index: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """`index` split by patient, in the order of the patients' names."""
    patients = films.patients[index]
    return [index[patients == patient] for patient in sorted(set(patients))]


def draw_evenly(pools: list[NDArray[np.intp]], random: np.random.Generator) -> int:
    """One film: a patient with a weight of the root of his films, then a film."""
    weights = np.sqrt([len(pool) for pool in pools])
    pool = pools[random.choice(len(pools), p=weights / weights.sum())]
    return int(random.choice(pool))


@dataclass(frozen=True, slots=True, eq=False)
class Pools:
    """Films by source, each split by finding and patient, with the share that a source has."""

    shares: Mapping[str, float]
    films: Mapping[str, tuple[list[NDArray[np.intp]], list[NDArray[np.intp]]]]  # negative, positive

    @classmethod
    def of(
        cls,
        films: FilmSet,
        positive: NDArray[np.bool_],
        kind: NDArray[np.str_],
        usable: NDArray[np.bool_],
        shares: Mapping[str, float],
    ) -> Pools:
        """The `usable` films (N,) of each kind named in `shares`, kinds without films left out."""

        def pool(name: str, finding: bool) -> list[NDArray[np.intp]]:
            chosen = usable & (kind == name) & (positive == finding)
            return by_patient(films, np.flatnonzero(chosen))

        present = {name: share for name, share in shares.items() if (usable & (kind == name)).any()}
        return cls(present, {name: (pool(name, False), pool(name, True)) for name in present})

    def draw(self, count: int, random: np.random.Generator) -> NDArray[np.intp]:
        """Indices of `count` films: sources by their shares, both classes in turn."""
        shares = np.array(list(self.shares.values()))
        names = random.choice(list(self.shares), count, p=shares / shares.sum())
        return np.array(
            [draw_evenly(self.films[name][k % 2], random) for k, name in enumerate(names)]
        )
