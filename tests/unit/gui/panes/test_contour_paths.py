"""Outlines are drawn where they run, however few of their points a view needs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter

from gui.panes.annotation import contour_paths
from gui.panes.annotation.contour_paths import ContourPaths
from gui.panes.view.viewport import Viewport
from inference.core.types import Contour
from tests.helpers.chests import segmentation

LAYERS = frozenset({"lung_field", "heart"})
SIDE = 3000


def ring(points: int) -> NDArray[np.float64]:
    """A wavy closed line on a film of `SIDE`, as finely sampled as a network's outline."""
    turn = np.linspace(0, 2 * np.pi, points, endpoint=False)
    radius = 900 + 60 * np.sin(7 * turn)
    return SIDE / 2 + radius[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)


def alpha(scale: float) -> NDArray[np.int16]:
    """How the ring covers a view at `scale` device pixels per film pixel."""
    side = int(SIDE * scale)
    known = segmentation()
    paths = ContourPaths(replace(known, contours=(Contour("heart", ring(4000)),)))
    viewport = Viewport(scale, 0, 0, (0, side), (0, side), film_size=(SIDE, SIDE))
    view = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    view.fill(0)
    painter = QPainter(view)
    paths.image(viewport, 1.0, LAYERS).draw(painter, 1.0)
    painter.end()
    image = view.convertToFormat(QImage.Format.Format_Alpha8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(side, image.bytesPerLine())
    return rows[:, :side].astype(np.int16)


@pytest.mark.parametrize("scale", [0.13, 0.5])
def test_fewer_points_show_the_same_line(
    qapp: object, monkeypatch: pytest.MonkeyPatch, scale: float
) -> None:
    drawn = alpha(scale)
    monkeypatch.setattr(contour_paths, "_TOLERANCE", 0.0)
    whole = alpha(scale)
    assert drawn.any()
    difference = np.abs(drawn - whole)
    assert difference.max() <= 0.4 * 255  # of a pixel at the line's edge
    assert difference.sum() <= 0.05 * whole.sum()  # each edge moves by 0.15 of 3.3 pixels at most


def test_a_closer_view_has_more_of_the_points(qapp: object) -> None:
    known = segmentation()
    paths = ContourPaths(replace(known, contours=(Contour("heart", ring(4000)),)))
    counts = [paths._detailed(scale)[0].elementCount() for scale in (0.1, 0.4, 1.6)]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1] < 4000


def test_lines_outside_the_view_are_left_out(qapp: object) -> None:
    known = segmentation()
    paths = ContourPaths(replace(known, contours=(Contour("heart", ring(400)),)))
    corner = Viewport(0.5, 0, 0, (0, 100), (0, 100), film_size=(SIDE, SIDE))
    assert paths.image(corner, 1.0, LAYERS).image.isNull()
    middle = Viewport(0.5, -300, 0, (0, 500), (0, 500), film_size=(SIDE, SIDE))
    part = paths.image(middle, 1.0, LAYERS).part
    assert part.rows[0] > 200
    assert part.columns == (0, 500)
