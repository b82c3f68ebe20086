"""Opens a study: finds its files, reads each into a `Radiograph`.

Formats are told by content, never by name. All parsing and decoding happens in the decoder's own
process. Paths are made absolute at once, so that a later change of folder changes nothing.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from inference.core.errors import StudyError
from inference.core.progress import CancelToken
from inference.core.types import Radiograph, Study
from inference.formats.archive import is_archive
from inference.formats.decoder_requests import HeaderLine
from inference.formats.signatures import SNIFF_BYTES, is_directory, sniff
from inference.formats.sorting import is_system_name, natural_key
from inference.reading.decoding import DecodedPixels, Decoder
from inference.reading.decoding_child import read_start
from inference.reading.thumbnail import FilmThumbnail

_WINDOWS_HIDDEN = 0x2 | 0x4  # FILE_ATTRIBUTE_HIDDEN, FILE_ATTRIBUTE_SYSTEM

#: The decoder that `read_study` uses unless told otherwise. It starts at its first use, or ahead
#: of it by `shared_decoder.start()`.
shared_decoder = Decoder()


def read_study(
    path: str | os.PathLike[str],
    *,
    token: CancelToken | None = None,
    decoder: Decoder | None = None,
) -> Study:
    """The study in the file at `path`.

    Raises
    ------
    StudyError: names the file, why it can't be opened, and what to do. A folder is refused, with
    "no_images_in_folder" if `find_files` finds nothing in it.
    Cancelled: if `token` is cancelled before the film is whole.
    """
    absolute = _absolute(path)
    name = _shown_name(absolute)
    try:
        _refuse_empty_folder(absolute)
        film = (decoder or shared_decoder).decode(absolute, token)
    except StudyError as error:
        raise error.with_file(name) from None
    return Study(name, (_radiograph(film, name),), (film.facts.attributes,))


def find_files(
    paths: Iterable[str | os.PathLike[str]], decoder: Decoder | None = None
) -> list[Path]:
    """The files to read for what a person named, in the order named.

    A ZIP archive and a DICOMDIR stand for the images that they name; those in an archive get
    paths below its own. `decoder` is the process that looks into them.

    A folder stands for the images below it, naturally sorted, each once; files in it that are no
    images, hidden and system files are passed over. Everything else is given as named, also what
    does not exist or is no image, and so is a folder without an image: `read_study` then says
    what is wrong with it, and nothing is lost silently.
    """
    found: list[Path] = []
    for path in map(_absolute, paths):
        images = _images_below(path) if path.is_dir() else _expanded(path, decoder)
        found.extend(images or [path])
    return found


def read_thumbnails(
    paths: Iterable[str | os.PathLike[str]],
    *,
    token: CancelToken | None = None,
    decoder: Decoder | None = None,
) -> Iterator[FilmThumbnail | StudyError]:
    """A small picture of every film, in order, or what keeps its file from being read.

    Several are made at one time. When `token` is concluded, what has been begun is the last.

    Raises
    ------
    Cancelled: if `token` is cancelled.
    """
    from inference.reading.thumbnails import read_thumbnails as read

    absolute = [_absolute(path) for path in paths]
    found = read(absolute, decoder or shared_decoder, token)
    for path, picture in zip(absolute, found, strict=False):
        name = _shown_name(path)
        if isinstance(picture, StudyError):
            yield picture.with_file(name)
        else:
            yield FilmThumbnail(path, name, picture)


def read_header(
    path: str | os.PathLike[str],
    *,
    token: CancelToken | None = None,
    decoder: Decoder | None = None,
) -> tuple[HeaderLine, ...]:
    """Every attribute of the DICOM file at `path`, as clean text; it may name the patient.

    Raises
    ------
    StudyError: "no_header" for other formats, else what keeps the file from being read.
    """
    absolute = _absolute(path)
    try:
        return (decoder or shared_decoder).read_header(absolute, token)
    except StudyError as error:
        raise error.with_file(_shown_name(absolute)) from None


def _expanded(path: Path, decoder: Decoder | None) -> list[Path]:
    """The images that an archive or a DICOMDIR names; the path itself if it is neither.

    What is wrong with it is told by `read_study`, which is then given the path.
    """
    start = read_start(path)
    if not is_archive(start) and not is_directory(start):
        return [path]
    try:
        return list((decoder or shared_decoder).list_files(path))
    except StudyError:
        return [path]


def _images_below(folder: Path) -> list[Path]:
    seen: set[tuple[int, int]] = set()
    images = []
    for path in sorted(_visible_files(folder), key=natural_key):
        identity = _identity(path)
        if identity is None or identity in seen:
            continue
        seen.add(identity)
        if _begins_like_an_image(path):
            images.append(path)
    return images


def _visible_files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):  # does not follow links to folders
        folders[:] = [name for name in folders if not _is_hidden(Path(parent, name))]
        yield from (p for p in (Path(parent, name) for name in names) if not _is_hidden(p))


def _is_hidden(path: Path) -> bool:
    if path.name.startswith(".") or is_system_name(path.name):
        return True
    try:
        attributes = getattr(path.lstat(), "st_file_attributes", 0)
    except OSError:
        return True
    return bool(attributes & _WINDOWS_HIDDEN)


def _identity(path: Path) -> tuple[int, int] | None:
    """What the path leads to, through links; None unless it is an ordinary file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def _begins_like_an_image(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return sniff(file.read(SNIFF_BYTES)) is not None
    except OSError:
        return True  # to be reported by name, not passed over


def _refuse_empty_folder(path: Path) -> None:
    if path.is_dir() and not _images_below(path):
        raise StudyError("no_images_in_folder")


def _absolute(path: str | os.PathLike[str]) -> Path:
    return Path(os.path.abspath(os.fspath(path)))  # noqa: PTH100  (resolve would follow links)


def _shown_name(path: Path) -> str:
    """The file's name as text; bytes that are no text become replacement characters."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _radiograph(film: DecodedPixels, name: str) -> Radiograph:
    facts = film.facts
    return Radiograph(
        pixels=film.kept,
        value_range=facts.value_range,
        windows=facts.windows,
        padding=film.padding,
        spacing=facts.spacing,
        view_position=facts.view_position,
        photometric_interpretation=facts.photometric_interpretation,
        bits_stored=facts.bits_stored,
        file_name=name,
        sha256=film.digest,
        notices=facts.notices,
        adversarial=facts.adversarial,
        source=facts.source,
    )
