"""Everything that takes long runs here, in one thread of its own.

The only module of `gui` that reaches the networks and the file readers, and it does so inside
functions, so that the window appears before they are loaded.
"""

from __future__ import annotations

import ctypes
import importlib.util
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from gui.films.film import Film, ShownAttack, data_range_of, thumbnail_of
from gui.films.pyramid import Pyramid
from gui.runtime import garbage
from gui.runtime.privacy import trace_of
from inference.core.attack_types import AttackResult
from inference.core.counterfactual_types import Counterfactual
from inference.core.errors import AnalysisError, StudyError
from inference.core.progress import Cancelled, CancelToken, Partial, Progress, Report, Stage
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.core.types import Radiograph, Segmentation, Study
from inference.export.export_job import ExportJob, write_export
from inference.formats.decoder_requests import HeaderLine
from inference.reading.thumbnail import FilmThumbnail

log = logging.getLogger(__name__)


class Pipeline(Protocol):
    """The part of `inference.pipeline.AnalysisPipeline` that is used here."""

    def run(
        self, request: AnalysisRequest, report: Report, token: CancelToken | None
    ) -> AnalysisResult: ...

    def probability_at(
        self,
        radiograph: Radiograph,
        segmentation: Segmentation,
        changed: AttackResult | Counterfactual,
        amplitude: float,
    ) -> float: ...


class Reader(Protocol):
    """The part of `inference.reading.study_reader` that is used here."""

    def find_files(self, paths: Iterable[Path], /) -> list[Path]: ...

    def read_study(self, path: Path, /, *, token: CancelToken | None) -> Study: ...

    def read_thumbnails(
        self, paths: Iterable[Path], /, *, token: CancelToken | None
    ) -> Iterator[FilmThumbnail | StudyError]: ...

    def read_header(
        self, path: Path, /, *, token: CancelToken | None
    ) -> tuple[HeaderLine, ...]: ...


@dataclass(frozen=True, slots=True)
class Bundles:
    """Which networks are used: the program's own or those in `models`, and `further` ones."""

    models: Path | None = None
    further: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class FindFiles:
    """Which files are there to be read; succeeds with `tuple[Path, ...]`."""

    request_id: int
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Read one file; succeeds with `tuple[Film, ...]`."""

    request_id: int
    path: Path


@dataclass(frozen=True, slots=True)
class ReadThumbnails:
    """Small pictures of files; succeeds with `tuple[FilmThumbnail | StudyError, ...]`.

    One for each path, in order, or fewer where something more urgent came in between.
    """

    request_id: int
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ChooseDevice:
    """Where the networks run from now on (`inference.networks.device`); succeeds with None."""

    request_id: int
    device: str


@dataclass(frozen=True, slots=True)
class UseBundle:
    """Use a person's own network bundle, or a folder of them, too; succeeds with None."""

    request_id: int
    path: Path | None  # None: those of the start alone again


@dataclass(frozen=True, slots=True)
class ReadAttributes:
    """Every attribute of a DICOM file; succeeds with `tuple[HeaderLine, ...]`."""

    request_id: int
    path: Path


@dataclass(frozen=True, slots=True)
class WarmUp:
    """Load what the first analysis needs; succeeds with None."""

    request_id: int


@dataclass(frozen=True, slots=True, eq=False)
class EvaluateAmplitude:
    """The exact probability at an amplitude where the slider rests; succeeds with a float."""

    request_id: int
    radiograph: Radiograph
    segmentation: Segmentation
    changed: AttackResult | Counterfactual
    amplitude: float


@dataclass(frozen=True, slots=True, eq=False)
class WriteExport:
    """Write an export; succeeds with the files, `tuple[Path, ...]`."""

    request_id: int
    job: ExportJob


Request = (
    FindFiles
    | ReadFile
    | ReadThumbnails
    | ReadAttributes
    | ChooseDevice
    | UseBundle
    | WarmUp
    | EvaluateAmplitude
    | WriteExport
    | AnalysisRequest
)


