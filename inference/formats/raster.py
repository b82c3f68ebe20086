"""Reads a radiograph from a PNG, JPEG or TIFF picture, in all of its 8 or 16 bits.

Pillow opens these three formats only. It halves the depth of 16-bit pictures that have more than
one channel, so those are decoded by imagecodecs. Runs in the decoder's process only.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import numpy as np
from PIL import Image

from inference.core.errors import REASONS, StudyError
from inference.formats.decoded_film import Codes, DecodedFilm, FilmFacts, check_contrast, check_size
from inference.formats.grey import grey_from_rgb
from inference.formats.jpeg_damage import refuse_damaged
from inference.formats.marking_band import film_rows
from inference.formats.signatures import Format
from inference.formats.woven_pattern import bears_pattern

#: Key and beginning of the text by which a PNG says that this program made it adversarial.
MARK_KEYWORD = "Setsudo"
MARK_ADVERSARIAL = "adversarial"

_ORIENTATION = 274  # tag of EXIF and of TIFF
_PHOTOMETRIC = 262  # TIFF: 0 is white at zero
_SAMPLE_FORMAT = 339  # TIFF: 1 unsigned, 2 signed
_BITS_PER_SAMPLE = 258
_SUBFILE_TYPE = 254  # TIFF: bit 0 is set on a reduced copy of another page
_MAX_PAGES = 64
_CRITICAL_CHUNKS = (b"IHDR", b"PLTE", b"IDAT", b"IEND")

Image.MAX_IMAGE_PIXELS = None  # `check_size` refuses more, with a code of its own


def read_raster(contents: bytes, kind: Format) -> DecodedFilm:
    """The radiograph in `contents`, a whole file of format `kind`.

    Raises
    ------
    StudyError: with the code that says why it can't be opened.
    """
    if kind is Format.PNG:
        _check_png(contents)
    try:
        with Image.open(BytesIO(contents), formats=(kind.value,)) as picture:
            return _read(picture, contents, kind)
    except StudyError:
        raise
    except MemoryError:
        raise
    except Exception as error:
        raise _unreadable(error, contents, kind) from None


def _read(picture: Image.Image, contents: bytes, kind: Format) -> DecodedFilm:
    check_size(picture.height, picture.width)
    frames = _films(picture, kind)
    if frames > 1:
        raise StudyError("multi_frame", frames=frames)
    notices = set()
    if "A" in picture.getbands() or "transparency" in picture.info:
        notices.add("alpha_dropped")
    codes, bits, in_colour = _decode(picture, contents, kind)
    if in_colour:
        notices.add("grey_from_rgb")
    if kind is Format.JPEG:
        _check_jpeg(contents)
        notices.add("lossy")
    film_height = film_rows(codes)
    codes = codes[:film_height]
    if film_height is not None or _is_marked_adversarial(picture) or bears_pattern(codes):
        notices.add("adversarial")
    codes = np.ascontiguousarray(_turned(codes, _orientation(picture)))
    check_contrast(codes)
    maximum = (1 << bits) - 1
    facts = FilmFacts(
        maximum,
        (0.0, float(maximum)),
        bits,
        "MONOCHROME2",
        notices=tuple(sorted(notices)),
        adversarial="adversarial" in notices,
    )
    return DecodedFilm(codes, None, facts)


def _films(picture: Image.Image, kind: Format) -> int:
    """The pictures in a file, but for previews: a camera's (MPF), a TIFF's reduced pages."""
    frames = int(getattr(picture, "n_frames", 1))
    if kind is Format.JPEG or frames == 1:
        return 1
    reduced = 0
    for page in range(1, min(frames, _MAX_PAGES)):
        picture.seek(page)
        reduced += int(picture.tag_v2.get(_SUBFILE_TYPE, 0)) & 1 if kind is Format.TIFF else 0  # type: ignore[attr-defined]
    picture.seek(0)
    return frames - reduced


def _decode(picture: Image.Image, contents: bytes, kind: Format) -> tuple[Codes, int, bool]:
    """Codes (H, W), their bits, and True if they were stored as colour."""
    channels = _deep_channels(contents, kind, picture)
    if channels is not None:
        grey, in_colour = _grey_of_channels(channels)
        return grey, 16, in_colour
    if picture.mode in ("I;16", "I;16L", "I;16B", "I;16N", "I"):
        return _sixteen_bits(picture, kind), 16, False
    if picture.mode in ("1", "L", "LA", "La"):
        return np.array(picture.convert("L")), 8, False
    if picture.mode in ("F", "I;16S"):
        raise StudyError("bad_geometry", reason=REASONS["bits_unsupported"])
    if picture.mode in ("CMYK", "LAB", "HSV"):
        raise StudyError("colour_image")
    if picture.mode == "P" and picture.palette is not None and "transparency" in picture.info:
        picture = picture.convert("RGBA")
    return grey_from_rgb(np.asarray(picture.convert("RGB"))), 8, True


def _deep_channels(contents: bytes, kind: Format, picture: Image.Image) -> Codes | None:
    """(H, W, C) uint16 if the file has several channels of 16 bits, else None."""
    import imagecodecs

    if kind is Format.PNG and contents[24] == 16 and contents[25] in (2, 4, 6):
        return np.asarray(imagecodecs.png_decode(contents))
    if kind is Format.TIFF:
        bits = picture.tag_v2.get(_BITS_PER_SAMPLE, (1,))  # type: ignore[attr-defined]
        if len(bits) > 1 and set(bits) == {16}:
            found = np.asarray(imagecodecs.tiff_decode(contents))
            sides = sorted((picture.height, picture.width))  # of the turned film
            if sorted(found.shape[:2]) == sides and found.dtype == np.uint16:
                return found
            raise StudyError("bad_geometry", reason=REASONS["bits_unsupported"])
    return None


def _grey_of_channels(channels: Codes) -> tuple[Codes, bool]:
    if channels.shape[2] >= 3:
        return grey_from_rgb(channels[..., :3]), True
    return np.ascontiguousarray(channels[..., 0]), False


def _sixteen_bits(picture: Image.Image, kind: Format) -> Codes:
    """Codes of a 16-bit grey picture; a TIFF's may be signed, or have white at zero."""
    samples = np.array(picture)
    tags = picture.tag_v2 if kind is Format.TIFF else {}  # type: ignore[attr-defined]
    signed = _first(tags.get(_SAMPLE_FORMAT, 1)) == 2
    values = samples.astype(np.int32) + (0x8000 if signed and samples.dtype.kind == "i" else 0)
    if values.min() < 0 or values.max() > 0xFFFF:
        raise StudyError("bad_geometry", reason=REASONS["bits_unsupported"])
    codes = values.astype(np.uint16)
    return 0xFFFF - codes if tags.get(_PHOTOMETRIC) == 0 else codes


