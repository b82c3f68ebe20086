"""Where an attack may act: anywhere, in the lung fields, in the heart, or in a drawn mask."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from inference.answers.body import body_mask
from inference.answers.classifier import ClassifierInput
from inference.core.attack_types import AttackConfig
from inference.core.errors import OptionError
from inference.core.geometry import FilmGrid
from inference.core.types import BoolArray, Segmentation, read_only
from inference.grids.resampling import resampled, to_model


def confined(
    subject: ClassifierInput,
    config: AttackConfig,
    segmentation: Segmentation,
    drawn: BoolArray | None = None,
) -> ClassifierInput:
    """`subject` with only those pixels attackable that `config` allows.

    Parameters
    ----------
    drawn: (H, W) bool, film grid: the reader's mask, needed for region "drawn".

    Raises
    ------
    OptionError: "region_empty" when no attackable pixel is left, "region_not_drawn" without a mask,
        "mask_wrong_size" when the mask is not of the film's size.
    """
    if config.region == "anywhere" and not config.body_only:
        return subject
    allowed = np.ones_like(subject.source.attackable)
    if config.region != "anywhere":
        allowed &= region_mask(config.region, subject.source.grid, segmentation, drawn)
    if config.body_only:
        allowed &= body_mask(subject.source, segmentation)
    return restricted(subject, allowed, config.region)


def restricted(subject: ClassifierInput, allowed: BoolArray, name: str) -> ClassifierInput:
    """`subject` with `allowed` (S, S) alone attackable; `name` is for the error "region_empty"."""
    left = subject.source.attackable & allowed
    if not left.any():
        raise OptionError("region_empty", region=name)
    return replace(subject, source=replace(subject.source, attackable=read_only(left)))


def region_mask(
    region: str, grid: FilmGrid, segmentation: Segmentation, drawn: BoolArray | None
) -> BoolArray:
    """(S, S) bool on `grid`: "lung_field", "heart" (at probability 0.5) or "drawn"."""
    if region == "drawn":
        if drawn is None:
            raise OptionError("region_not_drawn")
        return drawn_mask(drawn, grid)
    structure = segmentation.lungs if region == "lung_field" else segmentation.heart
    return np.asarray(resampled(segmentation.grid, structure, grid) >= 0.5)


def drawn_mask(drawn: BoolArray, grid: FilmGrid) -> BoolArray:
    """(S, S) bool: model pixels at least half of which `drawn` (H, W) covers."""
    if drawn.shape != grid.film_shape:
        shown = " × ".join(map(str, drawn.shape[::-1]))
        wanted = " × ".join(map(str, grid.film_shape[::-1]))
        raise OptionError("mask_wrong_size", size=shown, film=wanted)
    return np.asarray(to_model(grid, drawn.astype(np.float32)) >= 0.5)
