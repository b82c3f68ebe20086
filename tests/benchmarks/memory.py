"""Memory with four panes on a large film, beside a bare process that holds four such films."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure

ROOT = Path(__file__).resolve().parents[2]
SIDE = 3000
LIMIT = 1.3
_BARE = f"""
import numpy as np, torch
from PySide6.QtWidgets import QApplication
application = QApplication([])
films = [np.ones(({SIDE}, {SIDE}), np.uint16) for _ in range(4)]
"""
#: The program's networks are loaded as well: they are part of what four panes show.
_OURS = f"""
import torch
from gui.engine.worker import build_pipeline
pipeline = build_pipeline()
from tests.benchmarks.slider import slide
from tests.benchmarks.window import paint, shown_window
context = shown_window({SIDE}, (1920, 1080))
application = context.__enter__()
for step in range(30):
    slide(application, step)
    paint()
"""
_TELL = """
import os
for line in open("/proc/self/smaps_rollup"):
    if line.startswith("Pss:"):
        print(int(line.split()[1]), flush=True)
os._exit(0)
"""


def measure(_rounds: int) -> Iterator[tuple[str, Figure]]:
    yield (
        "memory",
        Figure(
            held_mb(_OURS),
            held_mb(_BARE),
            LIMIT,
            "MB",
            f"four panes on a {SIDE} × {SIDE} film, a finished analysis, torch loaded",
            "a process with torch and Qt that holds four films of uint16",
        ),
    )


def held_mb(code: str) -> float:
    """Memory that a process holds after `code` (Linux)."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}\n{_TELL}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True)
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace")[-300:])
    return int(done.stdout.split()[-1]) / 1024


def peak_mb() -> float:
    """This process's greatest memory so far (Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
