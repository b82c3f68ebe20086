"""Augmentation: reproducible, geometry shared by image and mask, the viewer's standardisation."""

from __future__ import annotations

import numpy as np
import torch

from inference.answers.preprocessing import prepare
from training.films.augment import Augmentation, Augmenter, standardise


def blobs(count: int = 6, side: int = 96) -> torch.Tensor:
    rows, columns = torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")
    blob = torch.exp(-((rows - 40) ** 2 + (columns - 60) ** 2) / (2 * 6.0**2))
    return blob.expand(count, 1, side, side).contiguous()


def centres(images: torch.Tensor) -> torch.Tensor:
    weights = images[:, 0] / images[:, 0].sum((1, 2), keepdim=True)
    side = torch.arange(images.shape[-1], dtype=torch.float32)
    return torch.stack([(weights.sum(2) * side).sum(1), (weights.sum(1) * side).sum(1)], 1)


def test_same_seed_and_step_give_the_same_films() -> None:
    films = blobs()
    first, second = Augmenter(Augmentation(), 3), Augmenter(Augmentation(), 3)
    first(films, films)
    for augmenter in (first, second):
        augmenter.reseed(7)
    a, b = first(films, films), second(films, films)
    assert torch.equal(a[0], b[0])
    assert torch.equal(a[1], b[1])
    first.reseed(8)
    assert not torch.equal(first(films, films)[0], a[0])


def test_masks_move_with_their_film() -> None:
    films = blobs()
    augmenter = Augmenter(Augmentation(zoom=(0.9, 1.1)), 0)
    augmenter.reseed(1)
    moved, masks = augmenter.move(films, films)
    assert torch.allclose(centres(moved), centres(masks))
    assert (centres(moved) - centres(films)).abs().max() > 2


def test_result_is_a_standardised_film() -> None:
    films, _ = Augmenter(Augmentation(), 5)(blobs(12), blobs(12))
    assert films.isfinite().all()
    assert 0 <= films.min() <= films.max() <= 1
    assert (films.amax((1, 2, 3)) > 0.9).all()


def test_standardisation_is_the_viewers() -> None:
    pixels = np.random.default_rng(0).random((96, 96)).astype(np.float32) * 0.4 + 0.2
    ours = standardise(torch.from_numpy(pixels)[None, None], torch.ones(1, 1, 96, 96).bool())
    theirs = prepare(pixels, 96).image
    assert np.abs(ours[0, 0].numpy() - theirs).max() < 0.02


def test_what_is_not_shown_is_zero() -> None:
    shown = torch.ones(1, 1, 96, 96).bool()
    shown[..., :10] = False
    film = standardise(blobs(1) + 3, shown)
    assert film[..., :10].abs().max() == 0
    assert film.max() == 1


def test_nothing_asked_for_changes_nothing() -> None:
    still = Augmentation(
        rotation=0,
        zoom=(1, 1),
        stretch=0,
        shift=0,
        bend=0,
        soften=0,
        tone=0,
        texture=0,
        noise=0,
        cutout=0,
        border=0,
    )
    films = torch.rand(2, 1, 96, 96)
    moved, masks = Augmenter(still, 0).move(films, films)
    assert torch.allclose(moved, films, atol=1e-5)
    assert torch.allclose(masks, films, atol=1e-5)
