"""A patient named ZZSENTINEL^TARO goes through every export; no byte of it may come out again."""

from __future__ import annotations

import io
import logging
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pydicom.dataset import Dataset

from inference.__main__ import KINDS, main
from inference.core.types import Task
from inference.networks.architectures import ARCHITECTURES
from tests.helpers.dicom_files import dicom_bytes
from tests.helpers.exports import HAS_DCIODVFY, SENTINEL, dciodvfy_errors, secrets_in
from tests.helpers.networks import GreySegmenter, SmallCnn, phantom, seeded, write_bundle

NAME = "ZZSENTINEL^TARO=歩哨^太郎=ほしょう^たろう"
FILE_NAME = "ZZSENTINEL_TARO_歩哨太郎_ZZID-4711_19330417"


@pytest.fixture(autouse=True)
def small_architectures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ARCHITECTURES, "small", SmallCnn)
    monkeypatch.setitem(ARCHITECTURES, "grey", GreySegmenter)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that temporary files go to."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def bundles(tmp_path: Path) -> Path:
    folder = tmp_path / "bundles"
    for seed, name in enumerate(("cardiomegaly", "pneumoconiosis")):
        write_bundle(folder / name, seeded(seed=seed), "small")
    write_bundle(folder / "grey", GreySegmenter(), "grey", task=Task.SEGMENTER, finding="")
    return folder


def dicom_film() -> bytes:
    """The sentinel in every tag that takes text, in private tags and in nested ones."""
    nested = Dataset()
    nested.PatientName, nested.ReferencedSOPInstanceUID = NAME, SENTINEL.sop_instance_uid
    samples = (phantom(128) * 4095).round().astype(np.uint16)
    return dicom_bytes(
        samples,
        SpecificCharacterSet="ISO_IR 192",
        SOPInstanceUID=SENTINEL.sop_instance_uid,
        StudyInstanceUID=SENTINEL.study_instance_uid,
        SeriesInstanceUID=SENTINEL.series_instance_uid,
        PatientName=NAME,
        PatientID=SENTINEL.patient_id,
        PatientBirthDate=SENTINEL.patient_birth_date,
        StudyDate=SENTINEL.study_date,
        AcquisitionDate=SENTINEL.study_date,
        StudyID=SENTINEL.study_id,
        AccessionNumber=SENTINEL.accession_number,
        ReferringPhysicianName=SENTINEL.referring_physician_name,
        InstitutionName="ZZSENTINEL 歩哨病院",
        StudyDescription="ZZSENTINEL TARO",
        SeriesDescription="ZZSENTINEL TARO",
        ProtocolName="ZZSENTINEL TARO",
        ImageComments="ZZSENTINEL 太郎",
        PatientComments="ZZSENTINEL 太郎",
        StationName="ZZSENTINEL",
        OperatorsName=NAME,
        RequestAttributesSequence=[nested],
        PatientAddress="ZZSENTINEL 太郎 1-2-3",
    )


def png_film() -> bytes:
    """The sentinel in text chunks, EXIF, ICC profile and comment."""
    info = PngInfo()
    info.add_text("Author", "ZZSENTINEL^TARO")
    info.add_text("Comment", "ZZSENTINEL ZZID-4711", zip=True)
    info.add_itxt("Title", "歩哨 太郎", "ja", "題")
    picture = Image.fromarray((phantom(128) * 65535).round().astype(np.uint16))
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = "ZZSENTINEL^TARO", "ZZDOCTOR"
    stream = io.BytesIO()
    icc = b"ZZSENTINEL TARO ICC" * 12
    picture.save(stream, "PNG", pnginfo=info, exif=exif, icc_profile=icc)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["dicom", "png"])
def test_no_byte_of_the_patient_leaves_the_program(
    kind: str,
    tmp_path: Path,
    bundles: Path,
    temporary: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    content = dicom_film() if kind == "dicom" else png_film()
    film = tmp_path / "films" / f"{FILE_NAME}.{'dcm' if kind == 'dicom' else 'png'}"
    film.parent.mkdir()
    film.write_bytes(content)
    assert len(secrets_in(content)) >= 4
    caplog.clear()
    caplog.set_level(logging.INFO)
    out = tmp_path / "out"
    code = main(
        [
            *("export", str(film), "--models", str(bundles), "--steps", "2"),
            *("--out", str(out), "--kinds", ",".join(KINDS), "--frames", "2"),
            *("--counterfactual", "broad,pgd"),
        ]
    )
    assert code == 0, capfd.readouterr().err
    written = [path for path in out.rglob("*") if path.is_file()]
    assert {path.suffix for path in written} == {*(".png", ".pdf", ".dcm", ".json"), *_ENDINGS}
    for path in (*written, *(each for each in temporary.rglob("*") if each.is_file())):
        assert secrets_in(path.name.encode()) == [], path.name
        assert secrets_in(path.read_bytes()) == [], path.name
    assert film.read_bytes() == content
    assert secrets_in(caplog.text.encode()) == []
    assert secrets_in(capfd.readouterr().out.replace(str(out), "").encode()) == []


_ENDINGS = (".csv", ".gif", ".mp4")


def test_asked_for_the_patient_is_named_and_the_objects_are_valid(
    tmp_path: Path, bundles: Path
) -> None:
    film, out = tmp_path / "film.dcm", tmp_path / "out"
    film.write_bytes(dicom_film())
    asked = ["export", str(film), "--models", str(bundles), "--steps", "2", "--out", str(out)]
    assert main([*asked, "--kinds", "report,dicom,json", "--include-patient"]) == 0
    objects = sorted(out.glob("*.dcm"))
    assert [path.stem.split("_")[-1] for path in objects] == ["report", "segmentation", "view"]
    for path in objects:
        assert {"ZZSENTINEL", "歩哨", "ZZID-4711"} <= set(secrets_in(path.read_bytes()))
        if HAS_DCIODVFY:
            assert dciodvfy_errors(path) == []
    if shutil.which("pdftotext"):
        pdf = next(out.glob("*.pdf"))
        text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True).stdout.decode()
        assert "ZZSENTINEL TARO" in text
        assert "歩哨 太郎" in text
        assert "1933-04-17" in text


def test_a_record_is_replayed_by_the_command_line(
    tmp_path: Path, bundles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film, other, out = tmp_path / "film.dcm", tmp_path / "other.png", tmp_path / "out"
    film.write_bytes(dicom_film())
    other.write_bytes(png_film())
    networks = ["--models", str(bundles)]
    asked = ["export", str(film), *networks, "--steps", "3", "--out", str(out), "--kinds", "json"]
    assert main(asked) == 0
    found = next(out.glob("*.json"))
    assert main(["replay", str(found), str(film), *networks]) == 0
    assert "bit for bit" in capsys.readouterr().out
    assert main(["replay", str(found), str(other), *networks]) == 2
    assert "another film" in capsys.readouterr().err


def test_an_unknown_kind_and_a_place_that_is_none_are_refused(
    tmp_path: Path, bundles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film, blocked = tmp_path / "film.png", tmp_path / "file"
    film.write_bytes(png_film())
    blocked.write_text("old")
    with pytest.raises(SystemExit):
        main(["export", str(film), "--out", str(tmp_path), "--kinds", "poem"])
    asked = ["export", str(film), "--models", str(bundles), "--steps", "2", "--kinds", "json"]
    assert main([*asked, "--out", str(blocked / "below")]) == 2
    assert "can't be written" in capsys.readouterr().err
    assert blocked.read_text() == "old"
