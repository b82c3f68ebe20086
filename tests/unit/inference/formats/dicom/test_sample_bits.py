"""Which bits of a stored word are the sample (PS3.5 8.1.1), and what a stream says of itself."""

from __future__ import annotations

import imagecodecs
import numpy as np
import pytest
from openjpeg.utils import encode_array
from pydicom import uid

from inference.formats.dicom.film import read_dicom
from tests.helpers.dicom_files import compressed, dicom_bytes, texture

WHOLE_WORDS = (uid.ExplicitVRLittleEndian, uid.RLELossless, uid.JPEGLosslessSV1)


@pytest.mark.parametrize("syntax", WHOLE_WORDS)
def test_noise_above_high_bit_is_left_out_and_said(syntax: str) -> None:
    stored = texture(12)
    noise = np.random.default_rng(0).integers(0, 16, stored.shape).astype(np.uint16) << 12
    noisy = stored | noise
    payload = None if syntax == WHOLE_WORDS[0] else compressed(noisy, syntax, 16)
    film = read_dicom(dicom_bytes(noisy, 12, syntax, payload=payload))
    assert np.array_equal(film.codes, stored)
    assert "bits_ignored" in film.facts.notices
    assert "values_clipped" not in film.facts.notices


@pytest.mark.parametrize("syntax", WHOLE_WORDS)
@pytest.mark.parametrize("high_bit", [12, 15])
def test_high_bit_says_where_a_sample_lies(syntax: str, high_bit: int) -> None:
    stored = texture(12)
    moved = stored << (high_bit - 11)
    payload = None if syntax == WHOLE_WORDS[0] else compressed(moved, syntax, 16)
    film = read_dicom(dicom_bytes(moved, 12, syntax, payload=payload, HighBit=high_bit))
    assert np.array_equal(film.codes, stored)
    assert not film.facts.notices


def test_a_compressed_image_of_exactly_its_bits_is_not_moved() -> None:
    stored = texture(12)
    stream = compressed(stored, uid.JPEGLosslessSV1, 12)
    film = read_dicom(dicom_bytes(stored, 12, uid.JPEGLosslessSV1, payload=stream, HighBit=15))
    assert np.array_equal(film.codes, stored)


def test_a_signed_jpeg_2000_stream_under_an_unsigned_header_is_shifted_up() -> None:
    stored = texture(12)
    stream = bytes(encode_array((stored.astype(int) - 2048).astype(np.int16), bits_stored=12))
    film = read_dicom(dicom_bytes(stored, 12, uid.JPEG2000Lossless, payload=stream))
    assert np.array_equal(film.codes, stored)
    assert film.facts.notices == ("sign_contradicted",)


@pytest.mark.parametrize(
    ("syntax", "stream", "lossy"),
    [
        (uid.JPEGLSNearLossless, imagecodecs.jpegls_encode(texture(12), level=3), True),
        (uid.JPEGLSNearLossless, imagecodecs.jpegls_encode(texture(12)), False),
        (uid.JPEG2000, encode_array(texture(12), bits_stored=12, compression_ratios=[4]), True),
        (uid.JPEG2000, encode_array(texture(12), bits_stored=12), False),
        (uid.JPEGLosslessSV1, compressed(texture(12), uid.JPEGLosslessSV1, 12), False),
        (uid.JPEGExtended12Bit, compressed(texture(12), uid.JPEGExtended12Bit, 12), True),
    ],
)
@pytest.mark.parametrize("header", [None, "01", "00"])
def test_loss_is_said_by_the_stream_whatever_the_header_says(
    syntax: str, stream: bytes, lossy: bool, header: str | None
) -> None:
    stated = {} if header is None else {"LossyImageCompression": header}
    film = read_dicom(dicom_bytes(texture(12), 12, syntax, payload=bytes(stream), **stated))
    assert ("lossy" in film.facts.notices) == (lossy or header == "01")
