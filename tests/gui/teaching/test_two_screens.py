"""With a second screen, a presentation goes there and leaves the reader's window as it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.helpers.paths import ROOT

#: Run in a process of its own: which screens there are is read at its start alone.
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from gui.app import Application, Options, qt_application
from gui.engine.worker import Worker
from tests.helpers.fake_engine import FakePipeline, FakeReader

qt = qt_application()
here = Application(Options(profile=Path(sys.argv[1])), Worker(FakePipeline, FakeReader))
sys.excepthook = sys.__excepthook__
try:
    first, second = QGuiApplication.screens()
    window = here.window
    window.showNormal()
    window.move(first.geometry().topLeft())
    window.resize(1200, 700)
    qt.processEvents()
    window.actions_by_name["presentation"].trigger()
    qt.processEvents()
    audience = window.presenting.audience
    assert audience is not None
    assert audience.isFullScreen()
    assert second.geometry().contains(audience.geometry().center()), audience.geometry()
    assert window.panel.isVisible() and window.menuBar().isVisible()
    assert not window.isFullScreen()
    assert not here.state.identity_hidden and audience.state.identity_hidden
    window.actions_by_name["cancel"].trigger()
    qt.processEvents()
    assert window.presenting.audience is None
    assert not window.actions_by_name["audience"].isChecked()
finally:
    here.window.close()
    here.close()
"""


def screen(name: str, x: int) -> dict[str, object]:
    return {
        **{"name": name, "x": x, "y": 0, "width": 1366, "height": 768},
        **{"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1},
    }


def test_a_presentation_goes_to_the_second_screen(tmp_path: Path) -> None:
    screens = tmp_path / "screens.json"
    screens.write_text(json.dumps({"screens": [screen("one", 0), screen("two", 1366)]}))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "profile")],
        env=environment,
        capture_output=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr.decode()
