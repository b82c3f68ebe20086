"""DICOM files that are no radiograph, contradict themselves, or are cut: one exact code each."""

from __future__ import annotations

import time
import zlib

import numpy as np
import pytest
from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate

from inference.core.errors import REASONS, StudyError
from inference.formats.dicom.film import read_dicom
from tests.helpers.dicom_files import (
    LOSSLESS,
    NATIVE,
    compressed,
    dataset,
    dicom_bytes,
    ramp,
    texture,
    with_transfer_syntax,
    written,
)

COMPRESSED = LOSSLESS[4:]


def refusal(contents: bytes) -> StudyError:
    with pytest.raises(StudyError) as caught:
        read_dicom(contents)
    reason = caught.value.params.get("reason")
    assert reason is None or reason in REASONS.values()
    return caught.value


def code(contents: bytes) -> str:
    return refusal(contents).code


# --- no radiograph -------------------------------------------------------------------------------


def test_an_object_without_pixels_is_named() -> None:
    report = Dataset()
    report.SOPClassUID = uid.BasicTextSRStorage
    report.Modality = "SR"
    error = refusal(written(report))
    assert error.code == "no_pixel_data"
    assert error.params["sop_class"] == "Basic Text SR Storage"


def test_a_film_without_its_pixels() -> None:
    assert code(written(dataset(ramp()))) == "no_pixel_data"


@pytest.mark.parametrize(
    "syntax", [uid.ExplicitVRLittleEndian, uid.RLELossless, uid.JPEGBaseline8Bit]
)
def test_true_colour(syntax: str) -> None:
    colour = np.stack([texture(8), texture(8)[::-1], texture(8)[:, ::-1]], -1)
    assert code(dicom_bytes(np.ascontiguousarray(colour), 8, syntax)) == "colour_image"


def test_a_palette_is_colour() -> None:
    contents = dicom_bytes(ramp(8), 8, PhotometricInterpretation="PALETTE COLOR")
    assert code(contents) == "colour_image"


@pytest.mark.parametrize("frames", [2, 30, 1_000_000_000])
def test_several_frames(frames: int) -> None:
    error = refusal(dicom_bytes(ramp(), NumberOfFrames=frames))
    assert error.code == "multi_frame"
    assert error.params["frames"] == str(frames)


@pytest.mark.parametrize("frames", [0, 1, ""])
def test_one_frame_may_be_said_in_many_ways(frames: object) -> None:
    assert read_dicom(dicom_bytes(ramp(), NumberOfFrames=frames)).codes.shape == (96, 80)


@pytest.mark.parametrize("frames", [b"-1", b"q "])
def test_a_number_of_frames_that_is_none(frames: bytes) -> None:
    contents = dicom_bytes(ramp(), NumberOfFrames=77)
    assert code(contents.replace(b"IS\x02\x0077", b"IS\x02\x00" + frames)) == "bad_geometry"


# --- size, before anything is allocated ----------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "columns", "expected"),
    [
        (1, 1, "too_small"),
        (63, 3000, "too_small"),
        (20000, 20000, "too_big"),
        (65535, 65535, "too_big"),
        (64, 20000, "bad_geometry"),
        (0, 100, "bad_geometry"),
        (None, 100, "bad_geometry"),
    ],
)
@pytest.mark.parametrize("syntax", [uid.ExplicitVRLittleEndian, uid.RLELossless])
def test_claimed_sizes(rows: int | None, columns: int, expected: str, syntax: str) -> None:
    started = time.perf_counter()
    assert code(dicom_bytes(ramp(), 12, syntax, Rows=rows, Columns=columns)) == expected
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("syntax", [uid.JPEGLosslessSV1, uid.JPEGLSLossless, uid.JPEG2000Lossless])
def test_a_compressed_image_of_another_size_than_the_header(syntax: str) -> None:
    frame = compressed(texture(rows=80, columns=96), syntax, 12)
    error = refusal(dicom_bytes(texture(rows=96, columns=80), 12, syntax, payload=frame))
    assert (error.code, error.params["reason"]) == ("bad_geometry", REASONS["pixel_size"])


