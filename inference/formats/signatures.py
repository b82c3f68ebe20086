"""Tells a file's format from its first bytes, never from its name. Standard library only."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

#: As many bytes from a file's start as `sniff` looks at.
SNIFF_BYTES = 512

_TIFF_MAGIC = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_EXECUTABLE_MAGIC = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
)


class Format(StrEnum):
    DICOM = "DICOM"
    PNG = "PNG"
    JPEG = "JPEG"
    TIFF = "TIFF"


def sniff(start: bytes) -> Format | None:
    """The format of a file that begins with `start`, or None if it is no image of ours.

    A DICOM file may begin like another format, because its first 128 bytes are free
    (PS3.10 7.1); the mark after them decides.
    """
    if start[128:132] == b"DICM" or looks_like_bare_dataset(start):
        return Format.DICOM
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return Format.PNG
    if start.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if start.startswith(_TIFF_MAGIC):
        return Format.TIFF
    return None


def looks_like_bare_dataset(start: bytes) -> bool:
    """True if `start` reads as DICOM elements without the preamble.

    Old archives store such files. The first element must be of group 2 or 8 with a small element
    number, and its length must be plausible for what stands first there.
    """
    if len(start) < 16:
        return False
    order: Literal["little", "big"] = "little" if start[1] == 0 else "big"
    group = int.from_bytes(start[0:2], order)
    element = int.from_bytes(start[2:4], order)
    if group not in (0x0002, 0x0008) or element > 0x0060:
        return False
    if start[4:6].isalpha() and start[4:6].isupper():
        return start[4:6] in (b"UL", b"UI", b"CS", b"DA", b"TM", b"LO", b"SH", b"OB", b"LT")
    length = int.from_bytes(start[4:8], order)
    return 0 < length <= 128 and length % 2 == 0


def is_directory(start: bytes) -> bool:
    """True if a file that begins with `start` is a DICOMDIR (Media Storage Directory Storage)."""
    return start[128:132] == b"DICM" and b"1.2.840.10008.1.3.10" in start


def begins_like_program(start: bytes) -> bool:
    """True if the preamble is that of an executable file (CVE-2019-11687)."""
    return start.startswith(_EXECUTABLE_MAGIC)
