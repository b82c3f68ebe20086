"""The films at 640 pixels: who of them is kept aside."""

from __future__ import annotations

from pathlib import Path

from training.films.further_films import all_groups, list_further_films
from training.films.real_films import Group, list_films, patient_groups


def folder_of(path: Path) -> Path:
    """Patients 0 to 39 in the first table, 20 to 119 in the other; empty files stand for films."""
    (path / "nih_1024").mkdir()
    (path / "nih_640").mkdir()
    first, second = ["file,labels"], ["file,label,patient"]
    for patient in range(120):
        name = f"{patient:08d}_000"
        if patient < 40:
            first.append(f"nih_1024/{name}.png,No Finding")
            (path / "nih_1024" / f"{name}.png").touch()
        if patient >= 20:
            second.append(f"{name}.jpg,Effusion|Mass,{patient:08d}")
            (path / "nih_640" / f"{name}.jpg").touch()
    second.append("99999999_000.jpg,Effusion,99999999")
    (path / "nih_labels.csv").write_text("\n".join(first) + "\n", encoding="utf-8")
    (path / "nih_640" / "labels.csv").write_text("\n".join(second) + "\n", encoding="utf-8")
    return path


def test_films_that_are_not_there_are_left_out(tmp_path: Path) -> None:
    films = list_further_films(folder_of(tmp_path))
    assert len(films) == 100
    assert films[0].labels == {"Effusion", "Mass"}
    assert {film.side for film in films} == {640}


def test_a_patient_with_films_in_both_tables_keeps_his_group(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    known, groups = patient_groups(list_films(folder)), all_groups(folder)
    assert Group.TEST in known.values()
    assert all(groups[patient] is group for patient, group in known.items())
    alone = [groups[f"{patient:08d}"] for patient in range(40, 120)]
    assert alone.count(Group.TEST) == 16
    assert alone.count(Group.TRAIN) == 64
