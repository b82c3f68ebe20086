"""How a picture or a number came about, in English words that every file carries along."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from inference import __version__
from inference.core.attack_types import AttackConfig, AttackResult
from inference.core.counterfactual_types import Counterfactual
from inference.core.requests import AnalysisResult

NOTICE = "Not for diagnostic use"
#: Longest DerivationDescription (0008,2111), VR ST (PS3.5 6.2).
LONGEST = 1024


def array_sha256(array: NDArray[np.generic]) -> str:
    """SHA-256 of an array's values: little-endian, in C order, without its shape."""
    little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    return hashlib.sha256(little.tobytes()).hexdigest()


def models(result: AnalysisResult) -> tuple[str, ...]:
    """Each network that took part: name, version and the beginning of its weights' SHA-256."""
    plain = {"setsudo", "torch"}
    return tuple(f"{name} {text}" for name, text in result.versions.items() if name not in plain)


def attack_words(config: AttackConfig, attack: AttackResult | None = None) -> str:
    """The attack's options in one line of ASCII."""
    norm = {"linf": "L-inf", "l2": "L2"}[config.norm]
    bound = f"{config.epsilon * 255:.3g}/255" if config.norm == "linf" else f"{config.epsilon:.4g}"
    step = f", alpha {config.alpha:.4g}" if config.alpha is not None else ""
    taken = "" if attack is None else f"{attack.steps_taken} of "
    return (
        f"PGD on {config.finding or 'the likelier finding'}: {norm}, epsilon {bound}{step}, "
        f"{taken}{config.steps} steps, {config.space} space, seed {config.seed}"
    )


def counterfactual_words(found: Counterfactual) -> str:
    """A counterfactual's kind, answer and size in one line of ASCII."""
    target = found.finding if found.target else f"no {found.finding}"
    size = "" if found.size is None else f", size {found.size:.4g} {found.unit}"
    outcome = "turned" if found.flipped else "not turned"
    return (
        f"counterfactual of kind {found.kind} towards {target}: {outcome}, P(finding) "
        f"{found.probability_before:.4f} to {found.probability_after:.4f}{size}"
    )


def counterfactual_derivation(result: AnalysisResult, found: Counterfactual, s: float) -> str:
    """How the film of a counterfactual at amplitude `s` was made; at most `LONGEST` characters."""
    parts = [f"Film changed so that a network would answer otherwise. {NOTICE}"]
    parts += [f"Setsudo {__version__}", counterfactual_words(found), f"amplitude {s:.3g}"]
    parts.append(f"networks {', '.join(models(result))}")
    return "; ".join(parts)[:LONGEST]


def derivation(result: AnalysisResult | None, what: str, amplitude: float | None = None) -> str:
    """`what` was made, by which program, attack and networks; at most `LONGEST` characters."""
    parts = [f"{what}. {NOTICE}. Setsudo {__version__}"]
    if result is not None and result.attack is not None:
        attack = result.attack
        parts.append(attack_words(attack.config, attack))
        if amplitude is not None:
            parts.append(f"amplitude {amplitude:.3g}")
        parts.append(f"delta SHA-256 {array_sha256(attack.delta)[:16]}")
    if result is not None:
        parts.append(f"networks {', '.join(models(result))}")
    return "; ".join(parts)[:LONGEST]
