"""A film as it would look in the other class, by the finding's attention-guided CycleGAN.

The generator sees what the classifier sees (the lung fields alone, x · m, where the bundle says
so) and its change counts where the classifier can see it and where there is film. The change is
composed onto the film at full size, and the classifier that is explained judges that film anew.
"""

from __future__ import annotations

import numpy as np
import torch

from inference.answers.classifier import ClassifierInput, classifier_input
from inference.answers.criteria import Criterion
from inference.answers.preprocessing import shown_mask
from inference.core.errors import ModelError
from inference.core.types import FloatArray, Segmentation, Translation, read_only
from inference.networks.generators import blended
from inference.networks.models import Network


def translate(
    translator: Network,
    subject: ClassifierInput,
    segmentation: Segmentation | None = None,
    target: int | None = None,
) -> Translation:
    """Translate `subject`'s film to the class `target`, and let its classifier judge the outcome.

    Parameters
    ----------
    translator: the generators of the subject's finding (`ModelLibrary.translator`).
    segmentation: needed if the translator's card extracts the lung fields.
    target: output index 0 no finding, 1 finding; None for the class that is not called.

    Raises
    ------
    ModelError: "model_output_invalid" when a generator or the classifier gives no finite result.
    """
    classifier = subject.network.card
    before = subject.probability_of(subject.radiograph.pixels)
    goal = Criterion.against(before, classifier.operating_point, None)
    if target is not None:
        goal = Criterion(target, classifier.operating_point, None)
    shown = classifier_input(translator, subject.radiograph, segmentation)
    content, attention, output = _drawn(shown, goal.target)
    extracted = shown.source.image if shown.mask is None else shown.source.image * shown.mask
    difference = (output - extracted) * _reach(shown)
    film = shown.source.compose_film(subject.radiograph.pixels, difference, 1.0)
    after = subject.probability_of(film)
    return Translation(
        finding=classifier.finding,
        target=goal.target,
        grid=shown.source.grid,
        input_range=(shown.source.low, shown.source.high),
        image=read_only(np.clip(shown.source.image + difference, 0, 1)),
        content=read_only(content),
        attention=read_only(attention * _reach(shown)),
        difference=read_only(difference),
        probability_before=before,
        probability_after=after,
        flipped=goal.flipped(after),
        model_name=translator.card.name,
        model_version=translator.card.version,
    )


def _drawn(shown: ClassifierInput, target: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Content, attention and their blend with the film, each (S, S) float32."""
    x = shown.extracted(shown.source.image)
    with torch.no_grad():
        content, attention = shown.network.module(x, target)
        parts = torch.cat([content, attention, blended(x, content, attention)])[:, 0].cpu().numpy()
    if not np.isfinite(parts).all():
        raise ModelError("model_output_invalid", name=shown.network.card.name)
    content_map, attention_map, output = np.asarray(parts, np.float32)
    return content_map, attention_map, output


def _reach(shown: ClassifierInput) -> FloatArray:
    """(S, S) float32 in [0, 1]: where a change of the film reaches the classifier."""
    film = shown_mask(shown.source.grid, shown.radiograph.padding).astype(np.float32)
    return film if shown.mask is None else film * shown.mask