def _first(value: object) -> object:
    return value[0] if isinstance(value, tuple) and value else value


def _orientation(picture: Image.Image) -> int:
    """The orientation that is still to be applied: Pillow turns a TIFF itself as it decodes it."""
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:
        return 1


def _turned(codes: Codes, orientation: int) -> Codes:
    """`codes` right side up, for an EXIF orientation of 1 to 8 (EXIF 2.32, 4.6.4 A)."""
    if orientation in (5, 6, 7, 8):
        codes = codes.T
    if orientation in (2, 3, 6, 7):
        codes = codes[:, ::-1]
    if orientation in (3, 4, 7, 8):
        codes = codes[::-1]
    return codes


def _is_marked_adversarial(picture: Image.Image) -> bool:
    texts = getattr(picture, "text", None) or {}
    return str(texts.get(MARK_KEYWORD, "")).startswith(MARK_ADVERSARIAL)


def _check_png(contents: bytes) -> None:
    """Walk the chunks (PNG 5.3): a cut file and a flipped bit are told apart from each other."""
    position = 8
    while position < len(contents):
        if position + 12 > len(contents):
            raise StudyError("truncated")
        (length,) = struct.unpack_from(">I", contents, position)
        name = contents[position + 4 : position + 8]
        end = position + 12 + length
        if name == b"IHDR" and length == 13 and end <= len(contents):
            columns, rows = struct.unpack_from(">II", contents, position + 8)
            check_size(rows, columns)
        if end > len(contents):
            raise StudyError("truncated")
        if name in _CRITICAL_CHUNKS and _checksum_differs(contents, position, length):
            raise StudyError("damaged", reason=REASONS["checksum"])
        if name == b"IEND":
            return
        position = end
    raise StudyError("truncated")


def _check_jpeg(contents: bytes) -> None:
    """Refuse a JPEG that Pillow decodes although some of it is missing or damaged."""
    import imagecodecs

    refuse_damaged(contents, imagecodecs.jpeg8_decode(contents), imagecodecs.jpeg8_decode)


def _checksum_differs(contents: bytes, position: int, length: int) -> bool:
    covered = memoryview(contents)[position + 4 : position + 8 + length]
    (stated,) = struct.unpack_from(">I", contents, position + 8 + length)
    return bool(zlib.crc32(covered) != stated)


def _unreadable(error: Exception, contents: bytes, kind: Format) -> StudyError:
    """The error for what Pillow raised: it says "truncated" in words only."""
    words = str(error).lower()
    cut = "truncated" in words or "not enough" in words or "end of file" in words
    if cut or (kind is Format.JPEG and b"\xff\xd9" not in contents[-64:]):
        return StudyError("truncated")
    return StudyError("damaged", reason=REASONS["decoder"])