def test_a_jpeg_that_claims_to_be_huge_is_not_decoded() -> None:
    frame = bytearray(compressed(texture(8), uid.JPEGBaseline8Bit, 8))
    at = frame.index(b"\xff\xc0") + 5
    frame[at : at + 4] = b"\xff\xdc\xff\xdc"
    contents = dicom_bytes(texture(8), 8, uid.JPEGBaseline8Bit, payload=bytes(frame))
    assert code(contents) == "bad_geometry"


def test_more_pixels_than_the_header_says() -> None:
    assert code(dicom_bytes(ramp(rows=200), Rows=100)) == "bad_geometry"


# --- bits ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"BitsAllocated": 32, "BitsStored": 32, "HighBit": 31},
        {"BitsAllocated": 12},
        {"BitsAllocated": 1, "BitsStored": 1, "HighBit": 0},
        {"BitsStored": 17, "HighBit": 16},
        {"BitsStored": 0},
        {"HighBit": 5},
        {"HighBit": 16},
        {"BitsAllocated": None},
        {"PixelRepresentation": 7},
        {"SamplesPerPixel": 4},
        {"SamplesPerPixel": 0},
        {"PhotometricInterpretation": "MONOCHROME3"},
        {"PhotometricInterpretation": "RGB"},
    ],
)
def test_a_header_that_contradicts_itself(changes: dict[str, object]) -> None:
    assert code(dicom_bytes(ramp(), 12, **changes)) == "bad_geometry"


def test_floating_point_pixels() -> None:
    found = dataset(ramp(), 12)
    found.add_new(0x7FE00008, "OF", np.zeros(96 * 80, "<f4").tobytes())
    assert code(written(found)) == "bad_geometry"


def test_an_even_image() -> None:
    assert code(dicom_bytes(np.full((96, 80), 7, np.uint16))) == "constant_image"


# --- transfer syntax -----------------------------------------------------------------------------


FAMILIES = (
    {uid.ExplicitVRLittleEndian},
    {uid.RLELossless},
    {uid.JPEGBaseline8Bit, uid.JPEGExtended12Bit},
    {uid.JPEGLossless, uid.JPEGLosslessSV1},
    {uid.JPEGLSLossless},
    {uid.JPEG2000Lossless, uid.HTJ2KLossless},
)
CONTRADICTIONS = [
    (syntax, named)
    for here in FAMILIES
    for there in FAMILIES[1:]
    for syntax in sorted(here & set(LOSSLESS))
    for named in sorted(there)
    if here is not there
]


@pytest.mark.parametrize(("syntax", "named"), CONTRADICTIONS)
def test_a_transfer_syntax_that_the_pixels_contradict(syntax: str, named: str) -> None:
    contents = with_transfer_syntax(dicom_bytes(texture(), 12, syntax), syntax, named)
    error = refusal(contents)
    assert error.code == "wrong_transfer_syntax"
    assert error.params["transfer_syntax"] == uid.UID(named).name


@pytest.mark.parametrize("syntax", COMPRESSED)
def test_compressed_pixels_called_uncompressed(syntax: str) -> None:
    contents = dicom_bytes(texture(), 12, syntax)
    wrong = with_transfer_syntax(contents, syntax, uid.ExplicitVRLittleEndian)
    assert code(wrong) == "wrong_transfer_syntax"


