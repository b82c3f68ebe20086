from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import Tensor

import inference.pipeline
from inference.core.attack_types import AmplitudeSweep, AttackConfig, AttackResult
from inference.core.errors import OptionError
from inference.core.progress import Cancelled, CancelToken, Partial, Progress, Stage
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.core.types import AttributionMap, Segmentation
from inference.pipeline import AnalysisPipeline
from tests.helpers.networks import (
    SIZE,
    FakeLibrary,
    LinearClassifier,
    SmallCnn,
    film,
    network,
    phantom,
    seeded,
)

CONFIG = AttackConfig(steps=5, confidence=None)
#: Brightness of the whole image and of its left half; the phantom's own gap is near 0.
BRIGHT = np.ones((SIZE, SIZE), np.float32)
LEFT = np.where(np.arange(SIZE) < SIZE // 2, 2, 0).astype(np.float32) * BRIGHT


def library(**changes: object) -> FakeLibrary:
    return FakeLibrary(
        [
            network(LinearClassifier(BRIGHT, 200, -60), name="cardiomegaly"),
            network(LinearClassifier(LEFT, 200, -50), name="pneumoconiosis", **changes),
        ]
    )


def request(**changes: object) -> AnalysisRequest:
    return replace(AnalysisRequest(7, film(phantom()), CONFIG), **changes)


class Listener:
    def __init__(self) -> None:
        self.events: list[Progress | Partial] = []

    def __call__(self, event: Progress | Partial) -> None:
        self.events.append(event)

    @property
    def partials(self) -> list[Partial]:
        return [event for event in self.events if isinstance(event, Partial)]


def run(given: AnalysisRequest, **changes: object) -> tuple[AnalysisResult, Listener]:
    listener = Listener()
    result = AnalysisPipeline(library(**changes), "cpu").run(given, listener)
    return result, listener


@pytest.mark.parametrize("extraction", ["none", "lung_field"])
def test_parts_are_reported_in_the_readers_order(extraction: str) -> None:
    result, listener = run(request(), extraction=extraction)
    order = [Stage.CLASSIFY, Stage.SEGMENT, Stage.ATTACK, Stage.SWEEP, Stage.ATTRIBUTE]
    assert [partial.stage for partial in listener.partials] == order
    assert {event.request_id for event in listener.events} == {7} == {result.request_id}
    kinds = [type(partial.payload) for partial in listener.partials]
    assert kinds == [tuple, Segmentation, AttackResult, AmplitudeSweep, AttributionMap]
    payloads = [partial.payload for partial in listener.partials]
    assert payloads[0] is result.predictions
    assert payloads[1:4] == [result.segmentation, result.attack, result.sweep]
    assert payloads[4] is result.attributions[0]


def test_every_attack_step_is_reported_once_and_counted_from_one() -> None:
    _, listener = run(request())
    steps = [
        event.step
        for event in listener.events
        if isinstance(event, Progress) and event.stage is Stage.ATTACK
    ]
    assert steps == [0, 1, 2, 3, 4, 5]


def test_a_stage_begins_before_its_part_is_handed_over() -> None:
    _, listener = run(request())
    for stage in (Stage.CLASSIFY, Stage.SEGMENT, Stage.ATTACK, Stage.SWEEP, Stage.ATTRIBUTE):
        kinds = [type(event) for event in listener.events if event.stage is stage]
        assert kinds[0] is Progress
        assert kinds[-1] is Partial


def test_the_likelier_finding_is_attacked_unless_one_is_named() -> None:
    result, _ = run(request())
    likelier = max(result.predictions, key=lambda each: each.probability).finding
    assert result.attack is not None
    assert result.attack.finding == likelier
    for name in ("cardiomegaly", "pneumoconiosis"):
        named, _ = run(request(attack=replace(CONFIG, finding=name)))
        assert named.attack is not None
        assert named.sweep is not None
        assert named.attack.finding == named.sweep.finding == name
        assert named.attributions[0].finding == name


def test_without_an_attack_there_are_no_attack_and_no_sweep() -> None:
    result, listener = run(request(attack=None, finding="pneumoconiosis"))
    assert result.attack is None
    assert result.sweep is None
    assert result.attributions[0].finding == "pneumoconiosis"
    assert Stage.ATTACK not in [event.stage for event in listener.events]


def test_an_unknown_finding_is_named_with_those_that_are_known() -> None:
    with pytest.raises(OptionError) as caught:
        run(request(attack=replace(CONFIG, finding="fracture")))
    assert caught.value.code == "unknown_finding"
    assert "cardiomegaly, pneumoconiosis" in caught.value.hint


def test_a_bad_option_is_refused_before_anything_runs() -> None:
    listener = Listener()
    with pytest.raises(OptionError):
        AnalysisPipeline(library(), "cpu").run(request(attack=replace(CONFIG, steps=0)), listener)
    assert listener.events == []


def test_what_is_known_is_not_computed_again() -> None:
    first, _ = run(request(attack=None))
    known = request(predictions=first.predictions, segmentation=first.segmentation)
    second, listener = run(known)
    assert second.predictions is first.predictions
    assert second.segmentation is first.segmentation
    assert Stage.SEGMENT not in second.seconds
    assert len(listener.partials) == 5


def test_only_what_the_lungs_show_counts_for_a_network_that_extracts() -> None:
    plain, _ = run(request(attack=None))
    extracted, _ = run(request(attack=None), extraction="lung_field")
    assert extracted.predictions[0].logits == plain.predictions[0].logits
    assert extracted.predictions[1].probability < plain.predictions[1].probability


@pytest.mark.parametrize("stage", [Stage.LOAD_MODELS, Stage.CLASSIFY, Stage.ATTACK, Stage.SWEEP])
def test_cancel_is_heard_in_every_stage(stage: Stage) -> None:
    token = CancelToken()
    seen: list[Stage] = []

    def report(event: Progress | Partial) -> None:
        seen.append(event.stage)
        if event.stage is stage:
            token.cancel()

    with pytest.raises(Cancelled):
        AnalysisPipeline(library(), "cpu").run(request(), report, token)
    assert seen[-1] is stage


def test_the_result_says_how_long_on_what_and_with_which_versions() -> None:
    result, _ = run(request())
    stages = {"load_models", "classify", "segment", "attack", "sweep", "attribute"}
    assert set(result.seconds) == stages | {"total"}
    assert all(spent >= 0 for spent in result.seconds.values())
    assert result.device == "cpu"
    assert {"setsudo", "torch", "cardiomegaly", "pneumoconiosis", "grey"} <= set(result.versions)


def test_the_same_request_gives_the_same_result() -> None:
    first, second = (run(request())[0] for _ in range(2))
    assert first.attack is not None
    assert second.attack is not None
    assert first.attack.delta.tobytes() == second.attack.delta.tobytes()


# --- a device that fails


class Exhausted(SmallCnn):
    """Runs out of memory at its `limit`-th answer, once."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit, self.answers = limit, 0

    def forward(self, x: Tensor) -> Tensor:
        self.answers += 1
        if self.answers == self.limit:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return super().forward(x)


@pytest.fixture
def pretended_device(monkeypatch: pytest.MonkeyPatch) -> torch.device:
    """The pipeline believes in an accelerator; the networks stay where they are."""
    device = torch.device("cuda", 0)
    monkeypatch.setattr(inference.pipeline, "choose_device", lambda _preference: device)
    monkeypatch.setattr(inference.pipeline, "release_memory", lambda _device: None)
    monkeypatch.setattr(
        inference.pipeline, "device_name", lambda which: "cpu" if which.type == "cpu" else "cuda:0"
    )
    return device


@pytest.mark.parametrize("limit", [1, 2, 4])
def test_a_device_out_of_memory_makes_way_for_the_cpu(
    pretended_device: torch.device, limit: int
) -> None:
    networks = FakeLibrary([network(Exhausted(limit))])
    result = AnalysisPipeline(networks).run(request())
    assert networks.devices == [pretended_device, torch.device("cpu")]
    assert result.device == "cpu (after cuda:0 failed)"
    assert result.attack is not None


@pytest.mark.usefixtures("pretended_device")
def test_it_is_tried_again_once_only() -> None:
    class Always(SmallCnn):
        def forward(self, x: Tensor) -> Tensor:
            raise torch.OutOfMemoryError("CUDA out of memory")

    networks = FakeLibrary([network(seeded(Always))])
    with pytest.raises(torch.OutOfMemoryError):
        AnalysisPipeline(networks).run(request())
    assert len(networks.devices) == 2


@pytest.mark.usefixtures("pretended_device")
def test_another_error_is_not_taken_for_a_device_failure() -> None:
    class Wrong(SmallCnn):
        def forward(self, x: Tensor) -> Tensor:
            raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    networks = FakeLibrary([network(seeded(Wrong))])
    with pytest.raises(RuntimeError, match="mat1"):
        AnalysisPipeline(networks).run(request())
    assert len(networks.devices) == 1
