"""The further NIH films at 640 pixels, with their own table, and who of them is kept aside.

Layout of the folder: `nih_640/*.jpg` and `nih_640/labels.csv` with `file,label,patient`. A patient
who has films in `nih_labels.csv` too stays in the group that `real_films.patient_groups` gave him.
`nih_640_films.txt` here lists them; `python -m training.films.further_films DIR` prints it.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from training.films.real_films import Group, RealFilm, assigned, list_films, patient_groups

FOLDER, SIDE = "nih_640", 640


def list_further_films(folder: Path) -> list[RealFilm]:
    """Every film of `folder/nih_640` that is there, sorted by name.

    Raises FileNotFoundError if its table is missing.
    """
    with (folder / FOLDER / "labels.csv").open(newline="", encoding="utf-8") as table:
        rows = [(folder / FOLDER / row["file"], row["label"]) for row in csv.DictReader(table)]
    films = [RealFilm(path, SIDE, frozenset(text.split("|"))) for path, text in rows]
    return sorted((film for film in films if film.path.is_file()), key=lambda film: film.stem)


def all_groups(folder: Path) -> dict[str, Group]:
    """Patient -> group for both tables: of the patients who are in this one alone 20 % test."""
    known = patient_groups(list_films(folder))
    new = sorted({film.patient for film in list_further_films(folder)} - known.keys())
    return {**assigned([new], 0.20, 0.0), **known}


def main() -> None:
    """Print every film with its group, `<group> 640/<file name>`, one per line, sorted."""
    folder = Path(sys.argv[1])
    groups = all_groups(folder)
    sys.stdout.writelines(
        sorted(
            f"{groups[film.patient]} {SIDE}/{film.path.name}\n"
            for film in list_further_films(folder)
        )
    )


if __name__ == "__main__":
    main()