@pytest.mark.parametrize(
    ("syntax", "named"),
    [
        (uid.ExplicitVRLittleEndian, uid.ExplicitVRBigEndian),
        (uid.ExplicitVRBigEndian, uid.ExplicitVRLittleEndian),
        (uid.ExplicitVRBigEndian, uid.ImplicitVRLittleEndian),
        (uid.ExplicitVRLittleEndian, uid.DeflatedExplicitVRLittleEndian),
        (uid.DeflatedExplicitVRLittleEndian, uid.ExplicitVRLittleEndian),
        (uid.DeflatedExplicitVRLittleEndian, uid.ImplicitVRLittleEndian),
    ],
)
def test_another_encoding_than_named(syntax: str, named: str) -> None:
    contents = with_transfer_syntax(dicom_bytes(texture(), 12, syntax), syntax, named)
    assert code(contents) == "wrong_transfer_syntax"


@pytest.mark.filterwarnings("ignore:Expected")
def test_implicit_called_explicit_is_recognised() -> None:
    stored = texture()
    for syntax, named in (NATIVE[:2], NATIVE[1::-1]):
        contents = with_transfer_syntax(dicom_bytes(stored, 12, syntax), syntax, named)
        assert np.array_equal(read_dicom(contents).codes, stored)


@pytest.mark.parametrize("named", [uid.MPEG2MPML, "1.2.3.4.5", uid.ComputedRadiographyImageStorage])
def test_an_unknown_transfer_syntax(named: str) -> None:
    contents = dicom_bytes(texture(), 12)
    wrong = with_transfer_syntax(contents, uid.ExplicitVRLittleEndian, named)
    assert code(wrong) == "unsupported_transfer_syntax"


# --- cut, damaged, malicious ---------------------------------------------------------------------


@pytest.mark.parametrize("syntax", LOSSLESS, ids=lambda s: uid.UID(s).keyword)
@pytest.mark.parametrize("kept", [0.35, 0.8, 0.97])
def test_cut_inside_the_pixels(syntax: str, kept: float) -> None:
    contents = dicom_bytes(texture(), 12, syntax)
    assert code(contents[: int(len(contents) * kept)]) == "truncated"


@pytest.mark.parametrize("beyond", [9, 11, 30])
def test_cut_inside_an_element_of_the_header(beyond: int) -> None:
    contents = dicom_bytes(texture(), 12)
    start = contents.index(b"\x08\x00\x16\x00UI")
    assert code(contents[: start + beyond]) == "truncated"


def test_a_codestream_without_its_end() -> None:
    frame = compressed(texture(), uid.JPEGLSLossless, 12)
    half = frame[: len(frame) // 2]
    contents = dicom_bytes(texture(), 12, uid.JPEGLSLossless, payload=half)
    assert code(contents) == "truncated"


def test_fragments_without_content() -> None:
    found = dataset(texture(), 12)
    found.PixelData = encapsulate([b"\0\0"])[:8]
    found["PixelData"].VR = "OB"
    found["PixelData"].is_undefined_length = True
    assert code(written(found, uid.JPEGLSLossless)) == "truncated"


def test_a_deflate_bomb_is_not_unpacked() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    head = b"\x08\x00\x05\x00CS\x0a\x00ISO_IR 100" + b"\x09\x00\x10\x00OB\0\0" + b"\xff\xff\xff\x0f"
    body = packer.compress(head) + b"".join(packer.compress(bytes(1 << 20)) for _ in range(300))
    body += packer.flush()
    small = dicom_bytes(ramp(), 12, uid.DeflatedExplicitVRLittleEndian)
    meta_end = 144 + int.from_bytes(small[140:144], "little")
    error = refusal(small[:meta_end] + body)
    assert (error.code, error.params["reason"]) == ("damaged", REASONS["inflation"])


def test_a_header_nested_without_end() -> None:
    item = b"\xfe\xff\x00\xe0\xff\xff\xff\xff"
    sequence = b"\x08\x00\x15\x11SQ\0\0\xff\xff\xff\xff"
    small = dicom_bytes(ramp(), 12)
    meta_end = 144 + int.from_bytes(small[140:144], "little")
    error = refusal(small[:meta_end] + (sequence + item) * 50_000)
    assert (error.code, error.params["reason"]) == ("damaged", REASONS["nesting"])
