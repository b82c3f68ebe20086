"""DICOM films: every encoding gives the stored values, and the header's rules are obeyed once."""

from __future__ import annotations

import numpy as np
import pytest
from pydicom import uid
from pydicom.dataset import Dataset

from inference.core.types import VoiFunction
from inference.formats.decoded_film import DecodedFilm
from inference.formats.dicom.film import read_dicom
from tests.helpers.dicom_files import (
    LOSSLESS,
    NATIVE,
    compressed,
    dataset,
    dicom_bytes,
    ramp,
    texture,
    written,
)


def pixels(film: DecodedFilm) -> np.ndarray:
    return film.codes.astype(np.float64) / film.facts.maximum


def lut(first: int, bits: int, entries: np.ndarray) -> Dataset:
    item = Dataset()
    item.add_new(0x00283002, "US", [len(entries) % 65536, first % 65536, bits])
    item.add_new(0x00283006, "OW", entries.astype("<u2").tobytes())
    return item


# --- encodings -----------------------------------------------------------------------------------


@pytest.mark.parametrize("syntax", LOSSLESS, ids=lambda s: uid.UID(s).keyword)
@pytest.mark.parametrize("bits", [8, 10, 12, 16])
def test_every_lossless_syntax_gives_the_stored_values(syntax: str, bits: int) -> None:
    stored = texture(bits)
    film = read_dicom(dicom_bytes(stored, bits, syntax))
    assert film.facts.maximum == 2**bits - 1
    assert np.array_equal(film.codes, stored)
    assert film.facts.value_range == (0, 2**bits - 1)
    assert "lossy" not in film.facts.notices


@pytest.mark.parametrize(
    ("syntax", "bits", "tolerance"),
    [
        (uid.JPEGBaseline8Bit, 8, 12),
        (uid.JPEGExtended12Bit, 12, 60),
        (uid.JPEG2000, 12, 200),
        (uid.JPEGLSNearLossless, 12, 0),
        (uid.HTJ2K, 12, 0),
    ],
)
def test_lossy_syntaxes_come_near(syntax: str, bits: int, tolerance: int) -> None:
    stored = texture(bits)
    film = read_dicom(dicom_bytes(stored, bits, syntax, LossyImageCompression="01"))
    assert np.abs(film.codes.astype(int) - stored).max() <= tolerance
    assert "lossy" in film.facts.notices


@pytest.mark.parametrize("syntax", [*NATIVE, uid.RLELossless], ids=lambda s: uid.UID(s).keyword)
@pytest.mark.parametrize("bits", [8, 12, 16])
def test_signed_samples(syntax: str, bits: int) -> None:
    lowest = -(1 << (bits - 1))
    stored = (ramp(bits).astype(int) + lowest).astype(np.int8 if bits == 8 else np.int16)
    film = read_dicom(dicom_bytes(stored, bits, syntax))
    assert film.facts.value_range == (lowest, -lowest - 1)
    assert np.array_equal(film.codes.astype(int) + lowest, stored)


def test_signed_twelve_bits_without_sign_extension() -> None:
    """0x0800 in 12 bits is -2048 even if the upper bits are zero."""
    stored = ramp(12).astype(np.int16)
    film = read_dicom(dicom_bytes(stored, 12))
    assert film.codes[0, 0] + film.facts.value_range[0] == 0
    assert film.codes[stored == 0x0800][0] + film.facts.value_range[0] == -2048


def test_signed_jpeg_2000_of_fewer_bits() -> None:
    stored = (texture(12).astype(int) - 2048).astype(np.int16)
    film = read_dicom(dicom_bytes(stored, 12, uid.JPEG2000Lossless))
    assert np.array_equal(film.codes.astype(int) - 2048, stored)


def test_high_bit_at_the_top() -> None:
    stored = texture(12)
    film = read_dicom(dicom_bytes(stored << 4, 12, HighBit=15))
    assert np.array_equal(film.codes, stored)
    assert "values_clipped" not in film.facts.notices


def test_bits_above_high_bit_are_no_part_of_a_sample_and_are_said() -> None:
    stored = ramp(12)
    stored[0, :3] = (4096 + 5, 0xFFFF, 17)
    film = read_dicom(dicom_bytes(stored, 12))
    assert film.codes[0, :3].tolist() == [5, 4095, 17]  # PS3.5 8.1.1
    assert "bits_ignored" in film.facts.notices


def test_overlays_in_the_upper_bits_are_left_out() -> None:
    stored = texture(12)
    found = dataset(stored, 12)
    found.add_new(0x60000102, "US", 15)
    found.PixelData = (stored | 0x8000).tobytes()
    found["PixelData"].VR = "OW"
    film = read_dicom(written(found))
    assert np.array_equal(film.codes, stored)
    assert "values_clipped" not in film.facts.notices


