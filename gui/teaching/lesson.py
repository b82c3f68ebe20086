"""A lesson: films in an order, with questions, answers and what to show. See resources/lessons."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inference.core.errors import StudyError
from inference.core.languages import SOURCE

#: Of `lesson.json`.
FORMAT = 1
#: A lesson's file is text of a few pages; anything larger is something else.
_LARGEST = 1 << 20

Text = dict[str, str]  # language -> words


@dataclass(frozen=True, slots=True)
class LessonFilm:
    """One step of a lesson."""

    path: Path
    question: Text
    choices: tuple[Text, ...]
    answer: int  # index of the choice that the network gives
    reveal: Text
    show: tuple[str, ...]  # pictures to open then


@dataclass(frozen=True, slots=True)
class Lesson:
    """A folder with films and what is asked of them."""

    folder: Path
    title: Text
    summary: Text
    bundle: Path | None  # a network that takes the place of the program's own
    films: tuple[LessonFilm, ...]


def said(text: Text, language: str) -> str:
    """`text` in `language`, else in English, else in whatever it is written in."""
    return text.get(language) or text.get(SOURCE) or next(iter(text.values()), "")


def read_lesson(folder: Path) -> Lesson:
    """The lesson in `folder`.

    Raises
    ------
    StudyError: "lesson_damaged" when there is none, or it lacks what a lesson must have.
    """
    try:
        path = folder / "lesson.json"
        if path.stat().st_size > _LARGEST:
            raise ValueError("too large")
        written = json.loads(path.read_text(encoding="utf-8-sig"))
        if written["format"] != FORMAT:
            raise ValueError("another format")
        bundle = written.get("bundle")
        return Lesson(
            folder=folder,
            title=_text(written["title"]),
            summary=_text(written.get("summary", {})),
            bundle=None if bundle is None else _below(folder, bundle),
            films=tuple(_film(folder, each) for each in written["films"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StudyError("lesson_damaged", file=folder.name) from error


def _film(folder: Path, written: Any) -> LessonFilm:
    choices = tuple(_text(each) for each in written.get("choices", ()))
    answer = int(written.get("answer", 0))
    if choices and not 0 <= answer < len(choices):
        raise ValueError("no such choice")
    return LessonFilm(
        path=_below(folder, written["file"]),
        question=_text(written.get("question", {})),
        choices=choices,
        answer=answer,
        reveal=_text(written.get("reveal", {})),
        show=tuple(str(name) for name in written.get("show", ())),
    )


def _below(folder: Path, name: str) -> Path:
    """A file of the lesson, never one outside its folder."""
    root, path = folder.resolve(), (folder / name).resolve()
    if root not in path.parents or not path.exists():
        raise ValueError("not in the lesson's folder")
    return path


def _text(written: Any) -> Text:
    return {str(language): str(words) for language, words in dict(written).items()}
