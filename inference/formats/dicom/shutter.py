"""The display shutter (PS3.3 C.7.6.11): what the file wants hidden around the image."""

from __future__ import annotations

import cv2
import numpy as np
from pydicom.dataset import Dataset

from inference.core.types import BoolArray
from inference.formats.dicom.fields import InvalidField, field_value, number, numbers

_SHAPES = ("RECTANGULAR", "CIRCULAR", "POLYGONAL")
_MAX_VERTICES = 4096


def read_shutter(dataset: Dataset, rows: int, columns: int) -> BoolArray | None:
    """(rows, columns) True outside the shutter, on the film grid; None if the file has none.

    Positions are numbered from 1 (PS3.3 C.7.6.11.1). What any of several shapes hides is hidden.

    Raises
    ------
    InvalidField: a shape's attributes are missing or not valid, or nothing would be left to see.
    """
    shapes = [name for name in _shapes(dataset) if name in _SHAPES]
    if not shapes:
        return None
    hidden = np.zeros((rows, columns), bool)
    for shape in shapes:
        match shape:
            case "RECTANGULAR":
                hidden |= _outside_rectangle(dataset, rows, columns)
            case "CIRCULAR":
                hidden |= _outside_circle(dataset, rows, columns)
            case _:
                hidden |= _outside_polygon(dataset, rows, columns)
    if hidden.all():
        raise InvalidField("ShutterShape")
    return hidden if hidden.any() else None


def _shapes(dataset: Dataset) -> list[str]:
    value = field_value(dataset, "ShutterShape")
    if value is None:
        return []
    names = [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload]
    return [str(name).strip().upper() for name in names]


def _outside_rectangle(dataset: Dataset, rows: int, columns: int) -> BoolArray:
    keywords = ("LeftVerticalEdge", "RightVerticalEdge", "UpperHorizontalEdge")
    left, right, upper, lower = (
        number(dataset, f"Shutter{keyword}") for keyword in (*keywords, "LowerHorizontalEdge")
    )
    if left is None or right is None or upper is None or lower is None:
        raise InvalidField("ShutterLeftVerticalEdge")
    x, y = np.arange(1, columns + 1), np.arange(1, rows + 1)[:, None]
    return np.asarray((x < left) | (x > right) | (y < upper) | (y > lower))


def _outside_circle(dataset: Dataset, rows: int, columns: int) -> BoolArray:
    center = numbers(dataset, "CenterOfCircularShutter")
    radius = number(dataset, "RadiusOfCircularShutter")
    if center is None or len(center) != 2 or radius is None or radius <= 0:
        raise InvalidField("CenterOfCircularShutter")
    y = np.arange(1, rows + 1, dtype=np.float32)[:, None] - np.float32(center[0])
    x = np.arange(1, columns + 1, dtype=np.float32) - np.float32(center[1])
    return np.asarray(x * x + y * y > np.float32(radius) ** 2)


def _outside_polygon(dataset: Dataset, rows: int, columns: int) -> BoolArray:
    vertices = numbers(dataset, "VerticesOfThePolygonalShutter") or ()
    if not 6 <= len(vertices) <= 2 * _MAX_VERTICES or len(vertices) % 2:
        raise InvalidField("VerticesOfThePolygonalShutter")
    points = np.array(vertices).reshape(-1, 2)[:, ::-1] - 1
    limits = (4 * columns, 4 * rows)
    inside = np.zeros((rows, columns), np.uint8)
    whole = np.rint(np.clip(points, (-limits[0], -limits[1]), limits)).astype(np.int32)
    cv2.fillPoly(inside, [whole], 1)
    return np.asarray(inside == 0)
