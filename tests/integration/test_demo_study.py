"""What the program promises of its own demo study, on its own networks."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

import resources
from inference.core.attack_types import AttackConfig
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.pipeline import AnalysisPipeline
from inference.reading.study_reader import find_files, read_study

SAMPLES = resources.folder("samples")
FINDINGS = ("cardiomegaly", "pneumoconiosis")
EPSILON = 8 / 255

Results = dict[tuple[str, str], AnalysisResult]


@pytest.fixture(scope="module")
def results() -> Results:
    """(film, finding) -> result of the attack on that finding."""
    pipeline = AnalysisPipeline(device="cpu")
    found: Results = {}
    for path in find_files([SAMPLES]):
        (radiograph,) = read_study(path).radiographs
        known = None
        for finding in FINDINGS:
            request = AnalysisRequest(
                request_id=len(found),
                radiograph=radiograph,
                attack=AttackConfig(finding=finding, epsilon=EPSILON),
                predictions=known.predictions if known else None,
                segmentation=known.segmentation if known else None,
            )
            known = pipeline.run(request)
            found[path.name, finding] = known
    return found


@pytest.mark.timeout(300)
def test_every_attack_flips_and_is_sure(results: Results) -> None:
    attacks = {key: result.attack for key, result in results.items() if result.attack}
    assert len(attacks) == 16
    assert [key for key, attack in attacks.items() if not attack.flipped] == []
    assert np.mean([attack.trace[-1] for attack in attacks.values()]) >= 0.99
    assert max(float(np.abs(attack.delta).max()) for attack in attacks.values()) <= EPSILON + 1e-6


def test_every_composed_film_flips_too(results: Results) -> None:
    attacks = {key: result.attack for key, result in results.items() if result.attack}
    assert [key for key, attack in attacks.items() if not attack.roundtrip_flipped] == []


def test_every_attack_flips_within_its_own_amplitude(results: Results) -> None:
    for key, result in results.items():
        assert result.sweep is not None
        assert result.sweep.flip_amplitude is not None, key
        assert 0 < result.sweep.flip_amplitude <= 1, key


def test_the_networks_call_what_was_simulated(results: Results) -> None:
    """Every simulated finding is called, and nothing else."""
    truth = {
        film["file"]: film["finding"]
        for film in tomllib.loads((SAMPLES / "samples.toml").read_text(encoding="utf-8"))["films"]
    }
    called = {
        (name, each.finding)
        for (name, _), result in results.items()
        for each in result.predictions
        if each.positive
    }
    wanted = {(name, finding) for name, finding in truth.items() if finding in FINDINGS}
    assert called == wanted


def test_lungs_and_heart_look_plausible(results: Results) -> None:
    for key, result in results.items():
        assert result.segmentation.warnings == (), key
        assert result.segmentation.cardiothoracic_ratio is not None, key
        assert len(result.segmentation.contours) == 3, key


def test_the_demo_study_is_small_and_whole() -> None:
    films = find_files([SAMPLES])
    assert len(films) == 8
    assert sum(Path(film).stat().st_size for film in films) < 8_000_000
