"""What the networks are shown while they train."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from training.films.augment import Augmentation
from training.films.film_set import TEST, TRAIN, FilmSet, join, load_simulated, outline_masks
from training.tasks.cardiomegaly import CardiomegalyBatches, RatedFilms, make_hybrids, rated
from training.tasks.pneumoconiosis import (
    LungFilms,
    PneumoconiosisBatches,
    extracted,
    merged,
    unambiguous,
)
from training.tasks.pneumoconiosis import make_hybrids as make_opacity_hybrids
from training.tasks.segmentation import MaskBatches, mask_loss

SIDE = 64


def film_set(count: int, source: str, group: str, level: float) -> FilmSet:
    """`count` chests, every second called enlarged; all pixels tell their set by `level`."""
    masks = torch.zeros(count, 3, SIDE, SIDE, dtype=torch.uint8)
    masks[:, 0, 10:50, 8:28] = 255
    masks[:, 1, 10:50, 38:58] = 255
    masks[:, 2, 32:50, 26:42] = 255
    images = torch.full((count, 1, SIDE, SIDE), 0.5 + level)
    images[:, 0][masks[:, :2].amax(1) > 0] = level
    return FilmSet(
        images=images.half(),
        masks=masks,
        masked=np.ones(count, bool),
        names=np.array([f"{source}{k}" for k in range(count)]),
        patients=np.array([f"{source}{group}{k // 2}" for k in range(count)]),
        sources=np.array([source] * count),
        groups=np.array([group] * count),
        cardiomegaly=np.arange(count) % 2 == 1,
        pneumoconiosis=np.arange(count) % 2 == 1,
        labels=[{} for _ in range(count)],
    )


def everything() -> FilmSet:
    return join(
        [
            film_set(8, "simulated_a", TRAIN, 0.1),
            film_set(8, "nih_64", TRAIN, 0.2),
            film_set(8, "nih_64", TEST, 0.4),
        ]
    )


def test_cardiomegaly_batches_are_balanced_reproducible_and_leave_the_test_alone() -> None:
    films = everything()
    films.labels = [{"at": k} for k in range(len(films))]
    batches = CardiomegalyBatches(RatedFilms(films, np.full(24, 0.5)), 1, Augmentation())
    images, targets = batches.draw(3)
    again, _ = batches.draw(3)
    assert images.shape == (16, 1, SIDE, SIDE)
    assert torch.equal(images, again)
    assert float(targets.labels.mean()) == 0.5
    drawn = np.concatenate(
        [np.concatenate(pool) for pools in batches.pools.films.values() for pool in pools]
    )
    assert set(films.groups[drawn]) == {TRAIN}


def test_labels_that_contradict_the_ratio_are_left_out() -> None:
    films = film_set(8, "nih_64", TRAIN, 0.2)
    ratios = np.array([0.45, 0.60, 0.45, 0.60, 0.70, 0.40, 0.45, 0.60])
    batches = CardiomegalyBatches(RatedFilms(films, ratios), 1, Augmentation())
    normal, enlarged = (np.concatenate(pool).tolist() for pool in batches.pools.films["real"])
    assert sorted(normal) == [0, 2, 6]
    assert sorted(enlarged) == [1, 3, 7]


def test_heart_hybrids_come_in_both_classes_with_ratios_to_match() -> None:
    source = rated(film_set(2, "nih_64", TRAIN, 0.2))
    hybrids = make_hybrids(source, 4, 0)
    enlarged = hybrids.films.cardiomegaly
    assert enlarged.any()
    assert (hybrids.ratios[enlarged] > 0.53).all()
    assert (hybrids.ratios[~enlarged] < 0.50).all()


def lung_films(films: FilmSet) -> LungFilms:
    films.masks = torch.cat([films.masks[:, :2].amax(1, keepdim=True), films.masks[:, 2:] * 0], 1)
    return LungFilms(films, films.pneumoconiosis.astype(float), [""] * len(films))


def test_pneumoconiosis_batches_show_the_lungs_alone() -> None:
    films = film_set(8, "nih_1024", TRAIN, 0.2)
    batches = PneumoconiosisBatches(lung_films(films), 1, Augmentation(noise=0))
    images, targets = batches.draw(0)
    assert float(targets.labels.mean()) == 0.5
    assert images[..., 31:33, 31:33].shape == (16, 1, 2, 2)
    assert float((images == 0).float().mean()) > 0.2


def test_pneumoconiosis_batches_of_whole_films_blank_nothing() -> None:
    films = film_set(8, "nih_1024", TRAIN, 0.2)
    calm = Augmentation(noise=0, cutout=0, border=0, zoom=(1.2, 1.2), shift=0, rotation=0)
    seen, targets = (PneumoconiosisBatches(lung_films(films), 1, calm, whole=True)).draw(0)
    extracted_ones, same = PneumoconiosisBatches(lung_films(films), 1, calm).draw(0)
    assert float((seen == 0).float().mean()) + 0.2 < float((extracted_ones == 0).float().mean())
    assert torch.equal(targets.labels, same.labels)


def test_a_pair_is_mostly_one_film_changed_in_one_way() -> None:
    healthy = lung_films(film_set(6, "nih_1024", TRAIN, 0.2))
    healthy.films.pneumoconiosis[:] = False
    ill = make_opacity_hybrids(healthy, 1, 0)
    batches = PneumoconiosisBatches(merged([healthy, ill]), 1, Augmentation())
    images, targets = batches.draw(0)
    assert targets.labels.tolist() == [0, 1] * 8
    change = (images[1::2] - images[0::2]).abs().flatten(1)
    median = change.median(1).values
    assert int((median < 0.02).sum()) >= 5


def test_extraction_blanks_beyond_the_margin() -> None:
    lungs = torch.zeros(1, 1, SIDE, SIDE)
    lungs[..., 20:40, 20:40] = 1
    seen = extracted(torch.ones(1, 1, SIDE, SIDE), lungs, [0.03])[0, 0]
    assert seen[20:40, 20:40].min() == 1
    assert seen[:, :10].max() == 0


def test_opacity_hybrids_differ_from_their_film_inside_the_lungs_alone() -> None:
    source = lung_films(film_set(2, "nih_1024", TRAIN, 0.2))
    hybrids = make_opacity_hybrids(source, 2, 0)
    assert hybrids.films.pneumoconiosis.all()
    change = hybrids.films.images.float() - source.films.images[[0, 0, 1, 1]].float()
    outside = hybrids.films.masks[:, :1] == 0
    assert float(change[outside].abs().max()) == 0
    assert (change.amax((1, 2, 3)) > 0.02).all()
    assert (hybrids.levels > 0).all()


def test_films_with_ambiguous_labels_are_marked() -> None:
    films = film_set(2, "nih_64", TRAIN, 0.2)
    films.labels = [{"labels": frozenset({"Fibrosis", "Mass"})}, {"labels": frozenset({"Mass"})}]
    assert unambiguous(films).tolist() == [False, True]


def test_segmenter_batches_and_loss() -> None:
    images, masks = MaskBatches(everything(), 0).draw(0)
    assert images.shape == (16, 1, SIDE, SIDE)
    assert masks.shape == (16, 3, SIDE, SIDE)
    perfect = (masks.round() * 2 - 1) * 20
    assert float(mask_loss(perfect, masks.round())) == pytest.approx(0, abs=1e-3)
    assert float(mask_loss(-perfect, masks.round())) > 5


def test_outlines_become_masks_of_their_area(tmp_path: Path) -> None:
    square = [[100, 200], [300, 200], [300, 600], [100, 600]]
    outline = {"size": [1000, 1000], "right_lung": square, "left_lung": square, "heart": square}
    (tmp_path / "film.json").write_text(json.dumps(outline), encoding="utf-8")
    masks = outline_masks(tmp_path / "film.json", 64)
    assert masks.shape == (3, 64, 64)
    assert masks.mean((1, 2)) == pytest.approx([0.08] * 3, rel=0.01)
    rows, columns = np.nonzero(masks[0] >= 0.5)
    assert (rows.mean() + 0.5, columns.mean() + 0.5) == pytest.approx((25.6, 12.8), abs=0.5)


def test_simulated_films_are_grouped_by_settings_and_deformation(tmp_path: Path) -> None:
    lines = []
    for number, (settings, seed) in enumerate([("A", 11), ("A", 20), ("B", 11)]):
        name = f"film_{number:05d}"
        for part in ("", ".right_lung", ".left_lung", ".heart"):
            cv2.imwrite(str(tmp_path / f"{name}{part}.png"), np.full((8, 8), 128, np.uint8))
        lines.append(
            {
                "film": name,
                "settings": settings,
                "deformation_seed": seed,
                "cardiomegaly": True,
                "pneumoconiosis": False,
            }
        )
    lines.append({"film": "film_00009", "skipped": "ratio"})
    text = "\n".join(json.dumps(line) for line in lines)
    (tmp_path / "films.jsonl").write_text(text, encoding="utf-8")
    films = load_simulated([tmp_path], 8)
    assert films.groups.tolist() == ["train", "calibration", "test"]
    assert films.sources.tolist() == ["simulated_a", "simulated_a", "simulated_b"]
