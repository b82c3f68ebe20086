"""Header lines and the display shutter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom.dataset import Dataset

from inference.core.errors import StudyError
from inference.formats.dicom.film import read_dicom
from inference.formats.dicom.header import MAX_LINES, header_lines
from inference.reading.decoding import Decoder
from inference.reading.study_reader import read_header
from tests.helpers.dicom_files import dicom_bytes, texture


def lines_of(**attributes: object) -> dict[str, str]:
    lines = header_lines(dicom_bytes(texture(), 12, **attributes))
    return {line.keyword or line.tag: line.value for line in lines}


def test_every_attribute_is_a_line_with_its_value() -> None:
    found = lines_of(PatientName="Yamada^Tarou", WindowCenter=["10", "20"], KVP="120")
    assert found["PatientName"] == "Yamada^Tarou"
    assert found["WindowCenter"] == "10\\20"
    assert found["KVP"] == "120"
    assert "Computed Radiography Image Storage" in found["SOPClassUID"]
    assert "Explicit VR Little Endian" in found["TransferSyntaxUID"]
    assert "PixelData" not in found


def test_sequences_are_unfolded_and_counted() -> None:
    item = Dataset()
    item.CodeValue = "R-10214"
    lines = header_lines(dicom_bytes(texture(), 12, ViewCodeSequence=[item, item]))
    sequence = next(line for line in lines if line.keyword == "ViewCodeSequence")
    codes = [line for line in lines if line.keyword == "CodeValue"]
    assert sequence.value == "[2]"
    assert [(line.depth, line.value) for line in codes] == [(1, "R-10214")] * 2


def test_values_can_neither_reorder_nor_flood_what_is_read() -> None:
    found = lines_of(PatientComments="a\u202eb\nc" + "x" * 5000, WindowCenter=list(range(100)))
    assert "\u202e" not in found["PatientComments"]
    assert "\n" not in found["PatientComments"]
    assert len(found["PatientComments"]) <= 1024
    assert found["WindowCenter"].endswith("… (100)")


def test_a_damaged_value_is_a_dash_and_hides_no_other_line() -> None:
    good = dicom_bytes(texture(), 12, RescaleSlope="1.5", PatientID="P-1")
    contents = good.replace(b"1.5 ", b"1\xff\xfe5")
    found = {line.keyword: line.value for line in header_lines(contents)}
    assert found["PatientID"] == "P-1"
    assert "RescaleSlope" in found


def test_many_lines_end_at_the_limit() -> None:
    item = Dataset()
    item.CodeValue = "1"
    lines = header_lines(dicom_bytes(texture(), 12, ViewCodeSequence=[item] * (MAX_LINES + 5)))
    assert len(lines) == MAX_LINES


def test_only_what_names_nobody_is_technical() -> None:
    dataset = {"PatientName": "A^B", "KVP": 120, "StudyDate": "20260101", "StationName": "ROOM1"}
    lines = header_lines(dicom_bytes(texture(), 12, **dataset))
    technical = {line.keyword for line in lines if line.technical}
    assert {"KVP", "Rows", "SOPClassUID", "TransferSyntaxUID"} <= technical
    hidden = {"PatientName", "StudyDate", "StationName", "SOPInstanceUID"}
    assert not technical & hidden


def test_a_picture_has_no_header(tmp_path: Path) -> None:
    path = tmp_path / "film.png"
    Image.fromarray(texture(8)).save(path)
    decoder = Decoder()
    try:
        with pytest.raises(StudyError) as caught:
            read_header(path, decoder=decoder)
        assert (caught.value.code, caught.value.file) == ("no_header", "film.png")
        film = tmp_path / "film.dcm"
        film.write_bytes(dicom_bytes(texture(), 12, PatientID="P-1"))
        assert "P-1" in [line.value for line in read_header(film, decoder=decoder)]
    finally:
        decoder.close()


RECTANGLE = {
    "ShutterShape": "RECTANGULAR",
    "ShutterLeftVerticalEdge": 11,
    "ShutterRightVerticalEdge": 70,
    "ShutterUpperHorizontalEdge": 21,
    "ShutterLowerHorizontalEdge": 90,
}
CIRCLE = {
    "ShutterShape": "CIRCULAR",
    "CenterOfCircularShutter": [48, 40],
    "RadiusOfCircularShutter": 30,
}
POLYGON = {
    "ShutterShape": "POLYGONAL",
    "VerticesOfThePolygonalShutter": [11, 11, 11, 70, 90, 40],
}


def hidden_by(**attributes: object) -> np.ndarray:
    film = read_dicom(dicom_bytes(texture(), 12, **attributes))
    assert "shutter_ignored" not in film.facts.notices
    assert film.padding is not None
    return film.padding


def test_a_rectangular_shutter_hides_what_is_outside_its_edges() -> None:
    inside = ~hidden_by(**RECTANGLE)
    expected = np.zeros((96, 80), bool)
    expected[20:90, 10:70] = True
    assert (inside == expected).all()


def test_a_circular_and_a_polygonal_shutter_hide_what_is_outside() -> None:
    circle, polygon = hidden_by(**CIRCLE), hidden_by(**POLYGON)
    assert not circle[47, 39]
    assert not circle[47 + 30, 39]
    assert circle[47 + 31, 39]
    assert not polygon[12, 40]
    assert polygon[80, 12]
    assert polygon[9, 40]


def test_several_shapes_and_padding_all_hide() -> None:
    both = hidden_by(
        **{**RECTANGLE, **CIRCLE, "ShutterShape": ["RECTANGULAR", "CIRCULAR"]}, PixelPaddingValue=0
    )
    assert (both == (hidden_by(**RECTANGLE) | hidden_by(**CIRCLE) | (texture() == 0))).all()


@pytest.mark.parametrize(
    "attributes",
    [
        {"ShutterShape": "RECTANGULAR"},
        {**CIRCLE, "RadiusOfCircularShutter": 0},
        {**RECTANGLE, "ShutterLeftVerticalEdge": 500},
        {**POLYGON, "VerticesOfThePolygonalShutter": [1, 1, 2]},
    ],
)
def test_a_broken_shutter_is_ignored_with_a_notice(attributes: dict[str, object]) -> None:
    film = read_dicom(dicom_bytes(texture(), 12, **attributes))
    assert film.padding is None
    assert "shutter_ignored" in film.facts.notices
