"""The page of third parties' licences, from what each of them installed."""

from __future__ import annotations

from pathlib import Path

from contents import Part

_HEAD = """\
Setsudo is licensed under the Apache License 2.0 (see LICENSE). It is shipped with the works of
others, listed here with their licences as they state them, and then in full.

Qt and FFmpeg are used under the GNU Lesser General Public License: their libraries lie beside the
program as files of their own, and you may replace them. PyInstaller's start-up program is under
the GNU General Public License with an exception that allows any program to be shipped with it.
"""


#: Texts of licences that wheels name and do not hold, in packaging/texts/.
_TEXTS = Path(__file__).resolve().parent / "texts"
_COMMON = ("LGPL-3.0", "GPL-3.0")


def write(path: Path, parts: list[Part]) -> None:
    """One text file: a table, then every licence text; the same text appears once per part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = "".join(map(_texts, parts)) + _common_texts()
    path.write_text(_HEAD + "\n" + _table(parts) + texts, "utf-8")


def _table(parts: list[Part]) -> str:
    return "".join(
        f"{part.name} {part.version}\n    {part.licence}\n"
        + (f"    {part.homepage}\n" if part.homepage else "")
        for part in parts
    )


def _texts(part: Part) -> str:
    seen: dict[str, str] = {}
    for file in part.texts:
        seen.setdefault(file.read_text("utf-8", "replace").strip(), file.name)
    title = f"\n\n{'=' * 100}\n{part.name} {part.version}\n{'=' * 100}\n"
    if not seen:
        return (
            title + f"\n(It ships no text, and states: {part.licence}. GNU licences: at the end.)\n"
        )
    return title + "".join(f"\n--- {name} ---\n\n{text}\n" for text, name in seen.items())


def _common_texts() -> str:
    """The GNU licences in full: the LGPL is written as additions to the GPL."""
    return "".join(
        f"\n\n{'=' * 100}\n{name}\n{'=' * 100}\n\n{(_TEXTS / f'{name}.txt').read_text('utf-8')}"
        for name in _COMMON
    )
