"""The window leads with the film as the network would have to see it, and what changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from gui.films.counterfactual import ShownChange, moved_point, scale_end
from gui.stores.display_state import CONTENTS
from inference.display.changes import arrows
from tests.helpers.fake_counterfactual import INPUT_RANGE, LEVELS, brightened, moved
from tests.helpers.fake_engine import SIZE, answer_at
from tests.helpers.window import PATIENCE_MS, Bench


@pytest.fixture
def leading(bench: Callable[..., Bench]) -> Bench:
    """A window as it starts, with one film and its counterfactual."""
    here = bench(contents=CONTENTS)
    here.analyse("one.dcm")
    session = here.application.session
    here.qtbot.waitUntil(lambda: session.facts.counterfactual is not None, timeout=PATIENCE_MS)
    here.wait_for_analysis()
    here.window.grid.setFocus()
    return here


def test_the_kind_that_suits_the_finding_is_computed_and_shown(leading: Bench) -> None:
    facts = leading.application.session.facts
    assert leading.window.grid.visible_keys() == CONTENTS
    assert facts.counterfactual_kind == "shape"
    assert set(facts.counterfactuals) == {"shape"}
    sentence = leading.window.kind_bar.sentence.text()
    assert "0.57 → 0.51" in sentence
    assert "never did (0 of 20)" in sentence


def test_another_kind_is_one_click_away(leading: Bench) -> None:
    session = leading.application.session
    leading.window.kind_bar.buttons["broad"].click()
    leading.qtbot.waitUntil(lambda: "broad" in session.facts.counterfactuals, timeout=PATIENCE_MS)
    assert session.facts.counterfactual_kind == "broad"
    leading.wait_for_analysis()
    runs = len(leading.pipeline.runs)
    leading.window.kind_bar.buttons["shape"].click()
    assert session.facts.counterfactual_kind == "shape"
    assert len(leading.pipeline.runs) == runs


def test_holding_the_key_shows_the_film_as_it_was_taken(leading: Bench) -> None:
    pane, state = leading.window.grid.panes["counterfactual"], leading.application.state
    changed = pane.grab().toImage()
    state.original_peeked = True
    original = pane.grab().toImage()
    assert original != changed
    state.original_peeked = False
    assert pane.grab().toImage() == changed


def test_the_key_is_heard_on_the_panes(leading: Bench) -> None:
    state = leading.application.state
    leading.qtbot.keyPress(leading.window.grid, Qt.Key.Key_Z)
    assert state.original_peeked
    leading.qtbot.keyRelease(leading.window.grid, Qt.Key.Key_Z)
    leading.qtbot.keyClick(leading.window.grid, Qt.Key.Key_Z)
    assert not state.original_peeked


def test_the_curve_is_the_counterfactuals_with_its_operating_point(leading: Bench) -> None:
    plot, facts = leading.window.deck.plot, leading.application.session.facts
    assert facts.counterfactual is not None
    assert facts.counterfactual.curve is not None
    assert plot.called_line.isVisible()
    assert plot.called_line.value() == pytest.approx(0.5)


def test_the_scale_of_what_changed_follows_the_change(leading: Bench) -> None:
    film = leading.application.session.film
    assert film is not None
    grid = leading.application.session.facts.segmentation.grid  # type: ignore[union-attr]
    assert scale_end(brightened(grid), film.pyramid) == pytest.approx(LEVELS)


def test_arrows_and_points_go_the_way_of_the_film(leading: Bench) -> None:
    segmentation = leading.application.session.facts.segmentation
    assert segmentation is not None
    change = moved(segmentation.grid)
    for arrow in arrows(change, segmentation.contours[0].points):
        assert arrow.end[0] < arrow.start[0]
        assert arrow.end[1] == pytest.approx(arrow.start[1])
    x, y = moved_point(ShownChange.of(change), 100.0, 120.0, 1.0)
    assert x > 100.0
    assert y == pytest.approx(120.0)
    assert segmentation.grid.size == SIZE
    assert change.input_range == INPUT_RANGE


def test_the_probability_on_the_changes_curve_is_exact_where_the_slider_rests(
    leading: Bench,
) -> None:
    state, deck = leading.application.state, leading.window.deck
    state.amplitude = 0.337
    assert deck.probability.text().startswith("≈")
    leading.qtbot.waitUntil(
        lambda: not deck.probability.text().startswith("≈"), timeout=PATIENCE_MS
    )
    assert deck.probability.text() == f"{answer_at(0.337):.2f}"
