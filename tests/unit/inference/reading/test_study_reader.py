"""Opening what a person names: files, folders, odd names, and things that are no film."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom import uid

from inference.core.errors import StudyError
from inference.core.windowing import default_window, window_table
from inference.reading.study_reader import find_files, read_study
from tests.helpers.dicom_files import (
    dataset,
    dicom_bytes,
    png_bomb,
    ramp,
    texture,
    with_transfer_syntax,
    written,
)
from tests.helpers.paths import needs_real_films, shared_films


def save_png(path: Path, seed: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(texture(8, 80, 70, seed)).save(path, "PNG")
    return path


def code(path: Path) -> str:
    with pytest.raises(StudyError) as caught:
        read_study(path)
    assert caught.value.file == path.name
    assert str(path.parent) not in str(caught.value)
    return caught.value.code


# --- one file ------------------------------------------------------------------------------------


def test_a_dicom_film_and_what_is_known_of_it(tmp_path: Path) -> None:
    path = tmp_path / "film.dcm"
    path.write_bytes(
        dicom_bytes(
            ramp(12),
            12,
            PhotometricInterpretation="MONOCHROME1",
            PatientName="Simulated^Film",
            ViewPosition="PA",
            PixelSpacing=[0.2, 0.2],
            WindowCenter=2000,
            WindowWidth=3000,
        )
    )
    study = read_study(path)
    (radiograph,) = study.radiographs
    assert study.source == radiograph.file_name == "film.dcm"
    assert study.attributes[0]["PatientName"] == "Simulated Film"
    assert radiograph.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert radiograph.inverted
    assert radiograph.value_range == (4095, 0)
    assert radiograph.bits_stored == 12
    assert radiograph.photometric_interpretation == "MONOCHROME1"
    assert radiograph.view_position == "PA"
    assert radiograph.modality_value(radiograph.pixels[0, 0]) == 0
    assert default_window(radiograph).center == 2000


def test_the_format_is_told_by_content(tmp_path: Path) -> None:
    png = save_png(tmp_path / "film.dcm")
    dicom = tmp_path / "film.png"
    dicom.write_bytes(dicom_bytes(texture(), 12))
    assert read_study(png).radiographs[0].bits_stored == 8
    assert read_study(dicom).radiographs[0].bits_stored == 12


@pytest.mark.parametrize(
    "name",
    [
        "胸部 単純撮影.png",
        "表示.png",
        "🫁 film.png",
        "e\u0301te\u0301.png",
        " spaced .png",
        "-x.png",
    ],
)
def test_names_in_any_script(tmp_path: Path, name: str) -> None:
    path = save_png(tmp_path / "山田太郎" / name)
    assert read_study(path).radiographs[0].file_name == name
    assert find_files([path.parent]) == [path]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names of raw bytes")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = save_png(tmp_path / "plain.png")
    raw = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png"))
    path.rename(raw)
    assert read_study(raw).radiographs[0].file_name == "caf\ufffd.png"


def test_a_relative_path_is_taken_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_png(tmp_path / "a.png")
    monkeypatch.chdir(tmp_path)
    (path,) = find_files(["a.png"])
    monkeypatch.chdir("/")
    assert read_study(path).source == "a.png"
    monkeypatch.chdir(tmp_path)
    assert read_study("a.png").source == "a.png"


def test_the_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = save_png(tmp_path / "a.png")
    before, status = path.read_bytes(), path.stat()
    read_study(path)
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == status.st_mtime_ns
    assert [p.name for p in tmp_path.iterdir()] == ["a.png"]


# --- what can't be opened ------------------------------------------------------------------------


def wrong_syntax() -> bytes:
    contents = dicom_bytes(texture(), 12, uid.JPEG2000Lossless)
    return with_transfer_syntax(contents, uid.JPEG2000Lossless, uid.JPEGLSLossless)


def photograph() -> bytes:
    grey = texture(8)
    return dicom_bytes(np.ascontiguousarray(np.stack([grey, grey[::-1], grey], -1)), 8)


BAD_INPUTS = {
    "not_an_image": lambda: b"A letter to a radiologist.\n" * 40,
    "truncated": lambda: dicom_bytes(texture(), 12)[:-500],
    "no_pixel_data": lambda: written(dataset(texture())),
    "colour_image": photograph,
    "multi_frame": lambda: dicom_bytes(texture(), NumberOfFrames=2),
    "too_small": lambda: dicom_bytes(np.zeros((1, 1), np.uint16)),
    "too_big": lambda: dicom_bytes(texture(), Rows=20000, Columns=20000),
    "wrong_transfer_syntax": wrong_syntax,
    "file_empty": lambda: b"",
    "constant_image": lambda: dicom_bytes(np.ones((80, 80), np.uint16)),
}


@pytest.mark.parametrize("expected", BAD_INPUTS)
def test_bad_input_gives_its_code(tmp_path: Path, expected: str) -> None:
    path = tmp_path / "山田.dcm"
    path.write_bytes(BAD_INPUTS[expected]())
    assert code(path) == expected


def test_a_png_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_bomb(20000, 20000))
    assert code(path) == "too_big"


def test_a_missing_file(tmp_path: Path) -> None:
    assert code(tmp_path / "gone.dcm") == "file_missing"


def test_a_link_to_nothing_and_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "dangling.png").symlink_to(tmp_path / "gone.png")
    (tmp_path / "loop.png").symlink_to(tmp_path / "loop.png")
    assert code(tmp_path / "dangling.png") == "file_missing"
    assert code(tmp_path / "loop.png") == "file_unreadable"
    assert find_files([tmp_path]) == [tmp_path]


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.dcm"
    with path.open("wb") as file:
        file.truncate(513 << 20)
    assert code(path) == "file_too_large"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.dcm")
    assert code(tmp_path / "pipe.dcm") == "file_unreadable"
    assert find_files([tmp_path]) == [tmp_path]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert code(tmp_path) == "no_images_in_folder"
    save_png(tmp_path / "a.png")
    assert code(tmp_path) == "file_unreadable"


# --- finding files -------------------------------------------------------------------------------


def test_a_folder_gives_its_films_in_natural_order(tmp_path: Path) -> None:
    names = ["film10.png", "film2.png", "Film1.png", "b/film3.png", "film2b.png"]
    for n, name in enumerate(names):
        save_png(tmp_path / name, n)
    found = [p.relative_to(tmp_path).as_posix() for p in find_files([tmp_path])]
    assert found == ["b/film3.png", "Film1.png", "film2.png", "film2b.png", "film10.png"]


def test_a_folder_passes_over_what_is_no_film(tmp_path: Path) -> None:
    film = save_png(tmp_path / "film")
    save_png(tmp_path / ".hidden.png")
    save_png(tmp_path / ".cache" / "film.png")
    save_png(tmp_path / "Thumbs.db")
    (tmp_path / "notes.txt").write_text("nothing here")
    (tmp_path / "fake.dcm").write_text("no DICOM")
    assert find_files([tmp_path]) == [film]


def test_named_files_are_kept_whatever_they_are(tmp_path: Path) -> None:
    letter, gone = tmp_path / "letter.txt", tmp_path / "gone.png"
    letter.write_text("Dear colleague")
    empty = tmp_path / "empty"
    empty.mkdir()
    film = save_png(tmp_path / "films" / "a.png")
    found = find_files([letter, gone, empty, film.parent])
    assert found == [letter, gone, empty, film]
    assert [code(p) for p in found[:3]] == ["not_an_image", "file_missing", "no_images_in_folder"]


def test_links_in_a_folder_lead_to_films_once(tmp_path: Path) -> None:
    film = save_png(tmp_path / "store" / "z.png")
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "a.png").symlink_to(film)
    (folder / "b.png").symlink_to(film)
    (folder / "round").symlink_to(folder, target_is_directory=True)
    assert find_files([folder]) == [folder / "a.png"]
    assert read_study(folder / "a.png").source == "a.png"


# --- real films ----------------------------------------------------------------------------------


@needs_real_films
@pytest.mark.parametrize("path", shared_films("dicom_chest"), ids=lambda p: p.name)
def test_real_dicom_films_show_lungs_dark(path: Path) -> None:
    """The air beside a chest is darker than its middle, except where the file's tag is wrong."""
    (radiograph,) = read_study(path).radiographs
    table = window_table(default_window(radiograph), radiograph.value_range)
    shown = table[np.rint(radiograph.pixels * 65535).astype(int)].astype(float)
    rows, columns = shown.shape
    band = slice(int(rows * 0.3), int(rows * 0.55))
    middle = shown[band, int(columns * 0.46) : int(columns * 0.54)].mean()
    right_lung = shown[band, int(columns * 0.2) : int(columns * 0.35)].mean()
    assert (middle > right_lung) != ("wrongtag" in path.name)


@needs_real_films
@pytest.mark.parametrize("path", shared_films("nih_1024")[::8], ids=lambda p: p.name)
def test_real_png_films_open(path: Path) -> None:
    (radiograph,) = read_study(path).radiographs
    with Image.open(path) as picture:
        grey = np.asarray(picture.convert("L"))
    assert np.array_equal(np.rint(radiograph.pixels * 255), grey)


@needs_real_films
def test_small_real_films_open() -> None:
    path = next(p for p in find_files(shared_films("nih_64", "test")))
    assert read_study(path).radiographs[0].pixels.shape == (64, 64)


def test_every_file_of_pydicoms_collection_is_a_film_or_one_error() -> None:
    folder = Path(pydicom.__file__).parent / "data"
    outcomes: dict[str, int] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in str(p)):
        try:
            (radiograph,) = read_study(path).radiographs
        except StudyError as error:
            outcome = error.code
            assert outcome not in ("internal", "decode_timeout", "decode_crashed"), path
        else:
            outcome = "film"
            assert np.isfinite(radiograph.pixels).all()
            assert 0 <= radiograph.pixels.min() < radiograph.pixels.max() <= 1
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    assert outcomes["film"] >= 20
