"""From rows to figures: means over bodies, what was left out, and whether the aim is met."""

from __future__ import annotations

import pytest

from tests.helpers.truth_rows import answers, row
from training.twins.table import as_json, markdown, mean_interval, summarised


def test_a_mean_is_over_bodies_and_leaves_out_what_is_missing() -> None:
    found = mean_interval([0.0, 1.0, 1.0, None], ["a", "a", "b", "c"])
    assert found.value == pytest.approx(0.75)
    assert found.patients == 2
    assert found.low <= found.value <= found.high


def test_it_counts_the_pairs_that_the_network_does_not_tell_apart() -> None:
    summary = summarised("cardiomegaly", answers(True, True, False), [row("0", 0.4, 0.6)])
    table = as_json({"cardiomegaly": summary})["cardiomegaly"]
    assert table["told_apart"] == {"standard": 2}
    assert table["left_out"] == {"standard": 1}
    assert table["methods"]["smooth_grad"]["to_no_finding"]["area"]["value"] == 0.4
    assert "1 are left out" in markdown({"cardiomegaly": summary})


def test_a_skipped_row_is_no_figure() -> None:
    skipped = {"twin": "1", "target": 0, "method": "smooth_grad", "skipped": "no difference"}
    summary = summarised("cardiomegaly", answers(True, True), [row("0", 0.4, 0.6), skipped])
    assert summary.figures["smooth_grad"][0]["area"].patients == 1


@pytest.mark.parametrize(("area", "met"), [(0.7, True), (0.5, False)])
def test_it_says_whether_the_aim_is_met(area: float, met: bool) -> None:
    summary = summarised("cardiomegaly", answers(True), [row("0", area, 0.97)])
    text = markdown({"cardiomegaly": summary})
    assert ("no picture reaches it" in text) is not met


def test_it_names_what_is_no_better_than_chance_or_edges() -> None:
    rows = [
        row(str(n), area, 0.5, method)
        for n in range(8)
        for area, method in ((0.3, "edges"), (0.1, "pgd_linf"), (0.25, "occlusion"), (0.6, "shape"))
    ]
    text = markdown({"cardiomegaly": summarised("cardiomegaly", answers(*[True] * 8), rows)})
    assert "No better than chance: PGD, L-inf (the paper's)." in text
    assert "No better than edges: Occlusion." in text
