"""Many films as small pictures: in order, like the films, and a bad file costs itself alone."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom import uid

from gui.engine.worker import films_of
from inference.core.errors import StudyError
from inference.core.progress import Cancelled, CancelToken
from inference.reading import thumbnails
from inference.reading.decoding import Decoder
from inference.reading.study_reader import read_study, read_thumbnails
from inference.reading.thumbnail import THUMBNAIL, FilmThumbnail
from tests.helpers import broken_child
from tests.helpers.dicom_files import dicom_bytes, texture


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    found = Decoder()
    yield found
    for each in (found, *thumbnails._further):
        each.close()


def tree(bits: int = 12, rows: int = 700, columns: int = 500) -> np.ndarray:
    """Waves too slow to be lost at a thumbnail's size."""
    y, x = np.mgrid[0:rows, 0:columns] / 90
    return ((0.5 + 0.45 * np.sin(x) * np.cos(y)) * ((1 << bits) - 1)).astype(np.uint16)


FILMS = {
    "plain": lambda: dicom_bytes(tree(), 12),
    "inverted": lambda: dicom_bytes(tree(), 12, PhotometricInterpretation="MONOCHROME1"),
    "windowed": lambda: dicom_bytes(tree(), 12, WindowCenter=1500, WindowWidth=900),
    "padded": lambda: dicom_bytes(np.minimum(tree(), 3000), 12, PixelPaddingValue=3000),
    "sixteen": lambda: dicom_bytes(tree(16), 16, uid.RLELossless),
    "eight": lambda: dicom_bytes((tree() >> 4).astype(np.uint8), 8),
    "jpeg": lambda: dicom_bytes(tree(), 12, uid.JPEGLosslessSV1),
    "small": lambda: dicom_bytes(texture(), 12),
}


@pytest.mark.parametrize("kind", FILMS)
def test_a_thumbnail_is_the_films_own(kind: str, decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "film.dcm"
    path.write_bytes(FILMS[kind]())
    (found,) = read_thumbnails([path], decoder=decoder)
    assert isinstance(found, FilmThumbnail)
    own = films_of(path, read_study(path, decoder=decoder))[0].thumbnail
    assert found.picture.shape == own.shape
    assert max(own.shape) == (THUMBNAIL if kind != "small" else 96)
    difference = np.abs(found.picture.astype(int) - own)
    assert np.percentile(difference, 95) <= 8  # an edge of padding may lie between two pixels
    assert difference.mean() <= 1.5
    assert (found.path, found.name) == (path, "film.dcm")


def test_a_picture_has_a_thumbnail_too(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "film.png"
    Image.fromarray((tree() >> 4).astype(np.uint8)).save(path)
    (found,) = read_thumbnails([path], decoder=decoder)
    assert isinstance(found, FilmThumbnail)
    assert found.picture.shape == (192, 137)


def test_they_come_in_order_and_bad_files_are_named(decoder: Decoder, tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.dcm" for n in range(12)]
    for n, path in enumerate(paths):
        path.write_bytes(dicom_bytes(texture(12, 90, 70 + n), 12))
    paths[3].write_bytes(paths[3].read_bytes()[:-100])
    paths[7].unlink()
    found = list(read_thumbnails(paths, decoder=decoder))
    wrong = {n: each for n, each in enumerate(found) if isinstance(each, StudyError)}
    assert {n: (each.code, each.file) for n, each in wrong.items()} == {
        3: ("truncated", "3.dcm"),
        7: ("file_missing", "7.dcm"),
    }
    shown = {n: each for n, each in enumerate(found) if isinstance(each, FilmThumbnail)}
    assert {n: each.picture.shape for n, each in shown.items()} == {
        n: (90, 70 + n) for n in range(12) if n not in (3, 7)
    }


def test_a_crash_costs_one_film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "film.dcm"
    path.write_bytes(dicom_bytes(texture(), 12))
    decoder = Decoder()
    monkeypatch.setattr(thumbnails, "_further", [])
    try:
        with monkeypatch.context() as patch:
            patch.setattr("inference.reading.decoding.serve", broken_child.crashes)
            decoder.start()
        first, *rest = read_thumbnails([path] * 3, decoder=decoder)
        assert isinstance(first, StudyError)
        assert first.code == "decode_crashed"
        assert all(isinstance(each, FilmThumbnail) for each in rest)
    finally:
        decoder.close()


def test_cancelling_ends_them(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "film.dcm"
    path.write_bytes(dicom_bytes(texture(16, 900, 900), 16, uid.JPEG2000Lossless))
    token = CancelToken()
    made = read_thumbnails([path] * 500, decoder=decoder, token=token)
    next(made)
    token.cancel()
    with pytest.raises(Cancelled):
        list(made)
    (after,) = read_thumbnails([path], decoder=decoder)
    assert isinstance(after, FilmThumbnail)


def test_concluding_gives_what_was_begun(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "film.dcm"
    path.write_bytes(dicom_bytes(texture(16, 300, 300), 16, uid.JPEG2000Lossless))
    token, found = CancelToken(), []
    for each in read_thumbnails([path] * 500, decoder=decoder, token=token):
        found.append(each)
        token.conclude()
    assert 1 <= len(found) < 500
    assert all(isinstance(each, FilmThumbnail) for each in found)


def test_a_process_without_work_ends_and_is_not_missed(tmp_path: Path) -> None:
    path = tmp_path / "film.dcm"
    path.write_bytes(dicom_bytes(texture(), 12))
    before = set(multiprocessing.active_children())
    decoder = Decoder(idle_limit=0.1)
    try:
        decoder.thumbnail(path)
        (child,) = set(multiprocessing.active_children()) - before
        child.join(10)
        assert not child.is_alive()
        assert decoder.thumbnail(path).shape == (96, 80)
    finally:
        decoder.close()


def test_films_are_read_while_thumbnails_are_made(decoder: Decoder, tmp_path: Path) -> None:
    path = tmp_path / "film.dcm"
    path.write_bytes(dicom_bytes(texture(), 12))
    read: list[object] = []
    reading = threading.Thread(target=lambda: read.append(read_study(path, decoder=decoder)))
    made = read_thumbnails([path] * 30, decoder=decoder)
    next(made)
    reading.start()
    assert len(list(made)) == 29
    reading.join()
    assert len(read) == 1
