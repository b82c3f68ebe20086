"""Whom an export is about: a stated pseudonym, or the film's own patient if asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inference.core.types import DicomSource, Radiograph

#: De-identification Method (0012,0063): how the objects come to be without identity.
METHOD = "New object from an allow-list; nothing of the source is copied"


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """The patient and the study that an export names."""

    patient_name: str
    patient_id: str
    birth_date: str = ""
    sex: str = ""
    study_date: str = ""
    source: DicomSource | None = None  # the film's own identifiers; None: they are not passed on
    declared_clean: bool = False  # the film says that no identity is burned into its pixels

    @classmethod
    def of(cls, radiograph: Radiograph, *, include_patient: bool) -> Case:
        """The film's own patient and study if `include_patient` and it names them, else nobody."""
        source = radiograph.source
        clean = source is not None and source.burned_in is False
        if source is None or not include_patient:
            name, number = pseudonym(radiograph)
            return cls(name, number, declared_clean=clean)
        return cls(
            source.patient_name,
            source.patient_id,
            source.patient_birth_date,
            source.patient_sex if source.patient_sex in ("M", "F", "O") else "",
            source.study_date,
            source,
            clean,
        )

    @property
    def identified(self) -> bool:
        return self.source is not None


def pseudonym(radiograph: Radiograph) -> tuple[str, str]:
    """(name, number) that stand for the patient: the beginning of the file's SHA-256."""
    return f"SETSUDO^{radiograph.sha256[:8].upper()}", f"SETSUDO-{radiograph.sha256[:12].upper()}"


def suggested_name(radiograph: Radiograph, kind: str, ending: str) -> str:
    """A file name that says what it holds and names nobody."""
    return f"setsudo_{radiograph.sha256[:12]}_{kind}.{ending}"


def adversarial_name(radiograph: Radiograph) -> str:
    """As `suggested_name`, beginning as every adversarial film's name must."""
    return f"{ADVERSARIAL_PREFIX}setsudo_{radiograph.sha256[:12]}.png"


def counterfactual_name(radiograph: Radiograph, finding: str, kind: str) -> str:
    """As `adversarial_name`, with the finding and the kind of change; letters and digits alone."""
    words = "_".join(re.sub(r"[^A-Za-z0-9]+", "-", word) for word in (finding, kind))
    return f"{ADVERSARIAL_PREFIX}setsudo_{radiograph.sha256[:12]}_{words}.png"


ADVERSARIAL_PREFIX = "ADV_"
