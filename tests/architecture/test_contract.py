"""The law of the house: who may import whom, and what stays out of a light process."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QT = {"PySide6", "pyqtgraph", "shiboken6"}
HEAVY = {"torch", "torchvision", "pydicom", "PIL"}
#: The only room of gui that may import the heavy packages, and only inside functions.
GUI_WORKER = ROOT / "gui" / "engine" / "worker.py"
LIGHT_MODULES = ("errors", "progress", "notices", "types", "explanation_types")


def sources(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found, folder
    return found


def imported(path: Path, *, top_level_only: bool = False) -> set[str]:
    """Names of the packages that a source file imports, resolved to absolute."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside_functions = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    names: set[str] = set()
    for node in ast.walk(tree):
        if top_level_only and id(node) in inside_functions:
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names


def packages(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("folder", ["inference", "training"])
def test_qt_and_gui_stay_above_the_computing_rooms(folder: str) -> None:
    for path in sources(folder):
        assert not packages(imported(path)) & (QT | {"gui", "main"}), path


def test_inference_does_not_know_training() -> None:
    for path in sources("inference"):
        assert "training" not in packages(imported(path)), path


def test_gui_leaves_heavy_packages_to_its_worker() -> None:
    for path in sources("gui"):
        if path == GUI_WORKER:
            assert not packages(imported(path, top_level_only=True)) & HEAVY, path
        else:
            assert not packages(imported(path)) & (HEAVY | {"training"}), path


def test_panes_and_widgets_do_not_import_each_other() -> None:
    for here, there in (("panes", "gui.widgets"), ("widgets", "gui.panes")):
        for path in sources(f"gui/{here}"):
            assert not [name for name in imported(path) if name.startswith(there)], path


@pytest.mark.parametrize("name", LIGHT_MODULES)
def test_light_modules_need_only_numpy(name: str) -> None:
    allowed = set(sys.stdlib_module_names) | {"numpy", "inference"}
    assert packages(imported(ROOT / "inference" / "core" / f"{name}.py")) <= allowed


@pytest.mark.parametrize(
    "module", ["gui.main_window", "inference", "inference.reading.study_reader"]
)
def test_importing_it_leaves_torch_out(module: str) -> None:
    code = f"import sys, {module}; sys.exit('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=100)
    assert done.returncode == 0, done.stderr.decode()


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
    clients = {"urllib.request", "http.client", "requests", "httpx", "socket", "aiohttp"}
    for folder in ("gui", "inference"):
        for path in sources(folder):
            assert not imported(path) & (clients | {"PySide6.QtNetwork"}), path
