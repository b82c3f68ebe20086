"""Can Qt open a window here? Found out before Qt is loaded, which would end the process; no Qt.

On Linux, Qt reaches the screen through a platform plugin (xcb, wayland, …), chosen as
`QGuiApplication` chooses it: by QT_QPA_PLATFORM, else by the screens that are named.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from gui.runtime.system_packages import family_of, install_command

PLATFORM = "QT_QPA_PLATFORM"
#: Modules of PySide6 that together need every module that the window imports.
_MODULES = ("QtWidgets", "QtOpenGLWidgets", "QtSvg")
_LDD_S = 30.0
#: How often an X server is asked that refuses, and the seconds between.
_ASKED, _PAUSE_S = 4, 0.1
#: Qt's translators can't be loaded yet, so that these sentences are kept in both languages here.
_SENTENCES = {
    "missing": {
        "en": "The window can't be opened, as libraries of the system are missing ({libraries}); "
        "install them with: {command}",
        "ja": "ウィンドウを開けません。システムのライブラリー（{libraries}）がありません。"
        "次のコマンドでインストールしてください: {command}",
    },
    "missing_unknown": {
        "en": "The window can't be opened, as libraries of the system are missing; install the "
        "packages that hold {libraries}.",
        "ja": "ウィンドウを開けません。システムのライブラリーがありません。"
        "次を含むパッケージをインストールしてください: {libraries}",
    },
    "no_screen": {
        "en": "No screen was found, as neither DISPLAY nor WAYLAND_DISPLAY leads to one; start "
        "Setsudo on a desktop, or save its window as a picture with --screenshot OUT.png.",
        "ja": "画面が見つかりません（DISPLAY も WAYLAND_DISPLAY も画面に通じていません）。"
        "デスクトップで起動するか、--screenshot OUT.png でウィンドウを画像に保存してください。",
    },
    "no_platform": {
        "en": "QT_QPA_PLATFORM is “{platform}”, which is no platform of this Qt; leave it out, "
        "or use one of: {known}.",
        "ja": "QT_QPA_PLATFORM の“{platform}”は、この Qt のプラットフォームではありません。"
        "指定をやめるか、次のいずれかにしてください: {known}",
    },
}


def missing_libraries(files: Sequence[Path]) -> list[str]:
    """Libraries that the dynamic linker would not find for `files`, each once.

    Empty where `ldd` is not installed or fails: Qt then has to find out itself.
    """
    try:
        done = subprocess.run(
            ["ldd", *map(str, files)], capture_output=True, text=True, timeout=_LDD_S
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return []
    lines = (line.partition(" => ") for line in done.stdout.splitlines())
    return sorted({name.strip() for name, _, where in lines if where.strip() == "not found"})


@lru_cache(maxsize=1)
def x_screen_answers() -> bool:
    """Whether the X server that DISPLAY names lets this process in; asked once.

    The connection stays until the process ends. A server such as Xvfb begins anew when its last
    client leaves, and refuses whoever comes meanwhile: that would be Qt. For the same reason a
    refusal is believed only after `_ASKED` tries.
    """
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # whoever looks for missing libraries says more of it
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    for turn in range(_ASKED):
        if turn:
            time.sleep(_PAUSE_S)
        connection = xcb.xcb_connect(None, None)
        if not xcb.xcb_connection_has_error(connection):
            return True
        xcb.xcb_disconnect(connection)
    return False


def wayland_screen_answers() -> bool:
    """Whether the compositor's socket is there, where libwayland looks for it."""
    if os.environ.get("WAYLAND_SOCKET"):
        return True
    place = Path(os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("WAYLAND_DISPLAY", ""))
    return place.is_absolute() and place.is_socket()


def qt_folder() -> Path | None:
    """PySide6's folder, found without importing it."""
    found = importlib.util.find_spec("PySide6")
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) if places else None


def _os_release() -> str:
    for place in ("/etc/os-release", "/usr/lib/os-release"):
        try:
            return Path(place).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
    return ""


