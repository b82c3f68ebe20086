"""Brings the catalogues up to date: collects every string, then compiles.

    python resources/translations/update.py           collect and compile
    python resources/translations/update.py --check   change nothing; 1 if something is to be done

There is one catalogue for each row of `inference.core.languages` but the sources' own. Strings come
from the sources of `gui` and from the templates of `inference` (contexts "errors", "reasons",
"notices", "report", "counterfactual", "window_notices"). PySide6's own lupdate and lrelease do the
work.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
sys.path.insert(0, str(ROOT))

from inference.core.languages import LANGUAGES, SOURCE, Language  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; tell by exit code")
    check = parser.parse_args().check
    done = [refresh(row, check=check) for row in LANGUAGES.values() if row.code != SOURCE]
    return 0 if all(done) else 1


def refresh(language: Language, *, check: bool) -> bool:
    """Bring one catalogue up to date, or only look; False where a check finds something to do."""
    kept = FOLDER / f"setsudo_{language.code}.ts"
    with tempfile.TemporaryDirectory() as name:
        source, compiled = Path(name) / kept.name, Path(name) / kept.with_suffix(".qm").name
        if kept.exists():
            shutil.copy(kept, source)
        collect(source, language)
        compile_catalogue(source, compiled)
        for text in unfinished(source):
            print(f"not translated: {text}", file=sys.stderr)
        if check:
            fresh = messages(source) == messages(kept)
            whole = is_compiled(messages(source), kept.with_suffix(".qm"))
            return fresh and whole and not unfinished(source)
        shutil.copy(source, kept)
        shutil.copy(compiled, kept.with_suffix(".qm"))
    return True


def collect(source: Path, language: Language) -> None:
    """Add new strings to the catalogue `source`, drop those that are gone."""
    with tempfile.TemporaryDirectory() as name:
        files = [str(copied) for copied in copy_sources(Path(name))]
        options = ["-no-obsolete", "-locations", "none", "-source-language", "en_US"]
        command = [tool("lupdate"), *files, *options, "-target-language", language.locale]
        subprocess.run([*command, "-ts", str(source)], check=True, capture_output=True)


def copy_sources(folder: Path) -> list[Path]:
    """Sources and templates for lupdate; "#:" would be taken for a note to translators."""
    copies = []
    for path in sorted((ROOT / "gui").rglob("*.py")):
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8").replace("#:", "#"), encoding="utf-8")
        copies.append(copy)
    templates = folder / "templates.py"
    templates.write_text(template_calls(), encoding="utf-8")
    return [*copies, templates]


def compile_catalogue(source: Path, compiled: Path) -> None:
    """Write the form that the program loads."""
    command = [tool("lrelease"), "-silent", "-compress", "-nounfinished", str(source)]
    subprocess.run([*command, "-qm", str(compiled)], check=True, capture_output=True)


def template_calls() -> str:
    """Python that names every template, for lupdate to find."""
    from gui.words.messages import WINDOW_NOTICES
    from inference.core.errors import REASONS, TEMPLATES
    from inference.core.notices import TEXTS
    from inference.export.words import counterfactual_texts, meaning_texts, report_texts

    errors = sorted({text for pair in TEMPLATES.values() for text in pair})
    tables = {
        "errors": errors,
        "reasons": REASONS.values(),
        "report": [
            *report_texts.METHODS.values(),
            *report_texts.UNITS.values(),
            *report_texts.MAP_NOTICES.values(),
            *report_texts.TEXTS.values(),
        ],
        "meaning": [*meaning_texts.PICTURES.values(), *meaning_texts.TEXTS.values()],
        "findings": report_texts.FINDINGS.values(),
        "counterfactual": [
            *counterfactual_texts.KINDS.values(),
            *counterfactual_texts.PLACES.values(),
            *counterfactual_texts.RANDOM.values(),
            *counterfactual_texts.SENTENCES.values(),
        ],
        "notices": TEXTS.values(),
        "window_notices": WINDOW_NOTICES.values(),
        "actions": [text for row in LANGUAGES.values() for text in (row.name, row.use)],
    }
    calls = [
        f"QCoreApplication.translate({context!r}, {quoted(text)})"
        for context, texts in tables.items()
        for text in texts
    ]
    return "\n".join(["from PySide6.QtCore import QCoreApplication", *calls, ""])


def quoted(text: str) -> str:
    """A double-quoted literal, as lupdate reads them."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def messages(source: Path) -> dict[tuple[str, str], str]:
    """(context, English) -> translation."""
    if not source.exists():
        return {}
    return {
        (context.findtext("name") or "", message.findtext("source") or ""): (
            message.findtext("translation") or ""
        )
        for context in ElementTree.parse(source).getroot().iter("context")
        for message in context.iter("message")
    }


def unfinished(source: Path) -> list[str]:
    """Strings without a translation; lupdate leaves new ones empty."""
    return [text for (_, text), translation in messages(source).items() if not translation.strip()]


def is_compiled(wanted: dict[tuple[str, str], str], compiled: Path) -> bool:
    """True if the compiled catalogue answers with every translation."""
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    return translator.load(str(compiled)) and all(
        translator.translate(context, text) == translation
        for (context, text), translation in wanted.items()
    )


def tool(name: str) -> str:
    """The path of PySide6's lupdate or lrelease."""
    beside = Path(sys.executable).parent / f"pyside6-{name}"
    found = shutil.which(str(beside)) or shutil.which(f"pyside6-{name}")
    if found is None:
        raise SystemExit(f"pyside6-{name} was not found; install PySide6-Essentials")
    return found


if __name__ == "__main__":
    sys.exit(main())
