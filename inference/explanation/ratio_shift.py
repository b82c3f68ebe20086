"""Does the attack move the *segmented* borders, too? The composed film is segmented again."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from inference.answers.segmentation import segment
from inference.core.attack_types import AttackResult
from inference.core.explanation_types import RatioShift
from inference.core.types import BoolArray, Radiograph, Segmentation
from inference.explanation.region_table import millimetres
from inference.explanation.similarity import dice
from inference.explanation.transfer import composed
from inference.networks.models import Network


def ratio_shift(
    segmenter: Network, radiograph: Radiograph, before: Segmentation, result: AttackResult
) -> RatioShift:
    """Outlines and cardiothoracic ratio of the film composed at amplitude 1, beside `before`.

    Raises
    ------
    ModelError: "model_output_invalid".
    """
    after = segment(segmenter, replace(radiograph, pixels=composed(radiograph, result)))
    hearts = before.heart >= 0.5, after.heart >= 0.5
    shift = outline_distance(*hearts) * result.grid.size / before.grid.size
    return RatioShift(
        before=before.cardiothoracic_ratio,
        after=after.cardiothoracic_ratio,
        heart_overlap=dice(*hearts),
        lung_overlap=dice(before.lungs >= 0.5, after.lungs >= 0.5),
        heart_shift=shift,
        heart_shift_mm=millimetres(shift, result, radiograph.spacing),
    )


def outline_distance(first: BoolArray, second: BoolArray) -> float:
    """Mean distance from each outline's pixels to the other outline, pixels; 0 if one is missing.

    The average symmetric surface distance (Heimann et al. 2009, IEEE TMI 28).
    """
    edges = [_edge(mask) for mask in (first, second)]
    if not edges[0].any() or not edges[1].any():
        return 0.0
    ways = [_distance_to(edges[1])[edges[0]], _distance_to(edges[0])[edges[1]]]
    return float(np.concatenate(ways).mean())


def _edge(mask: BoolArray) -> BoolArray:
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    inner = np.asarray(cv2.erode(mask.astype(np.uint8), cross), bool)
    return np.asarray(mask & ~inner)


def _distance_to(edge: BoolArray) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    found = cv2.distanceTransform((~edge).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(found, np.float32)
