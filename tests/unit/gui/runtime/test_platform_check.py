"""What is said before Qt is loaded where it could not open a window, and the command to type."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import Mock

import pytest

from gui.runtime import platform_check
from gui.runtime.platform_check import Machine, missing_libraries, platform_trouble
from gui.runtime.system_packages import INSTALL, family_of, packages
from tests.helpers.paths import ROOT

DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n'
MINT = 'ID=linuxmint\nID_LIKE="ubuntu debian"\n'
FEDORA, ROCKY = "ID=fedora\n", 'ID="rocky"\nID_LIKE="rhel centos fedora"\n'
ARCH = "ID=arch\n"


@pytest.fixture
def pyside(tmp_path: Path) -> Path:
    """A PySide6 with three platforms."""
    plugins = tmp_path / "PySide6" / "Qt" / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    for name in ("xcb", "wayland", "offscreen"):
        (plugins / f"libq{name}.so").touch()
    return tmp_path / "PySide6"


def machine(
    pyside: Path,
    environment: dict[str, str],
    missing: dict[str, list[str]] | None = None,
    *,
    os_release: str = DEBIAN,
    root: bool = False,
    screen: bool = True,
) -> Machine:
    """`missing`: platform -> libraries that its plugin lacks."""

    def lacked(files: Sequence[Path]) -> list[str]:
        (name,) = (path.stem.removeprefix("libq") for path in files if "platforms" in path.parts)
        return (missing or {}).get(name, [])

    return Machine(
        environment, "linux", pyside, os_release, root, lacked, lambda: screen, lambda: screen
    )


def trouble(given: Machine, *, needs_screen: bool = True, language: str = "en") -> str:
    return platform_trouble(given, needs_screen=needs_screen, language=language)


@pytest.mark.parametrize(
    ("os_release", "root", "command"),
    [
        (DEBIAN, False, "sudo apt-get install libxcb-icccm4 libxkbcommon-x11-0"),
        (MINT, True, "apt-get install libxcb-icccm4 libxkbcommon-x11-0"),
        (FEDORA, False, "sudo dnf install xcb-util-wm libxkbcommon-x11"),
        (ROCKY, False, "sudo dnf install xcb-util-wm libxkbcommon-x11"),
        (ARCH, True, "pacman -S --needed xcb-util-wm libxkbcommon-x11"),
    ],
)
def test_missing_libraries_give_one_sentence_that_ends_with_the_command(
    pyside: Path, os_release: str, root: bool, command: str
) -> None:
    lacking = {"xcb": ["libxcb-icccm.so.4", "libxkbcommon-x11.so.0"]}
    given = machine(pyside, {"DISPLAY": ":0"}, lacking, os_release=os_release, root=root)
    said = trouble(given)
    assert said.endswith(f": {command}")
    assert "libxcb-icccm.so.4, libxkbcommon-x11.so.0" in said
    assert len(said.splitlines()) == 1


def test_on_an_unknown_distribution_the_libraries_are_named(pyside: Path) -> None:
    given = machine(pyside, {"DISPLAY": ":0"}, {"xcb": ["libX.so.1"]}, os_release="ID=void\n")
    assert trouble(given).endswith("install the packages that hold libX.so.1.")


@pytest.mark.parametrize("value", [None, "", " "])
def test_no_screen_is_said_whether_the_platform_is_unset_or_empty(
    pyside: Path, value: str | None
) -> None:
    environment = {} if value is None else {"QT_QPA_PLATFORM": value}
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in trouble(machine(pyside, environment))
    assert environment == {}


def test_a_display_that_does_not_answer_is_no_screen(pyside: Path) -> None:
    dead = machine(pyside, {"DISPLAY": ":7"}, screen=False)
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in trouble(dead)
    asked = machine(pyside, {"DISPLAY": ":7", "QT_QPA_PLATFORM": "xcb"}, screen=False)
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in trouble(asked)


def test_a_picture_needs_no_screen(pyside: Path) -> None:
    environment: dict[str, str] = {"QT_QPA_PLATFORM": ""}
    assert trouble(machine(pyside, environment), needs_screen=False) == ""
    assert environment == {"QT_QPA_PLATFORM": "offscreen"}
    lacking = machine(pyside, {}, {"offscreen": ["libEGL.so.1"]})
    assert trouble(lacking, needs_screen=False).endswith("sudo apt-get install libegl1")


def test_a_picture_on_a_screen_is_drawn_there(pyside: Path) -> None:
    environment = {"DISPLAY": ":0"}
    assert trouble(machine(pyside, environment), needs_screen=False) == ""
    assert environment == {"DISPLAY": ":0"}


def test_the_platform_that_is_asked_for_is_the_one_that_is_checked(pyside: Path) -> None:
    lacking = {"xcb": ["libxcb.so.1"]}
    environment = {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen:size=800x600"}
    assert trouble(machine(pyside, environment, lacking)) == ""
    environment["QT_QPA_PLATFORM"] = "xcb"
    assert trouble(machine(pyside, environment, lacking)) != ""
    environment["QT_QPA_PLATFORM"] = "xcb;offscreen"
    assert trouble(machine(pyside, environment, lacking)) == ""


def test_wayland_is_enough_where_x_lacks_its_libraries(pyside: Path) -> None:
    both = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}
    assert trouble(machine(pyside, both, {"xcb": ["libxcb.so.1"]})) == ""
    lacking = {"xcb": ["libxcb.so.1"], "wayland": ["libwayland-cursor.so.0"]}
    said = trouble(machine(pyside, both, lacking))
    assert said.endswith("sudo apt-get install libwayland-cursor0")


def test_a_platform_that_qt_does_not_have_is_named_with_those_it_has(pyside: Path) -> None:
    said = trouble(machine(pyside, {"QT_QPA_PLATFORM": "hologram"}))
    assert "“hologram”" in said
    assert said.endswith("offscreen, wayland, xcb.")


def test_it_is_said_in_the_language_asked_for_or_the_systems(pyside: Path) -> None:
    assert trouble(machine(pyside, {}), language="ja").startswith("画面が見つかりません")
    assert trouble(machine(pyside, {"LANG": "ja_JP.UTF-8"}), language="").startswith("画面")
    assert trouble(machine(pyside, {"LANG": "ja_JP", "LC_ALL": "C"}), language="").startswith("No")


def test_a_qt_of_the_distribution_and_other_systems_are_left_alone(tmp_path: Path) -> None:
    assert trouble(machine(tmp_path / "none", {})) == ""
    given = machine(tmp_path / "none", {"QT_QPA_PLATFORM": ""})
    given.system = "darwin"
    assert trouble(given) == ""
    assert given.environment == {}


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's dynamic linker")
def test_a_library_that_is_not_there_is_found_missing(tmp_path: Path) -> None:
    assert missing_libraries([Path(sys.executable).resolve()]) == []
    source, needed, program = tmp_path / "a.c", tmp_path / "libgone.so.1", tmp_path / "libuser.so"
    source.write_text("int nothing(void) { return 0; }\n")
    compiler = ["cc", "-shared", "-fPIC", "-nostdlib", "-Wl,--no-as-needed"]
    try:
        subprocess.run(
            [*compiler, "-Wl,-soname,libgone.so.1", "-o", needed, source], check=True, cwd=tmp_path
        )
    except FileNotFoundError:
        pytest.skip("no C compiler")
    subprocess.run([*compiler, "-o", program, source, needed], check=True, cwd=tmp_path)
    needed.unlink()
    assert missing_libraries([program]) == ["libgone.so.1"]


@pytest.mark.parametrize("family", INSTALL)
def test_the_readme_lists_every_package(family: str) -> None:
    line = f"{INSTALL[family]} {' '.join(packages(family))}"
    assert f"\nsudo {line}\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_family_is_told_by_id_or_by_what_it_is_like() -> None:
    told = [family_of(text) for text in (DEBIAN, MINT, FEDORA, ROCKY, ARCH, "", "ID=void")]
    assert told == ["debian", "debian", "fedora", "fedora", "arch", "", ""]


@pytest.mark.skipif(sys.platform != "linux", reason="X and Wayland are Linux's")
@pytest.mark.parametrize("value", [None, ""])
def test_the_program_ends_with_one_sentence_and_2_where_there_is_no_screen(
    tmp_path: Path, value: str | None
) -> None:
    unset = ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM")
    environment = {name: text for name, text in os.environ.items() if name not in unset}
    if value is not None:
        environment["QT_QPA_PLATFORM"] = value
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", "--language", "en", "--profile-dir", tmp_path],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert [line[:20] for line in done.stderr.splitlines()] == ["No screen was found,"]


@pytest.mark.skipif(sys.platform != "linux", reason="Qt's platforms differ elsewhere")
def test_the_self_test_reports_the_same(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", "--self-test", "--language", "en"],
        env={**os.environ, "QT_QPA_PLATFORM": "hologram"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert "passed: False" in done.stdout
    assert "“hologram”, which is no platform" in done.stdout


class XServer:
    """libxcb before a server that refuses its first `refusals` clients."""

    def __init__(self, refusals: int) -> None:
        self.refusals, self.connected, self.left = refusals, 0, 0
        self.xcb_connect, self.xcb_disconnect = Mock(), Mock()
        self.xcb_connection_has_error = Mock(side_effect=self._error)

    def _error(self, _: object) -> int:
        self.connected += 1
        return int(self.connected <= self.refusals)


@pytest.mark.parametrize(("refusals", "answers"), [(0, True), (2, True), (99, False)])
def test_a_server_that_begins_anew_is_asked_again_and_never_left(
    monkeypatch: pytest.MonkeyPatch, refusals: int, answers: bool
) -> None:
    """Xvfb ends with its last client and refuses whoever comes meanwhile."""
    server = XServer(refusals)
    monkeypatch.setattr(platform_check.ctypes, "CDLL", lambda _: server)
    monkeypatch.setattr(platform_check, "_PAUSE_S", 0.0)
    ask = platform_check.x_screen_answers.__wrapped__
    assert ask() is answers
    assert server.connected - server.xcb_disconnect.call_count == int(answers)
