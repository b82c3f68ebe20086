"""ZIP archives and DICOMDIRs: what they name is opened, and the malicious ones are refused."""

from __future__ import annotations

import os
import struct
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pydicom import uid
from pydicom.dataset import Dataset, FileMetaDataset

from inference.core.errors import StudyError
from inference.formats import archive
from inference.reading.decoding import Decoder
from inference.reading.study_reader import find_files, read_study
from tests.helpers.dicom_files import dicom_bytes, ramp, texture


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    found = Decoder()
    yield found
    found.close()


def film(seed: int = 0) -> bytes:
    return dicom_bytes(texture(12, seed=seed), 12)


def zipped(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return path


def code(decoder: Decoder, path: Path) -> str:
    """Why the one thing that is found for `path` can't be opened."""
    (found,) = find_files([path], decoder)
    with pytest.raises(StudyError) as caught:
        read_study(found, decoder=decoder)
    return caught.value.code


# --- archives ----------------------------------------------------------------------------------


def test_the_images_of_an_archive_are_read_in_their_order(decoder: Decoder, tmp_path: Path) -> None:
    members = {
        "study/film10.dcm": film(10),
        "study/film2.dcm": film(2),
        "study/readme.txt": b"not an image",
        "study/DICOMDIR": film(),
        "__MACOSX/film2.dcm": film(),
        "empty/": b"",
    }
    path = zipped(tmp_path / "study.zip", members)
    found = find_files([path], decoder)
    assert found == [path / "study" / "film2.dcm", path / "study" / "film10.dcm"]
    study = read_study(found[1], decoder=decoder)
    assert study.source == "film10.dcm"
    expected = texture(12, seed=10).astype(np.float32) / np.float32(4095)
    assert np.array_equal(study.radiographs[0].pixels, expected)


def test_nothing_is_unpacked_to_disk(decoder: Decoder, tmp_path: Path) -> None:
    path = zipped(tmp_path / "study.zip", {"a/b/film.dcm": film()})
    before = path.read_bytes(), path.stat().st_mtime_ns
    (found,) = find_files([path], decoder)
    read_study(found, decoder=decoder)
    assert [entry.name for entry in tmp_path.iterdir()] == ["study.zip"]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_japanese_names_of_either_encoding_are_read(decoder: Decoder, tmp_path: Path) -> None:
    modern = zipped(tmp_path / "modern.zip", {"胸部/正面.dcm": film()})
    name = "胸部/正面.dcm".encode("cp932")
    raw = zipped(tmp_path / "windows.zip", {"x" * len(name): film()}).read_bytes()
    windows = tmp_path / "windows.zip"
    windows.write_bytes(raw.replace(b"x" * len(name), name))
    for path in (modern, windows):
        (found,) = find_files([path], decoder)
        assert found == path / "胸部" / "正面.dcm"
        assert read_study(found, decoder=decoder).source == "正面.dcm"


@pytest.mark.parametrize(
    "name", ["../film.dcm", "a/../../film.dcm", "/etc/film.dcm", "C:/film.dcm", "..\\film.dcm"]
)
def test_names_that_lead_outside_make_an_archive_refused(
    decoder: Decoder, tmp_path: Path, name: str
) -> None:
    path = zipped(tmp_path / "study.zip", {"film.dcm": film(), name: film()})
    assert code(decoder, path) == "archive_unsafe"
    assert [entry.name for entry in tmp_path.iterdir()] == ["study.zip"]


def test_a_bomb_is_refused_before_it_unpacks(decoder: Decoder, tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(300 << 20)
    path = zipped(tmp_path / "bomb.zip", {"film.png": picture})
    assert path.stat().st_size < 1 << 20
    assert code(decoder, path) == "damaged"


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_says(
    decoder: Decoder, tmp_path: Path
) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(64 << 20)
    path = zipped(tmp_path / "bomb.zip", {"film.png": picture})
    contents = path.read_bytes().replace(
        struct.pack("<I", len(picture)), struct.pack("<I", 500_000)
    )
    path.write_bytes(contents)
    assert code(decoder, path) in ("archive_damaged", "damaged", "truncated")


def test_an_encrypted_archive_says_so(decoder: Decoder, tmp_path: Path) -> None:
    path = zipped(tmp_path / "secret.zip", {"film.dcm": film()})
    contents = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        contents[contents.index(magic) + offset] |= 1
    path.write_bytes(contents)
    assert code(decoder, path) == "archive_encrypted"


def test_other_methods_of_packing_are_refused(decoder: Decoder, tmp_path: Path) -> None:
    path = zipped(tmp_path / "lzma.zip", {"film.dcm": film()}, zipfile.ZIP_LZMA)
    assert code(decoder, path) == "archive_method"


@pytest.mark.parametrize("cut", [10, 200, -30, -8])
def test_a_cut_archive_is_damaged(decoder: Decoder, tmp_path: Path, cut: int) -> None:
    path = zipped(tmp_path / "cut.zip", {"film.dcm": film()})
    path.write_bytes(path.read_bytes()[:cut])
    assert code(decoder, path) == "archive_damaged"


def test_a_member_whose_checksum_does_not_match_is_damaged(
    decoder: Decoder, tmp_path: Path
) -> None:
    path = zipped(tmp_path / "flip.zip", {"film.dcm": film()}, zipfile.ZIP_STORED)
    contents = bytearray(path.read_bytes())
    contents[contents.index(b"DICM") + 2000] ^= 0x40
    path.write_bytes(contents)
    assert code(decoder, path) == "archive_damaged"


def test_an_archive_without_an_image_and_one_in_another_say_so(
    decoder: Decoder, tmp_path: Path
) -> None:
    inner = zipped(tmp_path / "inner.zip", {"film.dcm": film()}).read_bytes()
    path = zipped(tmp_path / "outer.zip", {"inner.zip": inner, "notes.txt": b"none"})
    assert code(decoder, path) == "no_images_in_folder"


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    path = zipped(tmp_path / "many.zip", {f"{n}.txt": b"" for n in range(4)})
    with pytest.raises(StudyError) as caught:
        archive.image_names(path)
    assert caught.value.code == "archive_too_many"


def test_a_member_that_is_gone_is_missing(decoder: Decoder, tmp_path: Path) -> None:
    path = zipped(tmp_path / "study.zip", {"film.dcm": film()})
    with pytest.raises(StudyError) as caught:
        read_study(path / "other.dcm", decoder=decoder)
    assert caught.value.code == "file_missing"
    assert caught.value.file == "other.dcm"


def test_a_dicom_file_that_begins_like_an_archive_is_a_film(
    decoder: Decoder, tmp_path: Path
) -> None:
    path = tmp_path / "film.dcm"
    path.write_bytes(b"PK\x03\x04" + film()[4:])
    assert find_files([path], decoder) == [path]
    assert read_study(path, decoder=decoder).source == "film.dcm"


# --- DICOMDIR ----------------------------------------------------------------------------------


def record(kind: str, file_id: list[str] | str | None) -> Dataset:
    found = Dataset()
    found.DirectoryRecordType = kind
    found.RecordInUseFlag = 0xFFFF
    if file_id is not None:
        found.ReferencedFileID = file_id
    return found


def directory(folder: Path, *file_ids: list[str] | str) -> Path:
    found = Dataset()
    found.FileSetID = "TEST"
    records = [record("PATIENT", None), *(record("IMAGE", file_id) for file_id in file_ids)]
    found.DirectoryRecordSequence = [*records, record("SR DOCUMENT", ["REPORT"])]
    found.file_meta = FileMetaDataset()
    found.file_meta.TransferSyntaxUID = uid.ExplicitVRLittleEndian
    found.file_meta.MediaStorageSOPClassUID = uid.MediaStorageDirectoryStorage
    found.file_meta.MediaStorageSOPInstanceUID = "1.2.3"
    path = folder / "DICOMDIR"
    found.save_as(path, enforce_file_format=True)
    return path


def test_a_directory_s_images_are_read_in_its_order_in_the_disk_s_letters(
    decoder: Decoder, tmp_path: Path
) -> None:
    (tmp_path / "images").mkdir()
    for name in ("im2", "im1"):
        (tmp_path / "images" / name).write_bytes(film())
    path = directory(tmp_path, ["IMAGES", "IM2"], ["IMAGES", "IM1"], ["IMAGES", "IM2"])
    found = find_files([path], decoder)
    assert [entry.name.casefold() for entry in found] == ["im2", "im1"]
    assert read_study(found[0], decoder=decoder).radiographs[0].pixels.shape == (96, 80)


def test_an_image_that_the_directory_names_but_is_not_there_is_reported(
    decoder: Decoder, tmp_path: Path
) -> None:
    assert code(decoder, directory(tmp_path, ["IMAGES", "GONE"])) == "file_missing"


@pytest.mark.parametrize(
    "file_id",
    [
        ["..", "SECRET"],
        ["IMAGES", "..", "..", "SECRET"],
        "/etc/passwd",
        ["\\\\server", "share"],
        ["C:", "SECRET"],
        ["IMAGES/../../SECRET"],
        ["A"] * 17,
    ],
)
def test_a_directory_that_names_files_outside_its_folder_is_refused(
    decoder: Decoder, tmp_path: Path, file_id: list[str] | str
) -> None:
    (tmp_path / "SECRET").write_bytes(film())
    folder = tmp_path / "cd"
    folder.mkdir()
    (folder / "FINE").write_bytes(film())
    assert code(decoder, directory(folder, ["FINE"], file_id)) == "directory_unsafe"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_that_leads_outside_is_no_way_out(decoder: Decoder, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(film())
    folder = tmp_path / "cd"
    folder.mkdir()
    os.symlink(tmp_path, folder / "IMAGES")  # noqa: PTH211
    assert code(decoder, directory(folder, ["IMAGES", "secret"])) == "directory_unsafe"


def test_a_directory_without_images_and_a_damaged_one_say_so(
    decoder: Decoder, tmp_path: Path
) -> None:
    path = directory(tmp_path)
    assert code(decoder, path) == "no_images_in_folder"
    path.write_bytes(path.read_bytes()[:300])
    assert code(decoder, path) in ("no_images_in_folder", "damaged", "truncated")


def test_a_folder_with_a_directory_is_searched_as_any_other(
    decoder: Decoder, tmp_path: Path
) -> None:
    (tmp_path / "IM1").write_bytes(dicom_bytes(ramp(), 12))
    directory(tmp_path, ["IM1"])
    assert find_files([tmp_path], decoder) == [tmp_path / "IM1"]
