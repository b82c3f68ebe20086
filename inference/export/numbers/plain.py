"""Facts as plain values for JSON: every field by its name, great arrays by shape and SHA-256."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

import numpy as np

from inference.core.attack_types import AttackResult
from inference.core.types import Contour, DicomSource, ModelCard, Radiograph
from inference.export.provenance import array_sha256

#: Arrays with more values than this are named by their SHA-256 instead of being listed.
LISTED = 1024
#: Never written as a fact: they hold a film, identity, or what stands elsewhere in the record.
_LEFT_OUT = (Radiograph, DicomSource, ModelCard)
#: Keys of before a field was renamed, written beside the new one for those who read them.
_FORMER_KEYS: Mapping[type, Mapping[str, str]] = {AttackResult: {"diagnoses": "warnings"}}


def plain(value: object) -> object:
    """`value` of the kinds that `inference.core.types` is made of, as JSON has them.

    A number that is not finite becomes null.
    """
    if value is None or isinstance(value, bool | str):
        return str(value) if isinstance(value, Enum) else value
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, _LEFT_OUT):
        return None
    if isinstance(value, Contour):
        return {"structure": value.structure, "points": value.points.round(2).tolist()}
    if is_dataclass(value) and not isinstance(value, type):
        named = {each.name: plain(getattr(value, each.name)) for each in fields(value)}
        former = _FORMER_KEYS.get(type(value), {})
        return named | {key: named[name] for key, name in former.items()}
    if isinstance(value, Mapping):
        return {_key(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [plain(each) for each in value]
    return str(value)


def _key(key: object) -> str:
    return ".".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _array(array: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> object:
    if array.size <= LISTED:
        return [plain(each) for each in array.tolist()] if array.ndim == 1 else array.tolist()
    return {
        "shape": list(array.shape),
        "dtype": array.dtype.name,
        "sha256": array_sha256(array),
    }
