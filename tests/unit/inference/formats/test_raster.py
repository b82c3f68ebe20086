"""PNG, JPEG and TIFF films: all of their bits, right side up, or one exact code."""

from __future__ import annotations

from io import BytesIO

import imagecodecs
import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from inference.core.errors import StudyError
from inference.formats.raster import read_raster
from inference.formats.signatures import Format
from tests.helpers.dicom_files import png_bomb, png_chunk, ramp, texture


def saved(picture: Image.Image | np.ndarray, kind: Format, **options: object) -> bytes:
    target = BytesIO()
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    image.save(target, kind.value, **options)
    return target.getvalue()


def code(contents: bytes, kind: Format) -> str:
    with pytest.raises(StudyError) as caught:
        read_raster(contents, kind)
    return caught.value.code


def colour(bits: int = 8) -> np.ndarray:
    grey = texture(bits)
    return np.ascontiguousarray(np.stack([grey, grey[::-1], grey[:, ::-1]], -1))


@pytest.mark.parametrize("kind", [Format.PNG, Format.TIFF])
@pytest.mark.parametrize("bits", [8, 16])
def test_every_bit_is_kept(kind: Format, bits: int) -> None:
    stored = ramp(bits)
    film = read_raster(saved(stored, kind), kind)
    assert np.array_equal(film.codes, stored)
    assert film.facts.bits_stored == bits
    assert film.facts.maximum == 2**bits - 1
    assert film.facts.value_range == (0, 2**bits - 1)
    assert film.facts.notices == ()


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate", "packbits"])
@pytest.mark.parametrize("bits", [8, 16])
def test_compressed_tiff(compression: str, bits: int) -> None:
    stored = texture(bits)
    film = read_raster(saved(stored, Format.TIFF, compression=compression), Format.TIFF)
    assert np.array_equal(film.codes, stored)


def test_big_endian_tiff() -> None:
    stored = texture(16)
    contents = imagecodecs.tiff_encode(stored.copy(), byteorder=">")  # it swaps its input
    film = read_raster(contents, Format.TIFF)
    assert np.array_equal(film.codes, stored)


@pytest.mark.parametrize("bits", [8, 16])
def test_tiff_with_white_at_zero(bits: int) -> None:
    stored = texture(bits)
    contents = imagecodecs.tiff_encode(stored, photometric="miniswhite")
    film = read_raster(contents, Format.TIFF)
    assert np.array_equal(film.codes, (2**bits - 1) - stored.astype(int))


def test_jpeg_comes_near() -> None:
    stored = texture(8)
    film = read_raster(saved(stored, Format.JPEG, quality=95), Format.JPEG)
    assert np.abs(film.codes.astype(int) - stored).max() <= 12
    assert film.facts.notices == ("lossy",)


# --- grey stored otherwise -----------------------------------------------------------------------


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("kind", [Format.PNG, Format.TIFF])
def test_grey_stored_as_colour_keeps_its_bits(kind: Format, bits: int) -> None:
    stored = texture(bits)
    encode = imagecodecs.png_encode if kind is Format.PNG else imagecodecs.tiff_encode
    film = read_raster(encode(np.stack([stored] * 3, -1)), kind)
    assert np.array_equal(film.codes, stored)
    assert film.facts.notices == ("grey_from_rgb",)


def test_grey_stored_as_colour_jpeg() -> None:
    stored = texture(8)
    contents = saved(np.stack([stored] * 3, -1), Format.JPEG, quality=85)
    film = read_raster(contents, Format.JPEG)
    assert np.abs(film.codes.astype(float) - stored).mean() < 5
    assert set(film.facts.notices) == {"grey_from_rgb", "lossy"}


def test_a_grey_palette() -> None:
    stored = texture(8)
    picture = Image.fromarray(255 - stored, "P")
    picture.putpalette([255 - i for i in range(256) for _ in range(3)])
    film = read_raster(saved(picture, Format.PNG), Format.PNG)
    assert np.array_equal(film.codes, stored)


