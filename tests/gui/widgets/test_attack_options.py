"""The attack form: every option reaches the engine, presets set them together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gui.stores.attack_presets import PRESETS
from tests.helpers.window import Bench

Make = Callable[..., Bench]


def pick(here: Bench, name: str, text: str) -> None:
    """Choose a line of one of the form's lists, as a click on it does."""
    form = here.window.attack_form
    box = getattr(form, name, None) or getattr(form.options, name)
    place = box.findText(text)
    assert place >= 0, text
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_every_option_reaches_the_engine(bench: Make) -> None:
    here = bench()
    options = here.window.attack_form.options
    options.fold.click()
    pick(here, "region", "heart")
    pick(here, "target", "no finding")
    pick(here, "space", "the network’s input")
    options.momentum.setValue(0.9)
    options.smoothness.setValue(3.0)
    options.random_start.click()
    options.restarts.setValue(4)
    options.body_only.click()
    options.seed.setValue(7)
    here.analyse("one.dcm")
    config = here.pipeline.runs[0].attack
    assert config is not None
    assert (config.region, config.target, config.space) == ("heart", 0, "input")
    assert (config.momentum, config.smoothness) == (0.9, 3.0)
    assert (config.random_start, config.restarts) == (True, 4)
    assert (config.body_only, config.seed) == (True, 7)


def test_the_further_options_are_folded_away_until_they_are_wanted(bench: Make) -> None:
    here = bench()
    here.window.panel.reveal("attack")
    options = here.window.attack_form.options
    assert not options.seed.isVisible()
    options.fold.click()
    assert options.seed.isVisible()
    assert not options.restarts.isEnabled()
    options.random_start.click()
    assert options.restarts.isEnabled()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Paper (figures 2, 3)", "paper"),
        ("Smooth", "smooth"),
        ("L2", "l2"),
        ("Standard", "standard"),
    ],
)
def test_a_preset_sets_its_options_together(bench: Make, text: str, name: str) -> None:
    here = bench()
    form = here.window.attack_form
    form.steps.setValue(3)
    form.options.momentum.setValue(0.5)
    pick(here, "preset", text)
    config, wanted = form.config(), PRESETS[name]
    assert config.epsilon == pytest.approx(wanted.epsilon, abs=1e-4)
    assert config.confidence == pytest.approx(wanted.confidence, abs=1e-4)
    assert (config.alpha is None) == (wanted.alpha is None)
    for option in ("norm", "steps", "space", "momentum", "smoothness", "body_only", "region"):
        assert getattr(config, option) == getattr(wanted, option), option
    assert form.preset.currentText() == text


def test_a_changed_option_makes_the_preset_the_reader_s_own(bench: Make) -> None:
    here = bench()
    form = here.window.attack_form
    assert form.preset.currentText() == "Standard"
    form.steps.setValue(11)
    assert form.preset.currentText() == "Own options"
    form.finding.setCurrentIndex(1)
    form.steps.setValue(40)
    assert form.preset.currentText() == "Standard"
    assert form.config().finding == "pneumoconiosis"


def test_an_attack_can_be_ended_with_what_it_has(bench: Make) -> None:
    here = bench()
    here.pipeline.gate.clear()
    here.open("one.dcm")
    here.wait_for_step()
    here.window.panel.reveal("attack")
    here.window.attack_form.end_button.click()
    here.wait_for_analysis()
    assert here.application.session.facts.attack is not None
    assert not here.window.attack_form.end_button.isEnabled()
