"""The shipped translators draw the finding in one direction and take it away in the other."""

from __future__ import annotations

import pytest
import torch

from inference.answers.classifier import classifier_input
from inference.answers.segmentation import segment
from inference.counterfactual.translation import translate
from inference.networks.models import ModelLibrary
from inference.reading.study_reader import read_study
from tests.helpers.paths import ROOT

SAMPLES = ROOT / "resources" / "samples"


@pytest.mark.parametrize(
    ("finding", "well", "ill"),
    [
        ("cardiomegaly", "02_normal.dcm", "03_cardiomegaly.dcm"),
        ("pneumoconiosis", "01_normal.dcm", "07_pneumoconiosis.dcm"),
    ],
)
def test_each_direction_moves_the_answer_its_own_way(finding: str, well: str, ill: str) -> None:
    cpu = torch.device("cpu")
    library = ModelLibrary()
    translator = library.translator(finding, cpu)
    assert translator is not None
    classifier = next(n for n in library.classifiers(cpu) if n.card.finding == finding)

    def after(name: str) -> tuple[float, float, float]:
        """P(finding) of a film as it is, drawn without the finding, and with it."""
        (film,) = read_study(SAMPLES / name).radiographs
        lungs = segment(library.segmenter(cpu), film)
        subject = classifier_input(classifier, film, lungs)
        without, drawn = (translate(translator, subject, lungs, target) for target in (0, 1))
        return without.probability_before, without.probability_after, drawn.probability_after

    before, without, drawn = after(well)
    assert before < 0.5 < drawn
    assert without < 0.5
    before, without, drawn = after(ill)
    assert without < 0.5 < before
    assert drawn > 0.5
