"""A figure is met by its ratio; calls are timed in turn; a page's table is put in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import run
from tests.benchmarks.figures import Figure, beside_limit, in_turn, slope


def figure(value: float) -> Figure:
    return Figure(value, 10.0, 1.3, "ms", "what", "beside what")


@pytest.mark.parametrize(("value", "met"), [(12.9, True), (13.1, False)])
def test_the_limit_bounds_the_ratio(value: float, met: bool) -> None:
    told = figure(value).as_json()
    assert told["met"] is met
    assert {"value", "reference", "ratio", "limit", "met", "unit"} <= told.keys()


def test_a_plain_number_as_limit_is_its_own_reference() -> None:
    told = beside_limit(4.0, 8.0, "ms", "what").as_json()
    assert (told["reference"], told["ratio"], told["limit"]) == (8.0, 0.5, 1.0)


def test_calls_are_timed_in_turn() -> None:
    order: list[str] = []
    calls = {name: (lambda n=name: order.append(n)) for name in "ab"}
    taken = in_turn(calls, rounds=3, warm_up=1)
    assert order == list("abababab")
    assert {name: len(values) for name, values in taken.items()} == {"a": 3, "b": 3}


def test_linear_growth_has_the_exponent_1() -> None:
    assert slope([1, 10, 100], [5, 50, 500]) == pytest.approx(1)


def test_the_table_goes_between_the_pages_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{run.BEGIN}\nold\n{run.END}\nafter\n", encoding="utf-8")
    run.write_table(page, run.markdown({"name": figure(5).as_json()}))
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert "| what | 5 ms | beside what | 10 | 0.5 | 1.3 | yes |" in text


def test_a_group_that_fails_keeps_what_it_measured_and_says_why() -> None:
    failed = {"one": figure(5).as_json(), "rest": {"met": False, "error": "it broke"}}
    assert "`rest` failed: it broke" in run.markdown(failed)
    assert run._line("rest", failed["rest"]) == "FAIL  rest: it broke"
