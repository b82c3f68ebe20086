"""How soon the window is painted, and how soon it is ready to analyse."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure, beside_limit, in_turn, medians

ROOT = Path(__file__).resolve().parents[2]
PAINTED_S, LIMIT_READY = 1.0, 1.3
#: Runs the program itself; ends it when the first pane was painted, or the networks are there.
_WATCH = """
import os, sys, time
sys.path.insert(0, {root!r})
from PySide6.QtCore import QTimer
import gui.app
import gui.panes.pane as pane
{watch}
import main
sys.exit(main.main(["--profile-dir", {profile!r}, "--language", "en"]))
"""
_PAINTED = """
painted = pane.Pane.paintEvent
def paint(self, event):
    painted(self, event)
    os._exit(0)
pane.Pane.paintEvent = paint
"""
_READY = """
import gui.engine.worker as worker
answer = worker.Worker._answer
def answered(self, request, token):
    found = answer(self, request, token)
    os._exit(0) if isinstance(request, worker.WarmUp) else None
    return found
worker.Worker._answer = answered
"""


def measure(rounds: int) -> Iterator[tuple[str, Figure]]:
    with tempfile.TemporaryDirectory() as profile:
        calls: dict[str, Callable[[], object]] = {
            "painted": lambda: started(_PAINTED, profile),
            "ready": lambda: started(_READY, profile),
            "torch": lambda: run("import torch, torchvision"),
        }
        taken = medians(in_turn(calls, max(7, rounds)))
    about = "from the process's start to the window painted"
    yield "start_painted", beside_limit(taken["painted"], PAINTED_S, "s", about)
    yield (
        "start_ready",
        Figure(
            taken["ready"],
            taken["torch"],
            LIMIT_READY,
            "s",
            "from the process's start to ready to analyse",
            "a process that imports torch and torchvision",
        ),
    )


def started(watch: str, profile: str) -> float:
    return run(_WATCH.format(root=str(ROOT), watch=watch, profile=profile))


def run(code: str) -> float:
    """Seconds until a process of `code` ends."""
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True)
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace")[-300:])
    return time.perf_counter() - began
