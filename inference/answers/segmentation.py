"""Lung fields and heart of a radiograph, from the segmentation network."""

from __future__ import annotations

import cv2
import numpy as np
import torch

from inference.answers.cardiothoracic_ratio import cardiothoracic_ratio, mask_warnings
from inference.answers.contours import outline
from inference.answers.extraction import extraction_mask
from inference.answers.preprocessing import prepare
from inference.core.errors import ModelError
from inference.core.geometry import FilmGrid
from inference.core.types import FloatArray, Radiograph, Segmentation, read_only
from inference.grids.resampling import to_film
from inference.networks.models import Network

#: The network's outputs, in order; right and left are the patient's.
STRUCTURES = ("right_lung", "left_lung", "heart")


def segment(network: Network, radiograph: Radiograph) -> Segmentation:
    """Cleaned probability maps of both lung fields and the heart, with what is measured on them.

    Raises
    ------
    ModelError: "model_output_invalid" when the network's answer is not finite.
    """
    source = prepare(radiograph.pixels, network.card.input_size, radiograph.padding)
    maps = [cleaned(part, source.grid) for part in _probabilities(network, source.image)]
    return from_maps(maps[0], maps[1], maps[2], source.grid, radiograph.view_position)


def from_maps(
    right_lung: FloatArray,
    left_lung: FloatArray,
    heart: FloatArray,
    grid: FilmGrid,
    view_position: str = "",
) -> Segmentation:
    """The segmentation that three probability maps (S, S) stand for: outlines, areas, ratio."""
    maps = dict(zip(STRUCTURES, (right_lung, left_lung, heart), strict=True))
    outlines = (outline(name, part, grid) for name, part in maps.items())
    ratio = cardiothoracic_ratio(right_lung, left_lung, heart, grid)
    warnings = mask_warnings(*(part[grid.content] for part in maps.values()))
    if ratio is None and not {"lung_missing", "heart_missing"} & set(warnings):
        warnings.append("ratio_implausible")
    if ratio is not None and view_position.upper() == "AP":
        warnings.append("view_ap")
    return Segmentation(
        grid=grid,
        right_lung=read_only(right_lung),
        left_lung=read_only(left_lung),
        heart=read_only(heart),
        contours=tuple(line for line in outlines if line is not None),
        lung_area_fraction=_film_share(np.maximum(right_lung, left_lung), grid),
        heart_area_fraction=_film_share(heart, grid),
        cardiothoracic_ratio=ratio,
        warnings=tuple(warnings),
    )


def cleaned(probability: FloatArray, grid: FilmGrid) -> FloatArray:
    """A map (S, S) reduced to its largest connected part at 0.5, without holes, on the film.

    Other parts become 0; a probability p in a hole becomes 1 - p.
    """
    on_film = np.where(grid.content_mask(), probability, 0).astype(np.float32)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        (on_film >= 0.5).astype(np.uint8), connectivity=4
    )
    if count < 2:
        return on_film
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    on_film[(labels != 0) & (labels != largest)] = 0
    holes = _holes(labels == largest)
    on_film[holes] = np.maximum(on_film[holes], 1 - on_film[holes])
    return on_film


def _holes(mask: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> FloatArray:
    """Bool (S, S): what `mask` encloses, seen from a frame around it."""
    framed = np.pad(~mask, 1, constant_values=True).astype(np.uint8)
    _, labels = cv2.connectedComponents(framed, connectivity=8)
    outside = labels == labels[0, 0]
    return np.asarray((~outside)[1:-1, 1:-1] & ~mask)


def _probabilities(network: Network, image: FloatArray) -> FloatArray:
    batch = torch.from_numpy(np.array(image, np.float32))[None, None].to(network.device)
    with torch.no_grad():
        maps = torch.sigmoid(network.module(batch))[0].cpu().numpy()
    if not np.isfinite(maps).all():
        raise ModelError("model_output_invalid", name=network.card.name)
    return np.asarray(maps, np.float32)


def _film_share(probability: FloatArray, grid: FilmGrid) -> float:
    """Share of the film's area at or above 0.5, counted on the film's own pixels."""
    return float((to_film(grid, probability) >= 0.5).mean())


__all__ = ["STRUCTURES", "cleaned", "extraction_mask", "from_maps", "segment"]
