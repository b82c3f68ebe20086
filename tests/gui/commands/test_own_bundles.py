"""A network of one's own, opened in the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gui.app import Options
from gui.engine.worker import Bundles, Worker, build_pipeline
from inference.core.errors import ModelError
from inference.core.progress import CancelToken
from inference.core.requests import AnalysisRequest
from main import parser
from tests.helpers.networks import film, phantom
from tests.helpers.window import PATIENCE_MS, Bench


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A classifier for a finding that the program's own networks do not know."""
    from inference.networks.architectures import ARCHITECTURES
    from tests.helpers.networks import write_bundle

    module = ARCHITECTURES["resnet10"](2, 0.0, 1.0)
    write_bundle(tmp_path / "silicosis", module, "resnet10")
    return tmp_path / "silicosis"


def told(bench: Bench) -> str:
    return bench.window.message_bar.text.text()


def test_a_bundle_is_used_from_now_on_and_the_film_is_analysed_anew(
    bench: Callable[..., Bench], bundle: Path
) -> None:
    made = bench()
    made.analyse("a.dcm")
    runs = len(made.pipeline.runs)
    made.application.controller.use_bundle(bundle)
    made.qtbot.waitUntil(lambda: len(made.pipeline.runs) > runs, timeout=PATIENCE_MS)
    made.wait_for_analysis()
    assert made.pipeline.runs[runs].predictions is None
    assert "network bundle is used" in told(made)


def test_a_bundle_that_can_not_be_used_is_refused_and_nothing_is_lost(
    bench: Callable[..., Bench], bundle: Path
) -> None:
    made = bench()
    made.analyse("a.dcm")
    known = made.application.session.facts
    (bundle / "weights.safetensors").write_bytes(b"changed")
    made.application.controller.use_bundle(bundle)
    made.qtbot.waitUntil(lambda: "SHA-256" in told(made), timeout=PATIENCE_MS)
    assert made.application.session.facts is known


def test_a_further_finding_is_shown_and_can_be_attacked(bench: Callable[..., Bench]) -> None:
    made = bench()
    made.analyse("a.dcm")
    session, window = made.application.session, made.window
    known = session.facts.predictions
    own = replace(known[0], finding="silicosis", probability=0.42)
    session.learn(session.key, predictions=(*known, own))
    row = window.findings.rows["silicosis"]
    assert (row.name.text(), row.value.text()) == ("silicosis", "0.42")
    form = window.attack_form
    form.finding.setCurrentIndex(form.finding.count() - 1)
    assert form.config().finding == "silicosis"
    made.speak("japanese")
    assert row.name.text() == "silicosis"
    assert form.finding.currentText() == "silicosis"


def test_the_pipeline_is_built_with_the_bundles_that_were_named(bundle: Path) -> None:
    pipeline = build_pipeline("cpu", Bundles(further=(bundle,)))
    request = AnalysisRequest(1, film(phantom(256)), attack=None, finding="silicosis")
    answers = pipeline.run(request, lambda _: None, CancelToken()).predictions
    assert "silicosis" in {each.finding for each in answers}


def test_the_command_lines_bundles_reach_the_worker(bundle: Path) -> None:
    given = parser().parse_args(["--bundle", str(bundle), "--bundle", "more"])
    assert given.bundle == [bundle, Path("more")]
    assert Options(bundles=tuple(given.bundle)).bundles[0] == bundle
    worker = Worker(bundles=Bundles(further=(Path("absent"),)))
    with pytest.raises(ModelError):
        worker._the_pipeline().run(
            AnalysisRequest(1, film(phantom(128)), attack=None), lambda _: None, CancelToken()
        )
