"""A lesson: guess, reveal, next; the network of the lesson leaves with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import resources
from gui.teaching.lesson import read_lesson
from inference.core.errors import StudyError
from tests.helpers.window import PATIENCE_MS, Bench

SHIPPED = resources.folder("lessons") / "planted_cause"


@pytest.fixture
def taught(bench: Callable[..., Bench]) -> Bench:
    """The lesson that ships, at its first film."""
    here = bench()
    opened = here.application.controller.opened
    with here.qtbot.waitSignal(opened, timeout=PATIENCE_MS):
        here.window.actions_by_name["lesson_planted_cause"].trigger()
    here.wait_for_analysis()
    return here


def test_the_class_sees_question_guess_and_answer(taught: Bench) -> None:
    state, window = taught.application.state, taught.window.lessons.lesson_window
    assert window is not None
    assert state.answers_hidden
    assert window.question.text() == "What will the network answer?"
    window.choices.button(1).click()
    window.reveal_button.click()
    assert "The network says: no finding" in window.told.text()
    assert "Right so far: 1 of 1" in window.told.text()
    assert not state.answers_hidden
    assert not window.reveal_button.isEnabled()


def test_the_next_film_is_asked_about_with_its_answers_hidden(taught: Bench) -> None:
    window, session = taught.window.lessons.lesson_window, taught.application.session
    assert window is not None
    taught.qtbot.waitUntil(lambda: len(session.entries) == 6, timeout=PATIENCE_MS)
    window.reveal_button.click()
    window.next_button.click()
    taught.qtbot.waitUntil(
        lambda: session.film is not None and session.film.path == window.film.path,
        timeout=PATIENCE_MS,
    )
    assert taught.application.state.answers_hidden
    assert window.reveal_button.isEnabled()


def test_the_pictures_that_the_lesson_names_are_shown_with_the_answer(taught: Bench) -> None:
    window = taught.window.lessons.lesson_window
    assert window is not None
    with_pictures = next(i for i, film in enumerate(window.lesson.films) if film.show)
    window.place = with_pictures
    window.reveal()
    shown = taught.application.state.shown_contents
    assert shown[0] == "original"
    assert "integrated_gradients" in shown


def test_closing_the_lesson_gives_the_answers_back(taught: Bench) -> None:
    window = taught.window.lessons.lesson_window
    assert window is not None
    window.close()
    assert taught.window.lessons.lesson_window is None
    assert not taught.application.state.answers_hidden
    taught.wait_for_analysis()


def test_the_shipped_lesson_names_films_and_a_network_that_are_there() -> None:
    lesson = read_lesson(SHIPPED)
    assert len(lesson.films) == 6
    assert lesson.bundle is not None
    assert all(film.question["ja"] and film.reveal["en"] for film in lesson.films)


@pytest.mark.parametrize(
    "written",
    ["", "[]", "{}", '{"format": 2}', "[" * 5000, '{"format": 1, "title": {}, "films": [{}]}'],
)
def test_a_damaged_lesson_is_one_typed_error(tmp_path: Path, written: str) -> None:
    (tmp_path / "lesson.json").write_text(written, encoding="utf-8")
    with pytest.raises(StudyError) as caught:
        read_lesson(tmp_path)
    assert caught.value.code == "lesson_damaged"


def test_a_lesson_reaches_no_file_outside_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "lesson"
    folder.mkdir()
    (tmp_path / "film.png").write_bytes(b"x")
    text = {"format": 1, "title": {"en": "x"}, "films": [{"file": "../film.png"}]}
    (folder / "lesson.json").write_text(json.dumps(text), encoding="utf-8")
    with pytest.raises(StudyError):
        read_lesson(folder)
