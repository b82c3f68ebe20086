"""Films are read in order, a few ahead and no more, and each keeps its own error."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from inference.core.errors import StudyError
from inference.core.progress import Cancelled, CancelToken
from inference.core.types import Study
from inference.reading.read_ahead import AHEAD, read_ahead

PATHS = [Path(f"film{number}") for number in range(8)]


class Shelf:
    """Studies by name; one that begins with "bad" can't be read."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.more = threading.Condition()

    def __call__(self, path: Path, /, *, token: CancelToken) -> Study:
        with self.more:
            self.begun.append(path.name)
            self.more.notify_all()
        if path.name.startswith("bad"):
            raise StudyError("truncated", file=path.name)
        return Study(path.name, (), ())

    def wait_for(self, count: int) -> None:
        with self.more:
            assert self.more.wait_for(lambda: len(self.begun) >= count, timeout=20)


def test_every_film_comes_in_order() -> None:
    found = [(path, study.result().source) for path, study in read_ahead(PATHS, Shelf())]
    assert found == [(path, path.name) for path in PATHS]


def test_the_next_films_are_read_meanwhile_and_no_more_than_those() -> None:
    shelf = Shelf()
    films = read_ahead(PATHS, shelf)
    next(films)[1].result()
    shelf.wait_for(1 + AHEAD)
    assert shelf.begun == [path.name for path in PATHS[: 1 + AHEAD]]
    films.close()


def test_an_error_comes_with_its_own_film() -> None:
    names = [Path("one"), Path("bad"), Path("two")]
    outcomes = [study.exception() for _, study in read_ahead(names, Shelf())]
    assert [type(error) for error in outcomes] == [type(None), StudyError, type(None)]


def test_what_is_being_read_is_cancelled_when_nobody_wants_it() -> None:
    reading, ended = threading.Event(), []

    def stuck(path: Path, /, *, token: CancelToken) -> Study:
        if path == PATHS[0]:
            return Study(path.name, (), ())
        reading.set()
        try:
            while True:
                token.raise_if_cancelled()
        except Cancelled:
            ended.append(path)
            raise

    films = read_ahead(PATHS, stuck)
    next(films)[1].result()
    assert reading.wait(20)
    films.close()
    assert ended == [PATHS[1]]


@pytest.mark.parametrize("paths", [[], PATHS[:1]])
def test_few_films_are_no_special_case(paths: list[Path]) -> None:
    assert [path for path, _ in read_ahead(paths, Shelf())] == paths
