"""A wheel built from a clean checkout holds what the program needs, and runs from elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from inference import __version__
from tests.helpers.paths import ROOT

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git knows of this checkout, and nothing that lies about in it."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in listed():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run([*PIP, "wheel", "--no-deps", "--no-build-isolation", "-w", str(out), "."], checkout)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel installed into a folder of its own; its dependencies are this environment's."""
    folder = tmp_path_factory.mktemp("site packages 摂動")
    run([*PIP, "install", "--no-deps", "--target", str(folder), str(wheel)], folder)
    return folder


def listed() -> list[str]:
    """The files of the checkout that git tracks or would."""
    names = run(["git", "ls-files", "-co", "--exclude-standard", "-z"], ROOT).split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


def run(command: Sequence[str], folder: Path, **environment: str) -> str:
    surroundings = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | environment
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, timeout=110)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8")


def test_it_holds_every_resource(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    resources = {name for name in listed() if name.startswith("resources/")}
    assert {name.split("/")[1] for name in resources} >= {"models", "samples", "translations"}
    assert resources <= held


def test_it_holds_no_tests_and_no_training(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    information = f"setsudo-{__version__}.dist-info"
    assert tops == {"gui", "inference", "main.py", "resources", information}


def test_both_commands_run_from_another_folder(site: Path, tmp_path: Path) -> None:
    bin_folder = next(path for name in ("bin", "Scripts") if (path := site / name).is_dir())
    commands = {path.stem: str(path) for path in bin_folder.iterdir()}
    told = run([commands["setsudo-cli"], "--version"], tmp_path, PYTHONPATH=str(site))
    assert told.split() == ["Setsudo", __version__]
    helped = run([commands["setsudo"], "--help"], tmp_path, PYTHONPATH=str(site))
    assert "--self-test" in helped


def test_installed_it_decodes_every_transfer_syntax(site: Path, tmp_path: Path) -> None:
    code = (
        f"import inference.command_line.self_test as s;"
        f"assert s.__file__.startswith({str(site)!r});"
        "print(len(list(s.decoded_films())))"
    )
    told = run([sys.executable, "-c", code], tmp_path, PYTHONPATH=str(site))
    assert int(told) >= 19
