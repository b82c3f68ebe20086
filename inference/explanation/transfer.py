"""Does δ flip other networks, too? The film composed at amplitude 1 is shown to each of them."""

from __future__ import annotations

from collections.abc import Sequence

from inference.answers.classifier import classifier_input, classify
from inference.answers.preprocessing import compose_film
from inference.core.attack_types import AttackResult
from inference.core.explanation_types import Transfer, TransferRow
from inference.core.types import FloatArray, Radiograph, Segmentation, read_only
from inference.networks.models import Network


def transfer(
    networks: Sequence[tuple[str, Network]],
    radiograph: Radiograph,
    segmentation: Segmentation,
    result: AttackResult,
) -> Transfer:
    """A row for each of `networks` (role, network), in their order.

    The film is composed at full size and standardised anew for each network, so that networks of
    other sizes and extractions see what a reader would open; masks stay the original film's.

    Raises
    ------
    ModelError: "model_output_invalid".
    """
    pixels = composed(radiograph, result)
    return Transfer(tuple(_row(*each, radiograph, segmentation, pixels) for each in networks))


def composed(radiograph: Radiograph, result: AttackResult) -> FloatArray:
    """(H, W): the adversarial film at amplitude 1."""
    pixels, delta = radiograph.pixels, result.delta
    return read_only(compose_film(pixels, delta, 1.0, result.grid, result.input_range))


def _row(
    role: str,
    network: Network,
    radiograph: Radiograph,
    segmentation: Segmentation,
    pixels: FloatArray,
) -> TransferRow:
    subject = classifier_input(network, radiograph, segmentation)
    before = classify(subject)
    after = classify(subject.of_pixels(pixels))
    return TransferRow(
        model_name=network.card.name,
        finding=network.card.finding,
        role=role,
        probability_before=before.probability,
        probability_after=after.probability,
        positive_before=before.positive,
        flipped=before.positive != after.positive,
    )
