"""A preview beside the film is no second film."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from PIL import Image, TiffImagePlugin

from inference.formats.raster import read_raster
from inference.formats.signatures import Format
from tests.helpers.dicom_files import texture


def test_a_camera_s_preview_is_left_out() -> None:
    film, target = Image.fromarray(texture(8, 256, 240)), BytesIO()
    film.save(target, "MPO", save_all=True, append_images=[film.resize((64, 64))])
    assert read_raster(target.getvalue(), Format.JPEG).codes.shape == (256, 240)


def test_a_tiff_s_reduced_page_is_left_out() -> None:
    stored, target = texture(8, 256, 240), BytesIO()
    film = Image.fromarray(stored)
    small = film.resize((64, 64))
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[254] = 1
    small.encoderinfo = {"tiffinfo": tags}
    film.save(target, "TIFF", save_all=True, append_images=[small])
    assert np.array_equal(read_raster(target.getvalue(), Format.TIFF).codes, stored)