class Worker(QObject):
    """Runs one request at a time; each ends with exactly one of the last three signals."""

    progressed = Signal(object)  # Progress
    partial = Signal(object)  # Partial; an attack's payload is a ShownAttack
    succeeded = Signal(int, object)
    cancelled = Signal(int)
    failed = Signal(int, object)  # AnalysisError

    def __init__(
        self,
        make_pipeline: Callable[[], Pipeline] | None = None,
        make_reader: Callable[[], Reader] | None = None,
        bundles: Bundles | None = None,
    ) -> None:
        super().__init__()
        self._device = "auto"
        self._bundles = self._given = bundles or Bundles()
        self._make_pipeline = make_pipeline or (lambda: build_pipeline(self._device, self._bundles))
        self._make_reader = make_reader or build_reader
        self._pipeline: Pipeline | None = None
        self._reader: Reader | None = None

    @property
    def device(self) -> str:
        """Where the networks are to run, of `preferences.DEVICES`."""
        return self._device

    @Slot(object, object)
    def run(self, request: Request, token: CancelToken) -> None:
        """Do `request`, unless `token` was cancelled while it waited."""
        try:
            token.raise_if_cancelled()
            payload = self._answer(request, token)
            token.raise_if_cancelled()
        except Cancelled:
            self.cancelled.emit(request.request_id)
        except AnalysisError as error:
            log.info("request %d failed: %s", request.request_id, error.code)
            self.failed.emit(request.request_id, error)
        except Exception as error:
            log.error("request %d failed\n%s", request.request_id, trace_of(error))
            self.failed.emit(
                request.request_id, AnalysisError("internal", reason=type(error).__name__)
            )
        else:
            self.succeeded.emit(request.request_id, payload)

    def _answer(self, request: Request, token: CancelToken) -> object:
        match request:
            case FindFiles(paths=paths):
                return tuple(self._the_reader().find_files(paths))
            case ReadFile(path=path):
                return films_of(path, self._the_reader().read_study(path, token=token))
            case ReadThumbnails(paths=paths):
                return tuple(self._the_reader().read_thumbnails(paths, token=token))
            case ChooseDevice(device=device):
                if device != self._device:
                    self._device, self._pipeline = device, None
                return None
            case UseBundle(path=path):
                self._use(path)
                return None
            case ReadAttributes(path=path):
                return self._the_reader().read_header(path, token=token)
            case WarmUp():
                self._the_pipeline()
                return None
            case EvaluateAmplitude():
                return self._the_pipeline().probability_at(
                    request.radiograph, request.segmentation, request.changed, request.amplitude
                )
            case WriteExport(request_id=request_id, job=job):
                folders = (self._bundles.models, *self._bundles.further)
                known = replace(job, bundles=tuple(path for path in folders if path))
                return write_export(known, self._stepped(request_id), token)
            case _:
                return self._the_pipeline().run(request, self._report, token)

    def _use(self, path: Path | None) -> None:
        """Raises ModelError for a bundle that can't be used; what was used before stays."""
        if path is None:
            self._bundles = self._given
        else:
            check_bundle(path)
            self._bundles = replace(self._bundles, further=(*self._bundles.further, path))
        self._pipeline = None

    def _stepped(self, request_id: int) -> Callable[[int, int], None]:
        def tell(done: int, total: int) -> None:
            self.progressed.emit(Progress(request_id, Stage.EXPORT, done, total))

        return tell

    def _report(self, event: Progress | Partial) -> None:
        if isinstance(event, Progress):
            self.progressed.emit(event)
        elif isinstance(event.payload, AttackResult):
            shown = ShownAttack.of(event.payload)
            self.partial.emit(replace(event, payload=shown))
        else:
            self.partial.emit(event)

    def _the_pipeline(self) -> Pipeline:
        if self._pipeline is None:
            self._pipeline = self._make_pipeline()
        return self._pipeline

    def _the_reader(self) -> Reader:
        if self._reader is None:
            self._reader = self._make_reader()
        return self._reader


def films_of(path: Path, study: Study) -> tuple[Film, ...]:
    """A study's radiographs, each with what drawing it needs."""
    from inference.core.windowing import default_window, window_table

    films = []
    for index, radiograph in enumerate(study.radiographs):
        pyramid = Pyramid.of_codes(radiograph.codes, radiograph.padding)
        window = default_window(radiograph)
        table = window_table(window, radiograph.value_range)
        values = data_range_of(radiograph)
        thumbnail = thumbnail_of(pyramid, table)
        films.append(Film(path, index, study, pyramid, window, values, thumbnail))
    return tuple(films)


def build_reader() -> Reader:
    """The reader of the program."""
    from inference.reading import study_reader

    return study_reader


def build_pipeline(device: str = "auto", bundles: Bundles | None = None) -> Pipeline:
    """The pipeline of the program, with one core left to the window."""
    used = bundles or Bundles()
    with garbage.held():
        _load_torch()
        from inference.networks.models import ModelLibrary
        from inference.pipeline import AnalysisPipeline
    return AnalysisPipeline(ModelLibrary(used.models, used.further), device)


def check_bundle(path: Path) -> None:
    """Build every network of a person's bundle, or folder of bundles, once.

    Raises
    ------
    ModelError: there is none, or one is damaged.
    """
    with garbage.held():
        _load_torch()
        from inference.networks.model_card import bundle_folders, read_card
        from inference.networks.models import load_network
    import torch

    for folder in bundle_folders(path):
        load_network(folder, read_card(folder), torch.device("cpu"))


def _load_torch() -> None:
    """Import torch without stopping the window for as long as its libraries take to load.

    An import holds the interpreter's lock while the system loader maps a library; a call through
    ctypes does not. So the libraries are mapped first, and the import finds them there.
    """
    if "torch" not in sys.modules and sys.platform != "win32":
        _map_libraries("torch/lib", ("libtorch_python",))
    import torch

    torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))


def _map_libraries(folder: str, stems: tuple[str, ...]) -> None:
    package = importlib.util.find_spec(folder.split("/")[0])
    if package is None or not package.submodule_search_locations:
        return
    below = Path(package.submodule_search_locations[0]).parent / folder
    system = ctypes.CDLL(None)
    system.dlopen.restype = ctypes.c_void_p
    for stem in stems:
        for library in sorted(below.glob(f"{stem}.*")):
            system.dlopen(os.fsencode(library), os.RTLD_NOW)
