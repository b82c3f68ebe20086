"""Builds guides, documents and the words of the API into a site that needs no network.

    pip install -e ".[docs]" && python docs/build_site.py [--out build/site]

A link that leads nowhere, in a document or a docstring, ends it with an error. The pages load no
font and no script from elsewhere (checked), and open from a folder; browsers allow the search only
to pages that are served: `python -m http.server -d build/site`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Files beside `docs` that have a page, too.
OUTSIDE = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
#: Family, weight and file in `resources/fonts`.
FACES = (
    ("Setsudo Sans", 400, "SetsudoSans-Regular.otf"),
    ("Setsudo Sans", 700, "SetsudoSans-Bold.otf"),
    ("BIZ UDPGothic", 400, "BIZUDPGothic-Regular.ttf"),
    ("BIZ UDPGothic", 700, "BIZUDPGothic-Bold.ttf"),
)
#: Modules whose words are shown: what programs that use the engine need, and what kinds must bring.
API = {
    "Facts": "inference.core.types",
    "Requests and results": "inference.core.requests",
    "Attack": "inference.core.attack_types",
    "Counterfactuals": "inference.core.counterfactual_types",
    "What is measured": "inference.core.explanation_types",
    "Errors": "inference.core.errors",
    "Progress and cancelling": "inference.core.progress",
    "Film and model grid": "inference.core.geometry",
    "Pipeline": "inference.pipeline",
    "A kind of counterfactual": "inference.counterfactual.kind",
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the documents as a site.")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "site")
    out = parser.parse_args().out.resolve()
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages"
        collect(pages)
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
        config = Path(folder) / "mkdocs.yml"
        config.write_text(configuration(pages), encoding="utf-8")
        quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        command += ["--config-file", str(config), "--site-dir", str(out)]
        done = subprocess.run(command, cwd=ROOT, env=quiet)
    if done.returncode:
        return done.returncode
    loaded = loaded_from_elsewhere(out)
    print(*loaded or [out / "index.html"], sep="\n", file=sys.stderr if loaded else sys.stdout)
    return 1 if loaded else 0


def collect(pages: Path) -> None:
    """Copy all documents into one folder, their links following them, and add the API's pages."""
    shutil.copytree(ROOT / "docs", pages, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for name in OUTSIDE:
        (pages / page_of(name)).write_text(moved(ROOT / name), encoding="utf-8")
    for document in (ROOT / "docs").rglob("*.md"):
        place = pages / document.relative_to(ROOT / "docs")
        place.write_text(moved(document), encoding="utf-8")
    with_fonts(pages / "fonts")
    (pages / "api").mkdir()
    for title, module in API.items():
        text = f"# {title}\n\n::: {module}\n"
        (pages / "api" / f"{module}.md").write_text(text, encoding="utf-8")


def with_fonts(folder: Path) -> None:
    """The program's own faces, so that both languages can be read on any machine."""
    folder.mkdir()
    rules = []
    for family, weight, name in FACES:
        shutil.copy(ROOT / "resources" / "fonts" / name, folder)
        face = f'font-family: "{family}"; font-weight: {weight}; src: url("{name}");'
        rules.append(f"@font-face {{ {face} font-display: swap; }}")
    families = ", ".join(f'"{family}"' for family in dict.fromkeys(face[0] for face in FACES))
    rules.append(f"body {{ --md-text-font-family: {families}, sans-serif; }}")
    code = f'ui-monospace, Consolas, "DejaVu Sans Mono", monospace, {families}'
    rules.append(f"body {{ --md-code-font-family: {code}; }}")
    (folder / "fonts.css").write_text("\n".join(rules) + "\n", encoding="utf-8")


def loaded_from_elsewhere(site: Path) -> list[str]:
    """Page and address of every script, picture and style that a page fetches from a network."""
    source = r'<(?:script|img|iframe)[^>]+src="(https?:[^"]+)"'
    linked = r'<link[^>]+rel="(?:stylesheet|preconnect|preload)"[^>]*href="(https?:[^"]+)"'
    fetched = re.compile(f"{source}|{linked}")
    return [
        f"{page.relative_to(site)}: {found[1] or found[2]}"
        for page in sorted(site.rglob("*.html"))
        for found in fetched.finditer(page.read_text(encoding="utf-8"))
    ]


def page_of(name: str) -> str:
    return {"README.md": "index.md"}.get(name, name.lower())


def moved(document: Path) -> str:
    """A document's text; links to files that have no page become plain words."""

    def link(found: re.Match[str]) -> str:
        words, target, place = found[1], found[2], found[3] or ""
        to = (document.parent / target).resolve()
        inside = document.is_relative_to(ROOT / "docs")
        if to.is_relative_to(ROOT / "docs") and to.suffix in (".md", ".png"):
            if inside:
                return found[0]
            return f"[{words}]({to.relative_to(ROOT / 'docs').as_posix()}{place})"
        if to.parent == ROOT and to.name in OUTSIDE:
            up = "../" * (len(document.relative_to(ROOT).parts) - 2) if inside else ""
            return f"[{words}]({up}{page_of(to.name)}{place})"
        return words

    text = document.read_text(encoding="utf-8")
    return re.sub(r"\[([^\][]*)\]\((?!https?:|#)([^)#\s]+)(#[^)]*)?\)", link, text)


def configuration(pages: Path) -> str:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    titles = {each: each.read_text(encoding="utf-8").partition("\n")[0][2:] for each in decisions}
    rows = "".join(f"      - {title!r}: decisions/{each.name}\n" for each, title in titles.items())
    api = "".join(f"      - {title!r}: api/{module}.md\n" for title, module in API.items())
    return f"""site_name: Setsudo
docs_dir: {pages}
use_directory_urls: false
theme:
  name: material
  font: false
  features: [navigation.sections, navigation.top]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
markdown_extensions: [tables, attr_list, toc, pymdownx.highlight, pymdownx.superfences]
plugins:
  - search
  - mkdocstrings:
      handlers:
        python:
          paths: [{ROOT}]
          options:
            docstring_style: numpy
            show_source: true
            show_root_heading: false
            members_order: source
            heading_level: 2
extra_css: [fonts/fonts.css]
validation:
  links:
    anchors: warn
    not_found: warn
nav:
  - Setsudo: index.md
  - Guides:
      - English: guide-en.md
      - 日本語: guide-ja.md
  - Documents:
      - Explanation: explanation.md
      - Reading films: reading.md
      - Reliability: reliability.md
      - Results: RESULTS.md
      - Speed: SPEED.md
  - Decisions:
{rows}  - Working on it:
      - Contributing: contributing.md
      - Changes: changelog.md
  - API:
{api}"""


if __name__ == "__main__":
    sys.exit(main())
