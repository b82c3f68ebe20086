"""How long the window stands still while a study is opened and analysed.

    QT_QPA_PLATFORM=offscreen python tests/benchmarks/event_loop_gap.py [FILE…]

Without files: the demo study. Prints the longest gaps between turns of the event loop, in
milliseconds, with the stage in which each fell. The aim is 100 ms at most.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer

from gui.app import Application, Options, qt_application
from gui.screenshot import wait_for_analysis

AIM_MS = 100.0
TICK_MS = 2


class GapMeter:
    """Notes the time between turns of the event loop."""

    def __init__(self, application: Application) -> None:
        self.gaps: list[tuple[float, str]] = []
        self._status = application.window.status.progress
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(TICK_MS)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((1e3 * (now - self._last), self._status.words()))
        self._last = time.perf_counter()


def main() -> int:
    files = tuple(map(Path, sys.argv[1:]))
    qt_application()
    with tempfile.TemporaryDirectory() as profile:
        options = Options(files=files, demo=not files, profile=Path(profile), language="en")
        application = Application(options)
        application.window.show()
        meter = GapMeter(application)
        began = time.perf_counter()
        wait_for_analysis(application.window, application.controller, application.open)
        seconds = time.perf_counter() - began
        application.window.close()
        application.close()
    worst = sorted(meter.gaps, reverse=True)[:8]
    print(f"opened and analysed in {seconds:.1f} s, {len(meter.gaps)} turns of the event loop")
    for gap, stage in worst:
        print(f"{gap:8.1f} ms  {stage}")
    return 0 if worst and worst[0][0] <= AIM_MS else 1


if __name__ == "__main__":
    sys.exit(main())
