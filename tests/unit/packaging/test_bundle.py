"""What a bundle takes along, and what it says of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import resources
from inference.networks.model_card import read_cards
from tests.helpers.paths import ROOT

MODULES = ("contents", "licences", "sbom", "smoke_test", "sizes")


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Imports a module of packaging/ by its bare name, as the build does."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    yield import_module
    for name in MODULES:
        sys.modules.pop(name, None)


def test_every_resource_but_code_is_taken_along(load) -> None:
    contents: ModuleType = load("contents")
    taken = {Path(file).relative_to(ROOT).as_posix() for file, _ in contents.resources(ROOT)}
    assert {f"resources/models/{card.name}/card.toml" for card in read_cards()} <= taken
    assert {"resources/translations/setsudo_ja.qm", "resources/translations/setsudo_ja.ts"} <= taken
    assert "resources/fonts/OFL.txt" in taken
    assert not [name for name in taken if name.endswith((".py", ".pyc"))]


def test_what_is_not_used_is_left_out_by_its_name_in_the_bundle(load) -> None:
    entries = [("torch/lib/libtorch.so", "/a", "BINARY"), ("torch/bin/protoc", "/b", "BINARY")]
    assert load("contents").without(entries, ["torch/bin/protoc*"]) == entries[:1]


def test_files_are_traced_to_the_distributions_that_brought_them(load) -> None:
    import numpy

    parts = load("contents").bundled([numpy.__file__])
    by_name = {part.name: part for part in parts}
    assert by_name["numpy"].version == numpy.__version__
    assert by_name["numpy"].texts
    assert {"Python", "BIZ UDPGothic"} <= by_name.keys()


def test_the_licence_page_holds_the_gnu_licences_in_full(load, tmp_path: Path) -> None:
    import PySide6

    page = tmp_path / "page.txt"
    load("licences").write(page, load("contents").bundled([PySide6.__file__]))
    text = page.read_text(encoding="utf-8")
    assert "PySide6" in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "TERMS AND CONDITIONS" in text


def test_equal_contents_give_equal_bills_of_materials(load, tmp_path: Path) -> None:
    sbom, parts = load("sbom"), load("contents").bundled([])
    for name in ("one.json", "two.json"):
        sbom.write(tmp_path / name, parts, ROOT)
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    bill = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    models = {c["name"] for c in bill["components"] if c["type"] == "machine-learning-model"}
    assert models == {card.name for card in read_cards()}


def test_the_smoke_test_asks_for_every_tiny_film(load) -> None:
    films = list(resources.folder("self_test").glob("*.*"))
    assert len(films) == load("smoke_test").DECODERS


def test_the_largest_parts_are_listed_by_package(load, tmp_path: Path) -> None:
    for name, size in (
        ("_internal/torch/lib/a.so", 3_000_000),
        ("_internal/numpy/b.so", 1_000_000),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_bytes(bytes(size))
    rows = load("sizes").listing(tmp_path).splitlines()
    assert rows[2:] == ["| torch | 3 |", "| numpy | 1 |", "| **all 2 parts** | **4** |"]
