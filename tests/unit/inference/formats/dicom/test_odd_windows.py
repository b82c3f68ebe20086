"""Windows that are odd, or of which one can't be used (PS3.3 C.11.2.1.2)."""

from __future__ import annotations

import pytest

from inference.core.types import VoiFunction
from inference.formats.dicom.film import read_dicom
from tests.helpers.dicom_files import dicom_bytes, ramp


def test_a_window_narrower_than_one_is_exact() -> None:
    film = read_dicom(
        dicom_bytes(
            ramp(), RescaleSlope="0.000244", RescaleIntercept="0", WindowCenter="0.5",
            WindowWidth="0.913",
        )
    )  # fmt: skip
    (window,) = film.facts.windows
    assert (window.center, window.width) == (0.5, 0.913)
    assert window.function is VoiFunction.LINEAR_EXACT
    assert "window_ignored" not in film.facts.notices


@pytest.mark.parametrize(
    ("centers", "widths", "kept"),
    [
        (["2000", "1000"], ["3000", "0"], (2000, 3000)),
        (["2000", "1000"], ["0", "900"], (1000, 900)),
    ],
)
def test_one_bad_window_leaves_the_other(
    centers: list[str], widths: list[str], kept: tuple[int, int]
) -> None:
    film = read_dicom(dicom_bytes(ramp(), WindowCenter=centers, WindowWidth=widths))
    assert [(window.center, window.width) for window in film.facts.windows] == [kept]
    assert "window_ignored" in film.facts.notices
