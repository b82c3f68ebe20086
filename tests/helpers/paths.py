"""Where test material lies, beside the checkout and inside installed packages."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"


def shared_films(folder: str, pattern: str = "*") -> list[Path]:
    """The real films in `folder` of the shared material, sorted; empty where it is absent."""
    return sorted((SHARED / folder).glob(pattern))


needs_real_films = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the real films are not beside this checkout ({SHARED})"
)
