"""The explanation as a stage of the pipeline: parts, order, failures, what is known already."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from inference.core.attack_types import AttackConfig
from inference.core.explanation_types import (
    QUICK_PARTS,
    ChanceRange,
    Explanation,
    MinimalEpsilon,
    Region,
    RegionFigures,
    RegionStatistics,
    Side,
    SummaryFact,
)
from inference.core.explanation_types import ExplanationPart as Part
from inference.core.progress import Cancelled, CancelToken, Partial, Progress, Stage
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.core.types import AttributionMethod, Task
from inference.explanation.summary import summary
from inference.pipeline import AnalysisPipeline
from tests.helpers.fake_explanation import explained
from tests.helpers.networks import (
    SIZE,
    FakeLibrary,
    LinearClassifier,
    Painter,
    film,
    network,
    phantom,
)

CONFIG = AttackConfig(finding="cardiomegaly", steps=3, confidence=None)
BRIGHT = np.ones((SIZE, SIZE), np.float32)
#: All but the slow ones, which have tests of their own.
QUICK = tuple(part for part in QUICK_PARTS if part is not Part.TRANSLATION)


def library(*, twin: bool = True) -> FakeLibrary:
    robust = network(LinearClassifier(BRIGHT, 20, -6), name="robust", finding="cardiomegaly")
    return FakeLibrary(
        [
            network(LinearClassifier(BRIGHT, 200, -60), name="cardiomegaly"),
            network(LinearClassifier(BRIGHT, -50, 20), name="pneumoconiosis"),
        ],
        twins=[robust] if twin else [],
    )


def request(*parts: Part, **changes: object) -> AnalysisRequest:
    return replace(AnalysisRequest(7, film(phantom()), CONFIG, explanation=parts), **changes)


def run(
    given: AnalysisRequest, networks: FakeLibrary | None = None
) -> tuple[AnalysisResult, list[Progress | Partial]]:
    events: list[Progress | Partial] = []
    pipeline = AnalysisPipeline(networks or library(), "cpu")
    return pipeline.run(given, events.append), events


def handed_over(events: list[Progress | Partial]) -> list[str]:
    parts = [each for each in events if isinstance(each, Partial) and each.stage is Stage.EXPLAIN]
    return [type(each.payload).__name__ for each in parts]


def test_nothing_is_explained_unless_it_is_asked_for() -> None:
    result, events = run(request())
    assert result.explanation is None
    assert Stage.EXPLAIN not in [event.stage for event in events]


def test_parts_come_after_the_main_result_and_in_order() -> None:
    result, events = run(request(*reversed(QUICK)))
    assert handed_over(events) == [
        *("RegionStatistics", "EffectMaps", "MinimalEpsilon", "Transfer", "RatioShift"),
        *("ControlLights", "FrequencySplit", "Agreement", "RobustAttack"),
    ]
    first = next(k for k, event in enumerate(events) if event.stage is Stage.EXPLAIN)
    assert all(event.stage is Stage.EXPLAIN for event in events[first:])
    steps = [event.step for event in events[first:] if isinstance(event, Progress)]
    assert steps == list(range(len(QUICK) + 1))
    found = result.explanation
    assert found is not None
    assert not found.failures
    assert set(found.seconds) == set(QUICK)
    assert found.summary[0].code in ("region_brightened", "region_darkened", "no_region")


def test_only_what_was_asked_for_is_there() -> None:
    result, _ = run(request(Part.FREQUENCY))
    found = result.explanation
    assert found is not None
    made = {name for name in Explanation.__slots__ if getattr(found, name) not in (None, (), {})}
    assert made == {"frequency", "summary", "seconds"}


@pytest.mark.parametrize("part", [Part.REGION_CONTROLS, Part.NECESSITY, Part.FAITHFULNESS])
def test_slow_parts_are_there_on_request(part: Part) -> None:
    result, events = run(request(part))
    assert result.explanation is not None
    assert not result.explanation.failures
    assert len(handed_over(events)) == 1
    if part is Part.REGION_CONTROLS:
        table = result.explanation.regions
        assert all(row.logit_controls_exact for row in table.rows if row.side is Side.BOTH)


def test_the_translation_is_shown_where_a_translator_is_bundled() -> None:
    translator = network(Painter(), name="painter", task=Task.TRANSLATOR, finding="cardiomegaly")
    networks = library()
    with_it = FakeLibrary(list(networks.classifiers(None)), translators=[translator])
    result, _ = run(request(Part.TRANSLATION), with_it)
    assert result.explanation.translation.finding == "cardiomegaly"
    missing, _ = run(request(Part.TRANSLATION, Part.ROBUST, Part.TRANSFER), library(twin=False))
    assert missing.explanation.translation is None
    assert set(missing.explanation.notices) == {"no_translator", "no_robust_twin"}


def test_the_robust_twin_is_attacked_alike_and_shown_delta() -> None:
    result, _ = run(request(Part.ROBUST, Part.TRANSFER))
    robust = result.explanation.robust
    assert robust.model_name == "robust"
    assert robust.result.config.epsilon == CONFIG.epsilon
    roles = [row.role for row in result.explanation.transfer.rows]
    assert roles == ["self", "robust_twin", "other_finding"]


def test_what_is_known_is_measured_without_a_new_attack() -> None:
    first, _ = run(request())
    second, events = run(request(Part.REGIONS, known=first))
    assert second.attack is first.attack
    assert second.sweep is first.sweep
    assert second.segmentation is first.segmentation
    assert second.attributions[0] is first.attributions[0]
    stages = {event.stage for event in events if isinstance(event, Progress)}
    assert not stages & {Stage.ATTACK, Stage.SWEEP, Stage.SEGMENT}
    assert second.explanation.regions.finding == "cardiomegaly"


def test_a_part_that_fails_leaves_the_others_standing() -> None:
    result, events = run(
        request(Part.REGIONS, Part.RATIO, attack=replace(CONFIG, epsilon=0.0, alpha=None))
    )
    found = result.explanation
    assert found.regions is None
    assert found.failures["regions"].code == "nothing_perturbed"
    assert found.failures["regions"].hint
    assert found.ratio is not None
    assert handed_over(events) == ["RatioShift"]


def test_cancel_is_heard_between_the_parts() -> None:
    token = CancelToken()

    def report(event: Progress | Partial) -> None:
        if isinstance(event, Partial) and event.stage is Stage.EXPLAIN:
            token.cancel()

    with pytest.raises(Cancelled):
        AnalysisPipeline(library(), "cpu").run(request(*QUICK), report, token)


def test_a_drawn_region_is_attacked_and_measured() -> None:
    drawn = np.zeros((128, 128), bool)
    drawn[40:80, 20:40] = True
    config = replace(CONFIG, region="drawn")
    result, _ = run(request(Part.REGIONS, attack=config, drawn=drawn))
    table = result.explanation.regions
    row = table.row(Region.DRAWN)
    assert row.figures.share == pytest.approx(1)
    assert row.figures.logit_change == pytest.approx(table.logit_change, abs=1e-4)
    wide, _ = run(request(Part.REGIONS, band_width=0.1))
    assert wide.explanation.regions.band_width > 2 * table.band_width


def test_grad_cam_is_made_where_no_map_is_there_to_agree_with() -> None:
    result, _ = run(request(Part.AGREEMENT, attributions=()))
    (row,) = result.explanation.agreement.rows
    assert row.method is AttributionMethod.GRAD_CAM


# --- the summary


def table(signed: float, change: float) -> RegionStatistics:
    """One region with these figures, and controls that hold 0 only."""
    attack = run(request())[0].attack
    segmentation = run(request())[0].segmentation
    whole = explained(attack, segmentation, (Part.REGIONS,)).regions
    row = whole.rows[0]
    figures = RegionFigures(signed, abs(signed), 0.31, 1.9, 1.0, 0.0, change)
    null = {
        "mean_signed": ChanceRange(0, -0.001, 0.001),
        "logit_change": ChanceRange(0, -0.1, 0.1),
    }
    row = replace(row, figures=figures, random_sign=null, shuffled=null, area_share=0.09)
    return replace(whole, rows=(row,), body_mean_absolute=0.01, target=0)


def test_the_headline_is_the_region_whose_signs_agree() -> None:
    facts = summary(Explanation(regions=table(0.019, -2.0)))
    assert [fact.code for fact in facts] == ["region_brightened", "region_effect"]
    values = facts[0].values
    assert values["region"] == "lung_core"
    assert values["signed_ratio"] == pytest.approx(1.9)
    assert values["share"] == 0.31
    assert values["area_share"] == 0.09
    assert facts[1].values["logit_change"] == -2.0
    assert summary(Explanation(regions=table(-0.019, -2.0)))[0].code == "region_darkened"


def test_what_chance_would_do_is_not_spoken_of() -> None:
    codes = [fact.code for fact in summary(Explanation(regions=table(0.0005, -0.05)))]
    assert codes == ["no_region", "no_region_effect"]


def test_the_other_facts_come_from_their_parts() -> None:
    found = Explanation(minimal_epsilon=MinimalEpsilon("linf", 0.002, 0.0019, 9, 0.4))
    assert summary(found) == (SummaryFact("minimal_epsilon", {"epsilon": 0.002, "norm": "linf"}),)
    none = replace(found, minimal_epsilon=MinimalEpsilon("l2", None, 8.0, 3, None))
    assert summary(none)[0].code == "minimal_epsilon_none"
    assert summary(Explanation()) == ()
