"""The picture of growth has a panel per curve, and its points lie where the figures say."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tests.benchmarks.figures import Curve, Figure
from tests.benchmarks.growth_picture import growth_picture

NAME = "{http://www.w3.org/2000/svg}"
LINEAR = ((10.0, 5.0), (100.0, 50.0), (1000.0, 500.0))
FLAT = ((10.0, 900.0), (1000.0, 901.0))


def figure(points: tuple[tuple[float, float], ...], size: str = "films") -> dict[str, object]:
    curve = Curve(size, "seconds", points)
    return Figure(1.0, 1.0, 1.1, "s", "what", "beside", curve).as_json()


def panels(*figures: dict[str, object]) -> list[ElementTree.Element]:
    drawn = growth_picture({str(place): each for place, each in enumerate(figures)})
    return ElementTree.fromstring(drawn).findall(f"{NAME}g")


def dots(panel: ElementTree.Element) -> list[tuple[float, float]]:
    circles = panel.findall(f"{NAME}circle")
    return [(float(each.get("cx", "")), float(each.get("cy", ""))) for each in circles]


def test_every_curve_has_a_panel_and_every_point_a_dot() -> None:
    plain = Figure(1.0, 1.0, 1.1, "s", "what", "beside").as_json()
    assert "curve" not in plain
    found = panels(figure(LINEAR), plain, figure(FLAT))
    assert [len(dots(panel)) for panel in found] == [3, 2]


def test_linear_growth_lies_on_the_grey_line() -> None:
    (panel,) = panels(figure(LINEAR))
    lines = [each.get("points", "") for each in panel.findall(f"{NAME}polyline")]
    grey, curve = ([float(v) for v in re.findall(r"[\d.]+", line)] for line in lines[-2:])
    assert grey[:2] == pytest.approx(curve[:2], abs=0.2)
    assert grey[2:] == pytest.approx(curve[-2:], abs=0.2)
    places = dots(panel)
    assert places == sorted(places, key=lambda place: (place[0], -place[1]))


def test_a_constant_cost_stays_level() -> None:
    ((_, first), (_, last)) = dots(panels(figure(FLAT))[0])
    assert first == pytest.approx(last, abs=0.5)


def test_words_are_escaped_and_nothing_measured_is_said() -> None:
    (panel,) = panels(figure(LINEAR, size="films < 1 & more"))
    assert any("films < 1 & more" in (each.text or "") for each in panel.iter(f"{NAME}text"))
    assert "no growth was measured" in growth_picture({})
