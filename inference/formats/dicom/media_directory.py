"""The images that a DICOMDIR names (PS3.3 F.3), each proved to lie below its own folder.

Runs in the decoder's process. A reference that leads elsewhere, by "..", an absolute path or a
link, makes the whole directory refused (CVE-2026-32711).
"""

from __future__ import annotations

from pathlib import Path

from pydicom.dataset import Dataset

from inference.core.errors import REASONS, StudyError
from inference.formats.dicom.dataset import parse_header
from inference.formats.dicom.fields import InvalidField, code_string, field_value, items

#: More records than any medium of radiographs holds.
MAX_RECORDS = 50_000
_MAX_PARTS = 16


def image_files(contents: bytes, folder: Path) -> list[Path]:
    """Paths below `folder` of every image in use, in the directory's order.

    Raises
    ------
    StudyError: "directory_unsafe", "no_images_in_folder", or what is wrong with the file.
    """
    records = _records(contents)
    root = folder.resolve()
    found = [
        _below(root, folder, parts)
        for record in records
        if code_string(record, "DirectoryRecordType") == "IMAGE" and _in_use(record)
        for parts in [_file_id(record)]
        if parts
    ]
    if not found:
        raise StudyError("no_images_in_folder")
    return list(dict.fromkeys(found))


def _records(contents: bytes) -> tuple[Dataset, ...]:
    try:
        records = items(parse_header(contents).dataset, "DirectoryRecordSequence")
    except InvalidField:
        raise StudyError("damaged", reason=REASONS["header"]) from None
    if len(records) > MAX_RECORDS:
        raise StudyError("archive_too_many", count=len(records), limit=MAX_RECORDS)
    return records


def _in_use(record: Dataset) -> bool:
    try:
        return field_value(record, "RecordInUseFlag") != 0
    except InvalidField:
        return True


def _file_id(record: Dataset) -> tuple[str, ...]:
    """The parts of Referenced File ID; empty if the record refers to none."""
    try:
        value = field_value(record, "ReferencedFileID")
    except InvalidField:
        return ()
    if value is None:
        return ()
    parts = [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]
    return tuple(str(part).strip(" ") for part in parts)


def _below(root: Path, folder: Path, parts: tuple[str, ...]) -> Path:
    """`folder` / parts, proved to stay below `root`, in the letters that the disk has."""
    forbidden = set('/\\:*?"<>|\0')
    if len(parts) > _MAX_PARTS:
        raise StudyError("directory_unsafe")
    path = folder
    for part in parts:
        if part in ("", ".", "..") or forbidden & set(part):
            raise StudyError("directory_unsafe")
        path = _as_on_disk(path, part)
    if not path.resolve().is_relative_to(root):
        raise StudyError("directory_unsafe")
    return path


def _as_on_disk(folder: Path, name: str) -> Path:
    """`folder / name`; a medium may show its capital names in small letters."""
    exact = folder / name
    if exact.exists():
        return exact
    try:
        same = [p for p in folder.iterdir() if p.name.casefold() == name.casefold()]
    except OSError:
        return exact
    return same[0] if same else exact
