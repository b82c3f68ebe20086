"""The program as it is started: pictures, exit codes, signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import main
import resources
from tests.helpers.paths import ROOT

BUNDLES = resources.folder("models")
needs_bundles = pytest.mark.skipif(
    not all(
        (BUNDLES / name / "weights.safetensors").exists()
        for name in ("pneumoconiosis", "cardiomegaly", "segmentation")
    )
    or not list(resources.folder("samples").glob("*.dcm")),
    reason="the bundled networks or the demo study are not there yet",
)


def start(*arguments: str | Path, profile: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(ROOT / "main.py"), "--profile-dir", str(profile)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [*command, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )


def test_a_picture_of_an_unreadable_file_is_refused_with_one_line(tmp_path: Path) -> None:
    bad = tmp_path / "note.txt"
    bad.write_text("no image")
    process = start(bad, "--screenshot", tmp_path / "out.png", profile=tmp_path / "p")
    _, errors = process.communicate(timeout=100)
    assert process.returncode == 2
    lines = errors.decode().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("note.txt: This is neither a DICOM file")
    assert not (tmp_path / "out.png").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window_cleanly(tmp_path: Path, name: signal.Signals) -> None:
    code = (
        "import sys, threading\n"
        "from PySide6.QtCore import QTimer\n"
        "import gui.app as app\n"
        "app._WARM_UP_MS = 10**6\n"
        "made = app.Application.open\n"
        "def opened(self):\n"
        "    made(self)\n"
        "    QTimer.singleShot(0, lambda: print('open', flush=True))\n"
        "app.Application.open = opened\n"
        "import main\n"
        f"sys.exit(main.main(['--profile-dir', {str(tmp_path)!r}]))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == b"open"
    process.send_signal(name)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors.decode()
    assert b"Traceback" not in errors


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main(["--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    for option in ("--demo", "--screenshot", "--self-test", "--json", "--debug", "--profile-dir"):
        assert option in text


@needs_bundles
def test_the_demo_is_opened_analysed_and_pictured(tmp_path: Path) -> None:
    out = tmp_path / "window.png"
    process = start("--demo", "--screenshot", out, "--language", "ja", profile=tmp_path / "p")
    _, errors = process.communicate(timeout=110)
    assert process.returncode == 0, errors.decode()
    assert errors == b""
    assert out.stat().st_size > 100_000


@needs_bundles
def test_the_self_test_uses_every_part_and_tells_it(tmp_path: Path) -> None:
    out = tmp_path / "told.json"
    process = start("--self-test", "--json", out, profile=tmp_path / "p")
    _, errors = process.communicate(timeout=110)
    assert process.returncode == 0, errors.decode()
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["passed"]
    assert told["errors"] == {}
    assert len(told["networks"]) == len(list(BUNDLES.glob("*/card.toml")))
    assert told["languages"]["ja"].startswith("塵肺")
    assert told["attack"]["flipped"]
    assert {"PNG", "PDF (ja)", "Segmentation Storage"} <= set(told["exports"])
