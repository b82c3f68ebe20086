"""The cardiothoracic ratio's lines: dragged by their ends, marked as edited, put back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt

from tests.helpers.mouse import drag, place
from tests.helpers.window import Bench

Make = Callable[..., Bench]
#: The fake segmentation's lines: the heart from 0.39 to 0.73, the thorax from 0.16 to 0.84.
HEART_END, THORAX_END = (0.73, 0.60), (0.84, 0.66)


def pull(here: Bench, end: tuple[float, float], to: tuple[float, float]) -> None:
    start, stop = place(here, "original", end), place(here, "original", to)
    drag(here, "original", [start, (start + stop) / 2, stop])


def test_dragging_an_end_changes_the_ratio_and_marks_it_as_edited(shown: Bench) -> None:
    card = shown.window.findings
    assert card.ratio.text() == "0.51"
    assert not card.edited.isVisible()
    pull(shown, HEART_END, (0.56, 0.60))
    ratio = shown.application.session.facts.cardiothoracic_ratio
    assert ratio is not None
    assert ratio.ratio == pytest.approx((0.56 - 0.39) / (0.84 - 0.16), abs=0.01)
    assert card.ratio.text() == f"{ratio.ratio:.2f}"
    assert card.edited.isVisible()
    measured = shown.application.session.facts.segmentation
    assert measured is not None
    assert measured.cardiothoracic_ratio is not None
    assert measured.cardiothoracic_ratio.ratio == 0.51  # what was found stays as it was
    card.reset_button.click()
    assert card.ratio.text() == "0.51"
    assert not card.edited.isVisible()


def test_a_line_stays_horizontal_on_the_film(shown: Bench) -> None:
    pull(shown, THORAX_END, (0.80, 0.72))
    ratio = shown.application.session.facts.cardiothoracic_ratio
    assert ratio is not None
    (_, left), (right_x, right) = ratio.thorax_line
    assert left == right == pytest.approx(0.72 * 300, abs=1.5)
    assert right_x == pytest.approx(0.80 * 260, abs=1.5)
    assert ratio.heart_line[0][1] == pytest.approx(0.60 * 300)


@pytest.mark.parametrize("turn", ["rotate_left", "flip"])
def test_the_ends_are_where_the_turned_film_shows_them(shown: Bench, turn: str) -> None:
    shown.window.actions_by_name[turn].trigger()
    pull(shown, HEART_END, (0.60, 0.58))
    ratio = shown.application.session.facts.cardiothoracic_ratio
    assert ratio is not None
    assert ratio.heart_line[1][0] / 260 == pytest.approx(0.60, abs=0.01)


def test_a_press_elsewhere_or_on_another_pane_sets_the_window_as_ever(shown: Bench) -> None:
    before = shown.application.state.window
    start = place(shown, "adversarial", HEART_END)
    drag(shown, "adversarial", [start, start + QPointF(30, 0)])
    assert shown.application.session.facts.edited_ratio is None
    assert shown.application.state.window is not before
    shown.application.state.measures_shown = False
    start = place(shown, "original", HEART_END)
    drag(shown, "original", [start, start + QPointF(30, 0)])
    assert shown.application.session.facts.edited_ratio is None


def test_the_pointer_says_that_an_end_can_be_moved(shown: Bench) -> None:
    pane = shown.window.grid.panes["original"]
    shown.qtbot.mouseMove(pane, place(shown, "original", HEART_END).toPoint())
    shown.qtbot.waitUntil(lambda: pane.cursor().shape() is Qt.CursorShape.SizeAllCursor)


def test_the_lines_are_dropped_with_the_film_that_they_belong_to(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm", "two.dcm")
    pull(here, HEART_END, (0.56, 0.60))
    here.window.actions_by_name["next"].trigger()
    here.wait_for_analysis()
    assert here.window.findings.ratio.text() == "0.51"
    assert not here.window.findings.edited.isVisible()
