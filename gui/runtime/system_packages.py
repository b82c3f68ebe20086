"""Which package of a Linux distribution holds a library that Qt needs; imports no Qt.

`python -m gui.runtime.system_packages debian` prints all of a family's packages, for scripts.
The libraries are those that `ldd` names for PySide6's modules and its platform plugins (xcb,
wayland, offscreen) and that a minimal Debian 12 lacks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

#: Families of distributions, by the ID or ID_LIKE of /etc/os-release -> how they install.
INSTALL = {
    "debian": "apt-get install",
    "fedora": "dnf install",
    "arch": "pacman -S --needed",
}
#: Library -> its package in Debian and Ubuntu, Fedora, Arch.
_PACKAGES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": (
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "xcb-util-renderutil",
    ),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl", "wayland"),
}


def packages(family: str, libraries: Iterable[str] = _PACKAGES) -> list[str]:
    """The packages of a family of `INSTALL` that hold `libraries`, each once, in order.

    A library that is not known here is left out. Raises KeyError for another family.
    """
    column = dict(zip(INSTALL, range(len(INSTALL)), strict=True))[family]
    return list(dict.fromkeys(_PACKAGES[name][column] for name in libraries if name in _PACKAGES))


def family_of(os_release: str) -> str:
    """The family in `INSTALL` that the text of /etc/os-release tells of, or ""."""
    told = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    names = " ".join(told.get(key, "").strip("\"' ") for key in ("ID", "ID_LIKE")).split()
    return next((name for name in names if name in INSTALL), "")


def install_command(family: str, libraries: Iterable[str], *, root: bool) -> str:
    """What to type to install `libraries`; "" where no package of the family is known."""
    found = packages(family, libraries) if family else []
    return " ".join([*([] if root else ["sudo"]), INSTALL[family], *found]) if found else ""


if __name__ == "__main__":
    print("\n".join(packages(sys.argv[1])))
