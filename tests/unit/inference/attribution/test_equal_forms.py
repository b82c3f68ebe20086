"""Two forms of one network that differ in rounding alone must give one map."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from inference.answers.classifier import classifier_input
from inference.attribution.guided_backprop import guided_gradient
from inference.networks.models import ModelLibrary
from inference.reading.study_reader import read_study
from resources import folder
from tests.helpers.networks import CPU
from tests.helpers.paths import shared_films

#: Of the greatest value: what equal forms may differ by, after EXPLANATION's pitfalls.
SAME = 0.005

DEMO = sorted(folder("samples").glob("*.dcm"))[::3]
REAL = shared_films("nih_1024", "*.png")[::40]


@pytest.mark.parametrize("path", [*DEMO, *REAL], ids=lambda path: path.stem)
def test_guided_backpropagation_does_not_hang_on_rounding(path: Path) -> None:
    """The order of sums differs between memory layouts. Burnt-out parts used to be off by it, so
    that max pooling chose other places among equals and the maps differed by up to 31 %.
    """
    radiograph = read_study(path).radiographs[0]
    networks = {network.card.finding: network for network in ModelLibrary().classifiers(CPU)}
    network = networks["cardiomegaly"]
    plain = copy.deepcopy(network.module).to(memory_format=torch.contiguous_format)
    maps = []
    for each in (network, replace(network, module=plain)):
        subject = classifier_input(each, radiograph)
        maps.append(guided_gradient(subject)[0, 0].numpy())
    assert np.abs(maps[0] - maps[1]).max() < SAME * np.abs(maps[0]).max()
