"""Who may import whom (`pyproject.toml` says it), and what stays out of a light process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORE = tuple(sorted(path.stem for path in (ROOT / "inference" / "core").glob("[!_]*.py")))


def sources(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found, folder
    return found


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )


def test_imports_keep_the_contracts() -> None:
    """Rooms, circles, what is heavy: the contracts of `tool.importlinter`."""
    command = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
    done = python(command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_package_is_under_the_contracts() -> None:
    """A package without `__init__` is not seen by import-linter."""
    for folder in ("gui", "inference", "training"):
        for path in sources(folder):
            assert (path.parent / "__init__.py").exists(), path


@pytest.mark.parametrize("name", CORE)
def test_core_needs_only_numpy(name: str) -> None:
    code = (
        "import sys, numpy; before = set(sys.modules); "
        f"import inference.core.{name}; "
        "new = {module.split('.')[0] for module in set(sys.modules) - before}; "
        "print(*new - {'inference', 'numpy'} - set(sys.stdlib_module_names))"
    )
    done = python(code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


@pytest.mark.parametrize(
    "module", ["gui.main_window", "inference", "inference.reading.study_reader"]
)
def test_importing_it_leaves_torch_out(module: str) -> None:
    done = python(f"import sys, {module}; sys.exit('torch' in sys.modules)")
    assert done.returncode == 0, done.stderr


def test_the_packaging_folder_does_not_shadow_its_namesake() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_weights_are_never_unpickled() -> None:
    forbidden = (
        "weights_only=False",
        "import pickle",
        "import joblib",
        "from pickle",
        "from joblib",
    )
    for folder in ("gui", "inference"):
        for path in sources(folder):
            text = path.read_text(encoding="utf-8")
            assert not [word for word in forbidden if word in text], path


def test_resources_stay_small() -> None:
    size = sum(p.stat().st_size for p in (ROOT / "resources").rglob("*") if p.is_file())
    assert size < 80e6


def test_no_network_client_is_imported_at_run_time() -> None:
    """Which ones are banned stands in `flake8-tidy-imports.banned-api`."""
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID251"]
    done = subprocess.run(
        [*command, "gui", "inference"], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=100
    )
    assert done.returncode == 0, done.stdout