def test_eight_bit_words_of_a_big_endian_file() -> None:
    stored = texture(8)
    found = dataset(stored, 8)
    found.PixelData = stored.view("<u2").astype(">u2").tobytes()
    found["PixelData"].VR = "OW"
    assert np.array_equal(read_dicom(written(found, uid.ExplicitVRBigEndian)).codes, stored)


def test_an_image_in_several_fragments() -> None:
    from pydicom.encaps import encapsulate

    stored = texture(12)
    found = dataset(stored, 12)
    frame = compressed(stored, uid.JPEGLSLossless, 12)
    found.PixelData = encapsulate([frame], fragments_per_frame=4)
    found["PixelData"].VR = "OB"
    assert np.array_equal(read_dicom(written(found, uid.JPEGLSLossless)).codes, stored)


@pytest.mark.parametrize("syntax", [uid.ImplicitVRLittleEndian, uid.ExplicitVRLittleEndian])
def test_a_data_set_without_preamble_and_file_meta(syntax: str) -> None:
    stored = texture(12)
    whole = dicom_bytes(stored, 12, syntax)
    meta_end = 144 + int.from_bytes(whole[140:144], "little")
    film = read_dicom(whole[meta_end:])
    assert np.array_equal(film.codes, stored)
    assert "file_meta_missing" in film.facts.notices
    assert np.array_equal(read_dicom(whole[132:]).codes, stored)


# --- polarity and Modality LUT -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("photometric", "shape", "inverted"),
    [
        ("MONOCHROME2", "IDENTITY", False),
        ("MONOCHROME2", "INVERSE", True),
        ("MONOCHROME1", "IDENTITY", True),
        ("MONOCHROME1", "INVERSE", True),
        ("MONOCHROME1", None, True),
        ("MONOCHROME2", None, False),
    ],
)
@pytest.mark.parametrize("slope", [1, -1])
def test_polarity_is_turned_once(
    photometric: str, shape: str | None, inverted: bool, slope: int
) -> None:
    stored = ramp(12)
    changes = {} if shape is None else {"PresentationLUTShape": shape}
    contents = dicom_bytes(
        stored, 12, PhotometricInterpretation=photometric, RescaleSlope=slope, **changes
    )
    film = read_dicom(contents)
    shown = stored if (slope > 0) != inverted else 4095 - stored
    assert np.array_equal(film.codes, shown)
    low, high = film.facts.value_range
    assert (low > high) == inverted
    assert np.allclose(low + pixels(film) * (high - low), slope * stored.astype(float))


def test_rescale_gives_modality_values() -> None:
    film = read_dicom(dicom_bytes(ramp(12), 12, RescaleSlope=2, RescaleIntercept=-1000))
    assert film.facts.value_range == (-1000, 7190)


@pytest.mark.parametrize("slope", ["nan", "inf", "-inf", "0", "1e308", "abcd", "1,25", "1\\2"])
def test_an_unusable_slope_is_ignored_and_said(slope: str) -> None:
    contents = dicom_bytes(ramp(12), 12, RescaleSlope="1.000000", RescaleIntercept="5")
    broken = contents.replace(b"1.000000", slope.encode().ljust(8))
    film = read_dicom(broken)
    assert film.facts.value_range == (0, 4095)
    assert "modality_lut_ignored" in film.facts.notices


def test_the_modality_lut_sequence_wins_over_rescale() -> None:
    stored = ramp(8)
    entries = (np.arange(256) ** 2).astype(np.uint16)
    film = read_dicom(
        dicom_bytes(
            stored, 8, ModalityLUTSequence=[lut(0, 16, entries)], RescaleSlope=3, RescaleIntercept=0
        )
    )
    assert film.facts.value_range == (0, 65535)
    assert np.array_equal(film.codes, stored.astype(int) ** 2)


def test_a_modality_lut_keeps_its_ends_outside() -> None:
    stored = ramp(8)
    film = read_dicom(dicom_bytes(stored, 8, ModalityLUTSequence=[lut(100, 8, np.arange(50, 60))]))
    expected = np.clip(stored.astype(int) - 100, 0, 9) + 50
    assert np.array_equal(film.codes, expected)


def test_a_cut_modality_lut_is_ignored_and_said() -> None:
    item = lut(0, 12, np.arange(4096))
    item[0x00283006].value = item[0x00283006].value[:100]
    film = read_dicom(dicom_bytes(ramp(12), 12, ModalityLUTSequence=[item]))
    assert "modality_lut_ignored" in film.facts.notices
    assert np.array_equal(film.codes, ramp(12))


# --- VOI -----------------------------------------------------------------------------------------


