"""Layers are drawn where they are, and no picture outlives what it was made of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from gui.look import colormaps
from gui.panes.picture.compositor import Compositor
from gui.panes.picture.part_cache import PartCache
from gui.panes.picture.sampling import sample_map
from gui.panes.view.orientation import Orientation
from gui.panes.view.viewport import Viewport
from gui.stores.facts import Facts
from inference.core.types import Segmentation
from tests.helpers.chests import segmentation

VIEWS = {
    "fitted": (1.5, 20, 10, Orientation()),
    "enlarged": (7.3, -300, -500, Orientation()),
    "turned": (3.1, -120, -80, Orientation(1, mirrored=True)),
}


def compositor(known: Segmentation) -> Compositor:
    made = Compositor()
    made.set_facts(Facts(segmentation=known))
    return made


def viewport(
    scale: float, left: int, top: int, orientation: Orientation, known: Segmentation
) -> Viewport:
    """A view on a pane of 400 by 300 device pixels."""
    height, width = known.grid.film_shape
    columns, rows = orientation.size((width, height))
    ends = [
        (max(0, start), min(limit, round(start + length * scale)))
        for start, length, limit in ((top, rows, 300), (left, columns, 400))
    ]
    return Viewport(scale, left, top, ends[0], ends[1], orientation, (width, height))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("layer", ["lung_field", "heart"])
def test_a_fill_covers_its_structure_and_nothing_else(view: str, layer: str) -> None:
    known = segmentation()
    seen = viewport(*VIEWS[view], known)
    drawn: NDArray[np.uint32] = np.zeros(seen.shape, np.uint32)
    for each in compositor(known).layer(layer, seen, 0.5, 1.0):
        rows, columns = (
            slice(part[0] - whole[0], part[1] - whole[0])
            for part, whole in ((each.part.rows, seen.rows), (each.part.columns, seen.columns))
        )
        drawn[rows, columns] = np.maximum(drawn[rows, columns], each.picture)
    names = ("heart",) if layer == "heart" else ("right_lung", "left_lung")
    for name in names:
        inside = sample_map(known.grid, getattr(known, name), seen) >= 0.5
        colour = colormaps.fill(name, 0.5)[255]
        assert np.array_equal(drawn == colour, inside)
    assert drawn.any()


def test_a_structure_outside_the_view_is_not_drawn() -> None:
    known = segmentation()
    corner = Viewport(4.0, 0, 0, (0, 20), (0, 20), film_size=known.grid.film_shape[::-1])
    assert compositor(known).layer("heart", corner, 0.5, 1.0) == ()


def test_panes_share_a_layer_until_its_fact_changes() -> None:
    known = segmentation()
    made, seen = compositor(known), viewport(*VIEWS["fitted"], known)
    first = made.layer("heart", seen, 0.5, 1.0)
    assert made.layer("heart", seen, 0.5, 1.0) is first
    made.set_facts(Facts(segmentation=replace(known, heart=np.zeros_like(known.heart))))
    assert made.layer("heart", seen, 0.5, 1.0) == ()
    made.set_facts(Facts())
    assert made.layer("lung_field", seen, 0.5, 1.0) == ()


def test_what_was_used_last_is_kept() -> None:
    kept, made = PartCache(2), []

    def get(what: str) -> str:
        return kept.get("part", what, lambda: made.append(what) or what)

    for what in ("a", "b", "a", "c", "a", "b"):
        assert get(what) == what
    assert made == ["a", "b", "c", "b"]
    kept.forget("part")
    assert not kept.parts()
