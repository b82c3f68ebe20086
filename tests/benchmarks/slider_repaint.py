"""How long a move of the amplitude slider takes, from the choice to four painted panes.

    QT_QPA_PLATFORM=offscreen python tests/benchmarks/slider_repaint.py [SIDE]

A film of SIDE × SIDE pixels (3000) in a window of 1920 × 1080, four panes, all layers off, then
all on. Medians in milliseconds; the aim is 8 ms with the layers off.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from gui.app import Application, Options, qt_application
from gui.display_state import LAYERS
from gui.screenshot import wait_for_analysis
from gui.worker import Worker
from tests.helpers.fake_engine import FakePipeline, FakeReader

AIM_MS = 8.0
MOVES = 60


def repaint(application: Application, move: int) -> float:
    """Milliseconds of one step of the slider."""
    began = time.perf_counter()
    application.state.amplitude = -1 + 3 * move / MOVES
    for pane in application.window.grid.panes.values():
        pane.repaint()
    elapsed = 1e3 * (time.perf_counter() - began)
    QApplication.processEvents()
    return elapsed


def main() -> int:
    side = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    qt_application()
    pipeline, reader = FakePipeline(), FakeReader(shape=(side, side))
    with tempfile.TemporaryDirectory() as profile:
        options = Options(files=(Path("film"),), profile=Path(profile), language="en")
        application = Application(options, Worker(lambda: pipeline, lambda: reader))
        wait_for_analysis(application)
        application.window.resize(1920, 1080)
        QApplication.processEvents()
        bare = statistics.median(repaint(application, move) for move in range(MOVES))
        for layer in LAYERS:
            setattr(application.state, f"{layer}_shown", True)
        full = statistics.median(repaint(application, move) for move in range(MOVES))
        application.window.close()
        application.close()
    print(f"four panes, film {side} × {side}: {bare:.1f} ms; with every layer {full:.1f} ms")
    return 0 if bare <= AIM_MS else 1


if __name__ == "__main__":
    sys.exit(main())
