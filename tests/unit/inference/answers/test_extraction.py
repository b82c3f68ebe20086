from __future__ import annotations

import numpy as np
import pytest

from inference.answers.extraction import EDGE, extraction_mask

SIZE = 200


def lungs() -> np.ndarray:
    mask = np.zeros((SIZE, SIZE), np.float32)
    mask[50:150, 50:150] = 0.9
    return mask


def test_it_is_one_up_to_the_margin_and_fades_to_zero_beyond() -> None:
    mask = extraction_mask(lungs(), 0.05)
    assert mask.dtype == np.float32
    row = mask[100]
    margin, edge = round(0.05 * SIZE), round(EDGE * SIZE)
    assert (row[50 - margin : 150 + margin] == 1).all()
    assert (row[: 50 - margin - edge] == 0).all()
    rising = row[50 - margin - edge : 50 - margin]
    assert (np.diff(rising) > 0).all()
    assert row[50 - margin - edge // 2] == pytest.approx(0.5, abs=0.2)


def test_the_margin_is_a_share_of_the_grid() -> None:
    small = extraction_mask(lungs()[::2, ::2], 0.05)
    large = extraction_mask(lungs(), 0.05)
    assert small.mean() == pytest.approx(large.mean(), rel=0.03)


def test_without_lungs_nothing_is_extracted() -> None:
    assert (extraction_mask(np.zeros((64, 64), np.float32), 0.05) == 1).all()
