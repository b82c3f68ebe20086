"""The documents that code and tests cite, and the tests that the documents cite, exist."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.helpers.paths import ROOT

DOCUMENTS = sorted((ROOT / "docs").rglob("*.md"))
CITED = re.compile(r'(?:docs/)?(explanation|reading|reliability)\.md, "([^"]+)"')


def sources() -> list[Path]:
    folders = ("gui", "inference", "training", "tests")
    return [ROOT / "main.py", *(path for each in folders for path in (ROOT / each).rglob("*.py"))]


def headings(document: Path) -> list[str]:
    text = document.read_text(encoding="utf-8")
    return re.findall(r"^#{1,4} (.+)$", text, re.MULTILINE)


def test_every_cited_heading_exists() -> None:
    known = {name: headings(ROOT / "docs" / f"{name}.md") for name in ("explanation", "reading")}
    known["reliability"] = headings(ROOT / "docs" / "reliability.md")
    cited = 0
    for path in sources():
        if path == Path(__file__):
            continue
        words = re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))
        for name, heading in CITED.findall(words):
            cited += 1
            assert heading in known[name], (path.relative_to(ROOT), name, heading)
    assert cited >= 25


@pytest.mark.parametrize("name", ["explanation", "reading", "reliability"])
def test_no_heading_comes_twice(name: str) -> None:
    """A citation names one place."""
    found = headings(ROOT / "docs" / f"{name}.md")
    assert len(found) == len(set(found))


def test_no_document_is_cited_that_nobody_has() -> None:
    """By a name in capitals and a section's number, as before the documents were here."""
    for path in sources():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\b(?:EXPLANATION|CONVENTIONS|RELIABILITY|SIMULATION) ?§", text), path


def test_every_promise_names_tests_that_exist() -> None:
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    promises = text.split("\n## ")[2:-1]  # without what was tried and what is not promised
    assert len(promises) >= 9
    for promise in promises:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", promise)
        assert named, promise.partition("\n")[0]
        for path, test in named:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            functions = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
            assert test in functions, (path, test)


def test_figures_can_be_written_into_the_document() -> None:
    text = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    begin, end = "<!-- figures:begin -->", "<!-- figures:end -->"
    assert text.count(begin) == text.count(end) == 1
    assert text.index(begin) < text.index(end)


def paths_in(document: Path) -> list[str]:
    """Files that a document names between backquotes, from the repository's root."""
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    tops = r"(?:gui|inference|training|tests|resources|packaging|docs)"
    return re.findall(rf"`({tops}/[\w/.-]*?)(?:::\w+)?`", text)


@pytest.mark.parametrize(
    "name", ["CONTRIBUTING.md", "docs/explanation.md", "docs/reading.md", "docs/reliability.md"]
)
def test_files_that_are_named_exist(name: str) -> None:
    named = paths_in(ROOT / name)
    assert named
    for path in named:
        assert (ROOT / path).exists(), (name, path)


def test_links_between_documents_lead_somewhere() -> None:
    for document in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCUMENTS):
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (document.parent / target).exists(), (document.name, target)


RECIPES = (
    "a pane",
    "a heat map",
    "a counterfactual",
    "an attack option",
    "a preference",
    "a language",
    "a network",
    "a command",
    "an export",
)


def recipe(name: str) -> list[str]:
    """The rows of a recipe of CONTRIBUTING."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    part = text.partition(f"\n### Add {name}\n")[2].partition("\n### ")[0]
    return re.findall(r"^- (.+)$", part, re.MULTILINE)


@pytest.mark.parametrize("name", [*RECIPES, "something smaller"])
def test_a_recipe_leads_to_what_it_names(name: str) -> None:
    """Every file is there, and so is in it every name between backquotes and heading in quotes."""
    rows = recipe(name)
    assert len(rows) >= 3
    for row in rows:
        path, *rest = re.findall(r"`([^`]+)`", row)
        text = (ROOT / path).read_text(encoding="utf-8")
        for each in rest:
            if "/" in each:
                assert (ROOT / each).exists(), (name, each)
            elif each.isidentifier():
                assert re.search(rf"\b{each}\b", text), (name, path, each)
        for heading in re.findall(r'under "([^"]+)"', row):
            assert heading in headings(ROOT / path), (name, path, heading)


def test_every_room_has_its_line() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([\w/]+)` \|", text, re.MULTILINE))
    rooms = {
        path.parent.relative_to(ROOT).as_posix()
        for top in ("gui", "inference", "training")
        for path in (ROOT / top).rglob("__init__.py")
    }
    assert listed == rooms - {"gui", "inference", "training"}


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        *(f"docs/{p.name}" for p in DOCUMENTS if p.parent.name == "docs"),
    ],
)
def test_commands_that_are_named_exist(name: str) -> None:
    """`python -m PACKAGE.NAME` and `python FILE.py`."""
    text = (ROOT / name).read_text(encoding="utf-8")
    for module in re.findall(r"python -m ((?:inference|training|gui)[\w.]*)", text):
        place = ROOT / Path(*module.rstrip(".").split("."))
        assert place.with_suffix(".py").exists() or (place / "__main__.py").exists(), module
    for script in re.findall(r"python ([\w/]+\.py)", text):
        assert (ROOT / script).exists(), script


def test_options_in_the_readme_are_taken() -> None:
    """By the command line in whose block they stand."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("analyse", "cohort", "export"):
        (line,) = re.findall(rf"^python -m inference {command} (.+)$", text, re.MULTILINE)
        done = subprocess.run(
            [sys.executable, "-m", "inference", command, "--help"],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            timeout=100,
        )
        for option in re.findall(r"--[\w-]+", line):
            assert f"{option} " in done.stdout or f"{option}]" in done.stdout, (command, option)


def menu_words(tag: str) -> set[str]:
    """Every text of the window, or its Japanese, without the marks of menus."""
    catalogue = ElementTree.parse(ROOT / "resources" / "translations" / "setsudo_ja.ts")
    texts = (each.text or "" for each in catalogue.iter(tag))
    return {re.sub(r"\(&\w\)|&|…$", "", text).strip() for text in texts}


@pytest.mark.parametrize(
    ("name", "way", "tag"),
    [
        ("README.md", r"\*([^*\n]+ ▸ [^*\n]+)\*", "source"),
        ("docs/guide-en.md", r"\*([^*\n]+ ▸ [^*\n]+)\*", "source"),
        ("docs/reading.md", r"\*([^*\n]+ ▸ [^*\n]+)\*", "source"),
        ("docs/guide-ja.md", r"「([^」\n]+ ▸ [^」\n]+)」", "translation"),
    ],
)
def test_ways_through_the_menus_exist(name: str, way: str, tag: str) -> None:
    known = menu_words(tag)
    found = re.findall(way, (ROOT / name).read_text(encoding="utf-8"))
    assert found
    for path in found:
        for step in path.split(" ▸ "):
            assert step.rstrip("…") in known, (name, path)
