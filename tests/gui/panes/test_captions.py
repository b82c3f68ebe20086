"""Captions and colour bars: beside the film where there is room, and readable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from gui.panes.annotation.annotations import TEXT, Line, Surface, draw_lines
from gui.panes.annotation.colour_bar import ColourBar, draw_colour_bar
from gui.panes.annotation.line_breaks import BREAKS
from gui.panes.annotation.ruler import Scale, beside, free_start
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


JAPANESE = [
    Line("答えが変わるために必要な画像\N{NO-BREAK SPACE}▾", TEXT, bold=True),
    Line("合成画像 — 反事実", TEXT, bold=True),
    Line("形: 最大 17 mm の移動", TEXT),
    Line("原因が既知の画像で:的中 54%(偶然 13%)", TEXT),
]


@pytest.mark.parametrize("room", [104, 88, 72])
def test_japanese_stays_beside_the_film_though_it_has_no_spaces(
    painter: QPainter, room: float
) -> None:
    film = QRectF(room, 6, AREA.width() - 2 * room, 238)
    for line in JAPANESE:
        plate = draw_lines(painter, Surface(AREA, film), [line], TOP | LEFT)
        assert plate.isValid()
        assert not plate.intersects(film)


def test_a_line_of_japanese_begins_with_no_stop_and_loses_no_letter() -> None:
    for line in JAPANESE:
        for way in BREAKS:
            parts = way(line.text)
            assert "".join(parts) == line.text
            assert not any(part[0] in "、。)」ー%:" for part in parts)


def test_it_is_dark_behind_the_words_only(qapp: object) -> None:
    """A long line darkens nothing beside the short ones below it."""
    picture = QImage(446, 250, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    words = [Line("one line that is much longer than", TEXT), Line("i", TEXT)]
    plate = draw_lines(painter, Surface(AREA, AREA), words, TOP | LEFT)
    painter.end()
    right, low = round(plate.right()) - 4, round(plate.bottom()) - 4
    assert picture.pixelColor(right, round(plate.top()) + 4).lightness() < 120
    assert picture.pixelColor(right, low) == Qt.GlobalColor.white
    assert picture.pixelColor(round(plate.left()) + 2, low - 2).lightness() < 120


def test_the_scales_lie_beside_the_words() -> None:
    """The left one below a title that is long; the lower one beside a card in the corner."""
    scale = Scale(48, "5 cm")
    free = free_start(AREA, scale, [])
    assert free == pytest.approx(AREA.center().y() - 24)
    title = QRectF(8, 8, 80, 116)
    start = free_start(AREA, scale, [title])
    assert start is not None
    assert start >= title.bottom()
    assert start + scale.length < AREA.bottom()
    card = QRectF(0, 190, 210, 60)
    assert free_start(AREA, scale, [title, card]) == pytest.approx(130)
    assert free_start(AREA, scale, [title, QRectF(0, 140, 210, 110)]) is None
    assert beside(AREA, 90, 242, [card]) >= card.right()
    assert beside(AREA, 90, 242, []) == AREA.center().x() - 45


def test_a_line_that_was_broken_goes_as_a_whole(painter: QPainter) -> None:
    """Half a sentence would say something else."""
    title = Line("title", TEXT)
    long = Line("one two three four five six seven eight nine ten", TEXT, priority=1)
    film, high = QRectF(80, 0, 286, 100), QRectF(0, 0, 446, 100)
    alone = draw_lines(painter, Surface(high, film), [title], TOP | LEFT)
    both = draw_lines(painter, Surface(high, film), [title, long], TOP | LEFT)
    assert both == alone
    roomy = QRectF(0, 0, 446, 400)
    assert draw_lines(painter, Surface(roomy, film), [long], TOP | LEFT).height() > 60
