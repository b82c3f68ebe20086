"""The films of one command: in order, a failed one said, what is finished kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from inference.command_line import film_run
from inference.command_line.common import FAILED, INTERRUPTED, OK
from inference.command_line.film_run import FilmRun
from inference.core.errors import ModelError, StudyError
from inference.core.progress import CancelToken
from inference.core.types import Radiograph, Study
from inference.reading.read_ahead import read_ahead
from tests.helpers.networks import film, textured

FILES = [Path(f"{name}.png") for name in ("one", "two", "three")]
DAMAGED = ModelError("model_damaged", name="heart", reason="it is torn")


@dataclass(slots=True, eq=False)
class Listing(FilmRun):
    """Notes what it is given; taking the film of the file `at` raises `error`."""

    at: str = ""
    error: BaseException | None = None
    taken: list[str] = field(default_factory=list)
    kept: list[str] | None = None

    def film(self, path: Path, radiograph: Radiograph) -> None:
        if self.error is not None and path.stem == self.at:
            raise self.error
        self.taken.append(path.stem)

    def finish(self) -> None:
        self.kept = list(self.taken)


@pytest.fixture(autouse=True)
def shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file holds two films; one that is called broken none."""

    def read(path: Path, /, *, token: CancelToken) -> Study:
        if path.stem == "broken":
            raise StudyError("truncated", file=path.name)
        return Study(path.name, (film(textured(64, 64)),) * 2, ())

    monkeypatch.setattr(film_run, "read_ahead", lambda files: read_ahead(files, read))


def test_every_film_of_every_file_is_taken_in_order() -> None:
    run = Listing()
    assert run.run(FILES) == OK
    assert run.kept == ["one", "one", "two", "two", "three", "three"]


def test_a_file_that_cannot_be_read_is_said_and_the_others_are_taken(capsys) -> None:
    run = Listing()
    assert run.run([FILES[0], Path("broken.png"), FILES[1]]) == FAILED
    assert run.kept == ["one", "one", "two", "two"]
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert line.startswith("broken.png: ")


def test_a_failure_of_ours_is_said_without_a_traceback(capsys) -> None:
    run = Listing(at="two", error=ZeroDivisionError())
    assert run.run(FILES) == FAILED
    assert run.kept == ["one", "one", "three", "three"]
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "ZeroDivisionError" in line


@pytest.mark.parametrize(("error", "code"), [(DAMAGED, FAILED), (KeyboardInterrupt(), INTERRUPTED)])
def test_what_ends_the_run_leaves_what_is_finished(error: BaseException, code: int) -> None:
    run = Listing(at="two", error=error)
    assert run.run(FILES) == code
    assert run.kept == ["one", "one"]
