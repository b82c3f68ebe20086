"""A film, a reader and a pipeline without networks, for the window's tests."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from inference.answers.contours import outline
from inference.attribution.methods import METHODS
from inference.core.attack_types import AmplitudeSweep, AttackConfig, AttackResult
from inference.core.coded_pixels import CodedPixels
from inference.core.counterfactual_types import Counterfactual
from inference.core.errors import AnalysisError, StudyError
from inference.core.geometry import FilmGrid
from inference.core.progress import CancelToken, Partial, Progress, Report, Stage
from inference.core.requests import AnalysisRequest, AnalysisResult
from inference.core.types import (
    AttributionMap,
    AttributionMethod,
    CardiothoracicRatio,
    FloatArray,
    Prediction,
    Radiograph,
    Segmentation,
    Study,
    VoiFunction,
    Window,
    read_only,
)
from inference.formats.decoder_requests import HeaderLine
from inference.grids.resampling import to_model
from inference.reading.thumbnail import FilmThumbnail
from tests.helpers.fake_counterfactual import searched
from tests.helpers.fake_explanation import explained, payloads

SIZE = 64
FILM_SHAPE = (300, 260)
VALUES = (0.0, 4095.0)


def disc(grid_y: FloatArray, grid_x: FloatArray, place: tuple[float, ...]) -> FloatArray:
    """1 inside an ellipse (center y, center x, radius y, radius x), falling over its border."""
    cy, cx, ry, rx = place
    radius = np.sqrt(((grid_y - cy) / ry) ** 2 + ((grid_x - cx) / rx) ** 2)
    return np.clip((1.08 - radius) / 0.16, 0, 1).astype(np.float32)


RIGHT, LEFT, HEART = (0.45, 0.29, 0.3, 0.14), (0.45, 0.71, 0.3, 0.14), (0.62, 0.56, 0.15, 0.17)


def radiograph(name: str = "film.dcm", *, shape: tuple[int, int] = FILM_SHAPE) -> Radiograph:
    """A simple chest: dark lungs in a brighter body; the seed is the name's length."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    y, x = y / shape[0], x / shape[1]
    pixels = 0.25 + 0.45 * disc(y, x, (0.55, 0.5, 0.6, 0.47))
    for place in (RIGHT, LEFT):
        pixels -= 0.4 * disc(y, x, place)
    pixels += 0.25 * disc(y, x, HEART)
    pixels += 0.02 * np.random.default_rng(len(name)).standard_normal(shape, np.float32)
    stored = np.rint(np.clip(pixels, 0, 1) * VALUES[1]).astype(np.uint16)
    return Radiograph(
        pixels=CodedPixels.of(stored, int(VALUES[1])),
        value_range=VALUES,
        windows=(
            Window(2048, 4096, VoiFunction.LINEAR),
            Window(1500, 2000, VoiFunction.LINEAR, "HARD"),
        ),
        padding=None,
        spacing=None,
        view_position="PA",
        photometric_interpretation="MONOCHROME2",
        bits_stored=12,
        file_name=name,
        sha256="0" * 64,
    )


def study(name: str = "film.dcm", *, shape: tuple[int, int] = FILM_SHAPE) -> Study:
    attributes = {"PatientName": "Sentinel^Taro", "PatientID": "ZZ-1", "StudyDate": "20260102"}
    return Study(name, (radiograph(name, shape=shape),), (attributes,))