def test_several_windows_keep_their_order_and_names() -> None:
    film = read_dicom(
        dicom_bytes(
            ramp(12),
            12,
            WindowCenter=[2000, 1000],
            WindowWidth=[4000, 500],
            WindowCenterWidthExplanation=["WIDE", "LUNG"],
            VOILUTFunction="SIGMOID",
        )
    )
    found = [(w.center, w.width, w.function, w.explanation) for w in film.facts.windows]
    sigmoid = VoiFunction.SIGMOID
    assert found == [(2000, 4000, sigmoid, "WIDE"), (1000, 500, sigmoid, "LUNG")]


@pytest.mark.parametrize(
    "changes",
    [
        {"WindowCenter": 100, "WindowWidth": 0},
        {"WindowCenter": 100, "WindowWidth": -5},
        {"WindowCenter": 100, "WindowWidth": 0.5},
        {"WindowCenter": [100, 200], "WindowWidth": 50},
        {"WindowCenter": 100},
        {"WindowCenter": 100, "WindowWidth": 50, "VOILUTFunction": "CUBIC"},
    ],
)
def test_an_unusable_window_is_ignored_and_said(changes: dict[str, object]) -> None:
    film = read_dicom(dicom_bytes(ramp(12), 12, **changes))
    assert film.facts.windows == ()
    assert "window_ignored" in film.facts.notices


def test_a_window_that_is_no_number_is_ignored_and_said() -> None:
    contents = dicom_bytes(ramp(12), 12, WindowCenter="100.0000", WindowWidth="50")
    film = read_dicom(contents.replace(b"100.0000", b"nan     "))
    assert film.facts.windows == ()
    assert "window_ignored" in film.facts.notices


def test_a_voi_lut_comes_first_and_is_scaled_by_its_bits() -> None:
    entries = np.linspace(0, 1023, 200).astype(np.uint16)
    film = read_dicom(
        dicom_bytes(
            ramp(12),
            12,
            VOILUTSequence=[lut(1000, 10, entries)],
            WindowCenter=2000,
            WindowWidth=4000,
        )
    )
    table, window = film.facts.windows
    assert window.function is VoiFunction.LINEAR
    assert table.function is VoiFunction.TABLE
    assert (table.center - table.width / 2, table.center + table.width / 2) == (1000, 1199)
    assert np.allclose(table.table, entries / 1023)


def test_a_voi_lut_beyond_its_bits_is_ignored_and_said() -> None:
    item = lut(0, 8, np.arange(300))
    film = read_dicom(dicom_bytes(ramp(12), 12, VOILUTSequence=[item]))
    assert film.facts.windows == ()
    assert "voi_lut_ignored" in film.facts.notices


# --- padding, spacing, view ----------------------------------------------------------------------


def test_padding_value_and_range() -> None:
    stored = ramp(12)
    value = read_dicom(dicom_bytes(stored, 12, PixelPaddingValue=0))
    assert np.array_equal(value.padding, stored == 0)
    limits = read_dicom(dicom_bytes(stored, 12, PixelPaddingValue=0, PixelPaddingRangeLimit=100))
    assert np.array_equal(limits.padding, stored <= 100)
    assert read_dicom(dicom_bytes(stored, 12)).padding is None


def test_padding_of_signed_samples() -> None:
    stored = (ramp(16).astype(int) - 32768).astype(np.int16)
    found = dataset(stored, 16)
    found.add_new(0x00280120, "SS", -32768)
    found.PixelData = stored.tobytes()
    found["PixelData"].VR = "OW"
    assert np.array_equal(read_dicom(written(found)).padding, stored == -32768)


def test_padding_is_found_before_polarity_is_turned() -> None:
    stored = ramp(12)
    film = read_dicom(
        dicom_bytes(stored, 12, PixelPaddingValue=0, PhotometricInterpretation="MONOCHROME1")
    )
    assert np.array_equal(film.padding, stored == 0)
    assert film.codes[0, 0] == 4095


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"PixelSpacing": [0.2, 0.1]}, (0.2, 0.1, "at detector")),
        (
            {"PixelSpacing": [0.2, 0.1], "PixelSpacingCalibrationType": "FIDUCIAL"},
            (0.2, 0.1, "calibrated"),
        ),
        (
            {"PixelSpacing": [0.15, 0.15], "ImagerPixelSpacing": [0.2, 0.2]},
            (0.15, 0.15, "calibrated"),
        ),
        ({"ImagerPixelSpacing": [0.2, 0.2]}, (0.2, 0.2, "at detector")),
        (
            {
                "ImagerPixelSpacing": [0.22, 0.22],
                "EstimatedRadiographicMagnificationFactor": 1.1,
            },
            (0.2, 0.2, "corrected for magnification"),
        ),
        (
            {"ImagerPixelSpacing": [0.2, 0.2], "EstimatedRadiographicMagnificationFactor": 0},
            (0.2, 0.2, "at detector"),
        ),
        ({"NominalScannedPixelSpacing": [0.3, 0.3]}, (0.3, 0.3, "nominal")),
        (
            {"PixelSpacing": [0, 0], "ImagerPixelSpacing": [0.2, 0.2]},
            (0.2, 0.2, "at detector"),
        ),
    ],
)
def test_spacing_and_its_provenance(
    changes: dict[str, object], expected: tuple[float, float, str]
) -> None:
    found = read_dicom(dicom_bytes(ramp(12), 12, **changes)).facts.spacing
    assert found is not None
    assert (found.row_mm, found.column_mm) == pytest.approx(expected[:2])
    assert found.provenance == expected[2]


