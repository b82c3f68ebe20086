"""The window on the bundled networks and the demo study: nothing between them is a fake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

import resources
from gui.app import Application, Options
from gui.look import style
from inference.core.progress import Stage

SAMPLES = sorted(resources.folder("samples").glob("*.dcm"))
BUNDLES = ("pneumoconiosis", "cardiomegaly", "segmentation")
PATIENCE_MS = 60_000

pytestmark = [
    pytest.mark.skipif(
        len(SAMPLES) < 2
        or not all((resources.folder("models") / name / "card.toml").exists() for name in BUNDLES),
        reason="the bundled networks or the demo study are not there",
    ),
    pytest.mark.timeout(240),
]


@pytest.fixture
def application(
    qtbot: Any, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    monkeypatch.setattr("gui.runtime.crash.catch_all", lambda *_: None)
    style.apply(qapp)
    made = Application(Options(files=tuple(SAMPLES[:2]), profile=tmp_path, language="en"))
    made.window.showNormal()
    made.window.resize(1366, 768)
    yield made
    made.close()
    made.window.close()
    made.window.deleteLater()
    qapp.processEvents()


def test_open_run_slide_cancel_switch_close(qtbot: Any, application: Application) -> None:
    session, controller = application.session, application.controller
    application.open()

    def analysed() -> bool:
        return session.facts.complete and not controller.busy

    qtbot.waitUntil(analysed, timeout=PATIENCE_MS)
    facts = session.facts
    assert {p.finding for p in facts.predictions} == {"pneumoconiosis", "cardiomegaly"}
    assert facts.segmentation is not None
    assert len(facts.segmentation.contours) == 3
    assert facts.attack is not None
    assert np.abs(facts.attack.delta).max() <= facts.attack.config.epsilon + 1e-6
    assert facts.sweep is not None
    assert "grad_cam" in facts.attributions

    application.state.amplitude = 0.123
    qtbot.waitUntil(
        lambda: not application.window.deck.probability.text().startswith("≈"),
        timeout=PATIENCE_MS,
    )

    application.window.attack_form.confidence.setValue(50.0)  # never: use all steps
    application.window.attack_form.steps.setValue(1000)
    application.window.attack_form.run()
    with qtbot.waitSignal(
        controller.progressed,
        timeout=PATIENCE_MS,
        check_params_cb=lambda p: p is not None and p.stage is Stage.ATTACK and p.step >= 2,
    ):
        pass
    controller.cancel()
    qtbot.waitUntil(lambda: not controller.busy, timeout=PATIENCE_MS)
    assert session.facts.attack is None

    application.window.attack_form.steps.setValue(5)
    controller.step(1)
    qtbot.waitUntil(analysed, timeout=PATIENCE_MS)
    assert session.position == 1
    assert application.window.close()
