"""A film of a person named ZZSENTINEL, its result by a linear network, and what to look for."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

from inference.core.attack_types import AttackConfig
from inference.core.geometry import FilmGrid
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.core.types import DicomSource, PixelSpacing, Radiograph
from inference.grids.resampling import to_model
from inference.pipeline import AnalysisPipeline
from tests.helpers.networks import SIZE, FakeLibrary, LinearClassifier, film, network, phantom

SENTINEL = DicomSource(
    sop_class_uid="1.2.840.10008.5.1.4.1.1.1.1",
    sop_instance_uid="1.2.826.0.1.3680043.10.777.1",
    study_instance_uid="1.2.826.0.1.3680043.10.777.2",
    series_instance_uid="1.2.826.0.1.3680043.10.777.3",
    patient_name="ZZSENTINEL^TARO=歩哨^太郎=ほしょう^たろう",
    patient_id="ZZID-4711",
    patient_birth_date="19330417",
    patient_sex="M",
    study_date="20190823",
    study_time="101112",
    study_id="ZZSTUDY",
    accession_number="ZZACC-42",
    referring_physician_name="ZZDOCTOR^HANAKO",
    burned_in=False,
)
#: Words of which none may be in an export that was not asked for a person's data.
SECRETS = (
    *("ZZSENTINEL", "TARO", "歩哨", "太郎", "ほしょう", "ZZID-4711", "19330417", "1933-04-17"),
    *("20190823", "2019-08-23", "ZZSTUDY", "ZZACC-42", "ZZDOCTOR", "HANAKO", "777.1", "777.2"),
)
#: Of the brightness network: the film is called cardiomegaly, and an attack turns that.
BIAS = -160.0
_CODINGS = ("utf-8", "utf-16-le", "utf-16-be", "shift_jis", "iso2022_jp")


def named_film(**changes: object) -> Radiograph:
    """The phantom of 136 × 160 pixels as a film of the sentinel's."""
    pixels = phantom(160)[12:148]
    made = film(pixels, file_name="ZZSENTINEL^TARO 歩哨太郎.dcm")
    return replace(made, source=SENTINEL, spacing=PixelSpacing(1.5, 1.5, "at detector"), **changes)


def analysed(radiograph: Radiograph) -> AnalysisResult:
    """What a brightness network says of it; the attack flips it."""
    return pipeline().run(AnalysisRequest(1, radiograph, AttackConfig(steps=5)))


def pipeline(gain: float = 600.0) -> AnalysisPipeline:
    """A network that weighs the phantom's lungs and heart, and what `networks` has to segment."""
    seen = to_model(FilmGrid((136, 160), SIZE), phantom(160)[12:148])
    module = LinearClassifier(((seen > 0.1) & (seen < 0.95)).astype(float), gain, BIAS)
    return AnalysisPipeline(FakeLibrary([network(module, name="cardiomegaly")]), "cpu")


def secrets_in(content: bytes) -> list[str]:
    """Which `SECRETS` stand in a file, in any coding, also inside its compressed streams."""
    texts = [content, *_inflated(content)]
    return [
        word for word in SECRETS if any(form in text for form in _forms(word) for text in texts)
    ]


def _forms(word: str) -> set[bytes]:
    found = {word.encode(coding, "ignore") for coding in _CODINGS}
    escapes = (b"\x1b$B", b"\x1b(B", b"\x1b(J")
    bare = set()
    for form in found:
        for escape in escapes:
            form = form.replace(escape, b"")
        bare.add(form)
    return {form for form in found | bare if len(form) >= 4}


def _inflated(content: bytes) -> list[bytes]:
    """Everything in it that zlib can inflate: PDF streams, PNG chunks (joined)."""
    found: list[bytes] = []
    if not content.startswith((b"%PDF", b"\x89PNG")):
        return found
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", content):
        try:
            found.append(zlib.decompressobj().decompress(content[match.start() :], 1 << 24))
        except zlib.error:
            continue
    return found


def dciodvfy_errors(path: Path) -> list[str]:
    """The errors of dciodvfy (dicom3tools) on a file.

    Its dictionary of 2022 lacks Synthetic Data (0008,001C), which DICOM has by now; the line that
    says so is left out.
    """
    done = subprocess.run(["dciodvfy", "-new", str(path)], capture_output=True, text=True)
    lines = (done.stdout + done.stderr).splitlines()
    return [line for line in lines if line.startswith("Error") and "(0008,001c)" not in line]


HAS_DCIODVFY = shutil.which("dciodvfy") is not None
