"""What is checked before a commit, by CI and in a container is the same."""

from __future__ import annotations

import re

from gui.runtime.system_packages import packages
from tests.helpers.paths import ROOT


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def before_a_commit() -> list[str]:
    return re.findall(r"^ +entry: (.+)$", text(".pre-commit-config.yaml"), re.MULTILINE)


def checked_by_ci() -> list[str]:
    """Commands of `.ci/run` that check sources: all but what installs and what runs tests."""
    lines = re.findall(r"^\.venv/bin/(.+)$", text(".ci/run"), re.MULTILINE)
    commands = [line.removesuffix(" .") for line in lines]
    return [each for each in commands if not each.startswith(("pip ", "python -m pytest"))]


def test_before_a_commit_runs_what_ci_checks() -> None:
    assert len(checked_by_ci()) >= 5
    assert before_a_commit() == checked_by_ci()


def test_the_hooks_need_no_network() -> None:
    """A local hook in the environment's own tools: nothing is fetched, versions are CI's."""
    config = text(".pre-commit-config.yaml")
    assert re.findall(r"repo: (\S+)", config) == ["local"]
    assert set(re.findall(r"language: (\S+)", config)) == {"system"}


def test_the_hooks_look_at_all_that_ci_looks_at() -> None:
    """Not only at the files of the commit: what they break may stand elsewhere."""
    config = text(".pre-commit-config.yaml")
    assert config.count("pass_filenames: false") == len(before_a_commit())


def test_readme_and_container_list_what_qt_needs() -> None:
    """The table that the program names missing libraries from says which they are."""
    needed = packages("debian")
    readme = re.search(r"# Debian, Ubuntu\nsudo apt-get install (.+)\n", text("README.md"))
    assert readme is not None
    assert readme[1].split() == needed
    installed = re.search(r"apt-get install -y --no-install-recommends(.+?)&&", docker(), re.DOTALL)
    assert installed is not None
    assert installed[1].replace("\\", " ").split()[: len(needed)] == needed


def docker() -> str:
    return text("Dockerfile.dev")


def test_the_container_runs_the_readmes_commands() -> None:
    assert 'pip install --no-cache-dir -e ".[test]"' in docker()
    assert ".venv/bin/python -m pytest" in docker()
    assert ".venv/bin/python main.py --demo" in docker()


def test_ci_tries_every_python_and_system() -> None:
    build = text(".github/workflows/build.yml")
    job = build[build.index("  test:") : build.index("  installer:")]
    assert 'python: ["3.11", "3.12", "3.13"]' in job
    assert "system: [ubuntu-22.04, windows-2022, macos-14]" in job
    assert ".ci/run" in job
