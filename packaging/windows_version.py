"""The version resource of the two programs on Windows (what Explorer shows under Details)."""

from __future__ import annotations

from pathlib import Path

from inference import __version__

_TEMPLATE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004,
                    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "Setsudo"),
      StringStruct("FileDescription", "{description}"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "{name}"),
      StringStruct("LegalCopyright", "Apache License 2.0"),
      StringStruct("OriginalFilename", "{name}.exe"),
      StringStruct("ProductName", "Setsudo"),
      StringStruct("ProductVersion", "{version}")])]),
    VarFileInfo([VarStruct("Translation", [0x409, 1200])]),
  ],
)
"""
_DESCRIPTIONS = {
    "setsudo": "Setsudo, why a network calls a chest radiograph what it calls it",
    "setsudo-cli": "Setsudo without a window",
}


def write(folder: Path) -> None:
    """setsudo.version and setsudo-cli.version in `folder`, for PyInstaller."""
    numbers = (*(int(part) for part in __version__.split(".")[:3]), 0)
    folder.mkdir(parents=True, exist_ok=True)
    for name, description in _DESCRIPTIONS.items():
        text = _TEMPLATE.format(
            numbers=numbers, version=__version__, name=name, description=description
        )
        (folder / f"{name}.version").write_text(text, "utf-8")
