"""Compressed images that end early or are damaged inside are refused; padding is not damage."""

from __future__ import annotations

from io import BytesIO

import imagecodecs
import numpy as np
import pytest
from PIL import Image
from pydicom import uid
from pydicom.encaps import encapsulate

from inference.core.errors import StudyError
from inference.formats.dicom.film import read_dicom
from inference.formats.jpeg_damage import find_coded_data, refuse_damaged
from inference.formats.raster import read_raster
from inference.formats.signatures import Format
from tests.helpers.dicom_files import compressed, dataset, dicom_bytes, texture, written

BITS = {uid.JPEGBaseline8Bit: 8}
JPEGS = (uid.JPEGBaseline8Bit, uid.JPEGExtended12Bit, uid.JPEGLossless, uid.JPEGLosslessSV1)
CODINGS = (
    *JPEGS,
    uid.JPEGLSLossless,
    uid.JPEG2000Lossless,
    uid.JPEG2000,
    uid.HTJ2KLossless,
    uid.RLELossless,
)
EOI = b"\xff\xd9"


def frame(syntax: str) -> bytes:
    bits = BITS.get(syntax, 12)
    return compressed(texture(bits, 256, 240), syntax, bits)


def film(syntax: str, stream: bytes) -> bytes:
    bits = BITS.get(syntax, 12)
    return dicom_bytes(texture(bits, 256, 240), bits, syntax, payload=stream)


def refuse(syntax: str, stream: bytes) -> None:
    with pytest.raises(StudyError) as caught:
        read_dicom(film(syntax, stream))
    assert caught.value.code in ("truncated", "damaged", "bad_geometry")


def by_name(syntax: str) -> str:
    return uid.UID(syntax).keyword


@pytest.mark.parametrize("syntax", CODINGS, ids=by_name)
@pytest.mark.parametrize("kept", [0.3, 0.7, 0.95])
def test_a_stream_that_ends_early_though_its_end_is_marked(syntax: str, kept: float) -> None:
    stream = frame(syntax)
    cut = stream[: int(len(stream) * kept)] + (b"" if syntax == uid.RLELossless else EOI)
    refuse(syntax, cut)


@pytest.mark.parametrize("syntax", CODINGS, ids=by_name)
@pytest.mark.parametrize("at", [0.3, 0.5, 0.8])
def test_a_stream_that_lost_a_kilobyte_inside(syntax: str, at: float) -> None:
    stream = frame(syntax)
    start = int(len(stream) * at)
    refuse(syntax, stream[:start] + stream[start + 1024 :])


@pytest.mark.parametrize("syntax", CODINGS, ids=by_name)
@pytest.mark.parametrize("at", [0.3, 0.5, 0.8])
def test_a_stream_with_a_blank_kilobyte_inside(syntax: str, at: float) -> None:
    stream = frame(syntax)
    start = int(len(stream) * at)
    blank = stream[:start] + bytes(1024) + stream[start + 1024 :]
    refuse(syntax, blank)


@pytest.mark.parametrize("syntax", CODINGS, ids=by_name)
@pytest.mark.parametrize("zeros", [1, 2, 63, 700])
def test_padding_after_the_end_is_no_damage(syntax: str, zeros: int) -> None:
    whole = read_dicom(film(syntax, frame(syntax)))
    padded = read_dicom(film(syntax, frame(syntax) + bytes(zeros)))
    assert np.array_equal(padded.codes, whole.codes)


@pytest.mark.parametrize("syntax", CODINGS, ids=by_name)
def test_an_image_in_many_fragments(syntax: str) -> None:
    bits = BITS.get(syntax, 12)
    stored = texture(bits, 256, 240)
    found = dataset(stored, bits)
    found.PixelData = encapsulate([frame(syntax)], fragments_per_frame=20)
    found["PixelData"].VR = "OB"
    whole = read_dicom(film(syntax, frame(syntax)))
    assert np.array_equal(read_dicom(written(found, syntax)).codes, whole.codes)


def picture(samples: np.ndarray, kind: str, **options: object) -> bytes:
    target = BytesIO()
    Image.fromarray(samples).save(target, kind, **options)
    return target.getvalue()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"optimize": True}], ids=str)
def test_a_jpeg_file_is_read_whole_or_not_at_all(options: dict[str, object]) -> None:
    stream = picture(texture(8, 251, 237), "JPEG", quality=90, **options)
    assert read_raster(stream + bytes(100), Format.JPEG).codes.shape == (251, 237)
    for kept in (0.3, 0.6, 0.97):
        cut = stream[: int(len(stream) * kept)]
        for damaged in (cut, cut + EOI, cut + EOI + bytes(5000)):
            with pytest.raises(StudyError) as caught:
                read_raster(damaged, Format.JPEG)
            assert caught.value.code in ("truncated", "damaged")


def test_a_missing_part_between_restarts_is_found() -> None:
    stream = picture(texture(8, 256, 240), "JPEG", quality=90, restart_marker_rows=2)
    coded = find_coded_data(stream)
    assert len(coded.intervals) == 16
    start, end = coded.intervals[7]
    for damaged in (
        stream[: start + 50] + stream[end:],  # an interval's end
        stream[: start - 2] + stream[end:],  # a whole interval
        stream[:start] + stream[coded.intervals[15][0] :],  # eight of them: the numbers go on
    ):
        with pytest.raises(StudyError) as caught:
            read_raster(damaged, Format.JPEG)
        assert caught.value.code in ("truncated", "damaged")


@pytest.mark.parametrize("level", [30, 75, 90, 100])
@pytest.mark.parametrize("bits", [8, 12])
@pytest.mark.parametrize("brightness", [0.0, 0.5, 1.2])
def test_whole_films_are_never_called_damaged(level: int, bits: int, brightness: float) -> None:
    rng = np.random.default_rng(level)
    top = (1 << bits) - 1
    for grain in (0.0, 0.003, 0.1, 0.5):
        values = brightness + grain * rng.standard_normal((75, 67))
        values[:8, :8] = 0.1
        stored = (np.clip(values, 0, 1) * top).round().astype(np.uint8 if bits == 8 else np.uint16)
        stream = bytes(imagecodecs.jpeg8_encode(stored, level=level, bitspersample=bits))
        refuse_damaged(stream, imagecodecs.jpeg8_decode(stream), imagecodecs.jpeg8_decode)


def test_zeros_after_the_picture_inside_the_coded_data_are_said() -> None:
    stream = frame(uid.JPEGExtended12Bit)
    more = stream[:-2] + texture(8)[:40].tobytes().replace(b"\xff", b"") + EOI
    with pytest.raises(StudyError, match="decoded"):
        read_dicom(film(uid.JPEGExtended12Bit, more))
