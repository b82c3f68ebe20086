"""The tiny films of the self-test: one for every transfer syntax, and a wrong one is noticed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pydicom import uid

import resources
from inference.command_line import self_test
from inference.core.errors import AnalysisError
from tests.helpers.self_test_films import SYNTAXES


def test_there_is_a_film_for_every_transfer_syntax_and_each_decodes() -> None:
    decoded = set(self_test.decoded_films())
    assert decoded >= {uid.UID(syntax).keyword for syntax in SYNTAXES}
    assert decoded >= {"PNG", "JPEG", "TIFF"}


def test_a_film_that_shows_something_else_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = min((resources.folder("samples")).glob("*.dcm"))
    (tmp_path / self_test.FILMS).mkdir()
    shutil.copy(sample, tmp_path / self_test.FILMS / "RLELossless.dcm")
    monkeypatch.setattr(resources, "FOLDER", tmp_path)
    with pytest.raises(AnalysisError, match=r"RLELossless\.dcm"):
        list(self_test.decoded_films())


def test_without_films_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "FOLDER", tmp_path)
    with pytest.raises(AnalysisError, match="resources/self_test"):
        list(self_test.decoded_films())