@pytest.mark.parametrize("bits", [8, 16])
def test_alpha_is_dropped_and_said(bits: int) -> None:
    stored = texture(bits)
    contents = imagecodecs.png_encode(np.stack([stored, stored[::-1]], -1))
    film = read_raster(contents, Format.PNG)
    assert np.array_equal(film.codes, stored)
    assert "alpha_dropped" in film.facts.notices


def test_colour_with_alpha_that_is_grey() -> None:
    stored = texture(8)
    full = np.full_like(stored, 255)
    film = read_raster(saved(np.stack([stored] * 3 + [full], -1), Format.PNG), Format.PNG)
    assert np.array_equal(film.codes, stored)
    assert set(film.facts.notices) == {"alpha_dropped", "grey_from_rgb"}


def test_a_small_coloured_marker_is_forgiven() -> None:
    stored = np.stack([texture(8, 400, 400)] * 3, -1)
    stored[10:25, 10:25] = (255, 0, 0)
    assert read_raster(saved(stored, Format.PNG), Format.PNG).codes.shape == (400, 400)


@pytest.mark.parametrize("kind", list(Format)[1:])
def test_a_colour_photograph(kind: Format) -> None:
    assert code(saved(colour(), kind), kind) == "colour_image"


@pytest.mark.parametrize("kind", [Format.PNG, Format.TIFF])
def test_a_deep_colour_photograph(kind: Format) -> None:
    encode = imagecodecs.png_encode if kind is Format.PNG else imagecodecs.tiff_encode
    assert code(encode(colour(16)), kind) == "colour_image"


def test_a_sepia_photograph() -> None:
    grey = texture(8)
    sepia = np.stack([grey, (grey * 0.9).astype(np.uint8), (grey * 0.8).astype(np.uint8)], -1)
    assert code(saved(sepia, Format.JPEG), Format.JPEG) == "colour_image"


def test_cmyk_is_colour() -> None:
    picture = Image.fromarray(colour()).convert("CMYK")
    assert code(saved(picture, Format.JPEG), Format.JPEG) == "colour_image"


# --- orientation ---------------------------------------------------------------------------------


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    ("kind", "bits"),
    [(Format.PNG, 8), (Format.PNG, 16), (Format.TIFF, 8), (Format.TIFF, 16), (Format.JPEG, 8)],
)
def test_exif_orientation_is_obeyed(kind: Format, bits: int, orientation: int) -> None:
    """The file holds the film turned so that the orientation tag brings it back."""
    upright = texture(bits)
    # the row and the column that the tag says come first (TIFF 6.0, Orientation)
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.T,
        6: upright.T[::-1],
        7: upright.T[::-1, ::-1],
        8: upright.T[:, ::-1],
    }[orientation]
    tags = Image.Exif()
    tags[274] = orientation
    options = {"quality": 100} if kind is Format.JPEG else {}
    film = read_raster(saved(np.ascontiguousarray(stored), kind, exif=tags, **options), kind)
    assert film.codes.shape == upright.shape
    assert np.abs(film.codes.astype(int) - upright).max() <= (8 if kind is Format.JPEG else 0)


@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_a_deep_colour_tiff_is_turned_too(orientation: int) -> None:
    upright = texture(16)
    stored = {1: upright, 3: upright[::-1, ::-1], 6: upright.T[::-1]}[orientation]
    deep = np.ascontiguousarray(np.stack([stored] * 3, -1))
    entry = b"".join(v.to_bytes(n, "little") for v, n in ((274, 2), (3, 2), (1, 4)))
    contents = _with_tiff_entry(imagecodecs.tiff_encode(deep), entry, orientation)
    assert np.array_equal(read_raster(contents, Format.TIFF).codes, upright)