@dataclass(slots=True)
class FakeReader:
    """Reads names: one that begins with "bad" can't be opened."""

    shape: tuple[int, int] = FILM_SHAPE
    read: list[str] = field(default_factory=list)

    def find_files(self, paths: Iterable[Path], /) -> list[Path]:
        return list(paths)

    def read_study(self, path: Path, /, *, token: CancelToken | None) -> Study:
        self.read.append(path.name)
        if path.name.startswith("bad"):
            raise StudyError("truncated", file=path.name)
        return study(path.name, shape=self.shape)

    def read_thumbnails(
        self, paths: Iterable[Path], /, *, token: CancelToken | None
    ) -> Iterator[FilmThumbnail | StudyError]:
        assert token is not None
        for path in paths:
            token.raise_if_cancelled()
            if token.concluded:
                return
            if path.name.startswith("bad"):
                yield StudyError("truncated", file=path.name)
            else:
                yield FilmThumbnail(path, path.name, np.full((96, 80), 90, np.uint8))

    def read_header(self, path: Path, /, *, token: CancelToken | None) -> tuple[HeaderLine, ...]:
        if not path.name.endswith(".dcm"):
            raise StudyError("no_header", file=path.name)
        return (
            HeaderLine(0, "0008,0005", "CS", "SpecificCharacterSet", "Character Set", "UTF-8"),
            HeaderLine(0, "0010,0010", "PN", "PatientName", "Patient's Name", "Sentinel^Taro"),
            HeaderLine(0, "0018,0060", "DS", "KVP", "KVP", "120"),
            HeaderLine(0, "0054,0220", "SQ", "ViewCodeSequence", "View Code Sequence", "[1]"),
            HeaderLine(1, "0008,0100", "SH", "CodeValue", "Code Value", "R-10214"),
            HeaderLine(0, "0099,1001", "LO", "", "(private)", "Sentinel"),
        )


@dataclass(slots=True)
class FakePipeline:
    """Answers like the real pipeline, at once; `gate` holds it at every attack step."""

    steps: int = 5
    gate: threading.Event = field(default_factory=threading.Event)
    runs: list[AnalysisRequest] = field(default_factory=list)
    error: BaseException | None = None
    lacking: frozenset[str] = frozenset()  # parts that are not bundled
    at_step: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def run(
        self, request: AnalysisRequest, report: Report, token: CancelToken | None
    ) -> AnalysisResult:
        assert token is not None
        self.runs.append(request)
        if self.error is not None:
            raise self.error
        number, film = request.request_id, request.radiograph
        grid = FilmGrid(film.shape, SIZE)
        predictions, segmentation = answers(), segmented(grid)
        report(Partial(number, Stage.CLASSIFY, predictions))
        report(Partial(number, Stage.SEGMENT, segmentation))
        assert request.attack is not None
        self._step_through(number, report, token)
        attack, curve = self._attack(request, grid)
        report(Partial(number, Stage.ATTACK, attack))
        report(Partial(number, Stage.SWEEP, curve))
        maps = tuple(heat_map(grid, attack.finding, each) for each in request.attributions)
        for heat in maps:
            report(Partial(number, Stage.ATTRIBUTE, heat))
        changes = () if request.known is None else request.known.counterfactuals
        if request.counterfactuals is not None:
            changes = (*changes, *searched(request.counterfactuals, segmentation, curve))
            for change in changes:
                report(Partial(number, Stage.COUNTERFACTUAL, change))
        explanation = None
        if request.explanation:
            there = tuple(part for part in request.explanation if part not in self.lacking)
            explanation = explained(attack, segmentation, there, request.drawn)
            if "translation" in self.lacking:
                explanation = replace(explanation, notices=("no_translator",))
            for part in payloads(explanation):
                report(Partial(number, Stage.EXPLAIN, part))
        return AnalysisResult(
            request_id=number,
            predictions=predictions,
            segmentation=segmentation,
            attack=attack,
            sweep=curve,
            attributions=maps,
            device="cpu",
            seconds={"total": 0.1},
            versions={"setsudo": "0"},
            explanation=explanation,
            counterfactuals=changes,
        )

    def probability_at(
        self,
        radiograph: Radiograph,
        segmentation: Segmentation,
        changed: AttackResult | Counterfactual,
        amplitude: float,
    ) -> float:
        return answer_at(amplitude)

    def _attack(
        self, request: AnalysisRequest, grid: FilmGrid
    ) -> tuple[AttackResult, AmplitudeSweep]:
        known = request.known
        if known is not None and known.attack is not None and known.sweep is not None:
            return known.attack, known.sweep
        assert request.attack is not None
        attack = attacked(grid, request.attack)
        return attack, swept(attack.finding)

    def _step_through(self, number: int, report: Report, token: CancelToken) -> None:
        for step in range(1, self.steps + 1):
            report(Progress(number, Stage.ATTACK, step, self.steps))
            self.at_step.set()
            while not self.gate.wait(0.01):
                token.raise_if_cancelled()
                if token.concluded:
                    return
            token.raise_if_cancelled()


