"""All the counterfactuals that were asked for: one that fails does not take the others along."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from inference.answers.classifier import classify
from inference.core.counterfactual_types import (
    Counterfactual,
    CounterfactualKind,
    CounterfactualRequest,
    StopReason,
)
from inference.core.progress import CancelToken
from inference.core.types import Task
from inference.counterfactual.run import Film, searched
from inference.export.numbers.counterfactuals_json import counterfactual_records
from inference.export.numbers.results_json import encoded
from tests.helpers.chests import HEART, boxes, linear, segmentation
from tests.helpers.networks import GreySegmenter, network

SEGMENTER = network(GreySegmenter(), name="grey", task=Task.SEGMENTER)
KINDS = (CounterfactualKind.TRANSLATION, CounterfactualKind.BROAD)


class Broken(nn.Module):
    """A translator that draws nothing that is a number."""

    def forward(self, x: Tensor, target: int) -> tuple[Tensor, Tensor]:
        return torch.full_like(x, math.nan), torch.ones_like(x)


def film(translator: nn.Module | None) -> Film:
    subject = linear(boxes(HEART), gain=300.0, bias=-1.0)
    drawing = None if translator is None else network(translator, task=Task.TRANSLATOR)
    return Film(
        subjects=(subject,),
        predictions=(classify(subject),),
        segmentation=segmentation(),
        segmenter=SEGMENTER,
        twins={},
        translators={subject.finding: drawing},
    )


def found_on(given: Film, kinds: tuple[CounterfactualKind, ...]) -> tuple[Counterfactual, ...]:
    request = CounterfactualRequest(kinds, curve=False, checks=False)
    return searched(given, request, lambda step, steps, made: None, CancelToken())


def test_a_search_that_fails_is_in_the_result_and_the_others_stand() -> None:
    failed, broad = found_on(film(Broken()), KINDS)
    assert failed.stop_reason is StopReason.FAILED
    assert failed.failure is not None
    assert failed.failure.code == "model_output_invalid"
    assert broad.flipped


def test_the_record_of_a_failed_search_says_why_and_claims_nothing() -> None:
    found = found_on(film(Broken()), KINDS)
    failed, broad = counterfactual_records(found, found[0].finding)
    assert "no finite result" in str(failed["failure"])
    assert failed["flipped"] is False
    assert failed["sentence"]["en"] == "Changes of this kind could not be searched for."
    assert broad["failure"] is None
    assert encoded([failed, broad])


def test_a_kind_whose_network_is_not_bundled_is_unavailable_and_says_so() -> None:
    without, broad = found_on(film(None), KINDS)
    assert without.stop_reason is StopReason.UNAVAILABLE
    assert without.notices == ("no_translator",)
    assert broad.flipped


def test_every_kind_can_be_asked_for_and_each_has_its_place() -> None:
    found = found_on(film(None), tuple(CounterfactualKind))
    assert [each.kind for each in found] == list(CounterfactualKind)


def test_each_search_is_told_when_it_is_found_and_when_it_ends() -> None:
    heard: list[tuple[int, int]] = []

    def hear(step: int, steps: int, made: Counterfactual | None) -> None:
        heard.append((step, steps))

    request = CounterfactualRequest((CounterfactualKind.BROAD,), curve=False, checks=False)
    searched(film(None), request, hear, CancelToken())
    assert heard == [(0, 1), (1, 1)]
