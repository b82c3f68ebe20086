"""What is remembered: tied to controls, written soon and whole, never lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from gui.app import Application, Options
from gui.engine.worker import Worker
from gui.look import theme
from tests.helpers.fake_engine import FakePipeline, FakeReader
from tests.helpers.window import PATIENCE_MS, Bench

Make = Callable[..., Bench]


def saved(profile: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((profile / "settings.json").read_text("utf-8"))
    return found


def test_a_change_is_written_soon_without_closing(bench: Make, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    here = bench(profile=profile)
    here.application.preferences.attack_steps = 12
    here.qtbot.waitUntil((profile / "settings.json").exists, timeout=PATIENCE_MS)
    assert saved(profile)["attack_steps"] == 12
    assert [path.name for path in profile.glob("*.part")] == []


def test_the_attack_form_starts_with_the_preferred_options(bench: Make, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    here = bench(profile=profile)
    with here.application.preferences.batch():
        here.application.preferences.attack_norm = "l2"
        here.application.preferences.attack_epsilon = 3.5
        here.application.preferences.attack_steps = 17
    here.window.close()
    config = bench(profile=profile).window.attack_form.config()
    assert (config.norm, config.epsilon, config.steps) == ("l2", 3.5, 17)


@pytest.mark.parametrize("when", ["while it runs", "before it starts"])
def test_the_networks_run_on_the_preferred_device(qapp: object, tmp_path: Path, when: str) -> None:
    if when == "before it starts":
        (tmp_path / "settings.json").write_text('{"version": 1, "device": "cpu"}')
    worker = Worker(FakePipeline, FakeReader)
    application = Application(Options(profile=tmp_path), worker)
    application.preferences.device = "cpu"
    ticket = application.runner.warm_up()
    ended: list[bool] = []
    ticket.ended.connect(lambda: ended.append(True))
    while not ended:
        QApplication.processEvents()
    application.close()
    assert worker.device == "cpu"


def test_a_settings_file_that_cannot_be_written_stays_as_it_was(
    bench: Make, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    here = bench(profile=profile)
    (profile / "settings.json").mkdir()
    here.application.preferences.attack_steps = 12
    assert here.window.close()
    assert (profile / "settings.json").is_dir()
    assert list(profile.glob("*.part")) == []


def darkness(icon: QIcon) -> float:
    """Mean brightness of an icon's opaque pixels."""
    image = icon.pixmap(54).toImage()
    shades = [
        image.pixelColor(x, y).lightness()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 100
    ]
    return sum(shades) / len(shades)


def test_the_theme_changes_the_running_window_and_its_icons(bench: Make, tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    here = bench(profile=profile)
    here.analyse("one.dcm")
    action, eye = here.window.actions_by_name["open"], here.window.overlays.eyes["contours"]
    assert darkness(action.icon()) > 150
    here.application.preferences.theme = "light"
    QApplication.processEvents()
    assert theme.shown() is theme.LIGHT
    assert darkness(action.icon()) < 100
    assert darkness(eye.icon()) < 100
    panel = here.window.panel.grab().toImage()
    assert panel.pixelColor(4, panel.height() - 4).name() == theme.LIGHT.panel
    here.window.close()
    assert bench(profile=profile).application.preferences.theme == "light"


@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_theme_does_not_change_how_a_film_looks(bench: Make, name: str) -> None:
    here = bench()
    here.analyse("one.dcm")
    before = here.colour("original", 0.3, 0.9)
    here.application.preferences.theme = name
    QApplication.processEvents()
    assert here.colour("original", 0.3, 0.9) == before