def answers() -> tuple[Prediction, ...]:
    return tuple(
        Prediction(
            finding=finding,
            label=finding if probability >= 0.5 else "no finding",
            logits=(0.0, 1.0),
            probability=probability,
            calibrated_probability=0.9 * probability,
            operating_point=0.5,
            positive=probability >= 0.5,
            model_name=finding,
            model_version="1",
        )
        for finding, probability in (("pneumoconiosis", 0.12), ("cardiomegaly", 0.87))
    )


def segmented(grid: FilmGrid) -> Segmentation:
    """Ellipses at the places of the fake film's lungs and heart."""
    height, width = grid.film_shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    maps = {
        name: read_only(to_model(grid, disc(y / height, x / width, place)))
        for name, place in (("right_lung", RIGHT), ("left_lung", LEFT), ("heart", HEART))
    }
    found = [outline(name, probability, grid) for name, probability in maps.items()]
    ratio = CardiothoracicRatio(
        0.51,
        ((0.39 * width, 0.6 * height), (0.73 * width, 0.6 * height)),
        ((0.16 * width, 0.66 * height), (0.84 * width, 0.66 * height)),
    )
    return Segmentation(
        grid=grid,
        **maps,
        contours=tuple(contour for contour in found if contour is not None),
        lung_area_fraction=0.3,
        heart_area_fraction=0.08,
        cardiothoracic_ratio=ratio,
    )


def attacked(grid: FilmGrid, config: AttackConfig) -> AttackResult:
    """δ is +ε on the left half of the film and −ε on the right half."""
    delta = np.full((SIZE, SIZE), config.epsilon, np.float32)
    delta[:, SIZE // 2 :] *= -1
    finding = config.finding or "cardiomegaly"
    return AttackResult(
        config=config,
        finding=finding,
        target=0,
        grid=grid,
        delta=read_only(delta),
        input_range=(0.1, 0.9),
        steps_taken=5,
        trace=read_only(np.linspace(0.1, 0.99, 6, dtype=np.float32)),
        flipped=True,
        stop_reason="confidence",
        probability_before=0.87,
        probability_after=0.008,
        roundtrip_probability=0.009,
        roundtrip_flipped=True,
        seconds=1.5,
    )


def answer_at(amplitude: float) -> float:
    """The fake network's probability along its perturbation."""
    return float(1 / (1 + np.exp(9 * (amplitude - 0.35))))


def swept(finding: str) -> AmplitudeSweep:
    amplitudes = np.linspace(-1, 2, 31, dtype=np.float32)
    probabilities = np.array([answer_at(float(s)) for s in amplitudes])
    return AmplitudeSweep(
        finding, read_only(amplitudes), read_only(probabilities.astype(np.float32)), 0.35
    )


def heat_map(
    grid: FilmGrid, finding: str, method: AttributionMethod = AttributionMethod.GRAD_CAM
) -> AttributionMap:
    """A blob on the heart; signed methods see evidence against the finding in the left lung."""
    values = 3 * blob(0.55, 0.6)
    if METHODS[method].signed:
        values -= blob(0.71, 0.45)
    locked = read_only(values)
    return AttributionMap(method, finding, 1, grid, locked, read_only(locked[::8, ::8]))


def blob(x: float, y: float) -> FloatArray:
    """1 at a place given as shares of the model grid, falling off around it."""
    rows, columns = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32) / SIZE
    return np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / 0.02).astype(np.float32)


def lost_device() -> AnalysisError:
    return AnalysisError("model_output_invalid", name="cardiomegaly")
