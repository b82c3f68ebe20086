"""Who is kept aside, and how files are read."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from training.films.real_films import (
    MANY_FILMS,
    Group,
    RealFilm,
    list_films,
    list_hash,
    patient_groups,
    read_pixels,
)


def films() -> list[RealFilm]:
    made = []
    for patient in range(100):
        labels = frozenset({"Cardiomegaly"} if patient % 5 == 0 else {"No Finding"})
        for follow_up in range(40 if patient == 7 else 2):
            side = 1024 if patient % 3 == 0 else 64
            made.append(RealFilm(Path(f"{patient:08d}_{follow_up:03d}.png"), side, labels))
    return made


def test_every_patient_has_one_group_whatever_the_order() -> None:
    some = films()
    groups = patient_groups(some)
    assert set(groups) == {film.patient for film in some}
    assert groups == patient_groups(some[::-1])


def test_both_labels_are_kept_aside_in_like_shares() -> None:
    groups = patient_groups(films())
    for enlarged in (True, False):
        tests = [
            groups[f"{patient:08d}"] is Group.TEST
            for patient in range(100)
            if (patient % 5 == 0) == enlarged
        ]
        assert 0.3 < np.mean(tests) < 0.5


def test_a_patient_with_many_films_trains() -> None:
    some = films()
    assert sum(film.patient == "00000007" for film in some) > MANY_FILMS
    assert patient_groups(some)["00000007"] is Group.TRAIN


def test_the_hash_names_the_set_not_its_order() -> None:
    some = films()
    assert list_hash(some) == list_hash(some[::-1])
    assert list_hash(some) != list_hash(some[1:])


@pytest.mark.parametrize(("dtype", "top"), [(np.uint8, 255), (np.uint16, 65535)])
def test_pixels_are_scaled_by_their_depth(tmp_path: Path, dtype: type, top: int) -> None:
    stored = np.array([[0, top // 2], [top, top // 4]], dtype)
    cv2.imwrite(str(tmp_path / "film.png"), stored)
    assert np.allclose(read_pixels(tmp_path / "film.png"), stored / top)


def test_a_missing_film_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"gone\.png"):
        read_pixels(tmp_path / "gone.png")


def test_labelled_films_that_exist_are_listed(tmp_path: Path) -> None:
    (tmp_path / "nih_1024").mkdir()
    cv2.imwrite(str(tmp_path / "nih_1024/00000001_000.png"), np.zeros((4, 4), np.uint8))
    table = "file,labels\nnih_1024/00000001_000.png,Cardiomegaly|Hernia\nnih_64/x.png,Mass\n"
    (tmp_path / "nih_labels.csv").write_text(table, encoding="utf-8")
    (film,) = list_films(tmp_path)
    assert film.cardiomegaly
    assert (film.side, film.patient, film.stem) == (1024, "00000001", "00000001_000")
