"""No display, no settings or home of the person who runs the tests, one thread for the networks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

#: What holds unless the person who runs the tests chose otherwise; an empty value is no choice.
for _name, _value in (("QT_QPA_PLATFORM", "offscreen"), ("OMP_NUM_THREADS", "1")):
    os.environ[_name] = os.environ.get(_name, "").strip() or _value

if sys.platform == "win32":
    import torch  # noqa: F401  (its libraries must be loaded before Qt's)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has a home and a settings folder of its own."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    return home