def _with_tiff_entry(contents: bytes, entry: bytes, value: int) -> bytes:
    """A little-endian TIFF whose first directory moved to the end with one more SHORT entry."""
    start = int.from_bytes(contents[4:8], "little")
    count = int.from_bytes(contents[start : start + 2], "little")
    table = contents[start + 2 : start + 2 + 12 * count]
    entries = [table[n : n + 12] for n in range(0, len(table), 12)]
    entries = [e for e in entries if e[:2] != entry[:2]] + [entry + value.to_bytes(4, "little")]
    entries.sort(key=lambda e: int.from_bytes(e[:2], "little"))
    directory = len(entries).to_bytes(2, "little") + b"".join(entries) + bytes(4)
    return contents[:4] + len(contents).to_bytes(4, "little") + contents[8:] + directory


# --- refusals ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(Format)[1:])
def test_too_small(kind: Format) -> None:
    assert code(saved(texture(8, 63, 200), kind), kind) == "too_small"
    assert code(saved(np.zeros((1, 1), np.uint8), kind), kind) == "too_small"
    assert read_raster(saved(texture(8, 64, 64), kind), kind).codes.shape == (64, 64)


def test_a_png_bomb_is_not_unpacked() -> None:
    assert code(png_bomb(20000, 20000), Format.PNG) == "too_big"


def test_a_jpeg_that_claims_to_be_huge() -> None:
    contents = bytearray(saved(texture(8), Format.JPEG))
    at = contents.index(b"\xff\xc0") + 5
    contents[at : at + 4] = b"\xff\xdc\xff\xdc"
    assert code(bytes(contents), Format.JPEG) == "too_big"


def test_several_pages() -> None:
    page = Image.fromarray(texture(8))
    several = saved(page, Format.TIFF, save_all=True, append_images=[page, page])
    assert code(several, Format.TIFF) == "multi_frame"


def test_floating_point_tiff() -> None:
    contents = saved(texture(8).astype(np.float32), Format.TIFF)
    assert code(contents, Format.TIFF) == "bad_geometry"


@pytest.mark.parametrize("kind", [Format.PNG, Format.JPEG])
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_cut_files(kind: Format, kept: float) -> None:
    contents = saved(texture(8), kind)
    assert code(contents[: int(len(contents) * kept)], kind) == "truncated"


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.9])
def test_a_cut_tiff_is_refused(kept: float) -> None:
    contents = saved(texture(16), Format.TIFF)
    assert code(contents[: int(len(contents) * kept)], Format.TIFF) in ("truncated", "damaged")


def test_a_flipped_bit_in_a_png_is_noticed() -> None:
    contents = bytearray(saved(texture(16), Format.PNG))
    contents[len(contents) // 2] ^= 4
    assert code(bytes(contents), Format.PNG) == "damaged"


def test_an_even_picture() -> None:
    assert code(saved(np.full((80, 80), 9, np.uint8), Format.PNG), Format.PNG) == "constant_image"


# --- our own adversarial films -------------------------------------------------------------------


@pytest.mark.parametrize("international", [True, False])
def test_our_adversarial_export_is_recognised(international: bool) -> None:
    text = PngImagePlugin.PngInfo()
    add = text.add_itxt if international else text.add_text
    add("Setsudo", "adversarial; synthetic; epsilon 8/255")
    film = read_raster(saved(texture(16), Format.PNG, pnginfo=text), Format.PNG)
    assert film.facts.adversarial
    assert "adversarial" in film.facts.notices


def test_the_mark_is_found_behind_the_image_too() -> None:
    contents = saved(texture(16), Format.PNG)
    mark = png_chunk(b"tEXt", b"Setsudo\0adversarial")
    at = contents.index(b"IEND") - 4
    assert read_raster(contents[:at] + mark + contents[at:], Format.PNG).facts.adversarial


def test_other_texts_are_no_mark() -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Setsudo", "original")
    text.add_text("Comment", "adversarial")
    film = read_raster(saved(texture(16), Format.PNG, pnginfo=text), Format.PNG)
    assert not film.facts.adversarial