@dataclass(slots=True)
class Machine:
    """What the check asks of the machine; made up in tests."""

    environment: MutableMapping[str, str] = field(default_factory=lambda: os.environ)
    system: str = sys.platform
    pyside: Path | None = field(default_factory=qt_folder)
    os_release: str = field(default_factory=_os_release)
    root: bool = field(default_factory=lambda: getattr(os, "geteuid", lambda: 1)() == 0)
    missing: Callable[[Sequence[Path]], list[str]] = missing_libraries
    x_answers: Callable[[], bool] = x_screen_answers
    wayland_answers: Callable[[], bool] = wayland_screen_answers


def platform_trouble(machine: Machine, *, needs_screen: bool, language: str = "") -> str:
    """One sentence on why Qt can't open a window here; "" when it can.

    Changes QT_QPA_PLATFORM in the machine's environment: it is removed where it is empty, and set
    to "offscreen" where no screen answers and none is needed.

    Parameters
    ----------
    needs_screen: False where only a picture of the window is wanted.
    language: "en" or "ja"; "" is the environment's.
    """
    environment = machine.environment
    if not environment.get(PLATFORM, "-").strip():
        del environment[PLATFORM]
    if machine.system != "linux":
        return ""
    if PLATFORM not in environment and not needs_screen and not _reachable(machine):
        environment[PLATFORM] = "offscreen"
    said = _trouble_on_linux(machine)
    if not said:
        return ""
    key, words = said
    return _SENTENCES[key][language or _language(environment)].format(**words)


def _trouble_on_linux(machine: Machine) -> tuple[str, dict[str, str]] | None:
    """Key and words of the sentence for the first platform that could be used, or None."""
    pyside = machine.pyside
    plugins = pyside / "Qt" / "plugins" / "platforms" if pyside else None
    if pyside is None or plugins is None or not plugins.is_dir():
        return None  # a Qt of the distribution, which brings what it needs
    asked = machine.environment.get(PLATFORM, "")
    names = [part.split(":")[0].strip() for part in asked.split(";") if part.strip()]
    usable = [name for name in names or _reachable(machine) if _plugin(plugins, name)]
    if names and not usable:
        known = sorted(path.stem.removeprefix("libq") for path in plugins.glob("libq*.so"))
        return "no_platform", {"platform": asked, "known": ", ".join(known)}
    screens = {"xcb": machine.x_answers, "wayland": machine.wayland_answers}
    lacking: list[str] = []
    for name in usable:
        wanted = machine.missing(_files(pyside, _plugin(plugins, name)))
        if not wanted and screens.get(name.partition("-")[0], lambda: True)():
            return None
        lacking = lacking or wanted
    if not lacking:
        return "no_screen", {}
    return _lacking(machine, lacking)


def _lacking(machine: Machine, libraries: list[str]) -> tuple[str, dict[str, str]]:
    listed = ", ".join(libraries)
    command = install_command(family_of(machine.os_release), libraries, root=machine.root)
    key = "missing" if command else "missing_unknown"
    return key, {"libraries": listed, "command": command}


def _reachable(machine: Machine) -> list[str]:
    """The platforms that Qt would try by itself, in its order."""
    environment = machine.environment
    session = environment.get("XDG_SESSION_TYPE", "")
    wayland = bool(environment.get("WAYLAND_DISPLAY") or environment.get("WAYLAND_SOCKET"))
    named = {"wayland": wayland, "xcb": bool(environment.get("DISPLAY"))}
    order = ("xcb", "wayland") if session == "x11" else ("wayland", "xcb")
    answers = {"wayland": machine.wayland_answers, "xcb": machine.x_answers}
    return [name for name in order if named[name] and answers[name]()]


def _plugin(plugins: Path, name: str) -> Path | None:
    """The file of a platform; wayland's has had other names."""
    if name.startswith("wayland"):
        return next(iter(sorted(plugins.glob("libqwayland*.so"))), None)
    path = plugins / f"libq{name}.so"
    return path if path.is_file() else None


def _files(pyside: Path, plugin: Path | None) -> list[Path]:
    modules = (path for name in _MODULES for path in pyside.glob(f"{name}.*so"))
    return [*modules, *([plugin] if plugin else [])]


def _language(environment: MutableMapping[str, str]) -> str:
    names = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "ja" if next((name for name in names if name), "").startswith("ja") else "en"
