"""From a file to pixels on screen, beside the best library's bare decoding of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
from numpy.typing import NDArray
from openjpeg.utils import decode_pixel_data
from pydicom import uid
from pydicom.encaps import generate_frames

from gui.engine.worker import films_of
from gui.films.film import Film
from gui.panes.picture.sampling import sample_film
from gui.panes.view.view_link import ViewLink, Viewport
from inference.reading.process_limits import keep_freed_memory
from inference.reading.study_reader import read_study, read_thumbnails, shared_decoder
from tests.benchmarks.figures import Figure, in_turn, medians
from tests.helpers.dicom_files import dicom_bytes, texture

SIDE = 3000
PANE = (700, 500)
LIMIT, LIMIT_THUMBNAILS = 1.3, 3.0
THUMBNAILS, THUMBNAIL_SIDE = 200, 1024
SYNTAXES = {
    "uncompressed": uid.ExplicitVRLittleEndian,
    "rle": uid.RLELossless,
    "jpeg_ls": uid.JPEGLSLossless,
    "jpeg_lossless": uid.JPEGLosslessSV1,
    "jpeg_2000": uid.JPEG2000Lossless,
}


def measure(rounds: int) -> Iterator[tuple[str, Figure]]:
    # Else either side pays for fresh pages or does not, by what happened to be freed before it.
    keep_freed_memory()
    film = texture(bits=16, rows=SIDE, columns=SIDE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for label, syntax in SYNTAXES.items():
            path = folder / f"{label}.dcm"
            path.write_bytes(dicom_bytes(film, 16, syntax))
            yield f"open_{label}", opened(path, label, rounds)
            path.unlink()
        yield "thumbnails", thumbnails(folder, rounds)
    shared_decoder.close()


def opened(path: Path, label: str, rounds: int) -> Figure:
    opened: list[Film] = []

    def ours() -> object:
        opened[:] = films_of(path, read_study(path))
        return sample_film(opened[0].pyramid, fitted(opened[0]))

    calls: dict[str, Callable[[], object]] = {
        "ours": ours,
        "settled": lambda: opened.pop().radiograph.sha256,  # still computed when pixels are seen
        "bare": lambda: bare_decode(path),
    }
    taken = medians(in_turn(calls, rounds))
    return Figure(
        1e3 * taken["ours"],
        1e3 * taken["bare"],
        LIMIT,
        "ms",
        f"a {SIDE} × {SIDE} film of 16 bits, {label.replace('_', ' ')}: file to drawn picture",
        "reading the file and decoding it into an array",
    )


def fitted(film: Film) -> Viewport:
    """The view of a newly opened film in one of four panes."""
    link = ViewLink()
    link.set_pane_size(*PANE)
    link.set_film(film.shape)
    return link.viewport()


def bare_decode(path: Path) -> NDArray[np.generic]:
    """The pixels by the fastest library known for the syntax, in this process."""
    file = pydicom.dcmread(path)
    syntax = file.file_meta.TransferSyntaxUID
    if not syntax.is_compressed:
        return np.frombuffer(file.PixelData, np.uint16).reshape(file.Rows, file.Columns).copy()
    frame = next(generate_frames(file.PixelData, number_of_frames=1))
    if syntax == uid.RLELossless:
        return np.frombuffer(imagecodecs.dicomrle_decode(frame, "<u2"), "<u2")
    if syntax == uid.JPEG2000Lossless:
        return np.frombuffer(decode_pixel_data(frame, version=2), "<u2")
    if syntax == uid.JPEGLSLossless:
        return np.asarray(imagecodecs.jpegls_decode(frame))
    return np.asarray(imagecodecs.jpeg8_decode(frame))


def thumbnails(folder: Path, rounds: int) -> Figure:
    """Every film of a folder, ready for the strip."""
    for number in range(THUMBNAILS):
        film = texture(bits=12, rows=THUMBNAIL_SIDE, columns=THUMBNAIL_SIDE, seed=number % 5)
        (folder / f"film{number}.dcm").write_bytes(dicom_bytes(film, 12))
    paths = sorted(folder.glob("film*.dcm"))
    calls: dict[str, Callable[[], object]] = {
        "ours": lambda: list(read_thumbnails(paths)),
        "bare": lambda: [path.read_bytes() for path in paths],
    }
    taken = medians(in_turn(calls, 3, warm_up=0))
    return Figure(
        taken["ours"],
        taken["bare"],
        LIMIT_THUMBNAILS,
        "s",
        f"{THUMBNAILS} films of {THUMBNAIL_SIDE} × {THUMBNAIL_SIDE}, as thumbnails",
        "reading the files",
    )
