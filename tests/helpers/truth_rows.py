"""Rows of `training.twins` without films."""

from __future__ import annotations

from typing import Any


def row(twin: str, area: float, sign: float, method: str = "smooth_grad") -> dict[str, Any]:
    where = {"area": area, "mass": area, "pointing": 1.0}
    way = {"sign": sign, "drawn": 1.0, "sign_where_drawn": sign}
    return {
        "twin": twin,
        "body": twin,
        "target": 0,
        "method": method,
        "where": where,
        "where_smoothed": where,
        "chance": {"area": 0.1, "mass": 0.1, "pointing": 0.0},
        "way": way,
        "way_smoothed": way,
        "figures": {},
        "seconds": 0.1,
    }


def answers(*apart: bool) -> dict[str, Any]:
    return {str(n): {"answers": {"standard": {"apart": each}}} for n, each in enumerate(apart)}