@pytest.mark.parametrize("spacing", [[0, 0], [0.2], [-0.2, 0.2], [0.2, 1e6]])
def test_an_unusable_spacing_is_ignored_and_said(spacing: list[float]) -> None:
    facts = read_dicom(dicom_bytes(ramp(12), 12, PixelSpacing=spacing)).facts
    assert facts.spacing is None
    assert "spacing_ignored" in facts.notices


def test_view_position_from_either_attribute() -> None:
    assert read_dicom(dicom_bytes(ramp(12), 12, ViewPosition="AP")).facts.view_position == "AP"
    code = Dataset()
    code.CodeValue = "R-10214"
    film = read_dicom(dicom_bytes(ramp(12), 12, ViewCodeSequence=[code]))
    assert film.facts.view_position == "PA"
    assert read_dicom(dicom_bytes(ramp(12), 12)).facts.view_position == ""


# --- grey stored as colour -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("syntax", "photometric"),
    [
        (uid.ExplicitVRLittleEndian, "RGB"),
        (uid.RLELossless, "RGB"),
        (uid.JPEGBaseline8Bit, "YBR_FULL_422"),
        (uid.JPEGBaseline8Bit, "RGB"),
        (uid.JPEGLSLossless, "RGB"),
    ],
)
def test_grey_stored_as_colour_is_read_as_grey(syntax: str, photometric: str) -> None:
    grey = texture(8)
    colour = np.stack([grey] * 3, -1)
    contents = dicom_bytes(colour, 8, syntax, PhotometricInterpretation=photometric)
    film = read_dicom(contents)
    tolerance = 12 if syntax == uid.JPEGBaseline8Bit else 0
    assert np.abs(film.codes.astype(int) - grey).max() <= tolerance
    assert "grey_from_rgb" in film.facts.notices


def test_planes_and_luma() -> None:
    grey = texture(8)
    colour = np.stack([grey] * 3, -1)
    found = dataset(colour, 8, PlanarConfiguration=1)
    found.PixelData = np.moveaxis(colour, -1, 0).tobytes()
    assert np.array_equal(read_dicom(written(found)).codes, grey)
    neutral = np.full_like(grey, 128)
    luma = np.stack([grey, neutral, neutral], -1)
    film = read_dicom(dicom_bytes(luma, 8, PhotometricInterpretation="YBR_FULL"))
    assert np.array_equal(film.codes, grey)


# --- what may be shown ---------------------------------------------------------------------------


def test_a_name_in_kanji_is_shown() -> None:
    film = read_dicom(
        dicom_bytes(
            ramp(12),
            12,
            SpecificCharacterSet=["", "ISO 2022 IR 87"],
            PatientName="Yamada^Tarou=山田^太郎=やまだ^たろう",
        )
    )
    assert film.facts.attributes["PatientName"] == "Yamada Tarou=山田 太郎=やまだ たろう"


def test_shown_text_has_no_controls_and_an_end() -> None:
    film = read_dicom(
        dicom_bytes(
            ramp(12),
            12,
            SpecificCharacterSet="ISO_IR 192",
            StudyDescription="chest\u202e\u0007\nPA" + "x" * 3000,
        )
    )
    shown = film.facts.attributes["StudyDescription"]
    assert shown.startswith("chest PAxxx")
    assert len(shown) == 1024


def test_only_listed_attributes_are_shown() -> None:
    film = read_dicom(dicom_bytes(ramp(12), 12, PatientAddress="secret", PatientID="42"))
    assert film.facts.attributes["PatientID"] == "42"
    assert "secret" not in film.facts.attributes.values()
    assert film.facts.attributes["SOPClassUID"] == "Computed Radiography Image Storage"


def test_burned_in_annotation_is_doubted_unless_denied() -> None:
    denied = read_dicom(dicom_bytes(ramp(12), 12)).facts.notices
    absent = read_dicom(dicom_bytes(ramp(12), 12, BurnedInAnnotation=None)).facts.notices
    assert "burned_in_possible" not in denied
    assert "burned_in_possible" in absent


def test_a_preamble_like_a_program_is_said() -> None:
    contents = bytearray(dicom_bytes(ramp(12), 12))
    contents[:2] = b"MZ"
    assert "preamble_executable" in read_dicom(bytes(contents)).facts.notices
