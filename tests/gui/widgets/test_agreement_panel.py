"""The panel of agreement, the self-diagnosis, and the warning of unknown films."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gui.widgets.panel.side_panel import AGREEMENT
from inference.core.errors import ModelError
from inference.core.explanation_types import Explanation
from inference.core.explanation_types import ExplanationPart as Part
from tests.helpers.fake_engine import answers, attacked
from tests.helpers.window import PATIENCE_MS, Bench

Make = Callable[..., Bench]


@pytest.fixture
def shown(bench: Make) -> Bench:
    here = bench()
    here.analyse("one.dcm")
    here.window.panel.reveal(AGREEMENT)
    wait_for(here, "transfer")
    return here


def wait_for(here: Bench, part: str) -> None:
    session = here.application.session
    here.qtbot.waitUntil(
        lambda: getattr(session.facts.explanation, part) is not None, timeout=PATIENCE_MS
    )
    here.wait_for_analysis()


def rows(here: Bench, part: Part) -> list[list[str]]:
    return here.window.agreement.sections[part].grid.texts()[1:]


def click(here: Bench, part: Part) -> None:
    button = here.window.agreement.sections[part].button
    assert button is not None
    button.click()


def test_opening_the_tab_computes_what_is_quick_and_leaves_the_slow_parts(shown: Bench) -> None:
    asked = set(shown.pipeline.runs[-1].explanation)
    assert asked == {Part.AGREEMENT, Part.TRANSFER, Part.FREQUENCY, Part.MINIMAL_EPSILON}
    assert rows(shown, Part.AGREEMENT) == [["Grad-CAM", "0.31", "0.22", "0.40"]]
    assert rows(shown, Part.TRANSFER)[1] == ["Robust twin", "0.80 → 0.77", "holds"]
    assert [row[0] for row in rows(shown, Part.FREQUENCY)] == ["low", "middle", "high"]
    note = shown.window.agreement.sections[Part.MINIMAL_EPSILON].note.text()
    assert note == "ε = 2.4/255 flips, 2.2/255 does not (7 attacks)."
    assert not rows(shown, Part.NECESSITY)


def test_slow_parts_are_computed_when_they_are_asked_for(shown: Bench) -> None:
    click(shown, Part.NECESSITY)
    wait_for(shown, "necessity")
    assert rows(shown, Part.NECESSITY)[0] == ["Lung core", "1.4", "1.1", "0.79"]
    assert rows(shown, Part.NECESSITY)[1][1] == "no flip"
    click(shown, Part.FAITHFULNESS)
    wait_for(shown, "faithfulness")
    assert rows(shown, Part.FAITHFULNESS)[0] == ["Grad-CAM", "0.40", "0.60", "passed"]
    assert rows(shown, Part.FAITHFULNESS)[-1][0] == "random order"


def test_every_map_is_compared_on_request(shown: Bench) -> None:
    click(shown, Part.AGREEMENT)

    def last_is_of_every_map() -> bool:
        last = shown.pipeline.runs[-1]
        return Part.AGREEMENT in last.explanation and len(last.attributions) == 7

    # The maps are computed first; what compares them is asked for when they have come.
    shown.qtbot.waitUntil(last_is_of_every_map, timeout=PATIENCE_MS)
    assert len(shown.application.session.facts.attributions) == 7


def test_a_part_that_failed_says_why_in_its_place(shown: Bench) -> None:
    error = ModelError("model_output_invalid", name="cardiomegaly")
    session = shown.application.session
    assert session.key is not None
    session.learn(session.key, explanation=Explanation(failures={"transfer": error}))
    note = shown.window.agreement.sections[Part.TRANSFER].note.text()
    assert "gave no finite result" in note


def test_the_self_diagnosis_marks_what_speaks_against_the_result(shown: Bench) -> None:
    session, strip = shown.application.session, shown.window.diagnosis
    assert {mark.text()[0] for mark in strip.marks.values()} == {"✓"}
    attack = session.facts.attack
    assert attack is not None
    assert session.key is not None
    assert session.facts.shown_attack is not None
    bad = replace(attack, warnings=("zero_gradient", "delta_off_body"))
    session.learn(session.key, shown_attack=replace(session.facts.shown_attack, result=bad))
    assert strip.marks["gradient"].text() == "! Gradient"
    assert strip.marks["background"].text() == "! Background"
    assert strip.marks["saturation"].text() == "✓ Saturation"
    assert "gradient is 0" in strip.reasons.text()


def test_a_film_unlike_the_training_films_is_warned_of_on_every_pane(bench: Make) -> None:
    here = bench()
    here.analyse("one.dcm")
    session = here.application.session
    assert session.key is not None
    far = tuple(replace(each, distance=9.5, distance_limit=4.0) for each in answers())
    session.learn(session.key, predictions=far)
    for key in here.window.grid.visible_keys():
        lines = [line.text for line in here.window.grid.panes[key].title_lines()]
        assert "unlike the training films" in lines, key
    detail = here.window.findings.rows["cardiomegaly"].detail.text()
    assert "distance 9.5, limit 4.0" in detail
    assert here.window.diagnosis.marks["distribution"].text() == "! Training films"


def test_an_attack_that_did_not_flip_is_a_result(
    bench: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = lambda grid, config: replace(  # noqa: E731 - one replacement, used once
        attacked(grid, config), flipped=False, roundtrip_flipped=False, stop_reason="steps"
    )
    monkeypatch.setattr("tests.helpers.fake_engine.attacked", failed)
    here = bench()
    here.analyse("one.dcm")
    values = here.window.results.values
    assert values["answer"].text() == "not flipped"
    assert values["end"].text() == "all steps used"
    assert not here.window.message_bar.isVisible()
