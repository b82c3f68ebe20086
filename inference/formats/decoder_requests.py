"""What the decoder's process is asked, and what it lists. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

#: Value representations of numbers and codes, which name nobody (PS3.5 6.2).
_TECHNICAL_VR = frozenset(
    ("AT", "CS", "DS", "FD", "FL", "IS", "OB", "OW", "SL", "SQ", "SS", "UL", "US")
)
_TECHNICAL_GROUPS = frozenset(("0002", "0008", "0018", "0020", "0028", "2050", "7FE0"))
#: Further attributes that name a kind of thing, never a person or a place.
_KINDS = frozenset(
    (
        "Manufacturer",
        "ManufacturerModelName",
        "MediaStorageSOPClassUID",
        "SOPClassUID",
        "SoftwareVersions",
        "TransferSyntaxUID",
        "WindowCenterWidthExplanation",
    )
)


@dataclass(frozen=True, slots=True)
class Decode:
    """The film in the file at `path`."""

    path: str


@dataclass(frozen=True, slots=True)
class MakeThumbnail:
    """A small picture of the film in the file at `path`."""

    path: str


@dataclass(frozen=True, slots=True)
class ListFiles:
    """The images that a ZIP archive or a DICOMDIR names."""

    path: str


@dataclass(frozen=True, slots=True)
class ListHeader:
    """Every attribute of a DICOM file, as text."""

    path: str


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """One attribute of a DICOM header as clean text; it may name the patient."""

    depth: int  # 0, or how deep in sequences
    tag: str  # "0010,0010"
    vr: str
    keyword: str  # "" for private attributes
    name: str
    value: str

    @property
    def technical(self) -> bool:
        """True if the value can't identify anybody: a closed list, everything else may."""
        if not self.keyword or self.tag[:4] not in _TECHNICAL_GROUPS:
            return False
        return self.vr in _TECHNICAL_VR or self.keyword in _KINDS


Request = Decode | MakeThumbnail | ListFiles | ListHeader
