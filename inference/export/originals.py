"""Two kinds of film that may leave the program, told apart by their type.

An `OriginalFilm` holds what was read; a `PerturbedFilm` holds what an attack, or another change
that turns an answer, made of it. What
writes originals takes the one, what marks its output as synthetic takes the other, and neither
can be had from the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.answers.preprocessing import compose_film
from inference.core.attack_types import AttackResult
from inference.core.counterfactual_types import Counterfactual
from inference.core.errors import ExportError
from inference.core.requests import AnalysisResult
from inference.core.types import FloatArray, Radiograph, read_only
from inference.counterfactual.composition import film_at

_TOP = 65535


@dataclass(frozen=True, slots=True, eq=False)
class OriginalFilm:
    """A film's pixels as they were read, after Modality LUT and polarity."""

    codes: NDArray[np.uint16]  # (H, W) in 0..2^bits - 1, film grid, bright is dense
    bits: int
    radiograph: Radiograph

    @classmethod
    def of(cls, radiograph: Radiograph) -> OriginalFilm:
        """The film itself.

        Raises
        ------
        ExportError: "adversarial_original" when the file was adversarial already.
        """
        if radiograph.adversarial:
            raise ExportError("adversarial_original")
        top = (1 << radiograph.bits_stored) - 1
        codes = np.rint(radiograph.pixels.astype(np.float64) * top).astype(np.uint16)
        return cls(read_only(codes), radiograph.bits_stored, radiograph)


@dataclass(frozen=True, slots=True, eq=False)
class PerturbedFilm:
    """clip(film + s · U(δ)), or a counterfactual film, in 16 bits: never an original."""

    codes: NDArray[np.uint16]  # (H, W) in 0..65535, film grid, bright is dense
    amplitude: float
    radiograph: Radiograph  # of which it was made
    result: AnalysisResult  # by which it was made
    counterfactual: Counterfactual | None = None  # whose film it is; None: the attack's

    @classmethod
    def of(cls, radiograph: Radiograph, result: AnalysisResult, amplitude: float) -> PerturbedFilm:
        """The film at `amplitude` of the result's perturbation.

        Raises
        ------
        ExportError: "no_attack" when the result holds none.
        """
        attack = required_attack(result)
        film = compose_film(
            radiograph.pixels, attack.delta, amplitude, attack.grid, attack.input_range
        )
        return cls(_codes(film), amplitude, radiograph, result)

    @classmethod
    def of_counterfactual(
        cls,
        radiograph: Radiograph,
        result: AnalysisResult,
        found: Counterfactual | None,
        amplitude: float,
    ) -> PerturbedFilm:
        """The film at `amplitude` of a counterfactual's change.

        Raises
        ------
        ExportError: "no_counterfactual" when there is none, or its search changed nothing.
        """
        if found is None or found.change is None:
            raise ExportError("no_counterfactual")
        film = film_at(radiograph.pixels, found.change, amplitude)
        return cls(_codes(film), amplitude, radiograph, result, found)


def _codes(film: FloatArray) -> NDArray[np.uint16]:
    """A film in [0, 1] in 16 bits."""
    return read_only(np.rint(film.astype(np.float64) * _TOP).astype(np.uint16))


def required_attack(result: AnalysisResult) -> AttackResult:
    """The result's attack. Raises ExportError: "no_attack"."""
    if result.attack is None:
        raise ExportError("no_attack")
    return result.attack
