"""An analysis as JSON: one record per film. Numbers are finite; text is UTF-8, not escaped."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence

import numpy as np

from inference.core.attack_types import AmplitudeSweep, AttackResult
from inference.core.requests import AnalysisResult
from inference.core.types import (
    BoolArray,
    ModelCard,
    PixelSpacing,
    Prediction,
    Radiograph,
    Segmentation,
    read_only,
)
from inference.explanation.meaning import meaning
from inference.export.numbers.counterfactuals_json import counterfactual_records
from inference.export.numbers.meaning_json import meaning_records
from inference.export.numbers.plain import plain
from inference.export.provenance import array_sha256

Record = dict[str, object]

NOTICE = "Not for diagnostic use."
#: Of the record's form; a replay refuses what it does not know.
RECORD_VERSION = 1


def record(
    file: str,
    radiograph: Radiograph,
    result: AnalysisResult,
    cards: Sequence[ModelCard] = (),
    *,
    drawn: BoolArray | None = None,
) -> Record:
    """What was found on the film from `file` (its path as the caller gave it, or "").

    Probabilities are of the finding, not of the label, except where the key says target; area
    fractions are of the film's area. Parts that were not asked for are null. `cards` are of the
    networks that took part, `drawn` (H, W) is the mask that the attack kept to, if it was drawn.
    The key "result" holds every field of the result by its name, with
    great arrays as shape, type and SHA-256 (little-endian values in C order). "meaning" has
    a row for each picture: what was measured on it, and what its kind was worth where the cause is
    known.
    """
    return {
        "file": file,
        "sha256": radiograph.sha256,
        "rows": radiograph.shape[0],
        "columns": radiograph.shape[1],
        "notices": list(radiograph.notices),
        "findings": [
            {
                **_finding(prediction),
                "counterfactuals": counterfactual_records(
                    result.counterfactuals, prediction.finding
                ),
            }
            for prediction in result.predictions
        ],
        "segmentation": _segmentation(result.segmentation),
        "attack": None if result.attack is None else _attack(result.attack, result.sweep),
        "meaning": meaning_records(meaning(result, cards, result.counterfactuals)),
        "device": result.device,
        "seconds": {str(stage): round(spent, 6) for stage, spent in result.seconds.items()},
        "versions": dict(result.versions),
        "notice": NOTICE,
        "record_version": RECORD_VERSION,
        "synthetic_source": radiograph.adversarial,
        "bits_stored": radiograph.bits_stored,
        "photometric_interpretation": radiograph.photometric_interpretation,
        "view_position": radiograph.view_position,
        "pixel_spacing": _spacing(radiograph.spacing),
        "models": [_model(card) for card in cards],
        "drawn": None if drawn is None else packed(drawn),
        "result": plain(result),
    }


def packed(mask: BoolArray) -> str:
    """A mask as text: its bits in C order, deflated, in base 64."""
    return base64.b64encode(zlib.compress(np.packbits(mask).tobytes())).decode("ascii")


def unpacked(text: str, shape: tuple[int, int]) -> BoolArray:
    """The mask of `packed`. Raises ValueError if the text does not hold one of this shape."""
    count, inflater = shape[0] * shape[1], zlib.decompressobj()
    try:
        content = inflater.decompress(base64.b64decode(text, validate=True), count // 8 + 2)
    except zlib.error as error:
        raise ValueError("not a mask") from error
    if len(content) != (count + 7) // 8:
        raise ValueError("not a mask of this film")
    bits = np.unpackbits(np.frombuffer(content, np.uint8), count=count)
    return read_only(bits.astype(bool).reshape(shape))


def encoded(records: Sequence[Record]) -> bytes:
    """The JSON list of `records`. Raises ValueError on a number that is not finite."""
    text = json.dumps(records, ensure_ascii=False, allow_nan=False, indent=2)
    # Undecodable bytes of a file name (surrogates) have no UTF-8 form; show them escaped.
    return (text + "\n").encode("utf-8", "backslashreplace")


def _spacing(spacing: PixelSpacing | None) -> Record | None:
    if spacing is None:
        return None
    return {
        "row_mm": spacing.row_mm,
        "column_mm": spacing.column_mm,
        "provenance": spacing.provenance,
    }


def _model(card: ModelCard) -> Record:
    return {
        "name": card.name,
        "version": card.version,
        "task": str(card.task),
        "architecture": card.architecture,
        "input_size": card.input_size,
        "operating_point": card.operating_point,
        "temperature": card.temperature,
        "weights_sha256": card.weights_sha256,
    }


def _finding(prediction: Prediction) -> Record:
    return {
        "name": prediction.finding,
        "label": prediction.label,
        "probability": prediction.probability,
        "calibrated_probability": prediction.calibrated_probability,
        "logits": list(prediction.logits),
        "operating_point": prediction.operating_point,
        "positive": prediction.positive,
    }


def _segmentation(segmentation: Segmentation) -> Record:
    ratio = segmentation.cardiothoracic_ratio
    return {
        "lung_area_fraction": segmentation.lung_area_fraction,
        "heart_area_fraction": segmentation.heart_area_fraction,
        "cardiothoracic_ratio": None if ratio is None else ratio.ratio,
        "warnings": list(segmentation.warnings),
    }


def _attack(attack: AttackResult, sweep: AmplitudeSweep | None) -> Record:
    return {
        "finding": attack.finding,
        "target": "finding" if attack.target else "no finding",
        "norm": attack.config.norm,
        "epsilon": attack.config.epsilon,
        "alpha": attack.config.alpha,
        "space": attack.config.space,
        "steps": attack.config.steps,
        "steps_taken": attack.steps_taken,
        "stop_reason": attack.stop_reason,
        "flipped": attack.flipped,
        "probability_before": attack.probability_before,
        "probability_after": attack.probability_after,
        "target_probability": float(attack.trace[-1]),
        "roundtrip_probability": attack.roundtrip_probability,
        "roundtrip_flipped": attack.roundtrip_flipped,
        "flip_amplitude": None if sweep is None else sweep.flip_amplitude,
        "seconds": attack.seconds,
        "seed": attack.config.seed,
        "options": plain(attack.config),
        "input_range": list(attack.input_range),
        "trace": attack.trace.tolist(),
        "delta_sha256": array_sha256(attack.delta),
        "delta_shape": list(attack.delta.shape),
    }
