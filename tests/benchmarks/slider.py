"""From a choice to a painted window of four panes, beside the scene drawn by plain pyqtgraph."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pyqtgraph
from PySide6.QtWidgets import QApplication

from gui.app import Application
from tests.benchmarks.figures import Figure, beside_limit, percentile_95, seconds
from tests.benchmarks.window import paint, shown_window

SIDE = 3000
SMALL, LARGE = (1920, 1080), (3840, 2160)
MEDIAN_MS, TAIL_MS, LARGE_MS = 8.0, 16.0, 20.0
FASTER = 5
#: A bright pixel every so many, which must all be seen when the film is fitted.
DOTS = 30

Move = Callable[[Application, int], None]


def measure(rounds: int) -> Iterator[tuple[str, Figure]]:
    count = max(20, 7 * rounds)
    with shown_window(SIDE, SMALL) as application:
        show_overlays(application)
        slider = moves_ms(application, slide, count)
        plain = plain_pyqtgraph_ms(application, max(7, rounds))
        again = moves_ms(application, slide, count)
        yield from _slider(slider + again, plain)
        for name, move in OTHERS.items():
            taken = statistics.median(moves_ms(application, move, count))
            about = f"{name.replace('_', ' ')}, four panes"
            yield f"{name}_median", beside_limit(taken, MEDIAN_MS, "ms", about)
    with shown_window(SIDE, LARGE) as application:
        show_overlays(application)
        for name, move in {"slider": slide, **OTHERS}.items():
            taken = statistics.median(moves_ms(application, move, count))
            named = "the amplitude slider" if name == "slider" else name.replace("_", " ")
            about = f"{named} at 3840 × 2160, median"
            yield f"{name}_4k", beside_limit(taken, LARGE_MS, "ms", about)
    yield "dots_lost", dots_lost()


def show_overlays(application: Application) -> None:
    """Lung fields and heart filled, beside their outlines."""
    application.state.lung_field_shown = application.state.heart_shown = True
    paint()


def _slider(taken: list[float], plain: float) -> Iterator[tuple[str, Figure]]:
    median, about = statistics.median(taken), "the amplitude slider, four panes at 1920 × 1080"
    yield "slider_median", beside_limit(median, MEDIAN_MS, "ms", f"{about}, median")
    tail = percentile_95(taken)
    yield "slider_p95", beside_limit(tail, TAIL_MS, "ms", "the same, 95th percentile")
    scene = "four ImageItems of pyqtgraph at full resolution"
    yield "slider_pyqtgraph", Figure(median, plain, 1 / FASTER, "ms", f"{about}, median", scene)


def moves_ms(application: Application, move: Move, count: int) -> list[float]:
    """Milliseconds of `count` moves, each from the choice until the window is painted."""
    taken = []
    for step in range(count):

        def moved(step: int = step) -> None:
            move(application, step)
            paint()

        taken.append(1e3 * seconds(moved))
    return taken


def slide(application: Application, step: int) -> None:
    application.state.amplitude = -1 + (step % 60) / 20


def window_level(application: Application, step: int) -> None:
    film = application.session.film
    assert film is not None
    application.state.window = replace(film.window, center=film.window.center + 8 * (step % 50))


def opacity(application: Application, step: int) -> None:
    application.state.grad_cam_shown = True
    application.state.grad_cam_opacity = 0.2 + (step % 40) / 60


def pan(application: Application, step: int) -> None:
    application.state.grad_cam_shown = False
    application.window.link.pan(3 if step % 20 < 10 else -3, 2 if step % 20 < 10 else -2)


def zoom(application: Application, step: int) -> None:
    application.window.link.zoom(1.05 if step % 20 < 10 else 1 / 1.05)


OTHERS: dict[str, Move] = {
    "window_level": window_level,
    "opacity": opacity,
    "pan": pan,
    "zoom": zoom,
}


def plain_pyqtgraph_ms(application: Application, count: int) -> float:
    """The same four pictures as four ImageItems, composed and set at the film's resolution."""
    film = application.session.film
    attack = application.session.facts.attack
    assert film is not None
    assert attack is not None
    pixels = film.radiograph.pixels
    shift = attack.grid.perturbation_to_film(attack.delta)
    heat = pixels.copy()
    view = pyqtgraph.GraphicsLayoutWidget()
    view.resize(*SMALL)
    items = []
    for place in range(4):
        box = view.addViewBox(place // 2, place % 2, lockAspect=True)
        item = pyqtgraph.ImageItem(axisOrder="row-major")
        box.addItem(item)
        items.append(item)
    view.show()
    items[0].setImage(pixels, autoLevels=False, levels=(0, 1))
    items[3].setImage(heat, autoLevels=False, levels=(0, 1))
    QApplication.processEvents()
    taken = []
    for step in range(count):

        def moved(amplitude: float = -1 + 3 * step / count) -> None:
            adversarial = np.clip(pixels + np.float32(amplitude) * shift, 0, 1)
            items[1].setImage(adversarial, autoLevels=False, levels=(0, 1))
            items[2].setImage(np.float32(amplitude) * shift, autoLevels=False, levels=(-0.1, 0.1))
            view.viewport().repaint()

        taken.append(1e3 * seconds(moved))
    view.close()
    return statistics.median(taken)


def dots_lost() -> Figure:
    """Bright single pixels of a 3000 × 3000 film that the fitted view does not show."""
    from gui.films.pyramid import Pyramid
    from gui.panes.picture.sampling import sample_film
    from gui.panes.view.view_link import ViewLink

    pixels = np.zeros((SIDE, SIDE), np.float32)
    pixels[DOTS // 2 :: DOTS, DOTS // 2 :: DOTS] = 1
    link = ViewLink()
    link.set_pane_size(700, 500)
    link.set_film(pixels.shape)
    viewport = link.viewport()
    shown = sample_film(Pyramid.of(pixels), viewport)
    expected = (SIDE // DOTS) ** 2
    seen = 0
    for y in range(DOTS // 2, SIDE, DOTS):
        for x in range(DOTS // 2, SIDE, DOTS):
            column, row = (int(v) for v in viewport.to_device(x + 0.5, y + 0.5))
            row, column = row - viewport.rows[0], column - viewport.columns[0]
            near = shown[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2]
            seen += bool(near.max(initial=0) > 0)
    about = f"of {expected} bright pixels, one every {DOTS}, lost when the film is fitted"
    return Figure(expected - seen, 1, 0.0, "dots", about, "one dot")
