"""Captions and colour bars: beside the film where there is room, and readable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from gui.panes.annotation.annotations import TEXT, Line, Surface, draw_lines
from gui.panes.annotation.colour_bar import ColourBar, draw_colour_bar
from inference.display.palette import DIVERGING, HEAT_MAPS

AREA = QRectF(0, 0, 446, 250)
#: A square film in a wide pane, as on a small screen in the layout of four.
BETWEEN = QRectF(104, 6, 238, 238)
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
TOP, BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
BAR = ColourBar(DIVERGING, ("-8/255", "0", "+8/255"), "s·δ")
WORDS = [
    Line("Adversarial", TEXT, bold=True),
    Line("synthetic — adversarial", TEXT, bold=True),
    Line("s = 1.00   Pneumoconiosis 0.52", TEXT),
    Line("SIMULATED-DEMO", TEXT),
]


@pytest.fixture
def painter(qapp: object) -> Iterator[QPainter]:
    picture = QImage(800, 800, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    yield painter
    painter.end()


@pytest.mark.parametrize("where", [TOP | LEFT, TOP | RIGHT, BOTTOM | LEFT])
def test_lines_stay_beside_the_film_where_there_is_room(
    painter: QPainter, where: Qt.AlignmentFlag
) -> None:
    plate = draw_lines(painter, Surface(AREA, BETWEEN), WORDS, where)
    assert plate.isValid()
    assert not plate.intersects(BETWEEN)


def test_lines_above_a_film_are_not_broken(painter: QPainter) -> None:
    film = QRectF(6, 150, 284, 284)
    plate = draw_lines(painter, Surface(QRectF(0, 0, 600, 500), film), WORDS, TOP | LEFT)
    height = draw_lines(painter, Surface(QRectF(0, 0, 600, 500), film), WORDS[:1], TOP | LEFT)
    assert plate.height() == pytest.approx(4 * height.height(), abs=20)
    assert not plate.intersects(film)


def test_lines_lie_over_a_film_that_fills_the_pane(painter: QPainter) -> None:
    film = AREA.adjusted(6, 6, -6, -6)
    plate = draw_lines(painter, Surface(AREA, film), WORDS, TOP | LEFT)
    assert plate.intersects(film)
    assert plate.width() <= AREA.width() * 0.62


def test_fewer_lines_hide_a_film_that_fills_the_pane(painter: QPainter) -> None:
    """Two corners on one side leave almost half of it; what identifies the film stays."""
    words = [Line(f"attribute {n}", TEXT, priority=n) for n in range(8)]
    filled = draw_lines(painter, Surface(AREA, AREA.adjusted(6, 6, -6, -6)), words, BOTTOM | RIGHT)
    beside = draw_lines(painter, Surface(AREA, BETWEEN), words, BOTTOM | RIGHT)
    assert 0 < filled.height() < 0.32 * AREA.height() < beside.height()


@pytest.mark.parametrize(
    ("area", "film"),
    [
        (AREA, BETWEEN),
        (QRectF(0, 0, 296, 500), QRectF(6, 108, 284, 284)),
    ],
)
def test_the_colour_bar_stays_beside_or_below_the_film(
    painter: QPainter, area: QRectF, film: QRectF
) -> None:
    plate = draw_colour_bar(painter, Surface(area, film), BAR)
    assert plate.isValid()
    assert area.contains(plate)
    assert not plate.intersects(film)


def test_the_colour_bar_is_there_over_a_film_that_fills_the_pane(painter: QPainter) -> None:
    plate = draw_colour_bar(painter, Surface(AREA, AREA.adjusted(6, 6, -6, -6)), BAR)
    assert plate.isValid()
    assert AREA.contains(plate)


def bar_picture(bar: ColourBar, film: QRectF) -> QImage:
    picture = QImage(446, 250, QImage.Format.Format_RGB32)
    picture.fill(0)
    painter = QPainter(picture)
    draw_colour_bar(painter, Surface(AREA, film), bar)
    painter.end()
    return picture


@pytest.mark.parametrize("film", [BETWEEN, QRectF(20, 6, 416, 180)])
def test_a_colour_bar_is_drawn_anew_when_anything_of_it_changes(qapp: object, film: QRectF) -> None:
    first = bar_picture(BAR, film)
    assert first == bar_picture(replace(BAR), film)
    for other in (
        replace(BAR, labels=("-4/255", "0", "+4/255")),
        replace(BAR, caption="δ"),
        replace(BAR, table=HEAT_MAPS["inferno"]),
    ):
        assert bar_picture(other, film) != first
    assert bar_picture(BAR, film) == first
