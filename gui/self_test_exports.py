"""What the self-test writes, each looked at after it was written: a page of pictures, and so on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from inference.errors import AnalysisError
from inference.export.figure import FigurePages
from inference.types import AnalysisResult, Radiograph

PNG = b"\x89PNG\r\n\x1a\n"


def written_files(film: Radiograph, result: AnalysisResult, folder: Path) -> Iterator[str]:
    """The name of each kind of file, once it was written into `folder` and begins as it should.

    Raises
    ------
    AnalysisError: names the kind that could not be written.
    """
    figure = folder / "figure.png"
    pages = FigurePages(figure)
    pages.add(film, result)
    pages.finish()
    _check_beginning(figure, PNG)
    yield "PNG"


def _check_beginning(path: Path, signature: bytes, at: int = 0) -> None:
    if path.read_bytes()[at : at + len(signature)] != signature:
        raise AnalysisError("internal", reason=f"{path.name} was not written as it should be")
