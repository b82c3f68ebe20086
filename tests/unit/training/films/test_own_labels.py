"""A person's table of labels: what is understood, and what is refused with which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.films.film_set import CALIBRATION, TEST, TRAIN
from training.films.own_labels import LabelledFile, UnusableLabels, read_labels
from training.tasks.own_films import fingerprint, split


def write(folder: Path, header: str, lines: list[str], encoding: str = "utf-8") -> Path:
    """The table, and an empty file for every film that it names first."""
    for line in lines:
        name = line.replace(";", ",").split(",")[0]
        if name:
            (folder / name).touch()
    table = folder / "labels.csv"
    table.write_text("\n".join([header, *lines]) + "\n", encoding=encoding)
    return table


def refusal(table: Path, finding: str | None = "silicosis") -> UnusableLabels:
    with pytest.raises(UnusableLabels) as caught:
        read_labels(table, table.parent, finding)
    return caught.value


def twelve(label: str = "{}") -> list[str]:
    return [f"f{k}.png,p{k},{label.format(k % 2)}" for k in range(12)]


def test_a_column_of_the_findings_own_name_is_yes_or_no(tmp_path: Path) -> None:
    table = write(tmp_path, "file,patient,Silicosis", twelve())
    files = read_labels(table, tmp_path, "silicosis")
    assert [one.positive for one in files] == [False, True] * 6
    assert [one.patient for one in files[:2]] == ["p0", "p1"]


def test_names_of_findings_are_told_apart_as_nih_joins_them(tmp_path: Path) -> None:
    lines = [f"000000{k:02}_00{k % 3}.png,{'Mass|Silicosis' if k % 2 else ''}" for k in range(14)]
    lines[0] = "00000000_000.png,Silicosis-like"
    lines = [line if line[-1] != "," else f"{line}No Finding" for line in lines]
    files = read_labels(write(tmp_path, "Image Index,Finding Labels", lines), tmp_path, "SILICOSIS")
    assert [one.positive for one in files] == [False, True] * 7
    assert files[3].patient == "00000003"


def test_semicolons_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    lines = [line.replace(",", ";") for line in twelve()]
    table = write(tmp_path, "file;patient;label", lines, "utf-8-sig")
    assert len(read_labels(table, tmp_path, "silicosis")) == 12


def test_a_file_without_patient_is_its_own(tmp_path: Path) -> None:
    table = write(tmp_path, "file,label", [f"f{k}.png,{k % 2}" for k in range(12)])
    assert len({one.patient for one in read_labels(table, tmp_path, "x")}) == 12


@pytest.mark.parametrize(
    ("header", "lines", "words"),
    [
        ("picture,label", twelve(), "no column for the file"),
        ("file,patient,verdict", twelve(), "no column for “silicosis” (it has: file, patient"),
        ("file,patient,silicosis", twelve("maybe"), "“maybe” is neither yes nor no"),
        ("file,patient,label", twelve("1"), "one class only: no film without"),
        ("file,patient,labels", twelve("Mass"), "one class only: no film with “silicosis”"),
        ("file,patient,label", twelve()[:9], "Only 4 patients have a film with"),
        ("file,patient,label", ["f1.png,p1,0", *twelve()], "“f1.png” is there twice"),
        ("file,patient,label", [",p1,0", *twelve()], "Line 2 names no file"),
        ("file,patient,label", [], "lists no film"),
    ],
)
def test_what_can_not_be_learned_from_is_refused(
    tmp_path: Path, header: str, lines: list[str], words: str
) -> None:
    error = refusal(write(tmp_path, header, lines))
    assert words in error.message
    assert error.hint


def test_one_patient_with_many_films_is_one_patient(tmp_path: Path) -> None:
    lines = [f"f{k}.png,{'same' if k % 2 else k},{k % 2}" for k in range(20)]
    assert "Only 1 patients" in refusal(write(tmp_path, "file,patient,label", lines)).message


def test_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    table = write(tmp_path, "file,patient,label", twelve())
    (tmp_path / "f3.png").unlink()
    message = refusal(table).message
    assert "1 of the files" in message
    assert "f3.png" in message


def test_a_table_that_is_no_text_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "labels.csv"
    table.write_bytes(b"\xff\xfe\x00\x01")
    assert "UTF-8" in refusal(table).hint
    table.unlink()
    assert "can't be read" in refusal(table).message


def test_masks_have_a_column_each(tmp_path: Path) -> None:
    header = "file,right_lung,left_lung,heart"
    lines = [f"{name}.png,r.png,l.png,h.png" for name in ("r", "l", "h", "film")]
    files = read_labels(write(tmp_path, header, lines), tmp_path, None)
    assert [path.name for path in files[3].masks] == ["r.png", "l.png", "h.png"]
    assert "masks of the heart" in refusal(write(tmp_path, header[:-6], lines), None).message


def listed(patients: int, films: int) -> list[LabelledFile]:
    return [
        LabelledFile(Path(f"{p}_{k}.png"), str(p), p % 4 == 0)
        for p in range(patients)
        for k in range(films)
    ]


def test_no_patient_is_in_two_groups_and_each_group_has_both_classes() -> None:
    files = listed(24, 3)
    groups = split(files)
    assert groups == split(list(reversed(files)))
    for group in (TRAIN, CALIBRATION, TEST):
        classes = {one.positive for one in files if groups[one.patient] == group}
        assert classes == {True, False}


def test_the_fingerprint_tells_tables_apart() -> None:
    files = listed(8, 1)
    assert fingerprint(files) == fingerprint(listed(8, 1))
    assert fingerprint(files) != fingerprint(files[:-1])
