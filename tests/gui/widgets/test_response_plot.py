"""The curve P(s): what it marks, and that a person can walk along it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

from gui.widgets.frame.response_plot import ResponsePlot
from tests.helpers.window import Bench

Make = Callable[..., Bench]


@pytest.fixture
def plotted(bench: Make) -> tuple[Bench, ResponsePlot]:
    here = bench()
    here.analyse("one.dcm")
    plot = here.window.findChild(ResponsePlot)
    assert plot is not None
    return here, plot


def place_of(plot: ResponsePlot, amplitude: float, probability: float = 0.5) -> QPoint:
    return plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(amplitude, probability)))


def test_the_curve_is_the_sweep_and_the_flip_point_is_marked(
    plotted: tuple[Bench, ResponsePlot],
) -> None:
    here, plot = plotted
    sweep = here.application.session.facts.sweep
    assert sweep is not None
    amplitudes, probabilities = plot.curve.getData()
    assert list(amplitudes) == list(sweep.amplitudes)
    assert list(probabilities) == list(sweep.probabilities)
    assert sweep.flip_amplitude is not None
    assert plot.flip_line.isVisible()
    assert plot.flip_line.value() == pytest.approx(sweep.flip_amplitude)
    assert f"{sweep.flip_amplitude:.2f}" in plot.flip_label.format


@pytest.mark.parametrize(
    ("falls", "flip", "right"),
    [
        (True, 0.6, True),
        (False, 0.6, False),
        (True, 1.9, False),
        (False, -0.9, True),
    ],
)
def test_the_flip_points_label_stands_where_the_curve_is_low(
    plotted: tuple[Bench, ResponsePlot], falls: bool, flip: float, right: bool
) -> None:
    here, plot = plotted
    session = here.application.session
    sweep = session.facts.sweep
    assert sweep is not None
    assert session.key is not None
    amplitudes = sweep.amplitudes
    rising = (amplitudes - amplitudes[0]) / 3
    probabilities = 1 - rising if falls else rising
    told = replace(sweep, probabilities=probabilities, flip_amplitude=flip)
    session.learn(session.key, sweep=told)
    label = plot.flip_label.mapRectToScene(plot.flip_label.boundingRect())
    line = plot.getViewBox().mapViewToScene(QPointF(flip, 0.5)).x()
    assert (label.center().x() > line) is right
    assert plot.sceneRect().left() <= label.left() < label.right() <= plot.sceneRect().right()


def test_the_flip_points_label_is_whole_on_a_narrow_plot(
    plotted: tuple[Bench, ResponsePlot],
) -> None:
    """At the side with the room, also where the curve is high there."""
    here, plot = plotted
    plot.setFixedWidth(300)
    QApplication.processEvents()
    session = here.application.session
    assert session.facts.sweep is not None
    assert session.key is not None
    box = plot.getViewBox().sceneBoundingRect
    for flip in (-0.7, 1.7):
        session.learn(session.key, sweep=replace(session.facts.sweep, flip_amplitude=flip))
        label = plot.flip_label.mapRectToScene(plot.flip_label.boundingRect())
        assert box().left() <= label.left() < label.right() <= plot.sceneRect().right(), flip


def test_pressing_and_dragging_on_the_curve_sets_the_amplitude(
    plotted: tuple[Bench, ResponsePlot],
) -> None:
    here, plot = plotted
    viewport = plot.viewport()
    here.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place_of(plot, 0.5))
    assert here.application.state.amplitude == pytest.approx(0.5, abs=0.02)
    here.qtbot.mouseMove(viewport, place_of(plot, -0.5))
    here.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place_of(plot, -0.5))
    here.application.state.amplitude = 1.5
    assert plot.now_line.value() == pytest.approx(1.5)


def test_the_slider_stands_under_the_curve(plotted: tuple[Bench, ResponsePlot]) -> None:
    here, plot = plotted
    slider = here.window.deck.slider
    for amplitude, share in ((-1.0, 0.0), (2.0, 1.0)):
        on_plot = plot.viewport().mapTo(here.window, place_of(plot, amplitude)).x()
        handle = 10  # half a handle: the slider's travel ends this far inside
        travel = slider.width() - 2 * handle
        on_slider = slider.mapTo(here.window, QPoint(0, 0)).x() + handle + share * travel
        assert on_plot == pytest.approx(on_slider, abs=2)


def test_without_a_sweep_nothing_is_marked(bench: Make) -> None:
    here = bench()
    plot = here.window.findChild(ResponsePlot)
    assert plot is not None
    assert not plot.curve.isVisible()
    assert not plot.now_line.isVisible()
    assert not plot.flip_line.isVisible()
